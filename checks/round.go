package checks

import "time"

// RoundSchema is the value of Round.Schema that this program writes.
const RoundSchema = "truatweb/round/1"

// Round is an audit programme (ISO 19011): many offices audited in one period
// by one set of standards.
type Round struct {
	Schema     string         `json:"schema"`
	Name       string         `json:"name"`
	FiscalYear int            `json:"fiscal_year"`
	AsOf       string         `json:"as_of"`              // 2006-01-02, Asia/Bangkok
	Standards  []StandardUsed `json:"standards"`          // frozen when the round began
	Share      float64        `json:"share"`              // of its offices that must have been looked at, 0 to 1; with fewer it is provisional
	Started    time.Time      `json:"started"`            //
	Ended      time.Time      `json:"ended,omitzero"`     //
	Cancelled  bool           `json:"cancelled,omitzero"` // ended by a person before all were looked at
	Entries    []Entry        `json:"entries"`
}

// EntryState is how far one office of a round has come.
type EntryState string

// The states of an entry.
const (
	Waiting   EntryState = "waiting"   // not begun, or to be tried again
	Running   EntryState = "running"   // being audited
	Audited   EntryState = "audited"   // has an audit
	Failed    EntryState = "failed"    // could not be looked at, and all tries are spent
	Cancelled EntryState = "cancelled" // left out since the round was ended
)

// Entry is one office in a round.
type Entry struct {
	Office Office     `json:"office"`
	State  EntryState `json:"state"`
	Tries  int        `json:"tries,omitempty"`
	Why    Reason     `json:"why,omitempty"`    // of a failure, or of the last try
	Detail string     `json:"detail,omitempty"` // the same in technical words
	Folder string     `json:"folder,omitempty"` // of its reports, relative to the round's
	Due    time.Time  `json:"due,omitzero"`     // of the next try, while it waits for one
	Began  time.Time  `json:"began,omitzero"`
	Ended  time.Time  `json:"ended,omitzero"`
}

// Looked counts the offices that could be looked at.
func (r *Round) Looked() int {
	n := 0
	for i := range r.Entries {
		if r.Entries[i].State == Audited {
			n++
		}
	}
	return n
}

// Provisional reports whether too few of the round's offices could be looked at
// for its figures to speak of the province.
func (r *Round) Provisional() bool {
	return len(r.Entries) == 0 || float64(r.Looked()) < r.Share*float64(len(r.Entries))
}
