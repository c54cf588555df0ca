package crawl

import (
	"bytes"
	"strings"
	"testing"
)

// plainWordy says of a page in small letters what wordy says of any.
func plainWordy(low []byte) bool {
	n := 0
	for tag, skip := false, []byte(nil); len(low) > 0; low = low[1:] {
		if skip != nil {
			end := bytes.Index(low, skip)
			if end < 0 {
				return false
			}
			low, skip = low[end:], nil
		}
		switch c := low[0]; {
		case c == '<':
			tag = true
			for _, name := range []string{"script", "style"} {
				if bytes.HasPrefix(low[1:], []byte(name)) {
					skip = []byte("</" + name)
				}
			}
		case c == '>':
			tag = false
		case tag:
		case c >= 0x80:
			n++
		case c >= 'a' && c <= 'z':
			n += 3
		}
		if n > 6*missingLetters {
			return true
		}
	}
	return false
}

func FuzzWordy(f *testing.F) {
	words := strings.Repeat("หน้า page ", 30)
	for _, s := range []string{"<p>" + words, "<SCRIPT>" + words + "</Script>" + words, "<style>" + words, words + "<script></x></SCRIPT" + words, "<" + words, "a<scripty></", "<script"} {
		f.Add([]byte(s), 20)
		f.Add([]byte(s), 1)
	}
	f.Fuzz(func(t *testing.T, page []byte, times int) {
		page = bytes.Repeat(page, max(1, min(times, 1+(64<<10)/(1+len(page)))))
		low := bytes.Clone(page)
		for i, c := range low {
			if c >= 'A' && c <= 'Z' {
				low[i] = c + 'a' - 'A'
			}
		}
		if got, want := wordy(page), plainWordy(low); got != want {
			t.Errorf("%v, want %v: %.300q", got, want, page)
		}
	})
}
