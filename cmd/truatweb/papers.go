package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/papers"
	"github.com/truatweb/truatweb/reports/papers/docx"
	"github.com/truatweb/truatweb/reports/xlsx"
	"github.com/truatweb/truatweb/rules"
)

// papersFlags are the flags of papers as typed.
type papersFlags struct {
	out                                       string
	only, standards                           []string
	contact, userAgent, sender, source, hours string
}

// paper is one of the papers: its file and how it is made.
type paper struct {
	name, file string
	write      func(w io.Writer, c papers.Case) error
}

// allPapers lists the papers in the order in which they are made. What an audit
// gives no reason for fails with papers.ErrNothing before it writes.
func allPapers() []paper {
	document := func(of func(papers.Case) (*papers.Document, error)) func(io.Writer, papers.Case) error {
		return func(w io.Writer, c papers.Case) error {
			d, err := of(c)
			if err != nil {
				return err
			}
			return docx.Write(w, d)
		}
	}
	return []paper{
		{papers.MITAS, "mitas.xlsx", writeMITAS},
		{papers.FollowUp, "followup" + docx.Extension, document(papers.FollowUpOf)},
		{papers.Request, "request" + docx.Extension, document(papers.RequestOf)},
		{papers.Letter, "letter" + docx.Extension, document(papers.LetterOf)},
	}
}

func writeMITAS(w io.Writer, c papers.Case) error {
	s, err := papers.MITASOf(c)
	if err != nil {
		return err
	}
	f := &xlsx.Paper{Name: s.Name, Office: c.Report.Office, Date: c.Report.Date, Small: 6, Titles: s.Titles, Columns: s.Columns, Widths: s.Widths, Pick: s.Has, Choices: s.Choices, Sign: s.Sign}
	for i := range s.Rows {
		r := &s.Rows[i]
		f.Rows = append(f.Rows, xlsx.PaperRow{Cells: r.Cells, Link: r.Link, LinkAt: papers.ColumnLink, Parent: r.Parent, Class: r.Class})
	}
	return xlsx.WritePaper(w, c.Report.Program, langThai, f)
}

func newPapers(w world, p parts, t *texts) *cobra.Command {
	var f papersFlags
	c := &cobra.Command{
		Use: "papers " + t.argRecord, Short: t.papers.short, Long: t.papers.long, Example: t.papers.example,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage(t.reportWants, "truatweb papers report-example/audit.json")
			}
			return nil
		},
	}
	fl := c.Flags()
	fl.StringVarP(&f.out, "out", "o", "", t.papers.flagOut)
	fl.StringSliceVar(&f.only, "only", nil, fmt.Sprintf(t.papers.flagOnly, strings.Join(papers.Names(), ",")))
	fl.StringSliceVar(&f.standards, "standards", nil, t.papers.flagStandards)
	fl.StringVar(&f.sender, "sender", "", t.papers.flagSender)
	fl.StringVar(&f.contact, "contact", "", t.papers.flagContact)
	fl.StringVar(&f.userAgent, "user-agent", "", t.papers.flagUserAgent)
	fl.StringVar(&f.source, "ip", "", t.papers.flagIP)
	fl.StringVar(&f.hours, "hours", "", t.papers.flagHours)
	c.RunE = func(_ *cobra.Command, args []string) error { return f.make(w, p, t, args[0]) }
	return c
}

// make writes the papers asked for, or all that the audit gives a reason for.
func (f *papersFlags) make(w world, p parts, t *texts, path string) error {
	chosen, err := choosePapers(f.only, t)
	if err != nil {
		return err
	}
	record := recordIn(path)
	a, err := readRecord(p, record, t)
	if err != nil {
		return err
	}
	c, err := f.caseOf(w, p, t, a)
	if err != nil {
		return err
	}
	if f.out == "" {
		f.out = filepath.Dir(record)
	}
	dir, err := openFolder(f.out, t)
	if err != nil {
		return err
	}
	defer dir.release()
	made := 0
	for _, one := range chosen {
		file, err := dir.save(format{file: one.file, write: func(out io.Writer, _ *checks.Audit, _ string) error { return one.write(out, c) }}, a, langThai)
		switch {
		case errors.Is(err, papers.ErrNothing):
			say(w.stderr, t.papers.nothing, one.name, t.papers.why[one.name])
			continue
		case err != nil:
			return dir.trouble(err)
		}
		made++
		say(w.stdout, "%s", file)
	}
	if made == 0 {
		return &failure{code: exitUsage, text: t.papers.none, next: "truatweb papers " + path}
	}
	return nil
}

func choosePapers(names []string, t *texts) ([]paper, error) {
	all := allPapers()
	names = trimAll(names)
	for _, n := range names {
		if !slices.Contains(papers.Names(), strings.ToLower(n)) {
			return nil, usage(fmt.Sprintf(t.papers.unknown, clip(n), nearest(strings.ToLower(n), papers.Names(), t)), "--only "+strings.Join(papers.Names(), ","))
		}
	}
	if len(names) == 0 {
		return all, nil
	}
	return slices.DeleteFunc(all, func(p paper) bool {
		return !slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, p.name) })
	}), nil
}

// caseOf puts together what the papers are made of.
func (f *papersFlags) caseOf(w world, p parts, t *texts, a *checks.Audit) (papers.Case, error) {
	r, err := reports.New(a, nil, langThai)
	if err != nil {
		return papers.Case{}, &failure{code: exitUsage, text: err.Error()}
	}
	for _, s := range trimAll(f.standards) {
		if !slices.ContainsFunc(r.Sections, func(sec reports.Section) bool { return sec.ID == s }) {
			var ids []string
			for i := range r.Sections {
				ids = append(ids, r.Sections[i].ID)
			}
			return papers.Case{}, usage(fmt.Sprintf(t.papers.noStandard, clip(s), nearest(s, ids, t)), "--standards "+strings.Join(ids, ","))
		}
	}
	agent, err := userAgent(f.userAgent, f.contact, w.version, t)
	if err != nil {
		return papers.Case{}, err
	}
	return papers.Case{Report: r, Number: yearNumbers(p), Standards: trimAll(f.standards), Sender: reports.Clean(f.sender), Contact: reports.Clean(f.contact),
		UserAgent: reports.Clean(agent), Source: reports.Clean(f.source), Hours: reports.Clean(f.hours)}, nil
}

// yearNumber is where a rule's gloss tells the number that its requirement has in
// the year's own list, as "(FY2569 no. 2.1(3))".
var yearNumber = regexp.MustCompile(`\(FY\d{4} no\. (.+)\)$`)

// yearNumbers gives the numbers that the built-in rules know.
func yearNumbers(p parts) func(standard, id string) string {
	standards, problems := p.standards(nil, false)
	if len(problems) > 0 {
		return nil
	}
	return func(standard, id string) string {
		i := slices.IndexFunc(standards, func(s *rules.Standard) bool { return s.ID == standard })
		if i < 0 {
			return ""
		}
		r := standards[i].Rule(id)
		if r == nil {
			return ""
		}
		m := yearNumber.FindStringSubmatch(r.Gloss)
		if m == nil {
			return ""
		}
		return m[1]
	}
}
