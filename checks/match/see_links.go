package match

import (
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
)

// seeFile wants at least min links to documents that open. What stands in the
// way otherwise is the reason: dead, sign-in, empty, not looked at.
func seeFile(b *body, min int) sighting {
	n, out, why := 0, sighting{}, checks.Reason("")
	if b.s != nil && b.s.doc != nil && b.s.f.Trouble == "" && b.s.doc.Kind != checks.KindImage {
		n++
		out = saw(b.s, b.s.file.raw, checks.AtFile)
	}
	for _, p := range b.plus {
		if p.doc != nil && p.f.Trouble == "" {
			n++
			if !out.ok {
				out = saw(p, p.file.raw, checks.AtFile)
			}
		}
	}
	if n < atLeast(min) {
		b.eachLink(func(s *seen, li int) {
			l := &s.c.Links[li]
			switch t := b.v.followAt(s, li); t.fate {
			case fateFile:
				n++
				if !out.ok {
					out = saw(t.to, firstOf(l.Text, t.to.file.raw), checks.AtLink)
				}
			case fateBroken, fateUnknown:
				if s.addresses[li].fileLike() || t.reason == checks.SignIn {
					why = worse(why, t.reason)
				}
			}
		})
	}
	if n >= atLeast(min) {
		return out
	}
	return sighting{have: n, of: atLeast(min), reason: why}
}

func firstOf(a ...string) string {
	for _, s := range a {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

// worse keeps the reason that says most: what stops a citizen over what stops us.
func worse(a, b checks.Reason) checks.Reason {
	if a == "" {
		return b
	}
	if b != "" && !stopsCitizen(a) && stopsCitizen(b) {
		return b
	}
	return a
}

func stopsCitizen(r checks.Reason) bool {
	switch r {
	case checks.DeadLink, checks.SignIn, checks.Password, checks.EmptyFile, checks.WrongType, checks.FormClosed:
		return true
	}
	return false
}

var fileEnding = regexp.MustCompile(`(?i)^(?:pdf|docx?|xlsx?|pptx?|odt|ods|odp|zip|rar|rtf|csv|jpe?g|png)$`)

// fileLike reports whether an address looks like that of a file: for wording
// and for what could not be opened, never as proof.
func fileLike(raw string) bool {
	for at := 0; ; {
		dot := strings.IndexByte(raw[at:], '.')
		if dot < 0 {
			break
		}
		at += dot + 1
		rest := raw[at:]
		if end := strings.IndexAny(rest, "?#"); end >= 0 {
			rest = rest[:end]
		}
		if len(rest) <= longestEnding && fileEnding.MatchString(rest) {
			return true
		}
	}
	return stored(raw)
}

// longestEnding is more than the length in bytes of the name of any format.
const longestEnding = 8

// seeLink wants at least min links that open a page or a file.
func seeLink(b *body, min int) sighting {
	n, out, why := 0, sighting{}, checks.Reason("")
	b.eachLink(func(s *seen, li int) {
		l := &s.c.Links[li]
		switch t := b.v.followAt(s, li); t.fate {
		case fateFile, fatePage:
			n++
			if !out.ok {
				out = saw(t.to, firstOf(l.Text, l.URL), checks.AtLink)
			}
		case fateBroken, fateUnknown:
			why = worse(why, t.reason)
		}
	})
	for _, p := range b.plus {
		n++
		if !out.ok {
			out = saw(p, firstOf(p.c.Title, p.file.raw), checks.AtLink)
		}
	}
	if n >= atLeast(min) {
		return out
	}
	return sighting{have: n, of: atLeast(min), reason: why}
}

// seeOutbound wants links to at least min other bodies' hosts. A target that
// could not be looked at still shows that the link is there; one that is dead
// does not. Social networks, maps, counters and file stores are no bodies. A
// whole page has links of many kinds: of it only front doors of other bodies
// that stand together count where several are wanted, as in a column of banners.
func seeOutbound(b *body, min int) sighting {
	if min > 2 && b.whole() && len(b.plus) == 0 {
		for _, run := range frontDoors(b.s) {
			part := *b
			part.idx = run
			if out := bodiesLinked(&part, min); out.ok {
				return out
			}
		}
		return sighting{}
	}
	return bodiesLinked(b, min)
}

// bodiesLinked counts the other bodies to which a body's links lead.
func bodiesLinked(b *body, min int) sighting {
	hosts, dead, q := map[string]bool{}, 0, ""
	where := b.s
	b.eachLink(func(s *seen, li int) {
		l := &s.c.Links[li]
		to := b.v.outward(s.addresses[li])
		if to.raw != "" && !b.v.away(to) {
			switch t := b.v.followAt(s, li); {
			case t.fate == fateBroken:
				dead++
			case t.fate == fatePage && b.v.ofAnother(t.to):
				hosts[t.to.f.URL] = true // a unit that has its pages on this site
				if q == "" {
					q, where = firstOf(l.Text, l.URL), s
				}
			}
			return
		}
		if to.raw == "" || to.shares() || l.Kind != checks.LinkAnchor && l.Kind != checks.LinkArea {
			return
		}
		h := strings.TrimPrefix(to.hostOf(), "www.")
		if service(h) || to.mapped() || to.fileLike() {
			return
		}
		if t := b.v.followAt(s, li); t.fate == fateBroken || t.gap != nil && unanswered(t.gap.Reason) {
			dead++
			return
		}
		if !hosts[h] {
			hosts[h] = true
			if q == "" {
				q, where = firstOf(l.Text, l.URL), s
			}
		}
	})
	if len(hosts) >= atLeast(min) {
		return sighting{ok: true, quote: strings.TrimSpace(q), where: where, place: checks.AtLink}
	}
	out := sighting{have: len(hosts), of: atLeast(min)}
	if dead > 0 {
		out.reason = checks.DeadLink
	}
	return out
}

// frontDoors lists the runs of blocks of a page that are links to the front
// pages of other hosts, at least one of them a public body's, and little else.
func frontDoors(s *seen) (runs [][]int) {
	var run []int
	var doors []string
	public, rest := false, 0
	end := func() {
		if len(doors) > 2 && public && rest <= len(doors) {
			runs = append(runs, run)
		}
		run, doors, public, rest = nil, doors[:0], false, 0
	}
	for i := range s.c.Blocks {
		bl := &s.c.Blocks[i]
		here := 0
		for _, li := range bl.Links() {
			l := &s.c.Links[li]
			if h := s.addresses[li].frontDoor(l); h != "" && !l.Hidden {
				here++
				if !slices.Contains(doors, h) {
					doors = append(doors, h)
				}
				public = public || publicBody(h)
			} else {
				rest++
			}
		}
		switch {
		case here > 0 && (linkHeavy(s, i) || s.blocks[i].length() < 60*here):
			run = append(run, i)
		case bl.Text != "" || len(bl.Links()) > 0 || bl.Kind == checks.BlockHeading:
			end()
		}
	}
	end()
	return runs
}

// frontDoor gives the host of an address that is the front page of a site and
// no service's, or "".
func frontDoor(raw string) string {
	if _, rest, plain := plainAddress(raw); plain && strings.Contains(strings.Trim(rest, "/"), "/") && !strings.ContainsAny(rest, "?#") {
		return "" // a page in a folder
	}
	u, err := url.Parse(raw)
	if err != nil || u.Hostname() == "" {
		return ""
	}
	switch p := strings.ToLower(strings.Trim(u.Path, "/")); {
	case u.RawQuery != "":
		return ""
	case p == "", p == "home", p == "main", p == "th", strings.HasPrefix(p, "index.") && !strings.Contains(p, "/"):
	default:
		return ""
	}
	h := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	if service(h) || mapAddress(u.String()) {
		return ""
	}
	return h
}

// publicBody reports whether a host's name is one that Thai public bodies have.
func publicBody(h string) bool {
	for _, end := range []string{".go.th", ".or.th", ".mi.th", ".ac.th"} {
		if strings.HasSuffix(h, end) {
			return true
		}
	}
	return false
}

// unanswered reports whether nobody answered at an address, a citizen neither.
func unanswered(why checks.Reason) bool {
	return why == checks.SiteDown || why == checks.DNS || why == checks.Timeout
}

// serviceHosts end with a dot where any suffix is meant.
var serviceHosts = []string{"facebook.", "fb.com", "fb.me", "line.me", "lin.ee", "youtube.", "youtu.be", "twitter.", "x.com", "instagram.", "tiktok.", "goo.gl",
	"drive.google.", "docs.google.", "forms.gle", "forms.office.", "translate.google.", "histats.", "statcounter.", "truehits.", "hitwebcounter.", "freecounter.", "flagcounter.",
	"play.google.", "apps.apple.", "adobe.com", "mozilla.org", "w3.org", "wordpress.org", "joomla.org", "bit.ly", "shorturl.asia"}

// service reports whether a host is a service that offices use rather than a
// body that they are related to.
func service(h string) bool {
	for _, w := range serviceHosts {
		if strings.HasSuffix(w, ".") && (strings.HasPrefix(h, w) || strings.Contains(h, "."+w)) || h == w || strings.HasSuffix(h, "."+w) {
			return true
		}
	}
	return false
}

// outward unpacks an address that hands its reader on, such as
// /go.php?url=https://www.moph.go.th.
func outward(raw string) string {
	if _, rest, plain := plainAddress(raw); plain && !strings.Contains(rest, "?") {
		return raw
	}
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	if u.RawQuery == "" {
		return raw
	}
	query := u.Query()
	for _, key := range slices.Sorted(maps.Keys(query)) {
		for _, v := range query[key] {
			if strings.HasPrefix(v, "http://") || strings.HasPrefix(v, "https://") {
				return v
			}
		}
	}
	return raw
}

func shareLink(raw string) bool {
	if _, rest, plain := plainAddress(raw); plain && !strings.Contains(strings.ToLower(rest), "share") && !strings.Contains(raw, "twitter") {
		return false
	}
	u, err := url.Parse(raw)
	if err != nil {
		return true
	}
	p := strings.ToLower(u.Host + u.Path)
	return strings.Contains(p, "/sharer") || strings.Contains(p, "/share?") || strings.Contains(p, "twitter.com/intent") || strings.Contains(p, "lineit/share") || strings.Contains(p, "plus.google.com/share")
}

// seeForm wants a form with at least two fields of its own that is neither the
// site search nor a log-in alone.
func seeForm(b *body, min int) sighting {
	out := sighting{}
	b.eachForm(func(s *seen, f *checks.Form) {
		if out.ok || f.Search || !f.Region.Main() {
			return
		}
		n, secret := 0, 0
		for _, fd := range f.Fields {
			switch fd.Type {
			case "hidden", "submit", "button", "image", "reset", "search":
			case "password":
				secret++
			case "textarea":
				n += 2 // a box to write in is what people are asked to fill in
			default:
				n++
			}
		}
		if secret > 0 && n <= 2 {
			return // a log-in: whose system lies behind it nobody can see
		}
		if n >= max(min, 2) || n >= 1 && len(f.Text) > 0 {
			out = saw(s, firstOf(f.Text, f.Action), checks.AtForm)
		}
	})
	return out
}

var onlineFormHosts = []string{"docs.google.com/forms", "forms.gle", "forms.office.com", "forms.microsoft.com", "surveymonkey.", "jotform.", "typeform.", "/forms/d/", "/forms/u/", "surveycan.", "limesurvey", "forms.cloud.microsoft"}

func onlineFormAddress(raw string) bool {
	low := strings.ToLower(raw)
	for _, h := range onlineFormHosts {
		if strings.Contains(low, h) {
			return true
		}
	}
	return false
}

// seeOnlineForm wants a link to, or a frame of, an online form that is open.
func seeOnlineForm(b *body, _ int) sighting {
	out, why := sighting{}, checks.Reason("")
	b.eachLink(func(s *seen, li int) {
		l := &s.c.Links[li]
		if out.ok || !s.addresses[li].formLike() {
			return
		}
		t := b.v.followAt(s, li)
		switch t.fate {
		case fatePage, fateFile:
			out = saw(t.to, firstOf(l.Text, t.to.c.Title, l.URL), checks.AtLink)
		case fateBroken:
			why = worse(why, t.reason)
		case fateUnknown:
			why = worse(why, checks.Unverified)
		}
	})
	if out.ok {
		return out
	}
	if b.s != nil && onlineFormAddress(b.s.f.URL) && b.s.f.Trouble == "" {
		return saw(b.s, b.s.c.Title, checks.AtForm)
	}
	return sighting{reason: why}
}

var appHosts = []string{"play.google.com/store/apps", "apps.apple.com", "itunes.apple.com", "appgallery.huawei", "lin.ee/", "line.me/r/ti/p", "line.me/ti/p", "liff.line.me", "page.line.me"}

// seeAppLink wants a link to an app store or a LINE account.
func seeAppLink(b *body, _ int) sighting {
	out := sighting{}
	b.eachLink(func(s *seen, li int) {
		l := &s.c.Links[li]
		low := strings.ToLower(l.URL)
		for _, h := range appHosts {
			if !out.ok && strings.Contains(low, h) {
				out = saw(s, firstOf(l.Text, l.URL), checks.AtLink)
			}
		}
	})
	return out
}

var mediaHosts = []string{"youtube.com/embed", "youtube.com/watch", "youtu.be/", "youtube-nocookie", "player.vimeo", "facebook.com/plugins/video", ".mp4", ".mp3", ".webm", "soundcloud", "podcast"}
var mediaWords = foldAll("อินโฟกราฟิก", "infographic", "info graphic", "วิดีโอ", "วีดิทัศน์", "คลิป", "มัลติมีเดีย", "สื่อ", "video")

// seeMedia wants an embedded or linked video or audio, or an infographic.
func seeMedia(b *body, _ int) sighting {
	out := sighting{}
	b.eachLink(func(s *seen, li int) {
		l := &s.c.Links[li]
		low := strings.ToLower(l.URL)
		for _, h := range mediaHosts {
			if !out.ok && strings.Contains(low, h) {
				out = saw(s, firstOf(l.Text, l.URL), checks.AtLink)
			}
		}
	})
	b.eachImage(func(s *seen, im *checks.Image, t *text) {
		if !out.ok && hasAny(t.fold()+" "+strings.ToLower(im.File), mediaWords) {
			out = saw(s, pictureName(im), checks.AtImage)
		}
	})
	return out
}

var knowledgeWords = foldAll("บทความ", "อินโฟกราฟิก", "infographic", "info graphic", "งานวิจัย", "ผลงานวิจัย", "r2r", "วิดีโอ", "คลิป", "มัลติมีเดีย", "สถิติ", "อัตราป่วย", "อัตราตาย", "สาระน่ารู้", "สุขภาพ", "โรค", "วัคซีน", "ไข้", "อาการ", "การป้องกัน", "ความรู้", "สื่อ", "โภชนาการ", "สมุนไพร", "สูงอายุ", "นวัตกรรม", "ผลงานวิชาการ")

// seeKnowledge wants at least min items of knowledge: entries or passages that
// speak of health, research, statistics or media, with something to open or read.
func seeKnowledge(b *body, min int) sighting {
	n, out := 0, sighting{}
	b.each(func(s *seen, i int) bool {
		bl := &s.c.Blocks[i]
		if !s.blocks[i].says(saysKnowledge) || len(b.plus) > 0 && s == b.s && bl.Text == b.label {
			return true // nothing of the kind, or the label that leads to the section
		}
		open := false
		for _, li := range bl.Links() {
			l := &s.c.Links[li]
			t := b.v.followAt(s, int(li))
			// what lies with another body counts although nobody followed it there
			open = open || t.fate == fatePage || t.fate == fateFile || t.fate == fateUnknown && b.v.offSite(l.URL)
		}
		if open || bl.Kind != checks.BlockHeading && s.blocks[i].length() >= 80 {
			n++
			if !out.ok {
				out = saw(s, bl.Text, checks.AtText)
			}
		}
		return true
	})
	for _, c := range cardsIn(b) {
		if c.runes >= 60 && c.carries&saysKnowledge != 0 {
			n++
			if !out.ok {
				out = saw(c.s, c.head, checks.AtHeading)
			}
		}
	}
	if n >= atLeast(min) {
		return out
	}
	if m := seeMedia(b, 1); m.ok {
		return m
	}
	return sighting{have: n, of: atLeast(min)}
}
