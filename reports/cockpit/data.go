package cockpit

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
)

// Schema is the value of "schema" in the JSON that this program writes.
const Schema = "truatweb/cockpit/1"

// WriteJSON writes all figures for other programs: the round, the offices with
// their verdicts by standard and item, what is missing most, causes, tasks by
// unit and roll-ups. Shares are from 0 to 1.
func (c *Cockpit) WriteJSON(w io.Writer) error {
	out := struct {
		Schema      string        `json:"schema"`
		Round       *checks.Round `json:"round"`
		Provisional bool          `json:"provisional"`
		Standards   []Standard    `json:"standards"`
		Offices     []Office      `json:"offices"`
		Missing     []Lack        `json:"missing"`
		Causes      []Cause       `json:"causes"`
		Units       []Unit        `json:"units"`
		Groups      []Group       `json:"groups"`
	}{Schema, c.Round, c.Round.Provisional(), c.Standards, c.Offices, c.Missing, c.Causes, c.Units, c.Groups}
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	if err := e.Encode(out); err != nil {
		return fmt.Errorf("writing the round as JSON: %w", err)
	}
	return nil
}

// bom lets Excel read a CSV file as UTF-8.
const bom = "\ufeff"

// WriteCSV writes one line an office and item: key, code, name, region,
// province, district, tags (by "|"), state, comparable, standard, item, title,
// level, verdict. It is UTF-8 with a byte order mark; a cell that a spreadsheet
// would take for a formula begins with an apostrophe.
func (c *Cockpit) WriteCSV(w io.Writer) error {
	if _, err := io.WriteString(w, bom); err != nil {
		return fmt.Errorf("writing the round as CSV: %w", err)
	}
	out := csv.NewWriter(w)
	put := func(cells ...string) {
		for i := range cells {
			cells[i] = reports.NoFormula(cells[i])
		}
		_ = out.Write(cells) // out.Error tells, below
	}
	put("key", "code", "office", "region", "province", "district", "tags", "state", "comparable", "standard", "item", "title", "level", "verdict")
	for i := range c.Offices {
		o := &c.Offices[i]
		lead := []string{o.Key, o.Code, o.Called(), o.Region, o.Province, o.District, strings.Join(o.Tags, "|"), string(o.State), strconv.FormatBool(o.Comparable)}
		if o.Verdicts == nil {
			put(append(lead, "", "", "", "", "")...)
		}
		for s := range o.Verdicts {
			for n, v := range o.Verdicts[s] {
				it := &c.Standards[s].Items[n]
				put(append(append([]string{}, lead...), c.Standards[s].ID, it.ID, it.Title, it.Level, string(v))...)
			}
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("writing the round as CSV: %w", err)
	}
	return nil
}

// WriteRollups writes one line a group: kind, name, offices, looked, comparable,
// found, of, low, high, better, worse.
func (c *Cockpit) WriteRollups(w io.Writer) error {
	if _, err := io.WriteString(w, bom); err != nil {
		return fmt.Errorf("writing the roll-ups as CSV: %w", err)
	}
	out := csv.NewWriter(w)
	_ = out.Write([]string{"kind", "name", "offices", "looked", "comparable", "found", "of", "low", "high", "better", "worse"}) // out.Error tells, below
	part := func(x *float64) string {
		if x == nil {
			return ""
		}
		return strconv.FormatFloat(*x, 'f', 4, 64)
	}
	for _, g := range c.Groups {
		_ = out.Write([]string{g.Kind, reports.NoFormula(g.Name), strconv.Itoa(g.Offices), strconv.Itoa(g.Looked), strconv.Itoa(g.Comparable), strconv.Itoa(g.Found),
			strconv.Itoa(g.Of), part(g.Low), part(g.High), strconv.Itoa(g.Better), strconv.Itoa(g.Worse)}) // as above
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("writing the roll-ups as CSV: %w", err)
	}
	return nil
}
