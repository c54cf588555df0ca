package main

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"syscall"
	"testing"
	"unicode"

	"github.com/jedib0t/go-pretty/v6/text"
)

func TestSayMakesArgumentsPlain(t *testing.T) {
	var b bytes.Buffer
	say(&b, "หน้า %s: %v", "ก\x1b[2Jข\u202eค\nง\u009bจ", errors.New("a\rb\x00c"))
	if got, want := b.String(), "หน้า ก[2Jขค งจ: a bc\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzPlain(f *testing.F) {
	for _, s := range []string{"", "น้ำ", "\x1b]8;;http://x\x07", "a\u2066b", "\xff\xfe", "\u2028", "\U000e0041"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := plain(s)
		for _, r := range got {
			if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) {
				t.Errorf("%q keeps %U", got, r)
			}
		}
		if plain(got) != got {
			t.Errorf("%q changes when made plain again", got)
		}
	})
}

func FuzzCut(f *testing.F) {
	f.Add("สำนักงานสาธารณสุขอำเภอ", 10)
	f.Add("abc", 3)
	f.Add("abcd", 3)
	f.Add("น้ำ", 1)
	f.Fuzz(func(t *testing.T, s string, columns int) {
		s = plain(s)
		columns %= 200
		if got := cut(s, columns); text.StringWidth(got) > max(columns, 0) {
			t.Errorf("cut(%q, %d) = %q is %d wide", s, columns, got, text.StringWidth(got))
		}
	})
}

func TestHomeOf(t *testing.T) {
	tx := thaiTexts()
	for _, c := range []struct {
		typed, home string
		bare        bool
	}{
		{"example.go.th", "https://example.go.th/", true},
		{"  HTTP://Example.GO.TH  ", "http://example.go.th/", false},
		{"//example.go.th/a", "https://example.go.th/a", true},
		{"example.go.th:8080/sso/", "https://example.go.th:8080/sso/", true},
		{"http://สสอ.ตัวอย่าง.ไทย/ประวัติ", "http://สสอ.ตัวอย่าง.ไทย/%E0%B8%9B%E0%B8%A3%E0%B8%B0%E0%B8%A7%E0%B8%B1%E0%B8%95%E0%B8%B4", false},
		{"http://127.0.0.1:18080/?a=1#x", "http://127.0.0.1:18080/?a=1", false},
		{"http://[::1]:80/", "http://[::1]:80/", false},
		{"localhost:8080", "https://localhost:8080/", true},
	} {
		home, bare, err := homeOf(c.typed, tx)
		if err != nil || home != c.home || bare != c.bare {
			t.Errorf("homeOf(%q) = %q, %v, %v; want %q, %v", c.typed, home, bare, err, c.home, c.bare)
		}
	}
	for _, typed := range []string{"http://a.example:0/", "http://a.example:65536/", "", "   ", "สวัสดี", "ftp://example.go.th", "javascript:alert(1)", "http://", "http:///x", "http://a b.go.th",
		"http://user:secret@example.go.th/", "http://-a.go.th", "http://example..go.th", "1.2.3", "file:///etc/passwd", "http://exa\x1bmple.go.th", strings.Repeat("a", 3000) + ".th"} {
		home, _, err := homeOf(typed, tx)
		var f *failure
		if !errors.As(err, &f) || f.code != exitUsage || !strings.Contains(f.next, "https://") {
			t.Errorf("homeOf(%q) = %q, %v; want a refusal with an example", typed, home, err)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("the refusal repeats the password: %v", err)
		}
	}
}

func FuzzHomeOf(f *testing.F) {
	for _, s := range []string{"example.go.th", "http://[::1]/", "http://a%zz/", "https://ก.ไทย/?q=%", "http://a.b:99999999/"} {
		f.Add(s)
	}
	tx := thaiTexts()
	f.Fuzz(func(t *testing.T, s string) {
		home, _, err := homeOf(s, tx)
		if err != nil {
			return
		}
		again, bare, err := homeOf(home, tx)
		if err != nil || bare || again != home {
			t.Errorf("homeOf(%q) = %q, which gives %q, %v, %v", s, home, again, bare, err)
		}
		if name := folderFor(home, "2026-11-23"); strings.ContainsAny(name, `/\:*?"<>|`) || strings.Contains(name, "..") && !strings.Contains(home, "..") {
			t.Errorf("folderFor(%q) = %q", home, name)
		}
	})
}

// fullDisk takes nothing.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

// A result that could not be written down is not told, and the code says so.
func TestAResultThatNobodyWasToldIsNone(t *testing.T) {
	for name, out := range map[string]io.Writer{"room": io.Discard, "none": fullDisk{}} {
		var errs bytes.Buffer
		code := run(t.Context(), world{stdout: out, stderr: &errs, env: func(string) string { return "" }}, realParts(), []string{"version"})
		if full := name == "none"; (code == exitFailed) != full || strings.Contains(errs.String(), "stdout") != full || strings.Contains(errs.String(), "no space left") != full {
			t.Errorf("%s: exit %d\n%s", name, code, errs.String())
		}
	}
}
