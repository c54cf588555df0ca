package main

import (
	"os"
	"strings"
	"testing"
)

func FuzzOfficeFile(f *testing.F) {
	for _, s := range []string{"name: ก\nhome: example.go.th\n", "{\"name\":\t\"ก\"}", "a: &a [*a]\n", "name: [\n", "\ufeffname: x", "- 1\n", "scope: {a: b}", "code: !!binary x", "? [a]\n: b", "\xff"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if len(body) > maxOfficeFile {
			return
		}
		form := &officeForm{file: "office.yaml", t: thaiTexts()}
		office, _ := form.parse(body)
		for _, fault := range form.faults {
			if !strings.HasPrefix(fault, "office.yaml:") {
				t.Errorf("a fault without a place: %q", fault)
			}
		}
		if len(form.faults) == 0 && office.Home != "" {
			if _, _, err := homeOf(office.Home, thaiTexts()); err != nil {
				t.Errorf("took %q as home: %v", office.Home, err)
			}
		}
	})
}

// A small file can ask a great deal of a parser; none may stop the program.
func TestOfficeFileBombs(t *testing.T) {
	deep := ""
	for i := range 340 {
		deep += strings.Repeat(" ", i) + "a:\n"
	}
	for name, body := range map[string]string{
		"brackets": strings.Repeat("[", maxOfficeFile), "braces": strings.Repeat("{", maxOfficeFile), "dashes": strings.Repeat("- ", maxOfficeFile/2),
		"questions": strings.Repeat("? ", maxOfficeFile/2), "deep maps": deep,
		"aliases": "a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nscope: [*c,*c,*c,*c]\n",
	} {
		form := &officeForm{file: "office.yaml", t: thaiTexts()}
		form.parse([]byte(body))
		if len(form.faults) == 0 {
			t.Errorf("%s: taken", name)
		}
	}
}

// What has no size of its own may have no end.
func TestOfficeFileWithoutEnd(t *testing.T) {
	if _, err := os.Stat("/dev/zero"); err != nil {
		t.Skip("no endless file here: ", err)
	}
	_, _, err := readOffice("/dev/zero", thaiTexts())
	if err == nil || !strings.Contains(err.Error(), "ไม่ใช่ไฟล์หน่วยงาน") {
		t.Errorf("%v", err)
	}
}
