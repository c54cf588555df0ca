package html

import (
	"math/bits"
	"strings"

	"golang.org/x/net/html"
)

// letters counts characters other than white space.
func letters(s string) int {
	const (
		high = 0x8080808080808080 // the first bit of each byte
		past = 0x5F5F5F5F5F5F5F5F // added to a byte of seven bits, carries into the first where it is beyond a space
	)
	n, i := 0, 0
	for ; i+8 <= len(s); i += 8 {
		x := uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24 |
			uint64(s[i+4])<<32 | uint64(s[i+5])<<40 | uint64(s[i+6])<<48 | uint64(s[i+7])<<56
		begin := x & (x << 1) & high              // the first byte of a character of several
		ascii := ((x &^ high) + past) & high &^ x // a letter by itself
		n += bits.OnesCount64(begin | ascii)
	}
	for ; i < len(s); i++ {
		if c := s[i]; c >= 0xC0 || c > ' ' && c < 0x80 {
			n++
		}
	}
	if strings.IndexByte(s, 0xC2) >= 0 {
		n -= strings.Count(s, "\u00A0")
	}
	if strings.IndexByte(s, 0xEF) >= 0 {
		n -= strings.Count(s, "\uFFFD")
	}
	return n
}

// joined is a text made of parts, of which there is mostly one.
type joined struct {
	one  string
	many []byte
}

func (j *joined) WriteString(s string) {
	switch {
	case len(j.many) > 0:
		j.many = append(j.many, s...)
	case j.one == "":
		j.one = s
	case s != "":
		j.many = append(append(j.many, j.one...), s...)
	}
}

// Len is the length so far in bytes.
func (j *joined) Len() int {
	if len(j.many) > 0 {
		return len(j.many)
	}
	return len(j.one)
}

// String gives the text.
func (j *joined) String() string {
	if len(j.many) > 0 {
		return string(j.many)
	}
	return j.one
}

// sight is what one sees of a node.
type sight struct {
	text, alts joined
	steps      int
}

// visible is the text of a node without scripts, or the alternative texts of
// its pictures where there is no text at all. It is cut where it grows long.
func visible(n *node) string {
	var s sight
	s.walk(n)
	text := s.text.String()
	if strings.TrimSpace(text) == "" {
		return strings.TrimSpace(s.alts.String())
	}
	return text
}

func (s *sight) walk(n *node) bool {
	for m := n.FirstChild; m != nil; m = m.NextSibling {
		if s.steps++; s.steps > 5000 || s.text.Len() > 1<<15 {
			return false
		}
		if m.Type == html.TextNode {
			s.text.WriteString(m.Data)
			continue
		}
		if m.Type != html.ElementNode || m.kind.silent {
			continue
		}
		switch {
		case m.kind.block || m.Data == "br":
			s.text.WriteString(" ")
		case m.Data == "img" || m.Data == "area":
			if a := strings.TrimSpace(attr(m, "alt")); a != "" {
				s.alts.WriteString(a)
				s.alts.WriteString(" ")
			}
		}
		if !s.walk(m) {
			return false
		}
		if m.kind.block {
			s.text.WriteString(" ")
		}
	}
	return true
}
