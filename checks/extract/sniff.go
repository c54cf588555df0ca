package extract

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/richardlehane/mscfb"
	"github.com/truatweb/truatweb/checks"
)

var (
	htmlStart = regexp.MustCompile(`(?i)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|frameset|title|meta|table|div|center|font|script|p|h[1-6]|br|a|link|style|form|span|ul|b|img|marquee|iframe|section|header|main)\b`)
	htmlTag   = regexp.MustCompile(`(?i)<(?:html|body|div|table|p|a\s+href|br|h[1-6]|span|title)\b`)
)

// Sniff tells a file's kind from its bytes.
func Sniff(body []byte) checks.Kind {
	if len(body) == 0 {
		return checks.KindEmpty
	}
	head := body[:min(len(body), 4096)]
	switch {
	case bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-")):
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
	for i, f := range z.File {
		if i > 2000 {
			break
		}
		switch {
		case f.Name == "mimetype" && f.UncompressedSize64 < 200:
			r, err := f.Open()
			if err != nil {
				continue
			}
			b, _ := io.ReadAll(io.LimitReader(r, 200))
			r.Close()
			switch s := string(b); {
			case strings.Contains(s, "opendocument.text"):
				return checks.KindODT
			case strings.Contains(s, "opendocument.spreadsheet"):
				return checks.KindODS
			case strings.Contains(s, "opendocument.presentation"):
				return checks.KindODP
			}
		case strings.HasPrefix(f.Name, "word/"):
			return checks.KindDOCX
		case strings.HasPrefix(f.Name, "xl/"):
			return checks.KindXLSX
		case strings.HasPrefix(f.Name, "ppt/"):
			return checks.KindPPTX
		}
	}
	return checks.KindZip
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
	for n := 0; n < 500; n++ {
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
	lead := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")), " \t\r\n\x00")
	if bytes.HasPrefix(head, []byte{0xFF, 0xFE}) || bytes.HasPrefix(head, []byte{0xFE, 0xFF}) {
		lead = bytes.ReplaceAll(lead, []byte{0}, nil)
		lead = bytes.TrimLeft(lead, "\xFF\xFE \r\n")
	}
	switch {
	case htmlStart.Match(lead):
		return checks.KindHTML
	case bytes.HasPrefix(lead, []byte("<?xml")):
		if bytes.Contains(bytes.ToLower(head), []byte("<html")) {
			return checks.KindHTML
		}
		return checks.KindXML
	case bytes.HasPrefix(lead, []byte("<rss")), bytes.HasPrefix(lead, []byte("<feed")), bytes.HasPrefix(lead, []byte("<urlset")), bytes.HasPrefix(lead, []byte("<svg")):
		return checks.KindXML
	case len(lead) > 0 && (lead[0] == '{' || lead[0] == '['):
		return checks.KindJSON
	}
	if len(htmlTag.FindAllIndex(body[:min(len(body), 64<<10)], 3)) >= 2 {
		return checks.KindHTML
	}
	if binary(head) {
		return checks.KindOther
	}
	if csv(head) {
		return checks.KindCSV
	}
	return checks.KindText
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

// csv reports whether the first lines have the same number of commas,
// semicolons or tabs, at least one.
func csv(b []byte) bool {
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	if len(lines) < 2 {
		return false
	}
	for _, sep := range []string{",", ";", "\t"} {
		n := strings.Count(lines[0], sep)
		same := n > 0
		for i := 1; i < len(lines)-1 && i < 6 && same; i++ {
			same = strings.Count(lines[i], sep) == n
		}
		if same {
			return true
		}
	}
	return false
}
