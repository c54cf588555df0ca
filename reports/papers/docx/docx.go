// Package docx draws papers as Word documents (ECMA-376, WordprocessingML), with
// nothing but the standard library.
//
// The face is the civil service's TH Sarabun New, with the older names of the same
// face behind it; sizes and weights are set for complex scripts too, by which Word
// shows Thai. Header rows stand on every page, and every page is numbered. The
// same document gives the same bytes.
package docx

import (
	"archive/zip"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/truatweb/truatweb/reports/papers"
)

// Extension is that of the files.
const Extension = ".docx"

// face is the civil service's, and alternatives are its other names and what is
// near to it, which Word takes where it is missing.
const (
	face         = "TH Sarabun New"
	alternatives = "TH SarabunPSK,TH Sarabun PSK,TH SarabunIT๙,Sarabun,Cordia New"
)

// part is a file of the package.
type part struct{ name, body string }

// Write draws a document.
func Write(w io.Writer, d *papers.Document) error {
	b := &builder{}
	b.body(d)
	z := zip.NewWriter(w)
	for _, p := range []part{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRelations},
		{"docProps/core.xml", core(d)},
		{"word/document.xml", document(b.String())},
		{"word/_rels/document.xml.rels", b.relations()},
		{"word/styles.xml", styles()},
		{"word/settings.xml", settings},
		{"word/fontTable.xml", fonts()},
		{"word/footer1.xml", footer(d.Footer)},
	} {
		// Without a time of day, so that the bytes are the same.
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate})
		if err == nil {
			_, err = io.WriteString(f, p.body)
		}
		if err != nil {
			return fmt.Errorf("writing %s of %q: %w", p.name, d.Title, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("writing %q: %w", d.Title, err)
	}
	return nil
}

// escape makes a text fit for XML 1.0: characters that it cannot hold go.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\t' || r == '\n' || r == '\r':
			b.WriteByte(' ')
		case r < 0x20, r == 0xFFFE, r == 0xFFFF, r >= 0xD800 && r <= 0xDFFF:
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

const (
	declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	word        = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	office      = "application/vnd.openxmlformats-officedocument.wordprocessingml."

	contentTypes = declaration + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="` + office + `document.main+xml"/><Override PartName="/word/styles.xml" ContentType="` + office + `styles+xml"/>` +
		`<Override PartName="/word/settings.xml" ContentType="` + office + `settings+xml"/><Override PartName="/word/fontTable.xml" ContentType="` + office + `fontTable+xml"/>` +
		`<Override PartName="/word/footer1.xml" ContentType="` + office + `footer+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

	relationSpace    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	packageRelations = declaration + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="` + relationSpace + `officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

	settings = declaration + `<w:settings ` + word + `><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>` +
		`<w:compat><w:applyBreakingRules/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
		`<w:themeFontLang w:val="en-US" w:bidi="th-TH"/></w:settings>`
)

func core(d *papers.Document) string {
	stamp := ""
	if !d.Made.IsZero() {
		at := d.Made.UTC().Format(time.RFC3339)
		stamp = `<dcterms:created xsi:type="dcterms:W3CDTF">` + at + `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + at + `</dcterms:modified>`
	}
	return declaration + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
		`xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>` + escape(d.Title) +
		`</dc:title><dc:creator>truatweb</dc:creator><dc:language>th-TH</dc:language>` + stamp + `</cp:coreProperties>`
}

func fontSet() string {
	return `<w:rFonts w:ascii="` + face + `" w:hAnsi="` + face + `" w:eastAsia="` + face + `" w:cs="` + face + `"/>`
}

// textSize is the civil service's, in points.
const textSize = 16

func styles() string {
	paragraph := func(id, name, more string) string {
		return `<w:style w:type="paragraph" w:styleId="` + id + `"><w:name w:val="` + name + `"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>` + more + `</w:style>`
	}
	return declaration + `<w:styles ` + word + `><w:docDefaults><w:rPrDefault><w:rPr>` + fontSet() + size(textSize) + `<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="th-TH"/></w:rPr></w:rPrDefault>` +
		`<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>` +
		paragraph("Heading1", "heading 1", `<w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr>`) +
		paragraph("Heading2", "heading 2", `<w:pPr><w:keepNext/><w:outlineLvl w:val="1"/></w:pPr>`) +
		`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>` +
		`<w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="20" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
		`</w:styles>`
}

func fonts() string {
	return declaration + `<w:fonts ` + word + `><w:font w:name="` + face + `"><w:altName w:val="` + alternatives +
		`"/><w:panose1 w:val="020B0500040200020003"/><w:charset w:val="DE"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>`
}

// field is a number that the program which shows the document works out.
func field(name string) string {
	return `<w:r>` + run(12, false) + `<w:fldChar w:fldCharType="begin"/></w:r><w:r>` + run(12, false) + `<w:instrText xml:space="preserve"> ` + name + ` \* MERGEFORMAT </w:instrText></w:r>` +
		`<w:r>` + run(12, false) + `<w:fldChar w:fldCharType="separate"/></w:r><w:r>` + run(12, false) + `<w:t>1</w:t></w:r><w:r>` + run(12, false) + `<w:fldChar w:fldCharType="end"/></w:r>`
}

func footer(text string) string {
	say := func(s string) string {
		return `<w:r>` + run(12, false) + `<w:t xml:space="preserve">` + escape(s) + `</w:t></w:r>`
	}
	return declaration + `<w:ftr ` + word + `><w:p><w:pPr><w:tabs><w:tab w:val="right" w:pos="` + twips(papers.Wide) + `"/></w:tabs></w:pPr>` + say(text) + `<w:r><w:tab/></w:r>` +
		say("หน้า ") + field("PAGE") + say(" จาก ") + field("NUMPAGES") + `</w:p></w:ftr>`
}
