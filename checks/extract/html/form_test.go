package html

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/truatweb/truatweb/checks"
)

func TestFormLabels(t *testing.T) {
	for name, tc := range map[string]struct {
		page string
		want checks.Field
	}{
		"label for":          {`<label for=a>ชื่อ-สกุล</label><input id=a name=n>`, checks.Field{Type: "text", Name: "n", Label: "ชื่อ-สกุล", Named: true}},
		"label around":       {`<label>อีเมล <input type=email name=n></label>`, checks.Field{Type: "email", Name: "n", Label: "อีเมล", Named: true}},
		"spoken label":       {`<input type=tel name=n aria-label="โทรศัพท์">`, checks.Field{Type: "tel", Name: "n", Label: "โทรศัพท์", Named: true}},
		"placeholder":        {`<textarea name=n placeholder="ข้อเสนอแนะ"></textarea>`, checks.Field{Type: "textarea", Name: "n", Label: "ข้อเสนอแนะ"}},
		"cell beside":        {`<table><tr><td>เลขบัตร<td><input name=n><tr><td><td></table>`, checks.Field{Type: "text", Name: "n", Label: "เลขบัตร"}},
		"cell beside, deep":  {`<table><tr><td><p>เลขบัตร</p><td><p><input name=n></p></table>`, checks.Field{Type: "text", Name: "n", Label: "เลขบัตร"}},
		"words before":       {`ชื่อร้าน : <input name=n>`, checks.Field{Type: "text", Name: "n", Label: "ชื่อร้าน :"}},
		"title":              {`<select name=n title="ตำบล"><option>ก</select>`, checks.Field{Type: "select", Name: "n", Label: "ตำบล", Named: true}},
		"value of a button":  {`<input type=submit value="ส่งเรื่อง">`, checks.Field{Type: "submit", Label: "ส่งเรื่อง", Named: true}},
		"words of a button":  {`<button type=submit>ส่ง <b>เรื่อง</b></button>`, checks.Field{Type: "button", Label: "ส่ง เรื่อง", Named: true}},
		"answer of a survey": {`<label><input type=radio name=q1 value=5> มากที่สุด</label>`, checks.Field{Type: "radio", Name: "q1", Label: "มากที่สุด", Named: true}},
		"hidden":             {`ค่า <input type=hidden name=n value=1>`, checks.Field{Type: "hidden", Name: "n"}},
	} {
		t.Run(name, func(t *testing.T) {
			c := read(t, `<form action="save.php" method=POST>`+tc.page+`</form>`)
			if len(c.Forms) != 1 || len(c.Forms[0].Fields) != 1 {
				t.Fatalf("forms %+v", c.Forms)
			}
			f := c.Forms[0]
			if d := cmp.Diff(tc.want, f.Fields[0]); d != "" {
				t.Error(d)
			}
			if f.Method != "post" || f.Action != "http://sso.test/about/save.php" || f.Search || f.Password {
				t.Errorf("%+v", f)
			}
		})
	}
}

func TestForms(t *testing.T) {
	for name, tc := range map[string]struct {
		page             string
		search, password bool
	}{
		"search by role":     {`<form role=search><input name=x></form>`, true, false},
		"search by type":     {`<form><input type=search name=x></form>`, true, false},
		"search by name":     {`<form><input name=q><input type=submit value=Go></form>`, true, false},
		"search by button":   {`<form><input name=x><input type=submit value="ค้นหา"></form>`, true, false},
		"search by module":   {`<form action=index.php><input type=hidden name=option value=com_search><input name=searchword></form>`, true, false},
		"sign-in":            {`<form id=login-search><input name=user><input type=password name=pw></form>`, false, true},
		"complaint":          {`<form action=complain.php><input name=name><textarea name=t></textarea><input name=tel><input name=mail></form>`, false, false},
		"survey of the site": {`<form><input type=radio name=a><input type=radio name=a><input type=submit value="ส่ง"></form>`, false, false},
		"button alone":       {`<form><input type=submit value="ค้นหา"></form>`, false, false},
	} {
		f := read(t, tc.page).Forms[0]
		if f.Search != tc.search || f.Password != tc.password {
			t.Errorf("%s: search %v, password %v", name, f.Search, f.Password)
		}
	}
}

func TestFormInItsPlace(t *testing.T) {
	c := read(t, `<h1>ร้องเรียน</h1><form><p>เรื่อง <input name=s></p><p>รายละเอียด <textarea name=d>ค่าเดิม</textarea></p></form><footer><form role=search><input name=q></form>สงวน</footer>`)
	if d := cmp.Diff([]string{"h1: ร้องเรียน", "text: เรื่อง", "text: รายละเอียด", "footer text: สงวน"}, outline(c)); d != "" {
		t.Error(d)
	}
	f := c.Forms[0]
	if f.Block != 1 || f.Region != checks.RegionMain || f.Text != "เรื่อง รายละเอียด" || c.Forms[1].Region != checks.RegionFooter {
		t.Errorf("%+v", c.Forms)
	}
	if c := read(t, `<div style="display:none"><form><input name=a></form></div><p>ก`); len(c.Forms) != 0 {
		t.Errorf("hidden form %+v", c.Forms)
	}
}
