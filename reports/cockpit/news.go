package cockpit

import (
	"strings"

	"github.com/truatweb/truatweb/reports"
)

// mostTold is how many items that are missing most are told in a message.
const mostTold = 5

// News is what the round brought, to be told to people and programs that were
// not there. where is where its page lies.
func (c *Cockpit) News(program, where string) reports.News {
	t := textsOf(c.Lang)
	r := &reports.RoundNews{Name: reports.Clean(c.Round.Name), Offices: len(c.Offices), Looked: c.Round.Looked(), Provisional: c.Round.Provisional(), Where: where}
	n := reports.News{Schema: reports.NewsSchema, Program: program, AsOf: c.Round.AsOf, FiscalYear: c.Round.FiscalYear, SeenAt: c.Round.Ended, First: !c.Compared, Round: r}
	for i := range c.Offices {
		o := &c.Offices[i]
		if o.Comparable {
			r.Comparable++
		}
		if o.Since != nil {
			n.Changes.Better += o.Since.Better
			n.Changes.Worse += o.Since.Worse
			n.Changes.Same += o.Since.Same
			n.Changes.Aside += o.Since.Aside
		}
	}
	for _, l := range c.Missing {
		n.Missing += l.Lacking
		n.Required += l.Of
	}
	counts := sayf(t.NewsCounts, r.Offices, r.Looked, r.Comparable, r.Offices-r.Comparable)
	change := ""
	if c.Compared {
		change = sayf(t.NewsChange, n.Changes.Better, n.Changes.Worse)
	}
	n.Subject = t.NewsMark + " " + r.Name + ": "
	if r.Provisional {
		n.Subject += t.NewsProvisional + " "
	}
	n.Subject += counts + change
	lines := []string{t.Title + ": " + r.Name, counts + change}
	if caution := c.Caution(); caution != "" {
		lines = append(lines, caution)
	}
	if c.Round.Cancelled {
		lines = append(lines, t.Stopped)
	}
	for i, l := range c.Missing {
		if l.Lacking == 0 || i == mostTold {
			break
		}
		if i == 0 {
			lines = append(lines, "", t.Missing+":")
		}
		lines = append(lines, "- "+l.ID+" "+l.Title+": "+sayf(t.TemplateOf, l.Lacking, l.Of))
	}
	lines = append(lines, "", sayf(t.NewsWhere, where))
	n.Text = strings.Join(lines, "\n") + "\n"
	return n
}
