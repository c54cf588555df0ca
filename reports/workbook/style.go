package workbook

import (
	"context"
	"encoding/xml"
	"strconv"
	"strings"
)

// mostStyles bounds the styles of cells that are learnt.
const mostStyles = 70_000

// style is what of a cell's format changes what a person reads in it.
type style struct {
	date  bool
	zeros int
}

// styled makes a cell of a style, given by number.
func (w *Book) styled(number string) *Cell {
	c := &Cell{}
	if n, err := strconv.Atoi(number); err == nil && n >= 0 && n < len(w.styles) {
		c.Date, c.Zeros = w.styles[n].date, w.styles[n].zeros
	}
	return c
}

// readStyles learns the formats of numbers (ECMA-376, part 1, 18.8.30 and 31).
func (w *Book) readStyles(ctx context.Context, name string) error {
	formats := map[string]style{}
	inside := false
	return w.walk(ctx, name, func(t xml.Token) (bool, error) {
		switch e := t.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "numFmt":
				if len(formats) < mostStyles {
					formats[attr(e, "numFmtId")] = styleOf(attr(e, "formatCode"))
				}
			case "cellXfs":
				inside = true
			case "xf":
				if inside && len(w.styles) < mostStyles {
					id := attr(e, "numFmtId")
					s, own := formats[id]
					if !own {
						s.date = builtInDate(id)
					}
					w.styles = append(w.styles, s)
				}
			}
		case xml.EndElement:
			if e.Name.Local == "cellXfs" {
				return true, nil
			}
		}
		return false, nil
	})
}

// builtInDate reports whether a format that every program knows by its number is
// one of dates.
func builtInDate(id string) bool {
	n, err := strconv.Atoi(id)
	return err == nil && (n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58 || n >= 71 && n <= 81)
}

// styleOf reads the code of a format: "00000", "d mmm yyyy", "[$-41E]ว ดดด ปปปป".
func styleOf(code string) style {
	var plain strings.Builder
	quoted, bracket := false, false
	runes := []rune(code)
	for i := 0; i < len(runes); i++ {
		switch c := runes[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case !bracket:
			plain.WriteRune(c)
		}
	}
	first, _, _ := strings.Cut(strings.ToLower(plain.String()), ";")
	switch {
	case first != "" && strings.Trim(first, "0") == "":
		return style{zeros: min(len(first), 40)}
	case first == "general":
		return style{}
	}
	return style{date: strings.ContainsAny(first, "dyปว") || strings.Contains(first, "mm") || strings.Contains(first, "ดด")}
}
