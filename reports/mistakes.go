package reports

import (
	"fmt"
	"strings"
)

// mostListed bounds the mistakes of a file that are told one by one.
const mostListed = 60

// Mistake is something in a file that a person must mend. Row is 0 and Column ""
// where it is no single cell's.
type Mistake struct {
	Sheet  string
	Row    int    // from 1
	Column string // its letter
	Header string // its name
	What   string // is wrong
	Mend   string
}

// String says the mistake in Thai, in one line.
func (m Mistake) String() string {
	var at []string
	if m.Sheet != "" {
		at = append(at, "แผ่น “"+m.Sheet+"”")
	}
	if m.Row > 0 {
		at = append(at, fmt.Sprintf("แถว %d", m.Row))
	}
	if m.Column != "" {
		at = append(at, "คอลัมน์ "+m.Column)
	}
	if m.Header != "" {
		at = append(at, "("+m.Header+")")
	}
	out := m.What
	if len(at) > 0 {
		out = strings.Join(at, " ") + ": " + out
	}
	if m.Mend != "" {
		out += " → " + m.Mend
	}
	return out
}

// Refused says that a file was not taken in, and all that is wrong with it.
type Refused struct {
	Mistakes []Mistake
	More     int // that are not listed
}

// Error lists the mistakes, a line each.
func (r *Refused) Error() string {
	var out []string
	for _, m := range r.Mistakes {
		out = append(out, m.String())
	}
	if r.More > 0 {
		out = append(out, fmt.Sprintf("และอีก %d แห่ง", r.More))
	}
	return strings.Join(out, "\n")
}

// Add adds a mistake to those that are listed, or counts it.
func (r *Refused) Add(m Mistake) {
	if len(r.Mistakes) >= mostListed {
		r.More++
		return
	}
	r.Mistakes = append(r.Mistakes, m)
}

// OrNil gives the mistakes as an error, nil if there are none.
func (r *Refused) OrNil() error {
	if len(r.Mistakes) == 0 {
		return nil
	}
	return r
}

// Refuse refuses a file as a whole.
func Refuse(what, mend string) *Refused {
	return &Refused{Mistakes: []Mistake{{What: what, Mend: mend}}}
}
