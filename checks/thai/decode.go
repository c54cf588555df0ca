package thai

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
)

// Decoded is text with the way it was come by.
type Decoded struct {
	Text     string
	Name     string // "utf-8", "windows-874", "utf-16le" …
	By       string // "bom", "valid-utf8", "header", "meta", "thai-share" or "fallback"
	Declared string // what the header, else the page, claimed, lower-case; "" if nothing
	Damaged  int    // characters that could not be decoded, or were saved as question marks
}

var metaCharset = regexp.MustCompile(`(?i)^(?:<meta[^>]{0,200}charset\s*=\s*["']?\s*|<\?xml[^>]{0,100}encoding\s*=\s*["'])([a-z0-9_:.-]{2,24})`)

// metaBytes is how much of a page is searched for its own label: old pages have
// long comments first.
const metaBytes = 8192

// Decode turns the bytes of a page into text. Bytes are believed before labels,
// since labels lie: a byte order mark, then valid UTF-8, then a Thai label of
// header or page, then the share of bytes that are Thai in plausible order, and
// windows-874 in the end. Parts of a page that were read in a wrong set before
// they were saved are mended. It never fails; see Damaged and [Unreadable]. The
// text may share the bytes of body, which must not change any more.
func Decode(body []byte, contentType string) Decoded {
	label, source := declared(body, contentType)
	d := Decoded{Declared: label}
	whole := body[:len(body)-cutLetter(body)]
	switch {
	case bytes.HasPrefix(body, []byte{0xEF, 0xBB, 0xBF}):
		d.Name, d.By, d.Text = "utf-8", "bom", inParts(string(body[3:]))
	case bytes.HasPrefix(body, []byte{0xFF, 0xFE}):
		d.Name, d.By, d.Text = "utf-16le", "bom", decode16(body[2:], false)
	case bytes.HasPrefix(body, []byte{0xFE, 0xFF}):
		d.Name, d.By, d.Text = "utf-16be", "bom", decode16(body[2:], true)
	case wide(body, label, source):
		big := body[0] == 0
		d.Name, d.By, d.Text = "utf-16le", "header", decode16(body, big)
		if big {
			d.Name = "utf-16be"
		}
	case utf8.Valid(whole) && (len(whole) == len(body) || highBytes(whole) > 0) && !(isThaiLabel(label) && secretlyThai(body)):
		d.Name, d.By, d.Text = "utf-8", "valid-utf8", validInParts(shared(whole))
		d.Damaged = min(1, len(body)-len(whole))
	case mostlyUTF8(body):
		d.Name, d.By, d.Text = "utf-8", "thai-share", inParts(string(body))
		if isUTF8Label(label) {
			d.By = source
		}
	default:
		d.single(body, source)
	}
	d.Damaged += strings.Count(d.Text, "\uFFFD")
	if lost, total := questioned(d.Text); lost >= leastLost && lost*2 > total {
		d.Damaged += lost
	}
	return d
}

// shared gives bytes as a text without copying them.
func shared(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// declared gives the label of the header, else of the page itself.
func declared(body []byte, contentType string) (label, source string) {
	if i := strings.Index(strings.ToLower(contentType), "charset="); i >= 0 && i+8 <= len(contentType) {
		label := strings.Trim(contentType[i+8:], ` "';`)
		if j := strings.IndexAny(label, `;, "'`); j >= 0 {
			label = label[:j]
		}
		if label != "" {
			return strings.ToLower(strings.ToValidUTF8(label, "\uFFFD")), "header"
		}
	}
	if label := ownLabel(body[:min(len(body), metaBytes)]); label != "" {
		return label, "meta"
	}
	return "", "fallback"
}

// ownLabel gives the label that a page has in its own head.
func ownLabel(head []byte) string {
	for {
		i := bytes.IndexByte(head, '<')
		if i < 0 || i+1 == len(head) {
			return ""
		}
		head = head[i:]
		if c := head[1]; c|0x20 == 'm' || c == '?' {
			tag := head
			if end := bytes.IndexByte(head, '>'); end >= 0 {
				tag = head[:end]
			}
			if bytes.IndexByte(tag, '=') > 0 {
				if m := metaCharset.FindSubmatch(tag); m != nil {
					return strings.ToLower(string(m[1]))
				}
			}
		}
		head = head[1:]
	}
}

// bareLabel is a label without what people write differently.
var bareLabel = strings.NewReplacer("-", "", "_", "", ":", "", " ", "", ".", "")

// isThaiLabel knows the names under which the single-byte Thai set goes about;
// several are unknown to the WHATWG table.
func isThaiLabel(label string) bool {
	switch bareLabel.Replace(label) {
	case "tis620", "tis62", "tis6202533", "tis62025331", "tis62025330", "cstis620", "isoir166", "iso885911", "iso8859112001", "iso885911thai",
		"windows874", "win874", "xwindows874", "cp874", "xcp874", "ms874", "dos874", "874", "ibm874", "thai", "th", "macthai", "xmacthai":
		return true
	}
	return false
}

func isUTF8Label(label string) bool { return bareLabel.Replace(label) == "utf8" }

// cutLetter gives how many bytes at the end begin a letter of UTF-8 that was cut.
func cutLetter(body []byte) int {
	for n := 1; n <= 3 && n <= len(body); n++ {
		if c := body[len(body)-n]; utf8.RuneStart(c) {
			if c >= 0xC2 && !utf8.FullRune(body[len(body)-n:]) {
				return n
			}
			return 0
		}
	}
	return 0
}

func highBytes(body []byte) int {
	n := 0
	for _, c := range body {
		n += int(c >> 7)
	}
	return n
}

// secretlyThai reports whether bytes that are UTF-8 by chance, as those of a few
// Thai letters may be, are better Thai: no Thai in the one reading, all in the other.
func secretlyThai(body []byte) bool {
	return highBytes(body) > 0 && !bytes.Contains(body, []byte{0xE0, 0xB8}) && !bytes.Contains(body, []byte{0xE0, 0xB9}) && thaiShare(body) >= 0.9
}

// single decodes bytes that are not UTF-8.
func (d *Decoded) single(body []byte, source string) {
	d.By = "fallback"
	switch {
	case isThaiLabel(d.Declared):
		d.By = source
	case foreign(d.Declared):
		if e, name := charset.Lookup(d.Declared); e != nil {
			if text, err := e.NewDecoder().Bytes(body); err == nil && !bytes.Contains(text, []byte("\uFFFD")) {
				d.Name, d.By, d.Text = name, source, string(text)
				return
			}
		}
		fallthrough
	case thaiShare(body) >= 0.5:
		d.By = "thai-share"
	case d.Declared != "" && !isUTF8Label(d.Declared):
		if e, name := charset.Lookup(d.Declared); e != nil && name != "replacement" {
			if text, err := e.NewDecoder().Bytes(body); err == nil {
				d.Name, d.By, d.Text = name, source, string(text)
				return
			}
		}
	}
	d.Name, d.Text = "windows-874", read874(body)
}

// foreign reports whether a label names a set of two bytes to a letter, whose
// bytes may look like Thai.
func foreign(label string) bool {
	switch bareLabel.Replace(label) {
	case "gb2312", "gbk", "gb18030", "big5", "big5hkscs", "shiftjis", "sjis", "eucjp", "euckr", "ksc5601", "windows949", "iso2022jp":
		return true
	}
	return false
}

func read874(body []byte) string {
	text, err := charmap.Windows874.NewDecoder().Bytes(body)
	if err != nil {
		return strings.ToValidUTF8(string(body), "\uFFFD")
	}
	return string(text)
}

// mostlyUTF8 accepts a page with Thai in UTF-8 and other bytes in between: cut
// letters, or parts in another set.
func mostlyUTF8(body []byte) bool {
	thai, high := 0, 0
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(body[i:])
		high += n
		if isThai(r) {
			thai += n
		}
		i += n
	}
	return thai >= 24 && thai*5 > high || thai >= 6 && thai*12 > high*11
}

// thaiShare is the share of high bytes that are Thai letters of TIS-620 where a
// Thai letter can stand: marks only after consonants or marks, leading vowels
// only before consonants.
func thaiShare(body []byte) float64 {
	high, good := 0, 0
	var prev rune
	for i, c := range body {
		r := rune(c)
		if c >= 0xA1 && c <= 0xFB {
			r = rune(c) - 0xA0 + 0x0E00
		}
		if c >= 0x80 {
			high++
			switch {
			case isMark(r):
				if isConsonant(prev) || isMark(prev) {
					good++
				}
			case isLeading(r):
				if i+1 < len(body) && body[i+1] >= 0xA1 && body[i+1] <= 0xCE {
					good++
				}
			case isThai(r):
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

// wide reports whether a page is in UTF-16 without a mark: the header says so, and
// every other byte of its first tag is zero.
func wide(body []byte, label, source string) bool {
	if source != "header" || !strings.HasPrefix(bareLabel.Replace(label), "utf16") || len(body) < 4 {
		return false
	}
	return body[0] == '<' && body[1] == 0 && body[3] == 0 || body[0] == 0 && body[1] == '<' && body[2] == 0
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

// Unreadable reports whether a text stayed damaged: mojibake, or letters that
// were saved as question marks or replacement characters.
func Unreadable(s string) bool {
	if lost, total := questioned(s); lost >= leastLost && lost*2 > total {
		return true
	}
	wrong, thai := 0, 0
	for i := 0; i+2 < len(s); i++ {
		if s[i] == 0xE0 && s[i+1]&0xFE == 0xB8 {
			thai++
			if stemAt(s, i) {
				wrong += 3
			}
		}
	}
	return wrong >= 60 && wrong*2 > thai
}

// leastLost is how many lost letters make a text unreadable, if they are more
// than a third of it. Chosen by us: a line, and not a few puzzled "???".
const leastLost = 20

// questioned counts the letters that were saved as runs of question marks or
// replacement characters, and the others.
func questioned(s string) (lost, letters int) {
	if !strings.Contains(s, "???") && !strings.Contains(s, "\uFFFD") {
		return 0, 0
	}
	run := 0
	for _, r := range s {
		switch {
		case r == '?' || r == utf8.RuneError:
			run++
			continue
		case isThai(r) || latin(r) && !digit(byte(r)):
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
	return lost, letters
}
