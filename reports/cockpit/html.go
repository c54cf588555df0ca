package cockpit

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/html"
)

//go:embed page/*.gohtml
var pages embed.FS

//go:embed assets
var assets embed.FS

// How much of a long list the page shows; the workbook has all of it.
const (
	mostMissing = 15
	mostChanged = 40
	mostNamed   = 12 // offices named in one line
)

// view is what the template reads.
type view struct {
	*Cockpit
	T      *texts
	Style  template.CSS
	Script template.JS
	Policy template.HTMLAttr
	Data   template.JS
	Tiles  []tile
	Lines  []string // under the title
	Rows   []row
	Heads  []heading
	Lack   []bar
	Apart  []*Office
	Sorted []*Office // by change, the worst first
	Words  []reports.Word
	names  map[string]*Office
	Picks  []pick
}

type tile struct{ N, Text, Of, Class string }

// row is an office in the heat map of the first standard.
type row struct {
	*Office
	N     int
	Cells []reports.Word
	Range string
	Trend string
}

// heading is a category over its items.
type heading struct {
	Title string
	ID    string
	Span  int
}

// bar is an item that many lack.
type bar struct {
	Lack
	Width, Soft int // per cent
	Share       string
}

// pick is a choice of a filter.
type pick struct {
	Key, Label string
	Values     []string
}

// WriteHTML writes the page in one go: nothing is written of one that cannot be
// made.
func (c *Cockpit) WriteHTML(w io.Writer) error {
	v, err := c.view()
	if err != nil {
		return fmt.Errorf("putting the cockpit in order: %w", err)
	}
	t, err := template.New("page").Funcs(template.FuncMap{
		"number": reports.Number, "say": sayf, "office": v.office, "short": shortList,
		"kind": func(k string) string { return v.T.kinds[k] }, "why": v.why,
		"tail": v.tail, "link": readable, "items": v.went,
		"word": func(x checks.Verdict) reports.Word { return reports.WordOf(x, v.Lang) },
	}).ParseFS(pages, "page/*.gohtml")
	if err != nil {
		return fmt.Errorf("reading the cockpit's templates: %w", err)
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "page", v); err != nil {
		return fmt.Errorf("laying out the cockpit: %w", err)
	}
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("writing the cockpit: %w", err)
	}
	return nil
}

func (c *Cockpit) view() (*view, error) {
	v := &view{Cockpit: c, T: textsOf(c.Lang), names: map[string]*Office{}}
	fonts, err := html.Fonts()
	if err != nil {
		return nil, err
	}
	css, err := assets.ReadFile("assets/cockpit.css")
	if err != nil {
		return nil, err
	}
	js, err := assets.ReadFile("assets/cockpit.js")
	if err != nil {
		return nil, err
	}
	style := fonts + string(css)
	v.Style, v.Script = template.CSS(style), template.JS(js)
	v.Policy = template.HTMLAttr(fmt.Sprintf(`content="default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; font-src data:; base-uri 'none'; form-action 'none'"`,
		digest(style), digest(string(js))))
	for _, x := range checks.Verdicts() {
		v.Words = append(v.Words, reports.WordOf(x, c.Lang))
	}
	for i := range c.Offices {
		v.names[c.Offices[i].Key] = &c.Offices[i]
	}
	v.head()
	v.rows()
	v.bars()
	v.picks()
	return v, v.data()
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return base64.StdEncoding.EncodeToString(sum[:])
}

func (v *view) head() {
	r := v.Round
	day := func(at time.Time) string { return reports.DayText(at, v.Lang) }
	if r.FiscalYear > 0 {
		v.Lines = append(v.Lines, sayf(v.T.Fiscal, r.FiscalYear))
	}
	if at, err := time.Parse(time.DateOnly, r.AsOf); err == nil {
		v.Lines = append(v.Lines, sayf(v.T.AsOf, day(at)))
	}
	if !r.Started.IsZero() && !r.Ended.IsZero() {
		v.Lines = append(v.Lines, sayf(v.T.Between, day(r.Started), day(r.Ended)))
	}
	comparable, better, worse := 0, 0, 0
	for i := range v.Offices {
		o := &v.Offices[i]
		if o.Comparable {
			comparable++
		}
		if o.Since != nil {
			better += o.Since.Better
			worse += o.Since.Worse
		}
	}
	all := len(v.Offices)
	of := sayf(v.T.OfAll, reports.Number(all))
	v.Tiles = []tile{
		{reports.Number(all), v.T.Offices, "", ""},
		{reports.Number(r.Looked()), v.T.Looked, of, ""},
		{reports.Number(comparable), v.T.Comparable, of, "good"},
		{reports.Number(all - comparable), v.T.NotLooked, of, "blind"},
	}
	if len(v.Groups) > 0 && v.Groups[0].Low != nil {
		v.Tiles = append(v.Tiles, tile{span(v.Groups[0].Low, v.Groups[0].High), v.T.Range, "", "good"})
	}
	if v.Compared {
		v.Tiles = append(v.Tiles, tile{"▲ " + reports.Number(better), v.T.Better, "", "good"}, tile{"▼ " + reports.Number(worse), v.T.Worse, "", "bad"})
	}
}

// Caution says, in words, that too few offices could be looked at; "" where
// enough were.
func (c *Cockpit) Caution() string {
	if !c.Round.Provisional() {
		return ""
	}
	looked, all := c.Round.Looked(), len(c.Round.Entries)
	return sayf(textsOf(c.Lang).Provisional, looked, all, share(looked, all), strconv.FormatFloat(100*c.Round.Share, 'f', -1, 64))
}

func (v *view) rows() {
	if len(v.Standards) > 0 {
		for _, it := range v.Standards[0].Items {
			if n := len(v.Heads); n > 0 && v.Heads[n-1].ID == it.Category {
				v.Heads[n-1].Span++
				continue
			}
			v.Heads = append(v.Heads, heading{Title: it.Heading, ID: it.Category, Span: 1})
		}
	}
	for i := range v.Offices {
		o := &v.Offices[i]
		r := row{Office: o, N: i, Range: v.T.Nothing}
		if len(v.Standards) > 0 {
			for n := range v.Standards[0].Items {
				x := reports.Word{}
				if len(o.Verdicts) > 0 && n < len(o.Verdicts[0]) && o.Verdicts[0][n] != "" {
					x = reports.WordOf(o.Verdicts[0][n], v.Lang)
				}
				r.Cells = append(r.Cells, x)
			}
		}
		if len(o.Scores) > 0 && o.Scores[0].Low != nil {
			r.Range = span(o.Scores[0].Low, o.Scores[0].High)
		}
		r.Trend = v.trend(o)
		v.Rows = append(v.Rows, r)
		if !o.Comparable {
			v.Apart = append(v.Apart, o)
		}
		if o.Since != nil && (o.Since.Better > 0 || o.Since.Worse > 0) {
			v.Sorted = append(v.Sorted, o)
		}
	}
	slices.SortStableFunc(v.Sorted, func(x, y *Office) int {
		return (x.Since.Better - x.Since.Worse) - (y.Since.Better - y.Since.Worse)
	})
}

func (v *view) trend(o *Office) string {
	if o.Since == nil {
		return ""
	}
	var out []string
	if o.Since.Worse > 0 {
		out = append(out, "▼"+reports.Number(o.Since.Worse))
	}
	if o.Since.Better > 0 {
		out = append(out, "▲"+reports.Number(o.Since.Better))
	}
	if len(out) == 0 {
		return "="
	}
	return strings.Join(out, " ")
}

func (v *view) bars() {
	for _, l := range v.Missing {
		if l.Lacking == 0 || len(v.Lack) >= mostMissing {
			break
		}
		v.Lack = append(v.Lack, bar{l, 100 * l.Lacking / l.Of, 100 * l.Open / l.Of, share(l.Lacking, l.Of)})
	}
}

// picks are the filters that tell offices apart.
func (v *view) picks() {
	for _, p := range []struct {
		key, label string
		of         func(*Office) []string
	}{
		{"region", v.T.Region, func(o *Office) []string { return []string{o.Region} }},
		{"province", v.T.Province, func(o *Office) []string { return []string{o.Province} }},
		{"district", v.T.District, func(o *Office) []string { return []string{o.District} }},
		{"tag", v.T.Tag, func(o *Office) []string { return o.Tags }},
	} {
		var values []string
		for i := range v.Offices {
			for _, x := range p.of(&v.Offices[i]) {
				if x != "" {
					values = append(values, x)
				}
			}
		}
		slices.Sort(values)
		if values = slices.Compact(values); len(values) > 1 {
			v.Picks = append(v.Picks, pick{p.key, p.label, values})
		}
	}
}

// data is what the filters and the other standards' heat maps read: verdicts as
// one letter each, in the order of checks.Verdicts.
func (v *view) data() error {
	type standard struct {
		ID    string     `json:"id"`
		Title string     `json:"title"`
		Items [][]string `json:"items"` // id, title
	}
	type office struct {
		Region   string   `json:"region"`
		Province string   `json:"province"`
		District string   `json:"district"`
		Tags     []string `json:"tag"`
		Fit      bool     `json:"fit"`
		Worse    int      `json:"worse"`
		Verdicts []string `json:"v"`
	}
	var d struct {
		Standards []standard `json:"standards"`
		Offices   []office   `json:"offices"`
		Words     [][]string `json:"words"` // class, mark, text; by letter
		Lacking   string     `json:"lacking"`
		Shown     string     `json:"shown"`
	}
	letters := map[checks.Verdict]byte{}
	for i, x := range checks.Verdicts() {
		letters[x] = byte('a' + i)
		w := reports.WordOf(x, v.Lang)
		d.Words = append(d.Words, []string{w.Class, w.Mark, w.Text})
		if lacking(x) {
			d.Lacking += string(letters[x])
		}
	}
	d.Shown = v.T.Shown
	for _, s := range v.Standards {
		one := standard{ID: s.ID, Title: s.Title}
		for _, it := range s.Items {
			one.Items = append(one.Items, []string{it.ID, it.Title})
		}
		d.Standards = append(d.Standards, one)
	}
	for i := range v.Offices {
		o := &v.Offices[i]
		one := office{Region: o.Region, Province: o.Province, District: o.District, Tags: o.Tags, Fit: o.Comparable}
		if o.Since != nil {
			one.Worse = o.Since.Worse
		}
		for s := range v.Standards {
			line := make([]byte, len(v.Standards[s].Items))
			for n := range line {
				line[n] = '-'
				if s < len(o.Verdicts) && n < len(o.Verdicts[s]) {
					if l, ok := letters[o.Verdicts[s][n]]; ok {
						line[n] = l
					}
				}
			}
			one.Verdicts = append(one.Verdicts, string(line))
		}
		d.Offices = append(d.Offices, one)
	}
	body, err := json.Marshal(d) // escapes <, > and &
	if err != nil {
		return err
	}
	v.Data = template.JS(body)
	return nil
}

func (v *view) office(key string) *Office {
	if o := v.names[key]; o != nil {
		return o
	}
	return &Office{Key: key}
}

// why says in words why an office is not comparable.
func (v *view) why(o *Office) string {
	switch {
	case o.Why != "":
		return reports.ReasonText(o.Why, v.Lang)
	case o.State == checks.Waiting, o.State == checks.Running:
		return v.T.Waits
	}
	return v.T.states[o.State]
}

func (v *view) tail(n, most int) string {
	if n <= most {
		return ""
	}
	return sayf(v.T.More, reports.Number(n-most))
}

// went is what of an office went one way: the first standard's items one by one,
// the others as a number.
type went struct {
	First, Others         []reports.Change
	OthersText, OthersIDs string
}

func (v *view) went(o *Office, way reports.Way) went {
	var out went
	for _, ch := range o.Since.List {
		switch {
		case ch.Way != way:
		case ch.Standard == v.Standards[0].ID:
			out.First = append(out.First, ch)
		default:
			out.Others = append(out.Others, ch)
			out.OthersIDs += ch.ID + " "
		}
	}
	out.OthersText = sayf(v.T.OtherStandards, len(out.Others))
	return out
}

func shortList(list []string) []string { return list[:min(len(list), mostNamed)] }

// share is a part in per cent, with one decimal where it needs one.
func share(part, of int) string {
	if of == 0 {
		return "–"
	}
	return strconv.FormatFloat(float64(int(1000*float64(part)/float64(of)+0.5))/10, 'f', -1, 64)
}

// span is a range of shares in per cent.
func span(low, high *float64) string {
	f := func(x float64) string { return strconv.FormatFloat(100*x, 'f', 0, 64) }
	if f(*low) == f(*high) {
		return f(*low)
	}
	return f(*low) + "–" + f(*high)
}
