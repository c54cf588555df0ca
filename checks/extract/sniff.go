package extract

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/richardlehane/mscfb"
	"github.com/truatweb/truatweb/checks"
)

// sniffed is how many bytes of a file decide its kind, where no archive or
// compound file has to be opened.
const sniffed = 4096

var (
	htmlStart = regexp.MustCompile(`(?i)^\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|frameset|title|meta|base|link|style|script|noscript|` +
		`table|tr|td|div|center|font|p|h[1-6]|br|hr|a|b|i|u|span|strong|em|ul|ol|li|dl|form|input|img|marquee|iframe|section|article|header|footer|nav|main|aside|pre|blockquote)\b`)
	htmlTag  = regexp.MustCompile(`(?i)<(?:html|body|div|table|p|a\s+href|br|h[1-6]|span|title)\b`)
	xmlStart = regexp.MustCompile(`^\s*<(?:\?xml\b|rss\b|feed\b|urlset\b|sitemapindex\b|svg\b)`)
	xhtml    = regexp.MustCompile(`(?i)^\s*<\?xml[^>]*>\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b`)
)

// Sniff tells a file's kind from its bytes.
func Sniff(body []byte) checks.Kind {
	if len(body) == 0 {
		return checks.KindEmpty
	}
	head := body[:min(len(body), sniffed)]
	switch {
	case pdf(head):
		return checks.KindPDF
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return zipKind(body)
	case bytes.HasPrefix(head, []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}):
		return oleKind(body)
	case bytes.HasPrefix(head, []byte("{\\rtf")):
		return checks.KindRTF
	case bytes.HasPrefix(head, []byte("Rar!")), bytes.HasPrefix(head, []byte("7z\xBC\xAF\x27\x1C")):
		return checks.KindRAR
	case image(head):
		return checks.KindImage
	}
	return textKind(body, head)
}

// pdf reports whether a file is a PDF: its mark may stand behind some junk, but
// not in the words of a page.
func pdf(head []byte) bool {
	at := bytes.Index(head[:min(len(head), 1024)], []byte("%PDF-"))
	return at == 0 || at > 0 && !htmlStart.Match(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")))
}

func image(b []byte) bool {
	for _, magic := range []string{"\xFF\xD8\xFF", "\x89PNG\r\n\x1a\n", "GIF87a", "GIF89a", "BM", "II*\x00", "MM\x00*", "\x00\x00\x01\x00"} {
		if bytes.HasPrefix(b, []byte(magic)) && (magic != "BM" || len(b) > 14 && b[6] == 0 && b[7] == 0) {
			return true
		}
	}
	return len(b) > 12 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP" ||
		len(b) > 12 && string(b[4:8]) == "ftyp" && (strings.HasPrefix(string(b[8:12]), "avif") || strings.HasPrefix(string(b[8:12]), "heic"))
}

// zipKind looks at the names inside, of which office formats have their own.
func zipKind(body []byte) checks.Kind {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return checks.KindZip
	}
	kind, typed := checks.KindZip, false
	for _, f := range z.File[:min(len(z.File), 2000)] {
		switch {
		case f.Name == "mimetype" && f.UncompressedSize64 < 200:
			if k := openDocument(f); k != "" {
				return k
			}
		case f.Name == "[Content_Types].xml":
			typed = true
		case strings.HasPrefix(f.Name, "word/"):
			kind = checks.KindDOCX
		case strings.HasPrefix(f.Name, "xl/"):
			kind = checks.KindXLSX
		case strings.HasPrefix(f.Name, "ppt/"):
			kind = checks.KindPPTX
		}
	}
	if !typed {
		return checks.KindZip // a folder may have any name
	}
	return kind
}

// openDocument reads the kind that a document states of itself, "" if none.
func openDocument(mimetype *zip.File) checks.Kind {
	r, err := mimetype.Open()
	if err != nil {
		return ""
	}
	defer r.Close()
	b, _ := io.ReadAll(io.LimitReader(r, 200)) // what can be read decides
	switch s := string(b); {
	case strings.Contains(s, "opendocument.text"):
		return checks.KindODT
	case strings.Contains(s, "opendocument.spreadsheet"):
		return checks.KindODS
	case strings.Contains(s, "opendocument.presentation"):
		return checks.KindODP
	}
	return ""
}

// oleKind looks at the streams of a compound file.
func oleKind(body []byte) (kind checks.Kind) {
	defer func() {
		if recover() != nil {
			kind = checks.KindOther
		}
	}()
	doc, err := mscfb.New(bytes.NewReader(body))
	if err != nil {
		return checks.KindOther
	}
	kind = checks.KindOther
	for range 500 {
		e, err := doc.Next()
		if err != nil {
			break
		}
		switch e.Name {
		case "WordDocument":
			return checks.KindDOC
		case "Workbook", "Book":
			return checks.KindXLS
		case "PowerPoint Document":
			return checks.KindPPT
		case "EncryptedPackage":
			kind = checks.KindDOCX // a locked office file of the newer kind
		}
	}
	return kind
}

func textKind(body, head []byte) checks.Kind {
	whole := len(body) == len(head)
	text := bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF"))
	if wide, ok := utf16Text(head); ok {
		text = wide
	}
	lead := bytes.TrimLeft(text, " \t\r\n\x00")
	switch {
	case htmlStart.Match(lead), xhtml.Match(lead):
		return checks.KindHTML
	case xmlStart.Match(lead):
		return checks.KindXML
	case jsonStart(lead):
		return checks.KindJSON
	case len(htmlTag.FindAllIndex(body[:min(len(body), 64<<10)], 2)) == 2:
		return checks.KindHTML
	case binary(text):
		return checks.KindOther
	case csvStart(text, whole):
		return checks.KindCSV
	}
	return checks.KindText
}

// utf16Text gives the text of bytes that begin with the mark of UTF-16, or with a
// tag in it.
func utf16Text(b []byte) ([]byte, bool) {
	if len(b) < 2 {
		return nil, false
	}
	little := b[0] == 0xFF && b[1] == 0xFE
	from := 2
	switch {
	case little, b[0] == 0xFE && b[1] == 0xFF:
	case b[0] == '<' && b[1] == 0, b[0] == 0 && b[1] == '<':
		little, from = b[1] == 0, 0
	default:
		return nil, false
	}
	units := make([]uint16, 0, len(b)/2)
	for i := from; i+1 < len(b); i += 2 {
		if little {
			units = append(units, uint16(b[i])|uint16(b[i+1])<<8)
		} else {
			units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
		}
	}
	return []byte(string(utf16.Decode(units))), true
}

// jsonStart reports whether bytes begin an object or a list in JSON, which may be
// cut short.
func jsonStart(b []byte) bool {
	if len(b) == 0 || b[0] != '{' && b[0] != '[' {
		return false
	}
	dec := json.NewDecoder(bytes.NewReader(b))
	for {
		if _, err := dec.Token(); err != nil {
			return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		}
	}
}

// binary reports whether bytes are no text in any character set that we know.
func binary(b []byte) bool {
	control := 0
	for _, c := range b {
		if c == 0 || c < 9 || c > 13 && c < 32 && c != 27 {
			control++
		}
	}
	return control*50 > len(b) && !utf8.Valid(b) || control*10 > len(b)
}

// csvStart reports whether bytes begin a table: two or more records, nearly all
// of one length. Commas followed by spaces are those of prose.
func csvStart(b []byte, whole bool) bool {
	if !whole {
		b = b[:max(0, bytes.LastIndexByte(b, '\n'))]
	}
	for _, sep := range []rune{',', ';', '\t'} {
		r := csv.NewReader(bytes.NewReader(b))
		r.Comma, r.LazyQuotes, r.FieldsPerRecord = sep, true, -1
		first, records, alike, fields, spaced := 0, 0, 0, 0, 0
		for records < 20 {
			rec, err := r.Read()
			if err != nil {
				break
			}
			if records++; records == 1 {
				first = len(rec)
			}
			if len(rec) == first {
				alike++
			}
			for _, f := range rec[1:] {
				fields++
				if strings.HasPrefix(f, " ") {
					spaced++
				}
			}
		}
		if first > 1 && records > 1 && alike*10 >= records*8 && spaced*2 < fields {
			return true
		}
	}
	return false
}
