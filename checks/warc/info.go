package warc

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// journal is the version of what this package writes beyond the standard; a file
// of another version is read, and never gone on with.
const journal = 1

// Info is what a file says of the crawl that it holds.
type Info struct {
	Software  string
	UserAgent string
	Robots    string // how robots.txt was heeded, as other readers may show it
	Started   time.Time
	Office    checks.Office
	// Settings are what the crawl was told, as JSON: one that was interrupted goes
	// on only under the same.
	Settings json.RawMessage
	// Told is what else is worth knowing, such as the day to judge for.
	Told json.RawMessage
	// Own is true of what this package wrote, in the version that it writes.
	Own bool
}

// told is the part of Info that stands in a field of our own.
type told struct {
	Journal  int             `json:"journal"`
	Started  time.Time       `json:"started"`
	Office   checks.Office   `json:"office"`
	Settings json.RawMessage `json:"settings,omitempty"`
	Told     json.RawMessage `json:"told,omitempty"`
}

// Names of our own fields.
const (
	runField     = "truatweb-run"       // of warcinfo: JSON
	whatField    = "Truatweb-What"      // of metadata: the kind
	keyField     = "Truatweb-Key"       // of a measurement
	failureField = "Truatweb-Failure"   // of an exchange: JSON
	faultField   = "Truatweb-TLS-Fault" // of an exchange
	earlierField = "Truatweb-Earlier"   // of a response: an earlier crawl was given it
	drawingField = "Truatweb-Drawing"   // of an exchange: a browser asked for it; of a drawing: JSON
	whatFailure  = "failure"
	whatMeasured = "measured"
	whatCourse   = "course"
	whatResumed  = "resumed"
	conformsTo   = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
	sameDigest   = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
	notModified  = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
	typeFields   = "application/warc-fields"
	typeJSON     = "application/json"
	typeRequest  = "application/http; msgtype=request"
	typeResponse = "application/http; msgtype=response"
	mostOfMeta   = 64 << 20 // bytes of a metadata record that is read whole
)

// block gives the block of a warcinfo record.
func (i *Info) block() ([]byte, error) {
	run, err := json.Marshal(told{journal, i.Started, i.Office, i.Settings, i.Told})
	if err != nil {
		return nil, fmt.Errorf("writing down the run: %w", err)
	}
	var f fields
	f.add("software", i.Software)
	f.add("format", "WARC File Format 1.1")
	f.add("conformsTo", conformsTo)
	f.add("robots", i.Robots)
	f.add("http-header-user-agent", i.UserAgent)
	f.add("isPartOf", i.Office.Home)
	f.add(runField, string(run))
	return f.lines(), nil
}

// readInfo reads the block of a warcinfo record; what other programs write there
// is told as far as it is common.
func readInfo(f fields) Info {
	i := Info{Software: f.get("software"), UserAgent: f.get("http-header-user-agent"), Robots: f.get("robots")}
	var t told
	if err := json.Unmarshal([]byte(f.get(runField)), &t); err == nil {
		i.Started, i.Office, i.Settings, i.Told = t.Started, t.Office, t.Settings, t.Told
		i.Own = t.Journal == journal
	}
	return i
}

// whole reads a small block.
func whole(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, mostOfMeta+1))
	if err == nil && len(b) > mostOfMeta {
		err = errHeaderLong
	}
	return b, err
}

// lines writes fields as a block.
func (f fields) lines() []byte {
	var b strings.Builder
	for _, l := range f {
		b.WriteString(l.name + ": " + l.value + "\r\n")
	}
	return []byte(b.String())
}
