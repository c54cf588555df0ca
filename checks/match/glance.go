package match

import (
	"math"
	"strings"
	"unicode/utf8"
)

// glance is what one pass over the bytes of a text tells.
type glance struct {
	runes   int32
	figures uint8 // see figureLike
	signs   signs
}

// signs are letters that something else cannot be there without.
type signs uint8

const (
	signOdd     signs = 1 << iota // bytes that are neither ASCII nor letters of Thai, or a NIKHAHIT
	signAt                        // a sign by which an address of mail may be written
	signStop                      // a full stop after a letter that is not ASCII: a short form
	signLost                      // Thai whose letters a file's text layer lost
	signCall                      // figures as close together as those of a telephone number
	signFive                      // five figures that are no more, as those of a post code
	signGarbled                   // letters that thai.Unreadable weighs
	byLooser                      // none of them: the text was looked through by looser keys as well
)

// glanceAt looks a text over.
func glanceAt(s string) glance {
	var g glance
	figures, letters, stems := 0, 0, 0
	run, near := 0, 0 // figures together, and with no more than what stands in numbers between them
	for i := 0; i < len(s); {
		b := s[i]
		if b < utf8.RuneSelf {
			i++
			g.runes++
			what := kinds[b]
			if what == digitByte {
				figures, run, near = figures+1, run+1, near+1
				if near == fewestFigures {
					g.signs |= signCall
				}
				continue
			}
			if what == goneByte {
				continue
			}
			if run == 5 {
				g.signs |= signFive
			}
			run = 0
			if what != jointByte {
				near = 0
			}
			switch b {
			case '.':
				if i > 1 && s[i-2] >= utf8.RuneSelf {
					g.signs |= signStop
				}
			case '@', '[', '(', '{', '<', '_':
				g.signs |= signAt
			case '?':
				if strings.HasPrefix(s[i:], "??") {
					g.signs |= signGarbled
				}
			}
			continue
		}
		if b == 0xE0 && i+2 < len(s) && s[i+1]&0xFE == 0xB8 && s[i+2]&0xC0 == 0x80 {
			c := s[i+2]
			i += 3
			g.runes++
			letters++
			if s[i-2] == 0xB9 {
				switch {
				case c >= 0x90 && c <= 0x99:
					figures, run, near = figures+1, run+1, near+1
					if near == fewestFigures {
						g.signs |= signCall
					}
					continue
				case c == 0x8D: // NIKHAHIT
					g.signs |= signOdd | signLost
				case c == 0x80: // SARA E
					if i+2 < len(s) && s[i] == 0xE0 && s[i+1] == 0xB8 && (s[i+2] == 0x98 || s[i+2] == 0x99) {
						stems++
					}
				}
			} else if c == saraAa&0x3F|0x80 && g.signs&signLost == 0 && lostAround(s, i-3) {
				g.signs |= signLost
			}
			if run == 5 {
				g.signs |= signFive
			}
			run, near = 0, 0
			continue
		}
		g.signs |= signOdd | signAt
		if b >= 0xC0 {
			figures++
		}
		i++
	}
	if run == 5 {
		g.signs |= signFive
	}
	if 6*stems > letters {
		g.signs |= signGarbled
	}
	if g.signs&signOdd != 0 { // what these bytes are is not looked at
		g.runes = int32(utf8.RuneCountInString(s))
		g.signs |= signFive | signCall
		if strings.Contains(s, "\uFFFD") || !utf8.ValidString(s) {
			g.signs |= signGarbled
		}
	}
	g.figures = uint8(min(figures, math.MaxUint8))
	return g
}

// kind is what a byte of ASCII is to numbers.
type kind uint8

const (
	plainByte kind = iota
	digitByte      // one of their figures
	jointByte      // may stand between figures of one telephone number
	goneByte       // is not there once a text is folded
)

var kinds = func() (is [utf8.RuneSelf]kind) {
	for b := range byte(utf8.RuneSelf) {
		switch {
		case b >= '0' && b <= '9':
			is[b] = digitByte
		case b == ' ', b >= '\t' && b <= '\r', b == '.', b == '(', b == ')', b == '-', b == '+':
			is[b] = jointByte
		case b < ' ', b == 0x7F:
			is[b] = goneByte
		}
	}
	return is
}()

// lostAround reports whether the SARA AA at i stands in a word that has one only
// where it lost its SARA AM.
func lostAround(s string, i int) bool {
	if i < 3 {
		return false
	}
	switch s[i-1] { // the last byte of ส, อ, จ and ด
	case 0xAA, 0xAD, 0x88, 0x94:
	default:
		return false
	}
	for _, w := range lostWords {
		if at := i - w.before; at >= 0 && strings.HasPrefix(s[at:], w.word) {
			return true
		}
	}
	return false
}

// lostWords are what is left of the words that lose their SARA AM most often, with
// the bytes before the SARA AA that tells.
var lostWords = []struct {
	word   string
	before int
}{{"สานัก", 3}, {"อานาจ", 3}, {"ประจา", 12}, {"อาเภอ", 3}, {"ดาเนิน", 3}}
