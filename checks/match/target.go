package match

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// fate is what becomes of a citizen who follows a link.
type fate int

const (
	fateNone    fate = iota // the link leads nowhere: no target, "#", script
	fateSelf                // it leads back to the page it stands on
	fatePage                // a page of hypertext opens
	fateFile                // a document opens
	fateBroken              // nothing of use opens: see reason (an unreachable reason)
	fateUnknown             // we could not or did not look: see reason
	fateContact             // mailto:, tel:
)

// target is where a link leads.
type target struct {
	fate   fate
	reason checks.Reason
	to     *seen // for fatePage, fateFile and some fateBroken
	gap    *checks.Gap
	link   *checks.Link
}

// follow says where a link leads.
func (v *view) follow(from *seen, l *checks.Link) target {
	return v.followTo(from, l, func() *place { return v.at(l.Key) })
}

func (v *view) followTo(from *seen, l *checks.Link, place func() *place) target {
	t := target{link: l}
	switch l.Kind {
	case checks.LinkMail, checks.LinkPhone:
		t.fate = fateContact
		return t
	case checks.LinkEmpty, checks.LinkScript:
		t.fate, t.reason = fateNone, checks.EmptyLink
		return t
	case checks.LinkInPage:
		t.fate, t.reason = fateSelf, checks.SelfLink
		return t
	}
	if l.Key == "" {
		t.fate, t.reason = fateNone, checks.EmptyLink
		return t
	}
	at := place()
	to := at.to
	if to == nil {
		t.gap = at.gap
		if t.gap == nil {
			t.fate, t.reason = fateUnknown, checks.NotFollowed
			if v.site.Stopped != "" {
				t.reason = v.site.Stopped
			}
			return t
		}
		t.reason = t.gap.Reason
		if t.gap.Sampled {
			t.reason = checks.Coverage // left alone on purpose: it may hold what is sought
		}
		t.fate = fateUnknown
		if broken, why := brokenGap(t.gap); broken {
			t.fate, t.reason = fateBroken, why
		}
		return t
	}
	t.to = to
	if to == from {
		t.fate, t.reason = fateSelf, checks.SelfLink
		return t
	}
	switch tr := to.f.Trouble; tr {
	case "":
	case checks.SignIn, checks.WrongType, checks.EmptyFile, checks.Password, checks.FormClosed, checks.DeadLink:
		t.fate, t.reason = fateBroken, tr
		return t
	case checks.SoftMissing:
		t.fate, t.reason = fateBroken, checks.DeadLink
		return t
	case checks.Placeholder:
	default:
		t.fate, t.reason = fateUnknown, tr
		return t
	}
	t.fate = fatePage
	if to.doc != nil {
		t.fate = fateFile
		if to.doc.Facts.Locked || to.c.Facts.Locked {
			t.fate, t.reason = fateBroken, checks.Password
		}
	}
	return t
}

// brokenGap says whether a citizen is stopped too, and by what; other gaps stop
// only the program.
func brokenGap(g *checks.Gap) (bool, checks.Reason) {
	switch g.Reason {
	case checks.DeadLink, checks.SignIn, checks.WrongType, checks.EmptyFile, checks.Password, checks.FormClosed:
		return true, g.Reason
	case checks.SoftMissing, checks.RedirectLoop:
		return true, checks.DeadLink
	case checks.DNS:
		return g.Outside, checks.DeadLink
	case checks.HTTPStatus:
		return g.Status == 404 || g.Status == 410 || g.Status >= 500, checks.DeadLink
	}
	return false, g.Reason
}

// unread says why a document that opens proves nothing by its own text: a
// scan, garbled text, or a format that no reader knows.
func unread(s *seen) checks.Reason {
	if s == nil || s.doc == nil {
		return ""
	}
	f := s.c.Facts
	switch {
	case s.doc.Content == nil && s.doc.Kind == checks.KindImage:
		return checks.ImageOnly
	case s.doc.Content == nil && (s.doc.Facts.NoText):
		return checks.ImageOnly
	case s.doc.Content == nil && (s.doc.Facts.Garbled):
		return checks.UnreadableText
	case s.doc.Content == nil:
		return checks.UnsupportedFormat
	case f.OCR, f.NoText, s.doc.Facts.NoText, s.doc.Kind == checks.KindImage:
		return checks.ImageOnly
	case f.Garbled, s.doc.Facts.Garbled:
		return checks.UnreadableText
	}
	return ""
}

// address gives the address by which a person reaches a resource: as the server
// gave it, unless that carries what the canonical address leaves out, such as
// the id of a session.
func (s *seen) address() string {
	if s.shownAt == "" {
		s.shownAt = s.givenAddress()
	}
	return s.shownAt
}

func (s *seen) givenAddress() string {
	given, err := url.Parse(s.f.Final)
	canonical, err2 := url.Parse(s.f.URL)
	if s.f.Final == "" || err != nil || err2 != nil || given.Host != canonical.Host {
		return s.f.URL
	}
	given.Fragment = ""
	if a, b := given.Query(), canonical.Query(); len(a) == len(b) && a.Encode() == b.Encode() {
		return given.String()
	}
	return s.f.URL
}

// unreadable reports whether a page's letters were lost before it came, as when
// a program saved every Thai letter as a question mark.
func unreadable(p *checks.Page) bool {
	if p.Charset.Damaged > 20 {
		n := 0
		for i := range p.Read().Blocks {
			n += utf8.RuneCountInString(p.Content.Blocks[i].Text)
		}
		if p.Charset.Damaged*4 > n {
			return true
		}
	}
	var all strings.Builder
	for i := range p.Read().Blocks {
		if b := &p.Content.Blocks[i]; b.Main() {
			all.WriteString(b.Text)
			all.WriteByte('\n')
		}
	}
	return all.Len() > 60 && thai.Unreadable(all.String())
}
