package office

import (
	"strconv"

	"github.com/truatweb/truatweb/checks"
)

// silentGroups are RTF destinations whose text nobody sees.
var silentGroups = map[string]bool{"fonttbl": true, "colortbl": true, "stylesheet": true, "info": true, "pict": true, "object": true, "themedata": true,
	"header": true, "footer": true, "headerl": true, "headerr": true, "footerl": true, "footerr": true, "fldinst": true, "listtable": true,
	"listoverridetable": true, "rsidtbl": true, "generator": true, "datastore": true, "latentstyles": true, "xmlnstbl": true, "bkmkstart": true, "bkmkend": true}

// readRTF reads Rich Text: Thai stands in it as bytes of code page 874 or as
// \u figures.
func readRTF(b *builder, body []byte) error {
	r := &rtf{builder: b, data: body, page: 874}
	r.read()
	return nil
}

type rtfState struct {
	silent bool
	skip   int // characters that stand in for one \u
}

type rtf struct {
	*builder
	data  []byte
	at    int
	page  int
	state rtfState
	stack []rtfState
	left  int // replacement characters still to be skipped
	cells []string
}

func (r *rtf) read() {
	r.state.skip = 1
	for r.at < len(r.data) && !r.full() {
		c := r.data[r.at]
		r.at++
		switch c {
		case '{':
			if len(r.stack) < 1000 {
				r.stack = append(r.stack, r.state)
			}
		case '}':
			if n := len(r.stack); n > 0 {
				r.state, r.stack = r.stack[n-1], r.stack[:n-1]
			}
		case '\\':
			r.control()
		case '\r', '\n':
		default:
			r.plain(string(rune(c)), c >= 0x80, c)
		}
	}
	if len(r.cells) > 0 {
		r.row(r.cells)
	}
	r.end(checks.BlockText, 0)
}

func (r *rtf) plain(s string, high bool, c byte) {
	switch {
	case r.left > 0:
		r.left--
	case r.state.silent:
	case high:
		r.write(narrow([]byte{c}, r.page))
	default:
		r.write(s)
	}
}

// control reads a control word or symbol after its backslash.
func (r *rtf) control() {
	if r.at >= len(r.data) {
		return
	}
	c := r.data[r.at]
	if !letter(c) {
		r.at++
		switch c {
		case '\'':
			if r.at+2 <= len(r.data) {
				if v, err := strconv.ParseUint(string(r.data[r.at:r.at+2]), 16, 8); err == nil {
					r.at += 2
					r.plain("", true, byte(v))
				}
			}
		case '*':
			r.state.silent = true
		case '~':
			r.plain(" ", false, ' ')
		case '\\', '{', '}':
			r.plain(string(rune(c)), false, c)
		}
		return
	}
	from := r.at
	for r.at < len(r.data) && letter(r.data[r.at]) && r.at-from < 32 {
		r.at++
	}
	word := string(r.data[from:r.at])
	from = r.at
	for r.at < len(r.data) && (r.data[r.at] >= '0' && r.data[r.at] <= '9' || r.at == from && r.data[r.at] == '-') && r.at-from < 10 {
		r.at++
	}
	value, err := strconv.Atoi(string(r.data[from:r.at]))
	if r.at < len(r.data) && r.data[r.at] == ' ' {
		r.at++
	}
	r.word(word, value, err == nil)
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func (r *rtf) word(word string, value int, given bool) {
	if silentGroups[word] {
		r.state.silent = true
		return
	}
	switch word {
	case "ansicpg":
		r.page = value
	case "uc":
		r.state.skip = min(max(value, 0), 10)
	case "bin":
		r.at = min(len(r.data), r.at+max(value, 0))
	case "u":
		if given && !r.state.silent {
			r.write(string(rune(uint16(value))))
		}
		r.left = r.state.skip
	}
	if r.state.silent {
		return
	}
	switch word {
	case "par", "sect", "page":
		if word == "page" {
			r.builder.page++
		}
		if len(r.cells) == 0 {
			r.end(checks.BlockText, 0)
		} else {
			r.write(" ")
		}
	case "cell":
		r.cells = append(r.cells, r.text.String())
		r.text.Reset()
	case "row":
		r.row(r.cells)
		r.cells = nil
	case "line", "tab", "emspace", "enspace":
		r.write(" ")
	}
}
