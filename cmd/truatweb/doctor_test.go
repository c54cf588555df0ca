package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

// machine answers for programs by their command line; what it does not name is
// not there.
type machine map[string]string

func (m machine) look(_ context.Context, name string, args ...string) (string, bool) {
	out, found := m[name+" "+strings.Join(args, " ")]
	return out, found
}

func doctor(t *testing.T, lang string, look toolLooker) string {
	t.Helper()
	var out, errs bytes.Buffer
	w := world{stdout: &out, stderr: &errs, env: func(string) string { return "" }, version: "v1", look: look}
	if code := run(context.Background(), w, standInParts(), []string{"doctor", "--lang", lang}); code != exitDone {
		t.Errorf("exit %d: %s", code, errs.String())
	}
	return out.String()
}

func TestDoctorOnABareMachine(t *testing.T) {
	got := doctor(t, "th", machine{}.look)
	for _, want := range []string{"ไม่มี  Chromium — หน้าที่วาดด้วยสคริปต์", "ไม่มี  Poppler", "แบบอักษรไทย",
		": apt-get install chromium poppler-utils tesseract-ocr tesseract-ocr-tha fonts-thai-tlwg fonts-noto-core\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
}

func TestDoctorOnAFullMachine(t *testing.T) {
	got := doctor(t, "en", machine{
		"google-chrome --version": "/opt/wrapper: 9: odd\nGoogle Chrome 156.0.1\x1b[2J\n",
		"pdftotext -v":            "pdftotext version 22.12.0\nCopyright 2005-2022 The Poppler Developers\n",
		"tesseract --version":     "tesseract 5.3.0\n leptonica\n",
		"tesseract --list-langs":  "List of available languages (2):\neng\ntha",
		"fc-list :lang=th family": "Loma\nNoto Sans Thai,Noto Sans Thai Light\nLoma\nGaruda\nNorasi\n",
	}.look)
	for _, want := range []string{"Chromium  Google Chrome 156.0.1[2J\n", "pdftotext version 22.12.0", "tesseract 5.3.0", "Garuda, Loma, Norasi … (4)", "all there"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, "apt-get") {
		t.Errorf("offers to install what is there:\n%s", got)
	}
}

// What has the right name is not always the right thing.
func TestDoctorIsNotFooled(t *testing.T) {
	for _, c := range []struct{ name, command, output, missing string }{
		{"English alone is no Thai", "tesseract --list-langs", "List of available languages (1):\neng\n", "tesseract-ocr-tha"},
		{"Thai Lue is no Thai", "tesseract --list-langs", "khb\nthai\n", "tesseract-ocr-tha"},
		{"a stand-in that asks for the real one", "chromium-browser --version", "Command 'chromium-browser' requires the chromium snap to be installed.\n", "chromium"},
		{"a namesake of another maker", "pdftotext -v", "pdftotext version 4.04\nCopyright 1996-2022 Glyph & Cog, LLC\n", "poppler-utils"},
		{"fonts, none of them Thai", "fc-list :lang=th family", "\n", "fonts-thai-tlwg"},
		{"a program that hangs or says nothing", "chromium --version", "", "chromium"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := doctor(t, "en", machine{c.command: c.output}.look)
			_, install, _ := strings.Cut(got, "apt-get install ")
			if !strings.Contains(" "+strings.TrimSpace(install)+" ", " "+c.missing+" ") {
				t.Errorf("%s is not among what to install:\n%s", c.missing, got)
			}
		})
	}
}

// The second of two programs is asked where the first does not work.
func TestDoctorGoesOnToTheNextProgram(t *testing.T) {
	got := doctor(t, "en", machine{"chromium --version": "broken\n", "chromium-browser --version": "Chromium 150.0\n"}.look)
	if !strings.Contains(got, "Chromium  Chromium 150.0\n") {
		t.Error(got)
	}
}

func TestDoctorOffersSudoWhereThereIsOne(t *testing.T) {
	if got := doctor(t, "en", machine{"sudo --version": "Sudo version 1.9\n"}.look); !strings.Contains(got, ": sudo apt-get install chromium ") {
		t.Error(got)
	}
}
