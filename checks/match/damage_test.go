package match

import (
	"slices"
	"testing"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/rules"
)

// Trap T15: a text layer that lost its SARA AM is matched by the looser key and
// counts; one that needs all its marks stripped goes to a person.
func TestDamagedTextLayers(t *testing.T) {
	s := loaded(t, `
  - id: "1.7"
    title: ยุทธศาสตร์
    found_when:
      - in: [document]
        heading: [แผนยุทธศาสตร์สำนักงานสาธารณสุข]
        shows: [{text: 60}]
`)
	m, problems := Compile([]*rules.Standard{s})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	const body = "ประเดนยทธศาสตรท 1 สงเสรมสขภาพประชาชนทกกลมวยอยางเทาเทยม ประเดนท 2 พฒนาระบบบรการปฐมภม และประเดนท 3 บรหารจดการโปรงใส"
	for _, c := range []struct {
		name, title string
		damaged     bool
		want        checks.Verdict
		reason      checks.Reason
	}{
		{"whole", "แผนยุทธศาสตร์สำนักงานสาธารณสุขอำเภอ", false, checks.Found, ""},
		{"SARA AM lost", "แผนยุทธศาสตร์สานักงานสาธารณสุขอาเภอ", true, checks.Found, ""},
		{"all marks lost", "แผนยทธศาสตรสานกงานสาธารณสขอาเภอ", true, checks.NeedsEyes, checks.WeakMatch},
		{"all marks lost, unknown to the reader", "แผนยทธศาสตรสานกงานสาธารณสขอาเภอ", false, checks.Absent, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := &rules.Example{Document: &rules.ExampleDocument{Label: "ดาวน์โหลด", Name: "a.pdf", Text: c.title + "\n" + body}}
			site := siteOf(e)
			for _, d := range site.Documents {
				d.Facts.Damaged, d.Content.Facts.Damaged = c.damaged, c.damaged
			}
			f := m.Judge(site, exampleWhen(e))[0]
			if f.Verdict != c.want || c.reason != "" && !slices.Contains(f.Reasons, c.reason) {
				t.Errorf("said %s %v, want %s %s", f.Verdict, f.Reasons, c.want, c.reason)
			}
		})
	}
}
