package text

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"path"
	"regexp"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

var (
	tags     = regexp.MustCompile(`<[^<>]*>`)
	headings = map[string]bool{"title": true, "heading": true, "headline": true, "subject": true, "topic": true}
	files    = map[string]bool{".pdf": true, ".doc": true, ".docx": true, ".xls": true, ".xlsx": true, ".ppt": true, ".pptx": true, ".zip": true, ".csv": true}
)

// value adds what a key holds: an address as a link, words as a block, or as a
// heading under a key that says so. Short codes say nothing.
func (r *reading) value(key, s string) error {
	if address(s) {
		r.link(s)
		return nil
	}
	if strings.ContainsRune(s, '<') {
		s = tags.ReplaceAllString(s, " ")
	}
	s = thai.Clean(html.UnescapeString(s))
	heading := headings[strings.ToLower(key)]
	if n, _, _ := thai.Letters(s); n == 0 && len(s) <= 24 && !heading {
		return nil
	}
	b := checks.Block{Kind: checks.BlockText, Text: s}
	if heading && len(s) < 500 {
		b.Kind, b.Level = checks.BlockHeading, 6
		if r.c.Title == "" {
			r.c.Title = s
		}
	}
	return r.add(b)
}

// address reports whether a value is an address rather than words.
func address(s string) bool {
	if s = strings.TrimSpace(s); s == "" || len(s) > 2000 || strings.ContainsAny(s, " \n<>\"") {
		return false
	}
	low := strings.ToLower(s)
	return strings.HasPrefix(low, "http://") || strings.HasPrefix(low, "https://") || strings.HasPrefix(s, "/") || files[path.Ext(low)]
}

// values reads the strings of a JSON file in order, with the key that each stands
// under.
func (r *reading) values(s string) error {
	dec := json.NewDecoder(strings.NewReader(s))
	type level struct {
		object, named bool // named: the next string is a value
		key           string
	}
	stack := []level{{}}
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		top := &stack[len(stack)-1]
		if d, ok := tok.(json.Delim); ok {
			switch d {
			case '{', '[':
				top.named = false
				stack = append(stack, level{object: d == '{', key: top.key})
			default:
				stack = stack[:len(stack)-1]
			}
			continue
		}
		v, isString := tok.(string)
		if top.object && !top.named {
			top.named = true
			if v != "rendered" { // how a common system wraps its texts
				top.key = v
			}
			continue
		}
		top.named = false
		if isString {
			if err := r.value(top.key, v); err != nil {
				return err
			}
		}
	}
}

// elements reads the texts of an XML file, an element a block.
func (r *reading) elements(s string) error {
	dec := xml.NewDecoder(strings.NewReader(s))
	dec.Strict = false
	dec.Entity = xml.HTMLEntity
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var text strings.Builder
	name := ""
	for {
		tok, err := dec.RawToken()
		if errors.Is(err, io.EOF) {
			return r.value(name, text.String())
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.CharData:
			text.Write(t)
			continue
		case xml.Comment:
			continue
		}
		if err := r.value(name, text.String()); err != nil {
			return err
		}
		text.Reset()
		name = ""
		if t, ok := tok.(xml.StartElement); ok {
			name = t.Name.Local
			for _, a := range t.Attr {
				if a.Name.Local == "href" || t.Name.Local == "enclosure" && a.Name.Local == "url" {
					r.link(a.Value)
				}
			}
		}
	}
}
