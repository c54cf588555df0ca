package xlsx_test

import (
	"bytes"
	"strings"
	"testing"
)

func TestPrintsOnA4(t *testing.T) {
	r := sampleReport(t, "th")
	r.Office = "สสอ. A&B &P" + strings.Repeat("ก", 300)
	f := opened(t, r)
	names := map[string]string{}
	for _, d := range f.GetDefinedName() {
		names[d.Scope+" "+d.Name] = d.RefersTo
	}
	for _, sheet := range f.GetSheetList() {
		p, err := f.GetPageLayout(sheet)
		if err != nil || *p.Size != 9 || *p.Orientation != "landscape" || *p.FitToWidth != 1 || *p.FitToHeight != map[string]int{"วิธีอ่าน": 1}[sheet] {
			t.Errorf("%s: layout %+v", sheet, p)
		}
		props, _ := f.GetSheetProps(sheet)
		if props.FitToPage == nil || !*props.FitToPage {
			t.Errorf("%s does not fit to the page's width", sheet)
		}
		panes, err := f.GetPanes(sheet)
		if err != nil || !panes.Freeze || panes.YSplit < 1 || panes.YSplit > 5 {
			t.Errorf("%s: panes %+v", sheet, panes)
		}
		if names[sheet+" _xlnm.Print_Titles"] == "" {
			t.Errorf("%s repeats no row", sheet)
		}
		foot, _ := f.GetHeaderFooter(sheet)
		if foot == nil || !strings.Contains(foot.OddFooter, "&P") || !strings.Contains(foot.OddFooter, "&N") || !strings.Contains(foot.OddFooter, "A&&B &&P") || len([]rune(foot.OddFooter)) > 255 {
			t.Errorf("%s: footer %+v", sheet, foot)
		}
	}
	for _, sheet := range []string{"รายละเอียด", "หลักฐาน", "สิ่งที่ดูไม่ได้"} {
		if names[sheet+" _xlnm._FilterDatabase"] == "" {
			t.Errorf("%s has no filter", sheet)
		}
	}
	if got := names["รายละเอียด _xlnm.Print_Area"]; !strings.HasPrefix(got, "'รายละเอียด'!$A$1:$K$") {
		t.Errorf("the detail prints %q", got)
	}
}

func TestTheSameReportGivesTheSameBytes(t *testing.T) {
	a, b := written(t, sampleReport(t, "th")), written(t, sampleReport(t, "th"))
	if !bytes.Equal(a, b) {
		t.Error("two writings differ")
	}
	f := opened(t, sampleReport(t, "th"))
	p, err := f.GetDocProps()
	if err != nil || p.Created != "2026-11-23T03:21:00Z" || p.Modified != p.Created || p.Creator != "truatweb 0.1.0" || !strings.Contains(p.Title, "หนองค้า") || p.Language != "th" {
		t.Errorf("properties %+v, %v", p, err)
	}
}

func TestThaiFace(t *testing.T) {
	f := opened(t, sampleReport(t, "th"))
	for _, sheet := range f.GetSheetList() {
		each(t, f, sheet, func(cell, _ string) {
			id, _ := f.GetCellStyle(sheet, cell)
			st, err := f.GetStyle(id)
			if err != nil || st.Font == nil || st.Font.Family != "TH Sarabun New" || st.Font.Size < 12 {
				t.Errorf("%s!%s: font %+v", sheet, cell, st.Font)
			}
		})
	}
}
