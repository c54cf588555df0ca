package offices_test

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports"
	"github.com/truatweb/truatweb/reports/offices"
)

func table(rows ...string) offices.Table {
	t := offices.Table{Sheet: "รายชื่อ"}
	for i, r := range rows {
		t.Rows = append(t.Rows, offices.Row{Number: i + 1, Cells: strings.Split(r, ",")})
	}
	return t
}

func TestReadKnowsColumnsByName(t *testing.T) {
	list, err := offices.Read([]offices.Table{table("ปกหน้า"), table(
		"รายชื่อ สสอ. จังหวัดสมมติ",
		"ลำดับ,เว็บไซต์,ชื่อหน่วยงาน,รหัส,เขตสุขภาพ,กลุ่ม",
		"1,www.nadi.example.go.th,สำนักงานสาธารณสุขอำเภอนาดี,00123,เขตสุขภาพที่ 6,ชายแดน; เกาะ",
		",,,,,",
		"2,http://ph.example.go.th/banmai,สำนักงานสาธารณสุขอำเภอบ้านใหม่,,,",
	)})
	if err != nil {
		t.Fatal(err)
	}
	want := []checks.Office{
		{Code: "00123", Name: "สำนักงานสาธารณสุขอำเภอนาดี", Home: "https://www.nadi.example.go.th/", Region: "6", Tags: []string{"ชายแดน", "เกาะ"}},
		{Name: "สำนักงานสาธารณสุขอำเภอบ้านใหม่", Home: "http://ph.example.go.th/banmai"},
	}
	if !reflect.DeepEqual(list, want) {
		t.Errorf("%+v", list)
	}
}

func TestReadTellsAllMistakesAtOnce(t *testing.T) {
	_, err := offices.Read([]offices.Table{table(
		"รหัส,หน่วยงาน,เว็บไซต์,ขอบเขต",
		"1,ก,https://a.example.go.th/,",
		"1,ข,https://b.example.go.th/,",
		"3,,https://c.example.go.th/,",
		"4,ง,ftp://d.example.go.th/,",
		"5,จ,https://www.a.example.go.th/index.php,",
		"6,ฉ,,",
		"7,ช,https://u:p@g.example.go.th/,",
		"8,ซ,https://h.example.go.th/x/,https://h.example.go.th/x/",
		"9,ฌ,https://h.example.go.th/x/y/,",
		"10,ญ,localhost,",
	)})
	var refused *reports.Refused
	if !errors.As(err, &refused) {
		t.Fatalf("%v", err)
	}
	want := map[int]string{3: "ซ้ำกับแถว 2", 4: "ไม่มีชื่อ", 5: "เฉพาะ http", 6: "เว็บไซต์เดียวกับแถว 2", 7: "ไม่มีที่อยู่", 8: "รหัสผ่าน", 10: "ซ้อนกับแถว 9", 11: "ไม่ครบ"}
	if len(refused.Mistakes) != len(want) {
		t.Errorf("%d mistakes, want %d:\n%v", len(refused.Mistakes), len(want), err)
	}
	for _, m := range refused.Mistakes {
		if w := want[m.Row]; w == "" || !strings.Contains(m.What, w) || m.Mend == "" || m.Sheet != "รายชื่อ" || m.Column == "" {
			t.Errorf("row %d: %s (want %q)", m.Row, m, w)
		}
	}
}

func TestWholeHostMayHaveGuests(t *testing.T) {
	if _, err := offices.Read([]offices.Table{table("หน่วยงาน,เว็บไซต์", "ก,https://ph.example.go.th/", "ข,https://ph.example.go.th/banmai/")}); err != nil {
		t.Errorf("a province's site and an office in a folder of it: %v", err)
	}
}

func TestNoListAtAll(t *testing.T) {
	for _, tables := range [][]offices.Table{nil, {table("ก,ข")}, {table("หน่วยงาน,เว็บไซต์")}, {table("หน่วยงาน,เว็บไซต์", ",,")}} {
		var refused *reports.Refused
		if _, err := offices.Read(tables); !errors.As(err, &refused) || len(refused.Mistakes) != 1 {
			t.Errorf("%v: %v", tables, err)
		}
	}
}

func TestManyMistakesAreBounded(t *testing.T) {
	rows := []string{"รหัส,หน่วยงาน,เว็บไซต์"}
	for i := range 5000 {
		rows = append(rows, fmt.Sprintf("%d,,ไม่ใช่ที่อยู่ %d", i%3, i))
	}
	_, err := offices.Read([]offices.Table{table(rows...)})
	var refused *reports.Refused
	if !errors.As(err, &refused) || len(refused.Mistakes) > 100 || refused.More < 10_000 {
		t.Errorf("%d listed", strings.Count(fmt.Sprint(err), "\n"))
	}
}

func TestRoundTrip(t *testing.T) {
	list := []checks.Office{
		{Code: "001", Name: "ก, \"ข\"", District: "นาดี", Province: "สมมติ", Region: "6", Home: "https://a.example.go.th/", Scope: []string{"https://a.example.go.th/x/", "https://b.example.go.th/"},
			Aliases: []string{"สสอ.นาดี", "สาธารณสุขนาดี"}, Responsible: "งานเว็บ", Reviewer: "งานแผน", Tags: []string{"ก", "ข"}},
		{Name: "ค", Home: "http://127.0.0.1:8080/"},
	}
	var out bytes.Buffer
	if err := offices.WriteCSV(&out, list); err != nil {
		t.Fatal(err)
	}
	tab, err := offices.ReadCSV(&out)
	if err != nil {
		t.Fatal(err)
	}
	back, err := offices.Read([]offices.Table{tab})
	if err != nil || !reflect.DeepEqual(back, list) {
		t.Errorf("%+v %v", back, err)
	}
	if c := offices.Compare(list, back); c.Same != 2 || len(c.Added)+len(c.Gone)+len(c.Changed) > 0 {
		t.Errorf("%+v", c)
	}
	back[0].District = "อื่น"
	back[1].Code = "9"
	if c := offices.Compare(list, back); len(c.Added) != 1 || len(c.Gone) != 1 || len(c.Changed) != 1 || c.Changed[0][1].District != "อื่น" {
		t.Errorf("%+v", c)
	}
}

func TestCSVOfOtherProgrammes(t *testing.T) {
	for name, body := range map[string]string{
		"semicolons": "\ufeffหน่วยงาน;เว็บไซต์\r\nก;https://a.example.go.th/\r\n",
		"tabs":       "หน่วยงาน\tเว็บไซต์\nก\thttps://a.example.go.th/\n",
		"quotes":     "\"หน่วยงาน\",\"เว็บไซต์\"\n\"ก\",\"https://a.example.go.th/\"",
	} {
		tab, err := offices.ReadCSV(strings.NewReader(body))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if list, err := offices.Read([]offices.Table{tab}); err != nil || len(list) != 1 || list[0].Home != "https://a.example.go.th/" {
			t.Errorf("%s: %+v %v", name, list, err)
		}
	}
}

func FuzzReadCSV(f *testing.F) {
	f.Add([]byte("หน่วยงาน,เว็บไซต์\nก,https://a.example.go.th/\n"))
	f.Add([]byte("หน่วยงาน,เว็บไซต์\n\"ก,https://a.example.go.th/\n\xff,,,"))
	f.Fuzz(func(t *testing.T, body []byte) {
		tab, err := offices.ReadCSV(bytes.NewReader(body))
		if err != nil {
			return
		}
		list, err := offices.Read([]offices.Table{tab})
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := offices.WriteCSV(&out, list); err != nil {
			t.Fatal(err)
		}
		tab, err = offices.ReadCSV(&out)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := offices.Read([]offices.Table{tab}); err != nil || !reflect.DeepEqual(offices.Rows(back), offices.Rows(list)) {
			t.Fatalf("%+v became %+v (%v)", list, back, err)
		}
	})
}
