package html

import (
	"strings"

	"golang.org/x/net/html"
)

// lexer cuts a page into tags, texts and comments as the library's tokenizer
// does, in place. Where the tokenizer would do something unusual it gives up.
type lexer struct {
	text string
	at   int
	a    *arena
	odd  bool // gave up

	asked int // values that the tokenizer was asked about
}

// mostAsked is how many values of a page the tokenizer is asked about one by one.
const mostAsked = 2000

// until gives the text up to the next markup, its references resolved.
func (z *lexer) until() string {
	start := z.at
	for {
		i := strings.IndexByte(z.text[z.at:], '<')
		if i < 0 || z.at+i+1 == len(z.text) {
			z.at = len(z.text)
			break
		}
		z.at += i
		if c := z.text[z.at+1]; c|0x20 >= 'a' && c|0x20 <= 'z' || c == '/' || c == '!' || c == '?' {
			break
		}
		z.at++
	}
	return unescaped(z.text[start:z.at])
}

func unescaped(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	return html.UnescapeString(s)
}

func blank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r' }

// lowered gives a name in lower case.
func lowered(s string) string {
	for i := range len(s) {
		if s[i] >= 'A' && s[i] <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if b[i] >= 'A' && b[i] <= 'Z' {
					b[i] |= 0x20
				}
			}
			return string(b)
		}
	}
	return s
}

// name reads the name of a tag, whose first letter is next.
func (z *lexer) name() string {
	start := z.at
	for z.at < len(z.text) && !blank(z.text[z.at]) && z.text[z.at] != '/' && z.text[z.at] != '>' {
		z.at++
	}
	return lowered(z.text[start:z.at])
}

func (z *lexer) blanks() {
	for z.at < len(z.text) && blank(z.text[z.at]) {
		z.at++
	}
}

// attrs reads the attributes of a tag, up to its end.
func (z *lexer) attrs() {
	z.a.begin()
	for {
		z.blanks()
		if z.at >= len(z.text) {
			z.odd = true
			return
		}
		if z.text[z.at] == '>' {
			z.at++
			return
		}
		if key, val := lowered(z.key()), z.value(); key != "" && !z.a.has(key) {
			z.a.attr(key, val)
		}
		if z.a.done-z.a.begun > mostAttrs {
			z.odd = true
			return
		}
	}
}

func (z *lexer) key() string {
	start := z.at
	for ; z.at < len(z.text); z.at++ {
		switch c := z.text[z.at]; {
		case c == '=' && z.at > start, c == '/', c == '>', blank(c):
			return z.text[start:z.at]
		}
	}
	return z.text[start:]
}

// value reads what follows an attribute's key: its value, a slash, or nothing.
func (z *lexer) value() string {
	z.blanks()
	if z.at < len(z.text) && z.text[z.at] == '/' {
		z.at++
		return ""
	}
	if z.at >= len(z.text) || z.text[z.at] != '=' {
		return ""
	}
	z.at++
	z.blanks()
	if z.at >= len(z.text) {
		return ""
	}
	rest := z.text[z.at:]
	n, skip := 0, 0
	switch rest[0] {
	case '"', '\'':
		if n = strings.IndexByte(rest[1:], rest[0]); n < 0 {
			z.odd = true
			n = 0
		}
		rest, skip = rest[1:1+n], 2
	default:
		for n < len(rest) && !blank(rest[n]) && rest[n] != '>' {
			n++
		}
		rest = rest[:n]
	}
	z.at += n + skip
	return z.attrText(rest)
}

// attrText resolves the references in an attribute's value. There one without
// its semicolon may be part of an address, on which the tokenizer decides but for
// the plainest.
func (z *lexer) attrText(s string) string {
	amps := false
	for i := strings.IndexByte(s, '&'); i >= 0; {
		rest := s[i+1:]
		n := 0
		for n < len(rest) && (rest[n]|0x20 >= 'a' && rest[n]|0x20 <= 'z' || rest[n] >= '0' && rest[n] <= '9') {
			n++
		}
		switch {
		case strings.HasPrefix(rest, "amp;"):
			amps = true
		case n == 0 && (rest == "" || rest[0] != '#'), n > 0 && n < len(rest) && rest[n] == '=':
		default:
			return z.byTokenizer(s)
		}
		next := strings.IndexByte(rest, '&')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	if amps {
		return strings.ReplaceAll(s, "&amp;", "&")
	}
	return s
}

// byTokenizer resolves references as the tokenizer does.
func (z *lexer) byTokenizer(s string) string {
	if z.asked++; z.asked > mostAsked {
		z.odd = true
		return ""
	}
	quote := `"`
	switch single := strings.Contains(s, "'"); {
	case strings.Contains(s, quote) && single:
		quote = "" // it stood without
	case !single:
		quote = "'"
	}
	t := html.NewTokenizer(strings.NewReader("<a b=" + quote + s + quote + ">"))
	t.Next()
	_, val, _ := t.TagAttr()
	return string(val)
}

// raw gives the text up to the end tag of an element that holds no markup, and
// moves beyond that tag.
func (z *lexer) raw(name string) string {
	start := z.at
	for {
		i := strings.Index(z.text[z.at:], "</")
		if i < 0 {
			z.odd = true
			return ""
		}
		z.at += i + 2
		end := z.at + len(name)
		if end >= len(z.text) || !strings.EqualFold(z.text[z.at:end], name) {
			continue
		}
		if c := z.text[end]; !blank(c) && c != '/' && c != '>' {
			continue
		}
		text := z.text[start : z.at-2]
		z.at = end
		z.close()
		z.odd = z.odd || name == "script" && strings.Contains(text, "<!--") && strings.Contains(strings.ToLower(text), "<script")
		return text
	}
}

// close moves beyond the end of an end tag.
func (z *lexer) close() {
	if z.at < len(z.text) && z.text[z.at] == '>' {
		z.at++
		return
	}
	z.attrs()
	z.a.drop()
}

// comment reads what begins with "<!" or "<?" and is no name of the page's type;
// declared is true for that.
func (z *lexer) comment() (text string, declared bool) {
	rest := z.text[z.at:]
	switch {
	case strings.HasPrefix(rest, "<!--"):
		rest = rest[4:]
		end := strings.Index(rest, "-->")
		if end < 0 || rest[0] == '>' || strings.HasPrefix(rest, "->") || strings.Contains(rest[:end], "--!>") {
			z.odd = true
			return "", false
		}
		z.at += 4 + end + 3
		return unescaped(rest[:end]), false
	case len(rest) > 9 && strings.EqualFold(rest[:9], "<!doctype"):
		declared = true
	}
	end := strings.IndexByte(rest, '>')
	if end < 4 {
		z.odd = true
		return "", false
	}
	z.at += end + 1
	switch {
	case declared:
		return strings.TrimLeft(rest[9:end], " \n\t\f"), true
	case rest[1] == '?':
		return unescaped(rest[1:end]), false
	}
	return unescaped(rest[2:end]), false
}
