package checks

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Decision is what a person decided about a finding. It stands beside the
// finding and never overwrites it. One without a verdict and without a waiver
// takes back what was decided before.
type Decision struct {
	Standard string    `json:"standard"`
	ID       string    `json:"id"`
	Verdict  Verdict   `json:"verdict"` // "" where Waiver is set
	Reason   string    `json:"reason"`  // a code of a closed list
	Note     string    `json:"note,omitempty"`
	By       string    `json:"by"`
	Unit     string    `json:"unit"`
	At       time.Time `json:"at"`
	Until    time.Time `json:"until,omitzero"`
	// Evidence is the [Finding.Digest] that the decision was made on: where it
	// has changed, the person is asked again.
	Evidence string `json:"evidence,omitempty"`
	// Waiver is set where the decision excuses the office and judges nothing.
	Waiver *Waiver `json:"waiver,omitempty"`
}

// Withdrawn reports whether the decision takes back what was decided before.
func (d *Decision) Withdrawn() bool { return d.Verdict == "" && d.Waiver == nil }

// Waiver excuses an office from a requirement for a time. It is counted apart
// and never raises a score.
type Waiver struct {
	Approver string `json:"approver"`
	Scope    string `json:"scope,omitempty"` // what is excused, in the approver's words
}

// Reply is what the responsible unit says to a finding: where the thing is, or
// why it is not there. It decides nothing; the next audit looks at the address
// before a person has to.
type Reply struct {
	Standard string    `json:"standard"`
	ID       string    `json:"id"`
	URL      string    `json:"url,omitempty"`
	Note     string    `json:"note,omitempty"`
	By       string    `json:"by"`
	Unit     string    `json:"unit"`
	At       time.Time `json:"at"`
	Evidence string    `json:"evidence,omitempty"` // the Finding.Digest that was replied to
}

// Key names an office across audits: its code, or else its home page without
// scheme and "www.".
func (o *Office) Key() string {
	if o.Code != "" {
		return o.Code
	}
	u, err := url.Parse(o.Home)
	if err != nil || u.Host == "" {
		return o.Home
	}
	return strings.TrimPrefix(strings.ToLower(u.Host), "www.") + strings.TrimSuffix(u.EscapedPath(), "/")
}

// Digest is a hash of what a finding says and what it rests on, "sha256:" and
// hex. The bytes of pages are no part of it: a counter of visitors changes them
// from day to day, and with them nothing that anybody decided on.
func (f *Finding) Digest() string {
	lines := make([]string, 0, len(f.Evidence))
	for i := range f.Evidence {
		e := &f.Evidence[i]
		lines = append(lines, strings.Join([]string{e.URL, string(e.Place), e.Quote, strconv.Itoa(e.Year)}, "\x1f"))
	}
	slices.Sort(lines)
	h := sha256.New()
	_, _ = io.WriteString(h, strings.Join(append([]string{f.Standard, f.ID, string(f.Verdict)}, slices.Compact(lines)...), "\x1e"))
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}
