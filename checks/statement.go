package checks

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"
)

// Statement is one thing that a person said about an office's finding: a
// decision or a reply, exactly one of the two.
type Statement struct {
	Office   string    `json:"office"` // Office.Key
	Decision *Decision `json:"decision,omitempty"`
	Reply    *Reply    `json:"reply,omitempty"`
	Source   string    `json:"source,omitempty"` // where it was written, such as a file's name and row
}

// ErrNoStatement says that a statement says nothing, or more than one thing, or
// not whom or what it is about.
var ErrNoStatement = errors.New("a statement is one decision or one reply on a requirement of an office")

// Valid reports whether the statement can be kept; else it wraps [ErrNoStatement].
func (s *Statement) Valid() error {
	standard, id := s.About()
	if s.Office == "" || standard == "" || id == "" || (s.Decision == nil) == (s.Reply == nil) {
		return fmt.Errorf("%w: office %q, requirement %q %q", ErrNoStatement, s.Office, standard, id)
	}
	return nil
}

// About names the requirement that the statement speaks of.
func (s *Statement) About() (standard, id string) {
	switch {
	case s.Decision != nil:
		return s.Decision.Standard, s.Decision.ID
	case s.Reply != nil:
		return s.Reply.Standard, s.Reply.ID
	}
	return "", ""
}

// ID is a hash of what was said, "sha256:" and hex: the same said again has the
// same ID, wherever it was written.
func (s *Statement) ID() string {
	said := *s
	said.Source = ""
	return hashOf("truatweb/statement/1", said)
}

// LogLine is a line of the log of statements. Each line's hash covers the line
// before, so that none can be changed, taken out or put in between unnoticed.
type LogLine struct {
	Seq       int64     `json:"seq"` // from 1 on, without a gap
	At        time.Time `json:"at"`  // when it was taken in: UTC, whole seconds
	Statement Statement `json:"statement"`
	Prev      string    `json:"prev"` // Hash of the line before; "" of the first
	Hash      string    `json:"hash"` // "sha256:" and hex
}

// ErrChain says that a log does not hold: a line was changed, taken out, put in
// or moved.
var ErrChain = errors.New("the log's chain of hashes is broken")

// Next makes the line that follows l, which is nil for the first of all.
func (l *LogLine) Next(at time.Time, s Statement) LogLine {
	next := LogLine{Seq: 1, At: at.UTC().Truncate(time.Second), Statement: s}
	if l != nil {
		next.Seq, next.Prev = l.Seq+1, l.Hash
	}
	next.Hash = next.sum()
	return next
}

// Follows reports whether l is whole and comes right after prev, which is nil
// for the first line; else it wraps [ErrChain].
func (l *LogLine) Follows(prev *LogLine) error {
	seq, hash := int64(1), ""
	if prev != nil {
		seq, hash = prev.Seq+1, prev.Hash
	}
	if l.Seq != seq || l.Prev != hash || l.Hash != l.sum() {
		return fmt.Errorf("%w at line %d", ErrChain, l.Seq)
	}
	return nil
}

func (l *LogLine) sum() string {
	line := *l
	line.At, line.Hash = line.At.UTC(), ""
	return hashOf("truatweb/log/1", line)
}

// Digest is a hash of what an audit concluded, "sha256:" and hex: of whom, when,
// by which rules and with which findings.
func (a *Audit) Digest() string {
	said := struct {
		Office, Seen, AsOf string
		Year               int
		Standards          []string
		Findings           []string
	}{Office: a.Office.Key(), Seen: a.SeenAt.UTC().Format(time.RFC3339Nano), AsOf: a.AsOf, Year: a.FiscalYear}
	for i := range a.Standards {
		said.Standards = append(said.Standards, a.Standards[i].ID+" "+a.Standards[i].Digest)
	}
	for i := range a.Findings {
		said.Findings = append(said.Findings, a.Findings[i].Digest())
	}
	slices.Sort(said.Findings)
	return hashOf("truatweb/audit/1", said)
}

// hashOf hashes a value's JSON. The kind keeps hashes of different things apart.
func hashOf(kind string, of any) string {
	body, err := json.Marshal(of)
	if err != nil {
		panic(fmt.Sprintf("hashing a %s: %v", kind, err)) // texts, numbers and times from year 0 to 9999 alone
	}
	h := sha256.New()
	_, _ = io.WriteString(h, kind+"\x00") // a hash takes all bytes
	_, _ = h.Write(body)
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}
