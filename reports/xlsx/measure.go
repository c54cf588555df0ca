package xlsx

import (
	"math"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
)

// The widths of characters, means of classes, in digits of the same face and
// size: the unit in which Excel measures columns. Since the workbook's columns
// are measured in the face of its text, a text takes as many lines whichever
// face stands in where the named one is not installed.
const (
	wThai      = 1.06
	wLead      = 0.82 // เ แ โ ใ ไ า ะ ำ
	wThaiDigit = 1.24
	wLower     = 0.92
	wUpper     = 1.08
	wPoint     = 0.60
	wOther     = 1.25
	wBold      = 1.05 // times
	padding    = 0.6  // of a cell, both sides
)

// Heights of lines in parts of the size. Faces that stand in are higher than
// the named one: a row with some air is better than a text that is cut.
const (
	lineHeight = 1.96
	lastLine   = 0.20 // of the last line is empty but for the deepest tails
)

// Excel's own limits.
const (
	maxCell   = 32767 // UTF-16 units of text
	maxHeight = 409.0 // points of a row
)

// advances are the widths of the characters of ASCII and of Thai.
var advances = func() (to [2][128]float64) {
	for i := range rune(128) {
		to[0][i], to[1][i] = widthOf(i), widthOf(0x0E00+i)
	}
	return to
}()

// advance gives the width of a character.
func advance(r rune) float64 {
	switch {
	case r >= 0 && r < 128:
		return advances[0][r]
	case r >= 0x0E00 && r < 0x0E80:
		return advances[1][r-0x0E00]
	}
	return widthOf(r)
}

// widthOf works a width out. Thai vowels and tones above and below take no room of
// their own.
func widthOf(r rune) float64 {
	switch {
	case unicode.Is(unicode.Mn, r):
		return 0
	case r == 'ำ' || r == 'า' || r == 'ะ' || r >= 'เ' && r <= 'ไ':
		return wLead
	case r >= '๐' && r <= '๙':
		return wThaiDigit
	case unicode.Is(unicode.Thai, r):
		return wThai
	case r >= '0' && r <= '9':
		return 1
	case r < unicode.MaxASCII && unicode.IsLower(r):
		return wLower
	case r < unicode.MaxASCII && unicode.IsUpper(r):
		return wUpper
	case r < unicode.MaxASCII:
		return wPoint
	}
	return wOther
}

// lines reckons how many lines a text takes in a column so wide. Each line but
// the last loses a little where its last word does not fit.
func lines(text string, room float64) int {
	n := 0
	for part := range strings.SplitSeq(text, "\n") {
		width := 0.0
		for _, r := range part {
			width += advance(r)
		}
		if width <= room {
			n++
			continue
		}
		slack := min(room*0.12, 2*wThai)
		n += int(math.Ceil(width / max(room-slack, 1)))
	}
	return n
}

// height gives the height in points of a text in a column so wide.
func (s style) height(text string, width float64) float64 {
	if s.turned {
		const perDigit = 0.52 // of the size, as wide as a digit is
		long := 0.0
		for _, r := range text {
			long += advance(r)
		}
		return long*perDigit*s.points() + 2*padding*s.points()*perDigit
	}
	room := (width-padding-1.2*float64(s.indent))*sizeText/s.points() - 0.01
	if s.bold {
		room /= wBold
	}
	return (float64(lines(text, max(room, 1)))*lineHeight-lastLine)*s.points() + 1
}

// escape is how a workbook's XML writes a character by its number: _x0007_.
var escape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// literal keeps a text that looks like such escapes from being read as one: a
// site could write characters with it that no text may have.
func literal(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	// Escapes may share an underscore, so each is looked for from the one before.
	var b strings.Builder
	for {
		at := escape.FindStringIndex(text)
		if at == nil {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(text[:at[0]] + "_x005F")
		b.WriteString(text[at[0] : at[1]-1])
		text = text[at[1]-1:]
	}
}

// fit cuts a text at what a cell can hold, with the mark in its last place.
func fit(text, mark string) string {
	if len(text) <= maxCell {
		return text // no text has more units than bytes
	}
	units := 0
	most := maxCell - len(utf16.Encode([]rune(mark)))
	end := -1
	for i, r := range text {
		n := utf16.RuneLen(r)
		if n < 0 {
			n = 1
		}
		if units+n > most && end < 0 {
			end = i
		}
		units += n
	}
	if units <= maxCell {
		return text
	}
	return text[:end] + mark
}
