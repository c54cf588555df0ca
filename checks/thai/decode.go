package thai

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
)

// Decoded is text with the way it was come by.
type Decoded struct {
	Text     string
	Name     string // "utf-8", "windows-874", "utf-16le" …
	By       string // "bom", "valid-utf8", "header", "meta", "thai-share" or "fallback"
	Declared string // what the header or the page claimed, lower-case; "" if nothing
	Damaged  int    // bytes or characters that could not be decoded
}

var metaCharset = regexp.MustCompile(`(?i)(?:<meta[^>]{0,200}charset\s*=\s*["']?\s*|<\?xml[^>]{0,100}encoding\s*=\s*["'])([a-z0-9_:-]{3,24})`)

// thaiLabels are the names under which the single-byte Thai set goes about;
// several are unknown to the WHATWG table.
var thaiLabels = map[string]bool{
	"tis-620": true, "tis620": true, "tis_620": true, "iso-8859-11": true, "iso8859-11": true, "windows-874": true, "cp874": true, "cp-874": true,
	"x-windows-874": true, "ms874": true, "dos-874": true, "874": true, "ibm874": true, "thai": true, "tis-62": true,
}

// Decode turns the bytes of a page into text. Bytes are believed before labels,
// since labels lie: a byte order mark, then valid UTF-8, then a Thai label of
// header or page, then the share of bytes that are Thai in plausible order, and
// windows-874 in the end. It never fails; see Damaged and [Unreadable].
func Decode(body []byte, contentType string) Decoded {
	d := Decoded{Declared: declared(body, contentType)}
	switch {
	case bytes.HasPrefix(body, []byte{0xEF, 0xBB, 0xBF}):
		d.Name, d.By, d.Text = "utf-8", "bom", string(body[3:])
		d.Text = strings.ToValidUTF8(d.Text, "\uFFFD")
	case bytes.HasPrefix(body, []byte{0xFF, 0xFE}):
		d.Name, d.By, d.Text = "utf-16le", "bom", decode16(body[2:], false)
	case bytes.HasPrefix(body, []byte{0xFE, 0xFF}):
		d.Name, d.By, d.Text = "utf-16be", "bom", decode16(body[2:], true)
	case utf8.Valid(body):
		d.Name, d.By, d.Text = "utf-8", "valid-utf8", mendDouble(string(body))
	default:
		d.single(body)
	}
	d.Damaged += strings.Count(d.Text, "\uFFFD")
	return d
}

// declared gives the label of the header, else of the page's first 2,048 bytes.
func declared(body []byte, contentType string) string {
	if i := strings.Index(strings.ToLower(contentType), "charset="); i >= 0 {
		label := strings.Trim(contentType[i+8:], ` "';`)
		if j := strings.IndexAny(label, `;, "'`); j >= 0 {
			label = label[:j]
		}
		if label != "" {
			return strings.ToLower(label)
		}
	}
	if m := metaCharset.FindSubmatch(body[:min(len(body), 2048)]); m != nil {
		return strings.ToLower(string(m[1]))
	}
	return ""
}

// single decodes bytes that are not UTF-8 as a whole.
func (d *Decoded) single(body []byte) {
	if text, bad, ok := mostlyUTF8(body); ok {
		d.Name, d.By, d.Text, d.Damaged = "utf-8", "thai-share", text, bad
		if d.Declared == "utf-8" || d.Declared == "utf8" {
			d.By = "meta"
		}
		return
	}
	share := thaiShare(body)
	switch {
	case thaiLabels[d.Declared]:
		d.By = "meta"
	case share >= 0.5:
		d.By = "thai-share"
	case d.Declared != "" && d.Declared != "utf-8" && d.Declared != "utf8":
		if e, name := charset.Lookup(d.Declared); e != nil {
			if text, err := e.NewDecoder().Bytes(body); err == nil {
				d.Name, d.By, d.Text = name, "meta", string(text)
				return
			}
		}
		d.By = "fallback"
	default:
		d.By = "fallback"
	}
	d.Name = "windows-874"
	text, err := charmap.Windows874.NewDecoder().Bytes(body)
	if err != nil {
		text = []byte(strings.ToValidUTF8(string(body), "\uFFFD"))
	}
	d.Text = string(text)
}

// mostlyUTF8 accepts a page of UTF-8 with a few broken bytes, such as one that
// was cut in the middle of a letter.
func mostlyUTF8(body []byte) (string, int, bool) {
	good, bad := 0, 0
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	if good < 8 || bad*12 > good {
		return "", 0, false
	}
	return strings.ToValidUTF8(string(body), "\uFFFD"), 0, true
}

// thaiShare is the share of high bytes that are Thai letters of TIS-620 where a
// Thai letter can stand: marks only after consonants or marks.
func thaiShare(body []byte) float64 {
	high, good := 0, 0
	var prev rune
	for _, c := range body {
		r := rune(c)
		if c >= 0xA1 && c <= 0xFB {
			r = rune(c) - 0xA0 + 0x0E00
		}
		if c >= 0x80 {
			high++
			if isThai(r) && (!isMark(r) || isConsonant(prev) || isMark(prev)) {
				good++
			}
		}
		prev = r
	}
	if high == 0 {
		return 0
	}
	return float64(good) / float64(high)
}

func decode16(body []byte, big bool) string {
	units := make([]uint16, 0, len(body)/2)
	for i := 0; i+1 < len(body); i += 2 {
		if big {
			units = append(units, uint16(body[i])<<8|uint16(body[i+1]))
		} else {
			units = append(units, uint16(body[i+1])<<8|uint16(body[i]))
		}
	}
	return string(utf16.Decode(units))
}

// mendDouble undoes a double encoding: UTF-8 that was read as windows-874 or as
// Latin-1 and saved as UTF-8 again, and TIS-620 read as Latin-1. The mended text
// must be clearly Thai, and the given one clearly not.
func mendDouble(s string) string {
	if strings.Count(s, "เธ")+strings.Count(s, "เน") > 12 && strings.Count(s, "เธ")*9 > utf8.RuneCountInString(s)/2 {
		if b, err := charmap.Windows874.NewEncoder().String(s); err == nil && utf8.ValidString(b) {
			return b
		}
	}
	latin1, thai := 0, 0
	for _, r := range s {
		switch {
		case r >= 0xA1 && r <= 0xFB:
			latin1++
		case isThai(r):
			thai++
		}
	}
	if latin1 < 12 || thai > latin1/4 {
		return s
	}
	raw := make([]byte, 0, len(s))
	for _, r := range s {
		switch {
		case r < 0x100:
			raw = append(raw, byte(r))
		case isThai(r):
			raw = append(raw, byte(r-0x0E00+0xA0))
		default:
			if b, ok := charmap.Windows1252.EncodeRune(r); ok {
				raw = append(raw, b)
			} else {
				raw = append(raw, '?')
			}
		}
	}
	if utf8.Valid(raw) {
		return string(raw)
	}
	if thaiShare(raw) >= 0.7 {
		if text, err := charmap.Windows874.NewDecoder().Bytes(raw); err == nil {
			return string(text)
		}
	}
	return s
}

// Unreadable reports whether a text stayed damaged: mojibake, or letters that
// were saved as question marks or replacement characters.
func Unreadable(s string) bool {
	letters, lost, run := 0, 0, 0
	for _, r := range s {
		switch {
		case r == '?' || r == 0xFFFD:
			run++
			continue
		case isThai(r) || r < utf8.RuneSelf && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'):
			letters++
		}
		if run >= 3 {
			lost += run
		}
		run = 0
	}
	if run >= 3 {
		lost += run
	}
	return lost >= 20 && lost*2 > letters || strings.Count(s, "เธ") > 20 && strings.Count(s, "เธ")*9 > utf8.RuneCountInString(s)/2
}
