package cockpit

import (
	"io"
	"strconv"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/xlsx"
)

// WriteBook writes the workbook: all that the page shows and what it cuts off.
func (c *Cockpit) WriteBook(w io.Writer, program string) error {
	t := textsOf(c.Lang)
	names := map[string]string{}
	for i := range c.Offices {
		names[c.Offices[i].Key] = c.Offices[i].Called()
	}
	var sheets []xlsx.Sheet
	sheets = append(sheets, c.heatSheets(t)...)
	sheets = append(sheets, c.missingSheet(t), c.causesSheet(t, names), c.changesSheet(t), c.unitsSheet(t, names), c.apartSheet(t), c.groupsSheet(t))
	return xlsx.WriteSheets(w, c.heading(t, t.Title), program, c.Lang, sheets)
}

// heading is a sheet's title: what it shows, of which round, and the caution.
func (c *Cockpit) heading(t *texts, what string) string {
	out := what + " · " + reports.Clean(c.Round.Name)
	if c.Round.FiscalYear > 0 {
		out += " · " + sayf(t.Fiscal, c.Round.FiscalYear)
	}
	if caution := c.Caution(); caution != "" {
		out += " · " + caution
	}
	return out
}

// narrow is the width of a column that holds one mark.
const narrow = 4.2

// heatSheets are office by item, one sheet a standard.
func (c *Cockpit) heatSheets(t *texts) []xlsx.Sheet {
	var out []xlsx.Sheet
	for n, s := range c.Standards {
		sh := xlsx.Sheet{Name: t.SheetHeat + " " + s.ID, Title: c.heading(t, s.Title),
			Columns: []string{t.Office, t.Code, t.Province, t.District, t.State, t.Score + " (%)"}, Widths: []float64{42, 12, 16, 16, 16, 14}}
		lead := len(sh.Columns)
		sh.Turned = lead + 1
		plainCells := make([]string, lead)
		for _, it := range s.Items {
			sh.Columns = append(sh.Columns, it.ID)
			sh.Widths = append(sh.Widths, narrow)
		}
		for i := range c.Offices {
			o := &c.Offices[i]
			cells, classes := []string{o.Called(), o.Code, o.Province, o.District, c.stateOf(t, o), t.Nothing}, append([]string(nil), plainCells...)
			if n < len(o.Scores) && o.Scores[n].Low != nil {
				cells[lead-1] = span(o.Scores[n].Low, o.Scores[n].High)
			}
			for k := range s.Items {
				word := reports.Word{}
				if n < len(o.Verdicts) && k < len(o.Verdicts[n]) && o.Verdicts[n][k] != "" {
					word = reports.WordOf(o.Verdicts[n][k], c.Lang)
				}
				cells, classes = append(cells, word.Mark), append(classes, word.Class)
			}
			sh.Rows, sh.Classes = append(sh.Rows, cells), append(sh.Classes, classes)
		}
		out = append(out, sh)
	}
	return out
}

func (c *Cockpit) stateOf(t *texts, o *Office) string {
	if o.State == checks.Audited && !o.Comparable {
		return t.NotLooked
	}
	return t.states[o.State]
}

func (c *Cockpit) missingSheet(t *texts) xlsx.Sheet {
	sh := xlsx.Sheet{Name: t.SheetMissing, Title: c.heading(t, t.Missing), Columns: []string{t.Item, t.Name, t.Level, t.Lacking, "%", t.Absent, t.Open, t.Of, t.Better, t.Worse},
		Widths: []float64{10, 60, 12, 16, 10, 14, 14, 14, 12, 12}}
	for _, l := range c.Missing {
		sh.Rows = append(sh.Rows, []string{l.ID, l.Title, t.levels[l.Level], strconv.Itoa(l.Lacking), share(l.Lacking, l.Of), strconv.Itoa(l.Absent),
			strconv.Itoa(l.Open), strconv.Itoa(l.Of), strconv.Itoa(l.Better), strconv.Itoa(l.Worse)})
	}
	return sh
}

func (c *Cockpit) causesSheet(t *texts, names map[string]string) xlsx.Sheet {
	sh := xlsx.Sheet{Name: t.SheetCauses, Title: c.heading(t, t.Causes), Columns: []string{t.Kind, t.Name, t.Detail, t.Offices, t.Office}, Widths: []float64{18, 46, 60, 12, 70}}
	for _, cause := range c.Causes {
		var lines, who []string
		for _, it := range cause.Items {
			lines = append(lines, it.ID+" "+it.Title+": "+sayf(t.TemplateOf, it.Lacking, it.Of))
		}
		if cause.Label != "" {
			lines = append(lines, "“"+cause.Label+"”")
		}
		for _, key := range cause.Offices {
			who = append(who, names[key])
		}
		sh.Rows = append(sh.Rows, []string{t.kinds[cause.Kind], readable(cause.Name), strings.Join(lines, "\n"), strconv.Itoa(len(cause.Offices)), strings.Join(who, ", ")})
	}
	return sh
}

func (c *Cockpit) changesSheet(t *texts) xlsx.Sheet {
	sh := xlsx.Sheet{Name: t.SheetChanges, Title: c.heading(t, t.Changes), Columns: []string{t.Office, t.Since, t.Standard, t.Item, t.Name, t.Change}, Widths: []float64{42, 14, 14, 12, 50, 40}}
	for i := range c.Offices {
		o := &c.Offices[i]
		if o.Since == nil {
			continue
		}
		for _, ch := range o.Since.List {
			way := t.Better
			if ch.Way == reports.Worse {
				way = t.Worse
			}
			sh.Rows = append(sh.Rows, []string{o.Called(), way, ch.Standard, ch.ID, ch.Title,
				reports.WordOf(ch.Old, c.Lang).Text + " → " + reports.WordOf(ch.New, c.Lang).Text})
		}
	}
	return sh
}

func (c *Cockpit) unitsSheet(t *texts, names map[string]string) xlsx.Sheet {
	sh := xlsx.Sheet{Name: t.SheetUnits, Title: c.heading(t, t.Units), Columns: []string{t.Units, t.Office, t.Item, t.Name, t.Level}, Widths: []float64{50, 42, 12, 60, 12}}
	for _, u := range c.Units {
		name := u.Name
		if name == "" {
			name = t.NoUnit
		}
		for _, task := range u.Offices {
			for _, it := range task.Items {
				sh.Rows = append(sh.Rows, []string{name, names[task.Office], it.ID, it.Title, t.levels[it.Level]})
			}
		}
	}
	return sh
}

func (c *Cockpit) apartSheet(t *texts) xlsx.Sheet {
	v := &view{Cockpit: c, T: t}
	sh := xlsx.Sheet{Name: t.SheetApart, Title: c.heading(t, t.Apart), Columns: []string{t.Office, t.Code, t.Home, t.State, t.Reason, t.Detail}, Widths: []float64{42, 12, 50, 18, 60, 40}}
	for i := range c.Offices {
		if o := &c.Offices[i]; !o.Comparable {
			sh.Rows = append(sh.Rows, []string{o.Called(), o.Code, readable(o.Home), c.stateOf(t, o), v.why(o), o.Detail})
		}
	}
	return sh
}

func (c *Cockpit) groupsSheet(t *texts) xlsx.Sheet {
	sh := xlsx.Sheet{Name: t.SheetGroups, Title: c.heading(t, t.Groups), Columns: []string{t.Kind, t.Name, t.Offices, t.Looked, t.Comparable, t.Required, t.Range, t.Better, t.Worse},
		Widths: []float64{16, 40, 14, 14, 16, 14, 22, 12, 12}}
	for _, g := range c.Groups {
		name := g.Name
		if name == "" {
			name = reports.Clean(c.Round.Name)
		}
		sh.Rows = append(sh.Rows, []string{t.kinds[g.Kind], name, strconv.Itoa(g.Offices), strconv.Itoa(g.Looked), strconv.Itoa(g.Comparable),
			strconv.Itoa(g.Found) + "/" + strconv.Itoa(g.Of), g.Span(), strconv.Itoa(g.Better), strconv.Itoa(g.Worse)})
	}
	return sh
}
