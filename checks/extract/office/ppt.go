package office

import (
	"fmt"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
)

// Records of a PowerPoint binary file ([MS-PPT] 2.13.24).
const (
	pptSlide      = 0x03EE // Slide, as opposed to a master or notes
	pptSlideList  = 0x0FF0 // SlideListWithText
	pptSlideAtom  = 0x03F3 // SlidePersistAtom: the texts of a slide follow
	pptHeader     = 0x0F9F // TextHeaderAtom: what sort of text follows
	pptChars      = 0x0FA0 // TextCharsAtom, UTF-16
	pptBytes      = 0x0FA8 // TextBytesAtom, one byte a character
	pptMostDepth  = 16
	pptTitle      = 0
	pptTitleFirst = 6
)

// readPPT reads the texts of slides in their order.
func readPPT(b *builder, body []byte) error {
	all, err := streams(body, "PowerPoint Document", "EncryptedSummary")
	if err != nil {
		return err
	}
	if all["EncryptedSummary"] != nil {
		return extract.ErrLocked
	}
	doc := all["PowerPoint Document"]
	if doc == nil {
		return fmt.Errorf("%w: no PowerPoint document", extract.ErrDamaged)
	}
	p := &pptReader{builder: b}
	p.read(doc)
	b.c.Facts.Pages = b.page
	return nil
}

type pptReader struct {
	*builder
	listed   int  // texts met
	inSlides bool // read the slides themselves, not their list
	inside   bool // of the list, or of a slide
	kind     uint32
}

func (p *pptReader) read(doc le) {
	p.walk(doc, 0)
	if p.listed == 0 {
		p.inSlides, p.page = true, 0 // texts that live in the slides alone
		p.walk(doc, 0)
	}
}

func (p *pptReader) walk(data le, depth int) {
	for at := 0; at+8 <= len(data) && !p.full(); {
		head, kind, size := data.u16(at), data.u16(at+2), int(data.u32(at+4))
		body := le(data.slice(at+8, size))
		at += 8 + max(size, 0)
		switch {
		case head&0xF == 0xF:
			if depth >= pptMostDepth {
				continue
			}
			was := p.inside
			switch {
			case p.inSlides && kind == pptSlide:
				p.page++
				p.inside = true
			case !p.inSlides && kind == pptSlideList:
				p.inside = head>>4 == 0 // instance 1 lists masters, 2 notes
			}
			p.walk(body, depth+1)
			p.inside = was
		case !p.inside:
		case kind == pptSlideAtom && !p.inSlides:
			p.page++
		case kind == pptHeader:
			p.kind = body.u32(0)
		case kind == pptChars:
			p.say(wide(body))
		case kind == pptBytes:
			p.say(narrow(body, 0))
		}
	}
}

func (p *pptReader) say(text string) {
	p.listed++
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\r' || r == '\n' || r == '\v' }) {
		p.write(line)
		if p.kind == pptTitle || p.kind == pptTitleFirst {
			p.end(checks.BlockHeading, 2)
		} else {
			p.end(checks.BlockText, 0)
		}
	}
}
