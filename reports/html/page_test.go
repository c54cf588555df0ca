package html_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/PuerkitoBio/goquery"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/html"
)

var _ reports.Format = html.Format{}

// sample is the invented office's audit that the formats share.
func sample(t testing.TB) *checks.Audit {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "testdata", "sample.json"))
	if err != nil {
		t.Fatal(err)
	}
	a := new(checks.Audit)
	if err := json.Unmarshal(raw, a); err != nil {
		t.Fatal(err)
	}
	return a
}

var decided = []checks.Decision{
	{Standard: "ops2563", ID: "1.3", Verdict: checks.Found, Reason: "ดูภาพแล้ว เป็นของหน่วยงาน", By: "นางสาวสมมุติ คนตรวจ", Unit: "กลุ่มตรวจสอบ", At: time.Date(2026, 11, 22, 2, 0, 0, 0, time.UTC)},
	{Standard: "ops2563", ID: "1.5", Verdict: checks.NotRequired, Reason: "ใช้ CIO ของจังหวัด", By: "นายสมมุติ ผู้ตรวจ", At: time.Date(2026, 1, 5, 2, 0, 0, 0, time.UTC), Until: time.Date(2026, 9, 30, 0, 0, 0, 0, time.UTC)},
}

// page writes an audit's report and returns it as bytes.
func page(t testing.TB, a *checks.Audit, lang string) []byte {
	t.Helper()
	r, err := reports.New(a, decided, lang)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := (html.Format{}).Write(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func parse(t testing.TB, raw []byte) *goquery.Document {
	t.Helper()
	d, err := goquery.NewDocumentFromReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// read is an element's text as a reader sees it, in one line, with a space
// where one block ends and another begins.
func read(s *goquery.Selection) string {
	var b strings.Builder
	var walk func(*goquery.Selection)
	walk = func(s *goquery.Selection) {
		s.Contents().Each(func(_ int, c *goquery.Selection) {
			switch name := goquery.NodeName(c); name {
			case "#text":
				b.WriteString(c.Text())
			case "a", "b", "code", "span", "wbr":
				walk(c)
			default:
				b.WriteByte(' ')
				walk(c)
				b.WriteByte(' ')
			}
		})
	}
	walk(s)
	return strings.Join(strings.FieldsFunc(b.String(), unicode.IsSpace), " ")
}

func wants(t *testing.T, where, text string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			t.Errorf("%s does not say %q; it says: %s", where, p, text)
		}
	}
}

func TestPolicyNamesTheOneStyle(t *testing.T) {
	d := parse(t, page(t, sample(t), "th"))
	styles := d.Find("style")
	if styles.Length() != 1 {
		t.Fatalf("%d style elements, want 1", styles.Length())
	}
	policy, _ := d.Find(`meta[http-equiv="Content-Security-Policy"]`).Attr("content")
	sum := sha256.Sum256([]byte(styles.Text()))
	wants(t, "the policy", policy, "default-src 'none'", "style-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'", "font-src data:", "base-uri 'none'", "form-action 'none'")
	if strings.Contains(policy, "unsafe") || strings.Contains(policy, "script-src") || strings.Contains(policy, "http") {
		t.Errorf("the policy allows too much: %s", policy)
	}
	// A policy in the page holds only for what stands after it.
	if first := d.Find("head").Children().Eq(1); first.AttrOr("http-equiv", "") != "Content-Security-Policy" {
		t.Errorf("the policy is not at the head's start")
	}
}

func TestNothingActs(t *testing.T) {
	for _, lang := range reports.Languages() {
		raw := page(t, sample(t), lang)
		for i, r := range string(raw) {
			if unicode.IsControl(r) && r != '\n' || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == unicode.ReplacementChar && raw[i] != 0xEF {
				t.Fatalf("character %U at %d", r, i)
			}
		}
		d := parse(t, raw)
		if n := d.Find("script, img, iframe, object, embed, link, base, form, audio, video, source, b > b").Length(); n > 0 {
			t.Errorf("%d elements that load, run or were injected", n)
		}
		d.Find("*").Each(func(_ int, s *goquery.Selection) {
			for _, a := range s.Nodes[0].Attr {
				switch {
				case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "src", a.Key == "srcdoc", a.Key == "srcset", a.Key == "action":
					t.Errorf("<%s %s=%q>", goquery.NodeName(s), a.Key, a.Val)
				case a.Key == "href" && !strings.HasPrefix(a.Val, "#") && !strings.HasPrefix(a.Val, "http://") && !strings.HasPrefix(a.Val, "https://"):
					t.Errorf("<%s href=%q>", goquery.NodeName(s), a.Val)
				case strings.Contains(a.Val, "ZgotmplZ"):
					t.Errorf("<%s %s>: the template refused a value", goquery.NodeName(s), a.Key)
				}
			}
		})
		// What tried to act is still there to be read, as text.
		text := read(d.Find("#i-ops2563-2\\.1"))
		wants(t, "item 2.1", text, `"><img src=x onerror=alert(1)>`, `javascript:alert(document.domain)`, `<script>alert(1)</script>`, `//evil.example/x`, `@cmd|'/c calc'!A0`)
		if d.Find("#i-ops2563-2\\.1 .proofs .where a").Length() > 0 {
			t.Errorf("an address that is no http address became a link")
		}
	}
}

func TestFirstScreen(t *testing.T) {
	d := parse(t, page(t, sample(t), "th"))
	wants(t, "the head", read(d.Find("header")), "รายงานผลการตรวจเว็บไซต์", "สำนักงานสาธารณสุขอำเภอหนองค้า", "อำเภอหนองค้า จังหวัดสมมุติบุรี", "23 พฤศจิกายน 2569")
	wants(t, "looked", read(d.Find(`section[aria-labelledby="looked"]`)), "1,214 หน้า", "เอกสาร 61 ไฟล์", "ปีงบประมาณ 2570", "ดูไม่ได้ 4")
	wants(t, "missing", read(d.Find(`section[aria-labelledby="lacking"]`)), "ประกาศของหน่วยงาน: พบ 3 จาก 18 ข้อ · ต้องแก้ไข 7 · รอคนตรวจ 3", "มาตรฐานเว็บไซต์ภาครัฐ: พบ 0 จาก 1 ข้อ")
	wants(t, "who", read(d.Find(`section[aria-labelledby="who"]`)), "กลุ่มงานยุทธศาสตร์และแผนงาน: ประกาศของหน่วยงาน แก้ไข 1")
	wants(t, "gone", read(d.Find(".gone")), "1.5 ข้อมูลผู้บริหารเทคโนโลยีสารสนเทศระดับสูง", "ไม่พบ")
	wants(t, "notices", read(d.Find(".notices")), "อาจมีข้อมูลส่วนบุคคลเปิดเผยอยู่", "12", "odd_kind<b>")

	order := []string{"looked", "lacking", "who", "table", "results", "coverage", "howto", "standards"}
	var got []string
	d.Find("main [id]").Each(func(_ int, s *goquery.Selection) {
		if id := s.AttrOr("id", ""); slices.Contains(order, id) {
			got = append(got, id)
		}
	})
	if !slices.Equal(got, order) {
		t.Errorf("order %v, want %v", got, order)
	}
}

func TestProvisionalResultSaysSoFirst(t *testing.T) {
	a := sample(t)
	a.Coverage.FloorMet, a.Coverage.StoppedBy, a.Coverage.FloorWhy = false, "person", []checks.Reason{checks.Stopped}
	d := parse(t, page(t, a, "th"))
	first := d.Find("main > section").First().Find("h2 + *")
	if !first.HasClass("caution") {
		t.Fatalf("what follows the summary's head is %q", read(first))
	}
	wants(t, "the caution", read(first), "ผลชั่วคราว", "ผู้ใช้สั่งหยุด")
}

func TestFoundingTable(t *testing.T) {
	d := parse(t, page(t, sample(t), "th"))
	table := d.Find("table.founding").First()
	var heads []string
	table.Find("thead th").Each(func(_ int, s *goquery.Selection) { heads = append(heads, read(s)) })
	want := []string{"ที่", "หัวข้อ เรื่องของข้อมูล", "ขั้นตอนการเผยแพร่/ปรับปรุงข้อมูล", "ผู้รับผิดชอบ", "ผู้ตรวจสอบ", "ผล"}
	if !slices.Equal(heads, want) {
		t.Errorf("columns %v, want %v", heads, want)
	}
	grid := spread(t, table)
	var ids []string
	for _, row := range grid {
		if len(row) != len(want) {
			t.Fatalf("a row has %d columns: %v", len(row), row)
		}
		ids = append(ids, row[0])
		wants(t, "row "+row[0], row[2], "ตามประกาศสำนักงานสาธารณสุขอำเภอหนองค้า", "ใช้กับที่ 1–10")
		wants(t, "row "+row[0], row[3], "กลุ่ม/ฝ่ายหรือ คณะทำงานหรือเจ้าหน้าที่")
	}
	if want := []string{"1", "2", "3", "6", "8", "9", "10"}; !slices.Equal(ids, want) {
		t.Errorf("rows %v, want %v", ids, want)
	}
	wants(t, "row 1", grid[0][1], "ข้อมูลหน่วยงาน (General Information)", "1.5 ข้อมูลผู้บริหารเทคโนโลยีสารสนเทศระดับสูง", "ไม่พบ")
	wants(t, "row 1", grid[0][3], "กลุ่มงานยุทธศาสตร์และแผนงาน")
	wants(t, "row 1", grid[0][5], "พบ 2", "พบบางส่วน 1 1.2", "ตรวจไม่ได้ 1 1.8.3")
	if strings.Contains(grid[1][3], "กลุ่มงานยุทธศาสตร์และแผนงาน") {
		t.Errorf("row 2 has row 1's units: %s", grid[1][3])
	}
	wants(t, "the note", read(d.Find(".tables")), "ผู้รับผิดชอบและผู้ตรวจสอบเป็นหน่วยเดียวกันใน 14 จาก 19 ข้อ")
}

// spread undoes merged cells: each row with the text of all its columns.
func spread(t *testing.T, table *goquery.Selection) [][]string {
	t.Helper()
	rows := table.Find("tbody > tr")
	grid := make([][]string, rows.Length())
	rows.Each(func(i int, tr *goquery.Selection) {
		tr.Children().Each(func(_ int, td *goquery.Selection) {
			span, err := strconv.Atoi(td.AttrOr("rowspan", "1"))
			if err != nil {
				t.Fatal(err)
			}
			col := slices.Index(append(grid[i], ""), "")
			for n := range span {
				for len(grid[i+n]) <= col {
					grid[i+n] = append(grid[i+n], "")
				}
				grid[i+n][col] = read(td)
			}
		})
	})
	return grid
}

func TestItemOpensToItsProof(t *testing.T) {
	d := parse(t, page(t, sample(t), "th"))
	item := func(id string) string {
		s := d.Find("details.item").FilterFunction(func(_ int, s *goquery.Selection) bool { return s.AttrOr("id", "") == "i-ops2563-"+id })
		if s.Length() != 1 {
			t.Fatalf("%d items %s", s.Length(), id)
		}
		return read(s)
	}
	wants(t, "1.1", item("1.1"), "พบทั้งหัวข้อและเนื้อหาที่ยืนยันได้", "http://www.ssonongkha.example/history.html", "จัดตั้งขึ้นเมื่อปี พ.ศ. ๒๕๐๘", "ตำแหน่ง เนื้อหา", "เรื่องราวการก่อตั้งหรือความเป็นมา",
		"หน้าแรก › /about.html › /history.html", "23 พ.ย. 2569 10.07 น.", "9b1c5f0e3d7a8842b6c9d0e1f2031425364758697a8b9cadbecfd0e1f2031425")
	wants(t, "1.2", item("1.2"), "พบบางส่วน (1/2)", "มีไม่ครบทุกส่วนที่กำหนด", "มีแล้ว วิสัยทัศน์ ยังขาด พันธกิจ", "คำแนะนำ เพิ่มพันธกิจไว้ใต้หัวข้อ")
	wants(t, "1.3", item("1.3"), "คำถามสำหรับผู้ตรวจ แผนผังในภาพเป็นของหน่วยงานนี้", "ข้อความนี้อ่านจากภาพโดยเครื่อง", "คำวินิจฉัยของผู้ตรวจ พบ", "นางสาวสมมุติ คนตรวจ", "ต้องให้คนตรวจ")
	wants(t, "1.5", item("1.5"), "ไม่พบใน 1,214 หน้า และเอกสาร 61 ไฟล์", "ไม่ได้แปลว่าหน่วยงานไม่มี", "ใกล้เคียงที่สุด", "ร่วมประชุม CIO ระดับจังหวัด", "ยังขาด ชื่อบุคคล, ข้อความทำนอง", "เปิดสิ่งที่อาจใช่ 4 รายการ",
		"คำที่ใช้ค้น: ผู้บริหารเทคโนโลยีสารสนเทศระดับสูง", "หมดอายุแล้ว", "ผู้รับผิดชอบ:", "ผู้ตรวจสอบ:")
	wants(t, "1.8", item("1.8"), "มีแล้ว 1.8.1 แผนปฏิบัติราชการ", "ยังไม่ผ่าน 1.8.2 แผนงาน โครงการ (พบแต่ปีไม่ตรง)", "1.8.3 งบประมาณรายจ่ายประจำปี (ตรวจไม่ได้)")
	wants(t, "1.8.2", item("1.8.2"), "ปีที่พบ 2566, 2567, 2568", "ต้องเป็นของปีงบประมาณที่ตรวจ", "กลุ่มงานยุทธศาสตร์และแผนงาน")
	if n := d.Find("details.item[open]").Length(); n > 0 {
		t.Errorf("%d items stand open before anybody opened them", n)
	}
}

func TestProofsOfOnePageStandTogether(t *testing.T) {
	a := sample(t)
	one := a.Findings[0].Evidence[0]
	two, other := one, one
	two.Quote, two.Place = "ย้ายมายังที่ตั้งปัจจุบันเมื่อปี พ.ศ. ๒๕๓๑", checks.AtHeading
	other.URL = "http://www.ssonongkha.example/about.html"
	a.Findings[0].Evidence = []checks.Evidence{one, other, two}
	proofs := parse(t, page(t, a, "th")).Find("#i-ops2563-1\\.1 .proofs > li")
	if proofs.Length() != 2 {
		t.Fatalf("%d sources, want 2: %s", proofs.Length(), read(proofs))
	}
	wants(t, "the first source", read(proofs.First()), one.Quote, two.Quote, "หัวข้อ")
	if n := strings.Count(read(proofs.First()), one.SHA256); n != 1 {
		t.Errorf("its digest stands there %d times", n)
	}
}

func TestVerdictIsNeverColourAlone(t *testing.T) {
	a := sample(t)
	d := parse(t, page(t, a, "th"))
	marks, seen := map[string]string{}, map[string]bool{}
	d.Find("details.item > summary .v").Each(func(_ int, s *goquery.Selection) {
		if read(s) == "" {
			t.Errorf("a verdict without words")
		}
		mark := s.Find("use").AttrOr("href", "")
		if d.Find("symbol"+strings.ReplaceAll(mark, ".", "\\.")).Length() != 1 {
			t.Errorf("mark %q is not drawn", mark)
		}
		marks[strings.Fields(read(s))[0]] = mark
		seen[mark] = true
	})
	if len(seen) != 11 {
		t.Errorf("%d marks for the ten verdicts and the untested: %v", len(seen), marks)
	}
	legend := read(d.Find("table.legend"))
	for _, v := range checks.Verdicts() {
		w := reports.WordOf(v, "th")
		wants(t, "the legend", legend, w.Text, w.Meaning)
	}
}

func TestCoverageAndMethod(t *testing.T) {
	d := parse(t, page(t, sample(t), "th"))
	wants(t, "coverage", read(d.Find(".coverage")), "หน้าที่อ่านได้ 1,214", "32 จาก 32", "ลิงก์เสีย ปลายทางไม่มีอยู่แล้ว", "HTTP 410", "แผนปี 2565", "1,301", "48.0 MB", "58", "truatweb 0.1.0")
	wants(t, "how to read", read(d.Find(".howto")), "ไม่ได้แปลว่าหน่วยงานไม่มี", "ร้อยละ = ข้อที่พบ ÷ ข้อที่นับ × 100")
	wants(t, "standards", read(d.Find(".used")), "ops2563", "sha256:3f1d0c2b4a5968778695a4b3c2d1e0f00112233445566778899aabbccddeeff0", "มาตรฐานเว็บไซต์ภาครัฐ")
	wants(t, "the table's head", read(d.Find(".tables")), "ยังไม่ได้เทียบกับต้นฉบับ", "ร้อยละ 53.8 – 76.9")
	if n := d.Find("details.gaps").Last().Find("tbody tr").Length(); n != 10 {
		t.Errorf("%d of 130 sampled addresses are shown, want 10", n)
	}
	wants(t, "the last group", read(d.Find("details.gaps").Last()), "130", "ยังมีอีก 120 รายการที่ไม่ได้แสดง อยู่ใน audit.json ครบถ้วน")
}

func TestLongListsAreCutAndCounted(t *testing.T) {
	a := sample(t)
	for i := range 5000 {
		a.Coverage.Gaps = append(a.Coverage.Gaps, checks.Gap{URL: fmt.Sprintf("http://www.ssonongkha.example/n/%d", i), Reason: checks.Timeout})
	}
	for i := range 300 {
		more := a.Findings[0].Evidence[0]
		more.URL = fmt.Sprintf("http://www.ssonongkha.example/h/%d", i)
		a.Findings[0].Evidence = append(a.Findings[0].Evidence, more)
	}
	raw := page(t, a, "th")
	d := parse(t, raw)
	if n := d.Find("details.gaps").First().Find("tbody tr").Length(); n != 30 {
		t.Errorf("%d of 5000 gaps are shown, want 30", n)
	}
	wants(t, "the gaps", read(d.Find("details.gaps").First()), "5,000", "ยังมีอีก 4,970 รายการที่ไม่ได้แสดง อยู่ใน audit.json ครบถ้วน")
	wants(t, "item 1.1", read(d.Find("#i-ops2563-1\\.1")), "ยังมีอีก 277 รายการ")
	if len(raw) > 400_000 {
		t.Errorf("the page has %d bytes", len(raw))
	}
}

func TestLinksWithinLeadSomewhere(t *testing.T) {
	for _, lang := range reports.Languages() {
		d := parse(t, page(t, sample(t), lang))
		ids := map[string]int{}
		d.Find("[id]").Each(func(_ int, s *goquery.Selection) { ids[s.AttrOr("id", "")]++ })
		for id, n := range ids {
			if n > 1 {
				t.Errorf("id %q is there %d times", id, n)
			}
		}
		d.Find("[href^='#'], [aria-labelledby], label[for]").Each(func(_ int, s *goquery.Selection) {
			to := strings.TrimPrefix(s.AttrOr("href", ""), "#") + s.AttrOr("aria-labelledby", "") + s.AttrOr("for", "")
			if ids[to] == 0 {
				t.Errorf("%s: nothing is called %q", goquery.NodeName(s), to)
			}
		})
		d.Find("a[target='_blank']").Each(func(_ int, s *goquery.Selection) {
			if !strings.Contains(s.AttrOr("rel", ""), "noopener") {
				t.Errorf("%s opens a page that can reach back", s.AttrOr("href", ""))
			}
		})
	}
}

func TestStructureForReadersWhoListen(t *testing.T) {
	d := parse(t, page(t, sample(t), "th"))
	if first := d.Find("body a").First(); first.AttrOr("href", "") != "#main" || d.Find("main#main").Length() != 1 {
		t.Errorf("the first link does not skip to the content")
	}
	level := 0
	d.Find("h1, h2, h3, h4, h5, h6").Each(func(_ int, s *goquery.Selection) {
		n := int(goquery.NodeName(s)[1] - '0')
		if n > level+1 {
			t.Errorf("a heading of level %d follows one of level %d: %s", n, level, read(s))
		}
		if read(s) == "" {
			t.Errorf("an empty heading of level %d", n)
		}
		level = n
	})
	if n := d.Find("h1").Length(); n != 1 {
		t.Errorf("%d headings of level 1", n)
	}
	d.Find("th").Each(func(_ int, s *goquery.Selection) {
		if sc := s.AttrOr("scope", ""); sc != "col" && sc != "row" {
			t.Errorf("heading cell %q has scope %q", read(s), sc)
		}
	})
	d.Find("table").Each(func(_ int, s *goquery.Selection) {
		if s.Find("thead").Length() != 1 {
			t.Errorf("a table has no head: %s", read(s)[:40])
		}
	})
	d.Find("svg").Each(func(_ int, s *goquery.Selection) {
		if s.AttrOr("aria-hidden", "") != "true" {
			t.Errorf("a drawing is read aloud, though words say the same")
		}
	})
}

func TestLanguages(t *testing.T) {
	if lang := parse(t, page(t, sample(t), "th")).Find("html").AttrOr("lang", ""); lang != "th" {
		t.Errorf("lang %q", lang)
	}
	d := parse(t, page(t, sample(t), "en"))
	if lang := d.Find("html").AttrOr("lang", ""); lang != "en" {
		t.Errorf("lang %q", lang)
	}
	wants(t, "looked", read(d.Find(`section[aria-labelledby="looked"]`)), "1,214 pages and 61 documents were read")
	// Thai in an English page is marked, so that it is read aloud as Thai.
	d.Find("body *").Contents().Each(func(_ int, s *goquery.Selection) {
		if goquery.NodeName(s) != "#text" || !strings.ContainsFunc(s.Text(), func(r rune) bool { return unicode.Is(unicode.Thai, r) }) {
			return
		}
		if s.Closest("[lang]").AttrOr("lang", "") != "th" {
			t.Errorf("not marked as Thai: %q", strings.TrimSpace(s.Text()))
		}
	})
}

type broken struct{ wrote int }

var errFull = errors.New("disk full")

func (b *broken) Write([]byte) (int, error) { b.wrote++; return 0, errFull }

func TestWriteSaysWhatFailed(t *testing.T) {
	r, err := reports.New(sample(t), nil, "th")
	if err != nil {
		t.Fatal(err)
	}
	w := &broken{}
	if err := (html.Format{}).Write(w, r); !errors.Is(err, errFull) {
		t.Errorf("error %v", err)
	}
}

func TestSameAuditSamePage(t *testing.T) {
	if !bytes.Equal(page(t, sample(t), "th"), page(t, sample(t), "th")) {
		t.Error("one audit gives two pages")
	}
}
