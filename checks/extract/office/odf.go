package office

import (
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
)

// readODF reads OpenDocument texts, workbooks and slides (ISO/IEC 26300).
func readODF(b *builder, body []byte) error {
	p, err := open(body)
	if err != nil {
		return err
	}
	if m := p.part("META-INF/manifest.xml"); m != nil {
		for t := m.next(); t != nil; t = m.next() {
			if e, ok := t.(xml.StartElement); ok && e.Name.Local == "encryption-data" {
				return extract.ErrLocked
			}
		}
	}
	if m := p.part("meta.xml"); m != nil {
		for t := m.next(); t != nil; t = m.next() {
			switch e, ok := t.(xml.StartElement); {
			case !ok:
			case e.Name.Local == "title":
				b.c.Title = m.text("title")
			case e.Name.Local == "document-statistic":
				b.c.Facts.Pages = number(attr(e, "page-count"))
			}
		}
	}
	m := p.part("content.xml")
	if m == nil {
		return fmt.Errorf("%w: no content.xml", extract.ErrDamaged)
	}
	o := &odf{builder: b, m: m, kind: checks.BlockText}
	for t := m.next(); t != nil && !b.full(); t = m.next() {
		switch t := t.(type) {
		case xml.StartElement:
			o.start(t)
		case xml.EndElement:
			o.stop(t.Name.Local)
		case xml.CharData:
			if o.depth > 0 {
				o.put(string(t))
			}
		}
	}
	return m.err
}

type odf struct {
	*builder
	m      *markup
	depth  int // paragraphs open
	kind   checks.BlockKind
	level  int
	list   int
	tables int
	cells  []string
	cell   strings.Builder
	repeat int
	target string
	anchor strings.Builder
	notes  int
}

func (o *odf) start(e xml.StartElement) {
	switch e.Name.Local {
	case "p":
		o.depth++
		o.kind, o.level = checks.BlockText, 0
		if o.list > 0 {
			o.kind = checks.BlockItem
		}
	case "h":
		o.depth++
		o.kind, o.level = checks.BlockHeading, min(max(number(attr(e, "outline-level")), 1), 6)
	case "list":
		o.list++
	case "tab", "line-break", "s":
		o.put(" ")
	case "a":
		o.target = attr(e, "href")
		o.anchor.Reset()
	case "table":
		if o.tables++; o.tables == 1 {
			o.header = nil
			if o.c.Kind == checks.KindODS {
				o.sheet(attr(e, "name"))
			}
		}
	case "table-row":
		o.cells = nil
	case "table-cell", "covered-table-cell":
		o.cell.Reset()
		o.repeat = min(max(number(attr(e, "number-columns-repeated")), 1), mostCells)
		if attr(e, "value-type") == "date" {
			o.cell.WriteString(attr(e, "date-value") + " ")
		}
	case "page":
		o.page++
	case "annotation", "tracked-changes":
		o.notes++
	}
}

func (o *odf) put(s string) {
	if o.notes > 0 {
		return
	}
	if o.target != "" {
		o.anchor.WriteString(s)
	}
	if o.tables > 0 {
		if o.cell.Len() < 4*mostText {
			o.cell.WriteString(s)
		}
		return
	}
	o.write(s)
}

func (o *odf) stop(name string) {
	switch name {
	case "p", "h":
		o.depth--
		if o.tables > 0 {
			o.put(" ")
			return
		}
		o.end(o.kind, int8(o.level))
	case "list":
		o.list--
	case "a":
		o.link(o.target, o.anchor.String())
		o.target = ""
	case "table-cell", "covered-table-cell":
		text := o.cell.String()
		for range o.repeat {
			o.cells = append(o.cells, text)
		}
		o.cell.Reset()
	case "table-row":
		if o.tables == 1 {
			o.row(o.cells)
		}
	case "table":
		o.tables--
	case "annotation", "tracked-changes":
		o.notes--
	}
}
