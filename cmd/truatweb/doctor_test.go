package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

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
	got := doctor(t, "th", func(context.Context, string, ...string) (string, bool) { return "", false })
	for _, want := range []string{"ไม่มี  Chromium — หน้าที่วาดด้วยสคริปต์", "ไม่มี  Poppler", "แบบอักษรไทย",
		"sudo apt-get install chromium poppler-utils tesseract-ocr tesseract-ocr-tha fonts-thai-tlwg fonts-noto-core\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
}

func TestDoctorOnAFullMachine(t *testing.T) {
	got := doctor(t, "en", func(_ context.Context, name string, args ...string) (string, bool) {
		out, found := map[string]string{
			"google-chrome --version": "/opt/wrapper: 9: odd\nGoogle Chrome 156.0.1\x1b[2J\n",
			"pdftotext -v":            "pdftotext version 22.12.0\nCopyright\n",
			"tesseract --version":     "tesseract 5.3.0\n leptonica\n",
			"tesseract --list-langs":  "List of available languages (2):\neng\ntha",
			"fc-list :lang=th family": "Loma\n",
		}[name+" "+strings.Join(args, " ")]
		return out, found
	})
	for _, want := range []string{"Chromium  Google Chrome 156.0.1[2J\n", "pdftotext version 22.12.0", "tesseract 5.3.0", "all there"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
}

// English alone is no Thai: the language list must name it.
func TestDoctorMissesThaiForTesseract(t *testing.T) {
	got := doctor(t, "en", func(_ context.Context, name string, _ ...string) (string, bool) {
		return "List of available languages (1):\neng\n", name == "tesseract"
	})
	if !strings.Contains(got, "missing  Thai for Tesseract") || !strings.Contains(got, "tesseract-ocr-tha") {
		t.Error(got)
	}
}
