package office

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
	"github.com/truatweb/truatweb/checks/thai"
)

// parts is an opened container of the newer formats.
type parts struct {
	by   map[string]*zip.File
	left int64 // bytes that may still be unpacked
}

func open(body []byte) (*parts, error) {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		if locked(body) {
			return nil, extract.ErrLocked
		}
		return nil, fmt.Errorf("%w: %w", extract.ErrDamaged, err)
	}
	if len(z.File) > mostEntries {
		return nil, fmt.Errorf("%w: %d parts", extract.ErrTooLarge, len(z.File))
	}
	p := &parts{by: make(map[string]*zip.File, len(z.File)), left: mostAll}
	for _, f := range z.File {
		if _, twice := p.by[f.Name]; !twice {
			p.by[f.Name] = f
		}
	}
	return p, nil
}

// part opens one part as a stream of markup; nil if there is none.
func (p *parts) part(name string) *markup {
	f := p.by[strings.TrimPrefix(name, "/")]
	if f == nil {
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return nil
	}
	m := &markup{close: r.Close, all: p, in: &io.LimitedReader{R: r, N: min(mostPart, p.left) + 1}}
	m.start = m.in.N
	m.dec = xml.NewDecoder(m.in)
	m.dec.Strict, m.dec.CharsetReader = false, charset
	return m
}

// charset decodes parts that declare another character set than UTF-8.
func charset(label string, r io.Reader) (io.Reader, error) {
	body, err := io.ReadAll(io.LimitReader(r, mostPart))
	if err != nil {
		return nil, err
	}
	return strings.NewReader(thai.Decode(body, "text/xml; charset="+label).Text), nil
}

// markup is one part, token by token.
type markup struct {
	dec   *xml.Decoder
	in    *io.LimitedReader
	start int64
	all   *parts
	close func() error
	err   error
}

// next gives the next token, nil at the end or where the part is broken or too
// large; then err says so.
func (m *markup) next() xml.Token {
	t, err := m.dec.RawToken()
	switch {
	case m.in.N <= 0:
		m.err = extract.ErrTooLarge
	case err == nil:
		return t
	case !errors.Is(err, io.EOF):
		m.err = fmt.Errorf("%w: %w", extract.ErrDamaged, err)
	}
	m.all.left -= m.start - m.in.N
	_ = m.close() // only ever read from
	return nil
}

// text gives the text inside the element just begun.
func (m *markup) text(end string) string {
	var b strings.Builder
	for t := m.next(); t != nil; t = m.next() {
		switch t := t.(type) {
		case xml.CharData:
			if b.Len() < 4*mostText {
				b.Write(t)
			}
		case xml.EndElement:
			if t.Name.Local == end {
				return b.String()
			}
		}
	}
	return b.String()
}

func attr(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// relations gives the targets of a part's references by their ids.
func (p *parts) relations(of string) map[string]string {
	dir, base := path.Split(of)
	out := map[string]string{}
	m := p.part(dir + "_rels/" + base + ".rels")
	if m == nil {
		return out
	}
	for t := m.next(); t != nil; t = m.next() {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" {
			target := attr(e, "Target")
			if attr(e, "TargetMode") != "External" && !strings.HasPrefix(target, "/") {
				target = path.Join(dir, target)
			}
			out[attr(e, "Id")] = target
		}
	}
	return out
}

// properties reads the title and the number of pages.
func (p *parts) properties(b *builder) {
	if m := p.part("docProps/core.xml"); m != nil {
		for t := m.next(); t != nil; t = m.next() {
			if e, ok := t.(xml.StartElement); ok && e.Name.Local == "title" {
				b.c.Title = m.text("title")
			}
		}
	}
	if m := p.part("docProps/app.xml"); m != nil {
		for t := m.next(); t != nil; t = m.next() {
			if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Pages" {
				b.c.Facts.Pages = number(m.text("Pages"))
			}
		}
	}
	for name := range p.by {
		if strings.HasSuffix(name, "vbaProject.bin") {
			b.c.Facts.Macro = true
		}
	}
}

// number reads a small whole number; 0 for anything else.
func number(s string) int {
	n := 0
	for _, r := range strings.TrimSpace(s) {
		if r < '0' || r > '9' || n > 1<<24 {
			return 0
		}
		n = n*10 + int(r-'0')
	}
	return n
}

// readZip lists what an archive holds.
func readZip(b *builder, body []byte) error {
	p, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return fmt.Errorf("%w: %w", extract.ErrDamaged, err)
	}
	for i, f := range p.File {
		if i >= mostEntries {
			b.c.Facts.Truncated = true
			break
		}
		name := f.Name
		if f.NonUTF8 {
			name = thai.Decode([]byte(name), "").Text
		}
		if name = thai.Clean(name); name == "" || strings.HasSuffix(name, "/") {
			continue
		}
		b.c.Facts.Entries = append(b.c.Facts.Entries, name)
		b.add(checks.Block{Kind: checks.BlockItem, Text: name})
		if f.Flags&1 != 0 {
			b.c.Facts.Encrypted = true
		}
	}
	return nil
}
