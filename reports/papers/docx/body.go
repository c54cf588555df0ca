package docx

import (
	"fmt"
	"math"
	"net/url"
	"strconv"
	"strings"

	"github.com/truatweb/truatweb/reports/papers"
)

// Margins of the paper in centimetres, as the regulation on correspondence has
// them; what is left between them is papers.Wide.
const (
	marginTop    = 2.0
	marginRight  = 2.0
	marginBottom = 2.0
	marginLeft   = 3.0
)

// builder writes the body of a document.
type builder struct {
	strings.Builder
	links []string
}

// twips writes a length of centimetres in twentieths of a point.
func twips(cm float64) string { return strconv.Itoa(int(math.Round(cm * 1440 / 2.54))) }

func points(pt float64) string { return strconv.Itoa(int(math.Round(pt * 20))) }

// size sets the letters, those of complex scripts too.
func size(pt float64) string {
	half := strconv.Itoa(int(math.Round(pt * 2)))
	return `<w:sz w:val="` + half + `"/><w:szCs w:val="` + half + `"/>`
}

// run sets how letters look.
func run(pt float64, bold bool) string {
	weight := ""
	if bold {
		weight = `<w:b/><w:bCs/>`
	}
	return `<w:rPr>` + weight + size(pt) + `</w:rPr>`
}

func document(body string) string {
	return declaration + `<w:document ` + word + `><w:body>` + body + `<w:sectPr><w:footerReference w:type="default" r:id="rId1"/>` +
		`<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="` + twips(marginTop) + `" w:right="` + twips(marginRight) + `" w:bottom="` + twips(marginBottom) +
		`" w:left="` + twips(marginLeft) + `" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`
}

// firstLink is the number of the first link's relation, after those of the parts.
const firstLink = 5

func (b *builder) relations() string {
	var out strings.Builder
	out.WriteString(declaration + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i, name := range []string{"footer", "styles", "settings", "fontTable"} {
		target := name + ".xml"
		if name == "footer" {
			target = "footer1.xml"
		}
		fmt.Fprintf(&out, `<Relationship Id="rId%d" Type="%s%s" Target="%s"/>`, i+1, relationSpace, name, target)
	}
	for i, at := range b.links {
		fmt.Fprintf(&out, `<Relationship Id="rId%d" Type="%shyperlink" Target="%s" TargetMode="External"/>`, i+firstLink, relationSpace, escape(at))
	}
	out.WriteString(`</Relationships>`)
	return out.String()
}

func (b *builder) body(d *papers.Document) {
	turn := false // the next paragraph begins a page
	for i, one := range d.Blocks {
		switch one := one.(type) {
		case papers.Break:
			turn = true
		case papers.Paragraph:
			b.paragraph(&one, turn)
			turn = false
		case papers.Table:
			if turn {
				b.paragraph(&papers.Paragraph{Size: 1}, true)
				turn = false
			}
			b.table(&one)
			// Two tables that touch would become one, and none may end a document.
			switch next(d.Blocks, i).(type) {
			case papers.Table, nil:
				b.paragraph(&papers.Paragraph{Size: 4}, false)
			}
		}
	}
}

// next gives the block after one; nil at the end.
func next(blocks []papers.Block, i int) papers.Block {
	if i+1 < len(blocks) {
		return blocks[i+1]
	}
	return nil
}

func (b *builder) paragraph(p *papers.Paragraph, newPage bool) {
	b.WriteString(`<w:p><w:pPr>`)
	if p.Head > 0 {
		b.WriteString(`<w:pStyle w:val="Heading` + strconv.Itoa(min(p.Head, 2)) + `"/>`)
	}
	if p.Keep {
		b.WriteString(`<w:keepNext/>`)
	}
	if newPage {
		b.WriteString(`<w:pageBreakBefore/>`)
	}
	if p.Before > 0 {
		b.WriteString(`<w:spacing w:before="` + points(p.Before) + `"/>`)
	}
	if p.First > 0 || p.Indent > 0 {
		b.WriteString(`<w:ind w:left="` + twips(p.Indent) + `" w:firstLine="` + twips(p.First) + `"/>`)
	}
	switch {
	case p.Align != papers.Left:
		b.WriteString(`<w:jc w:val="` + string(p.Align) + `"/>`)
	case p.First > 0:
		b.WriteString(`<w:jc w:val="thaiDistribute"/>`)
	}
	pt := p.Size
	if pt == 0 {
		pt = textSize
	}
	b.WriteString(run(pt, false) + `</w:pPr>`)
	for _, r := range p.Runs {
		b.run(r, pt)
	}
	b.WriteString(`</w:p>`)
}

func (b *builder) run(r papers.Run, pt float64) {
	text := `<w:t xml:space="preserve">` + escape(r.Text) + `</w:t></w:r>`
	if at := safe(r.Href); at != "" {
		b.links = append(b.links, at)
		b.WriteString(`<w:hyperlink r:id="rId` + strconv.Itoa(len(b.links)-1+firstLink) + `"><w:r><w:rPr><w:color w:val="0B57D0"/>` + size(pt) + `<w:u w:val="single"/></w:rPr>` + text + `</w:hyperlink>`)
		return
	}
	b.WriteString(`<w:r>` + run(pt, r.Bold) + text)
}

// safe gives an address that may be a link; "" for any other.
func safe(at string) string {
	u, err := url.Parse(at)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

const (
	line      = `w:val="single" w:sz="4" w:space="0" w:color="808080"/>`
	shaded    = `<w:shd w:val="clear" w:color="auto" w:fill="F2F5F9"/>`
	headShade = `<w:shd w:val="clear" w:color="auto" w:fill="DCE6F1"/>`
)

func (b *builder) table(t *papers.Table) {
	total := 0.0
	for _, w := range t.Widths {
		total += w
	}
	b.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="` + twips(total) + `" w:type="dxa"/>`)
	if !t.Bare {
		b.WriteString(`<w:tblBorders><w:top ` + line + `<w:left ` + line + `<w:bottom ` + line + `<w:right ` + line + `<w:insideH ` + line + `<w:insideV ` + line + `</w:tblBorders>`)
	}
	b.WriteString(`<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for _, w := range t.Widths {
		b.WriteString(`<w:gridCol w:w="` + twips(w) + `"/>`)
	}
	b.WriteString(`</w:tblGrid>`)
	if len(t.Header) > 0 {
		b.WriteString(`<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
		for i, name := range t.Header {
			p := papers.Paragraph{Runs: []papers.Run{{Text: name, Bold: true}}, Size: 14, Align: papers.Centre}
			b.cell(t.Widths[i], headShade, `<w:vAlign w:val="center"/>`, []papers.Paragraph{p})
		}
		b.WriteString(`</w:tr>`)
	}
	for _, r := range t.Rows {
		b.WriteString(`<w:tr>`)
		if r.Whole {
			b.WriteString(`<w:trPr><w:cantSplit/></w:trPr>`)
		}
		shade := ""
		if r.Shade {
			shade = shaded
		}
		for i, w := range t.Widths {
			var lines []papers.Paragraph
			if i < len(r.Cells) {
				lines = r.Cells[i].Lines
			}
			b.cell(w, shade, "", lines)
		}
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl>`)
}

func (b *builder) cell(width float64, shade, more string, lines []papers.Paragraph) {
	b.WriteString(`<w:tc><w:tcPr><w:tcW w:w="` + twips(width) + `" w:type="dxa"/>` + shade + more + `</w:tcPr>`)
	if len(lines) == 0 { // a cell holds at least one paragraph
		lines = []papers.Paragraph{{Size: 12}}
	}
	for i := range lines {
		b.paragraph(&lines[i], false)
	}
	b.WriteString(`</w:tc>`)
}
