package offices

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/workbook"
)

// Bounds of a list that is read.
const (
	mostOffices = 20_000
	mostCSV     = 32 << 20 // bytes
	longestName = 300      // characters
)

// Row is a row of a file: its number from 1, and its cells from the first column.
type Row struct {
	Number int
	Cells  []string
	odd    map[int]oddity // by place in Cells
}

// oddity is why a cell does not say what was typed.
type oddity struct{ date, failed bool }

// Table is a sheet of a file; the name is "" where the file has no sheets.
type Table struct {
	Sheet string
	Rows  []Row
}

// column is what a column of the list holds.
type column int

const (
	colCode column = iota
	colName
	colDistrict
	colProvince
	colRegion
	colHome
	colScope
	colAliases
	colResponsible
	colReviewer
	colTags
	columns
)

// headers are how lists call their columns: first as it is written, then as it is
// understood.
var headers = [columns][]string{
	colCode:        {"รหัส", "รหัสหน่วยงาน", "รหัสหน่วยบริการ", "code"},
	colName:        {"หน่วยงาน", "ชื่อหน่วยงาน", "ชื่อ", "สสอ.", "name", "office"},
	colDistrict:    {"อำเภอ", "district"},
	colProvince:    {"จังหวัด", "province"},
	colRegion:      {"เขตสุขภาพ", "เขต", "region", "health region"},
	colHome:        {"เว็บไซต์", "หน้าแรก", "ที่อยู่เว็บไซต์", "url", "home", "website", "home page"},
	colScope:       {"ขอบเขต", "scope"},
	colAliases:     {"ชื่ออื่น", "aliases"},
	colResponsible: {"ผู้รับผิดชอบ", "หน่วยผู้รับผิดชอบ", "responsible"},
	colReviewer:    {"ผู้ตรวจสอบ", "หน่วยผู้ตรวจสอบ", "reviewer"},
	colTags:        {"กลุ่ม", "ป้าย", "tags", "tag"},
}

// Header is the row of column names of a list.
func Header() []string {
	out := make([]string, columns)
	for c := range out {
		out[c] = headers[c][0]
	}
	return out
}

func columnOf(header string) (column, bool) {
	h := strings.ToLower(strings.Join(strings.Fields(header), " "))
	h = strings.TrimSpace(strings.TrimSuffix(h, "*"))
	for c := range columns {
		if slices.Contains(headers[c], h) {
			return c, true
		}
	}
	return 0, false
}

// Read makes a list of the first table that has the columns of one. What is
// wrong is a [reports.Refused] with all mistakes, and then there is no list.
func Read(tables []Table) ([]checks.Office, error) {
	for i := range tables {
		if at, where := headerOf(&tables[i]); at >= 0 {
			r := &reader{table: &tables[i], where: where, refused: &reports.Refused{}}
			return r.read(tables[i].Rows[at+1:])
		}
	}
	r := &reports.Refused{}
	r.Add(reports.Mistake{What: "ไม่พบแถวหัวตารางของรายชื่อหน่วยงาน", Mend: "ให้แถวแรกมีชื่อคอลัมน์อย่างน้อย “" + headers[colName][0] + "” และ “" + headers[colHome][0] + "”"})
	return nil, r
}

// mostAbove is how many rows of titles may stand over the header.
const mostAbove = 10

// headerOf finds the row of column names: the first with both a name and a home
// page. It gives -1 if there is none.
func headerOf(t *Table) (int, map[int]column) {
	for i := range min(len(t.Rows), mostAbove) {
		where := map[int]column{}
		taken := map[column]bool{}
		for n, cell := range t.Rows[i].Cells {
			if c, ok := columnOf(cell); ok && !taken[c] {
				where[n], taken[c] = c, true
			}
		}
		if taken[colName] && taken[colHome] {
			return i, where
		}
	}
	return -1, nil
}

// reader reads the rows of one table.
type reader struct {
	table   *Table
	where   map[int]column
	refused *reports.Refused
	codes   map[string]int // row numbers
	homes   map[string]int
	out     []checks.Office
	numbers []int
}

func (r *reader) wrong(row int, c column, what, mend string) {
	m := reports.Mistake{Sheet: r.table.Sheet, Row: row, What: what, Mend: mend}
	for n, have := range r.where {
		if have == c {
			m.Column, m.Header = workbook.Letter(n+1), headers[c][0]
		}
	}
	r.refused.Add(m)
}

func (r *reader) read(rows []Row) ([]checks.Office, error) {
	r.codes, r.homes = map[string]int{}, map[string]int{}
	for _, row := range rows {
		cells := [columns]string{}
		empty := true
		for n, cell := range row.Cells {
			c, known := r.where[n]
			if text := strings.TrimSpace(strings.Trim(cell, "\ufeff\u00a0\u200b")); known && text != "" {
				cells[c], empty = text, false
			}
		}
		if empty {
			continue
		}
		if len(r.out) >= mostOffices {
			r.refused.Add(reports.Mistake{Sheet: r.table.Sheet, Row: row.Number, What: fmt.Sprintf("มีหน่วยงานเกิน %s แห่ง", reports.Number(mostOffices)), Mend: "แบ่งเป็นหลายแฟ้ม"})
			break
		}
		for n, why := range row.odd {
			switch c, known := r.where[n]; {
			case !known || cells[c] == "":
			case why.failed:
				r.wrong(row.Number, c, "มีค่าผิดพลาด "+reports.Clean(cells[c]), "พิมพ์ค่าลงไปแทนสูตร")
				cells[c] = ""
			case why.date:
				r.wrong(row.Number, c, "โปรแกรมตารางเปลี่ยนค่าที่พิมพ์เป็นวันที่", "ตั้งคอลัมน์เป็น “ข้อความ” แล้วพิมพ์ใหม่")
				cells[c] = ""
			}
		}
		r.office(row.Number, cells)
	}
	if len(r.out) == 0 && len(r.refused.Mistakes) == 0 {
		r.refused.Add(reports.Mistake{Sheet: r.table.Sheet, What: "ไม่มีหน่วยงานในรายชื่อเลย", Mend: "กรอกหน่วยงานละหนึ่งแถวใต้หัวตาราง"})
	}
	r.overlaps()
	if err := r.refused.OrNil(); err != nil {
		return nil, err
	}
	return r.out, nil
}

func (r *reader) office(row int, cells [columns]string) {
	for c := range columns {
		switch {
		case !utf8.ValidString(cells[c]):
			r.wrong(row, c, "ตัวอักษรอ่านไม่ได้", "บันทึกแฟ้มเป็น UTF-8 (CSV UTF-8)")
			cells[c] = strings.ToValidUTF8(cells[c], "")
		case utf8.RuneCountInString(cells[c]) > longestName && c != colScope && c != colAliases:
			r.wrong(row, c, fmt.Sprintf("ยาวเกิน %d ตัวอักษร", longestName), "ย่อให้สั้นลง")
		}
	}
	o := checks.Office{Code: cells[colCode], Name: reports.Clean(cells[colName]), District: reports.Clean(cells[colDistrict]), Province: reports.Clean(cells[colProvince]),
		Region: strings.TrimSpace(strings.TrimPrefix(cells[colRegion], "เขตสุขภาพที่")), Aliases: several(cells[colAliases]), Responsible: reports.Clean(cells[colResponsible]),
		Reviewer: reports.Clean(cells[colReviewer]), Tags: several(cells[colTags])}
	if o.Name == "" {
		r.wrong(row, colName, "ไม่มีชื่อหน่วยงาน", "กรอกชื่อเต็ม เช่น สำนักงานสาธารณสุขอำเภอ…")
	}
	if o.Code != "" {
		if first, twice := r.codes[o.Code]; twice {
			r.wrong(row, colCode, fmt.Sprintf("รหัส “%s” ซ้ำกับแถว %d", reports.Clean(o.Code), first), "รหัสหนึ่งใช้ได้กับหน่วยงานเดียว")
		} else {
			r.codes[o.Code] = row
		}
	}
	home, what := address(cells[colHome])
	if what != "" {
		r.wrong(row, colHome, what, "กรอกเช่น https://www.example.go.th/")
	}
	o.Home = home
	for _, s := range several(cells[colScope]) {
		at, what := address(s)
		if what != "" {
			r.wrong(row, colScope, "ขอบเขต: "+what, "กรอกที่อยู่เต็มของส่วนที่เป็นของหน่วยงาน คั่นหลายที่ด้วย ;")
			continue
		}
		o.Scope = append(o.Scope, at)
	}
	if home != "" {
		key := place(home)
		if first, twice := r.homes[key]; twice {
			r.wrong(row, colHome, fmt.Sprintf("เป็นเว็บไซต์เดียวกับแถว %d", first), "ถ้าสองหน่วยงานใช้เครื่องเดียวกัน ให้กรอกหน้าแรกของแต่ละแห่ง เช่น https://…/sso-nadi/")
		} else {
			r.homes[key] = row
		}
	}
	r.out, r.numbers = append(r.out, o), append(r.numbers, row)
}

// overlaps finds offices whose parts of one host hold each other.
func (r *reader) overlaps() {
	type part struct {
		at    string
		index int
	}
	var parts []part
	for i := range r.out {
		o := &r.out[i]
		if len(o.Scope) == 0 && o.Home != "" {
			if at := place(o.Home); strings.Contains(at, "/") { // a folder of a host; a whole host holds its guests on purpose
				parts = append(parts, part{at + "/", i})
			}
		}
		for _, s := range o.Scope {
			parts = append(parts, part{place(s) + "/", i})
		}
	}
	slices.SortStableFunc(parts, func(x, y part) int { return strings.Compare(x.at, y.at) })
	var above []part // those that may hold the next, each within the one before
	told := map[[2]int]bool{}
	for _, p := range parts {
		for len(above) > 0 && !strings.HasPrefix(p.at, above[len(above)-1].at) {
			above = above[:len(above)-1]
		}
		for _, q := range above {
			pair := [2]int{min(p.index, q.index), max(p.index, q.index)}
			if q.index == p.index || told[pair] || place(r.out[q.index].Home) == place(r.out[p.index].Home) {
				continue // of one office, told, or told as one site
			}
			told[pair] = true
			first, second := r.numbers[pair[0]], r.numbers[pair[1]]
			r.wrong(second, colScope, fmt.Sprintf("ขอบเขตซ้อนกับแถว %d (%s)", first, reports.Clean(strings.TrimSuffix(q.at, "/"))), "ให้แต่ละหน่วยงานมีโฟลเดอร์ของตนเอง")
		}
		above = append(above, p)
	}
}

// several splits a cell that holds more than one thing.
func several(cell string) []string {
	var out []string
	for _, s := range strings.FieldsFunc(cell, func(c rune) bool { return c == ';' || c == '\n' || c == '|' }) {
		if s = reports.Clean(s); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// address makes a full address of what was typed, and says what is wrong with it.
func address(typed string) (home, wrong string) {
	if typed == "" {
		return "", "ไม่มีที่อยู่เว็บไซต์"
	}
	if strings.ContainsAny(typed, " \t\n") {
		return "", "ที่อยู่มีช่องว่าง"
	}
	if !strings.Contains(typed, "://") {
		typed = "https://" + typed
	}
	u, err := url.Parse(typed)
	switch {
	case err != nil:
		return "", "อ่านเป็นที่อยู่เว็บไซต์ไม่ได้"
	case u.Scheme != "http" && u.Scheme != "https":
		return "", "ใช้ได้เฉพาะ http และ https"
	case u.User != nil:
		return "", "ที่อยู่มีชื่อผู้ใช้หรือรหัสผ่าน"
	case u.Hostname() == "":
		return "", "ที่อยู่ไม่มีชื่อเครื่อง"
	}
	if _, err := netip.ParseAddr(u.Hostname()); err != nil && !strings.Contains(u.Hostname(), ".") {
		return "", "ชื่อเครื่องไม่ครบ"
	}
	if u.Path == "" {
		u.Path = "/"
	}
	u.Fragment = ""
	return u.String(), ""
}

// place is where an office lies: its host and folder, without scheme, "www." and
// the name of an index page.
func place(home string) string {
	u, err := url.Parse(home)
	if err != nil {
		return home
	}
	path := u.EscapedPath()
	if i := strings.LastIndex(path, "/"); i >= 0 && strings.Contains(path[i:], ".") {
		path = path[:i]
	}
	at := strings.TrimPrefix(strings.ToLower(u.Host), "www.") + strings.TrimRight(path, "/")
	if u.RawQuery != "" {
		at += "?" + u.RawQuery
	}
	return at
}

// Rows gives a list as the rows under [Header]. [Read] makes the same list of them.
func Rows(list []checks.Office) [][]string {
	out := make([][]string, 0, len(list))
	for i := range list {
		o := &list[i]
		out = append(out, []string{colCode: o.Code, colName: o.Name, colDistrict: o.District, colProvince: o.Province, colRegion: o.Region, colHome: o.Home,
			colScope: strings.Join(o.Scope, "; "), colAliases: strings.Join(o.Aliases, "; "), colResponsible: o.Responsible, colReviewer: o.Reviewer,
			colTags: strings.Join(o.Tags, "; ")})
	}
	return out
}

// Widths are the widths of the columns, in digits of the text.
func Widths() []float64 { return []float64{12, 44, 18, 18, 12, 44, 40, 30, 40, 40, 24} }

// Change is what a list brings against another.
type Change struct {
	Added, Gone []checks.Office
	Changed     [][2]checks.Office // before and now
	Same        int
}

// Compare says what a list brings against an earlier one; offices are known by
// their keys.
func Compare(old, now []checks.Office) Change {
	var out Change
	was := map[string]*checks.Office{}
	for i := range old {
		was[old[i].Key()] = &old[i]
	}
	for i := range now {
		o := &now[i]
		before := was[o.Key()]
		switch {
		case before == nil:
			out.Added = append(out.Added, *o)
		case !slices.Equal(Rows([]checks.Office{*before})[0], Rows([]checks.Office{*o})[0]):
			out.Changed = append(out.Changed, [2]checks.Office{*before, *o})
		default:
			out.Same++
		}
		delete(was, o.Key())
	}
	for i := range old {
		if was[old[i].Key()] != nil {
			out.Gone = append(out.Gone, old[i])
		}
	}
	return out
}

// ReadCSV reads the one table of a CSV file: comma, semicolon or tab, UTF-8 with
// or without its mark.
func ReadCSV(r io.Reader) (Table, error) {
	body, err := io.ReadAll(io.LimitReader(r, mostCSV+1))
	if err != nil {
		return Table{}, fmt.Errorf("reading the list: %w", err)
	}
	refused := &reports.Refused{}
	if len(body) > mostCSV {
		refused.Add(reports.Mistake{What: fmt.Sprintf("แฟ้มใหญ่เกิน %d MB", mostCSV>>20), Mend: "ใช้แฟ้มที่มีเฉพาะรายชื่อหน่วยงาน"})
		return Table{}, refused
	}
	text := strings.TrimPrefix(string(body), "\ufeff")
	c := csv.NewReader(strings.NewReader(text))
	c.FieldsPerRecord, c.LazyQuotes = -1, true
	first, _, _ := strings.Cut(text, "\n")
	for _, sep := range []rune{';', '\t'} {
		if strings.Count(first, string(sep)) > strings.Count(first, string(c.Comma)) {
			c.Comma = sep
		}
	}
	var t Table
	for {
		cells, err := c.Read()
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			refused.Add(reports.Mistake{Row: bad.Line, What: "อ่านแถวนี้เป็น CSV ไม่ได้", Mend: "ตรวจเครื่องหมายคำพูดในแถว หรือบันทึกใหม่เป็น CSV UTF-8"})
			return Table{}, refused
		}
		if err != nil {
			return Table{}, fmt.Errorf("reading the list: %w", err)
		}
		line, _ := c.FieldPos(0)
		t.Rows = append(t.Rows, Row{Number: line, Cells: cells})
		if len(t.Rows) > mostOffices+mostAbove+1 {
			return t, nil // Read says that there are too many
		}
	}
}

// WriteCSV writes a list as a CSV file that Excel reads as UTF-8.
func WriteCSV(w io.Writer, list []checks.Office) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return fmt.Errorf("writing the list: %w", err)
	}
	c := csv.NewWriter(w)
	_ = c.Write(Header()) // c.Error tells, below
	for _, cells := range Rows(list) {
		_ = c.Write(cells) // as above
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return fmt.Errorf("writing the list: %w", err)
	}
	return nil
}
