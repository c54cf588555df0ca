package crawl

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// Figures of this file are chosen by us.
const (
	mostInFolder   = 20  // files followed from one folder of a store
	claimedLetters = 400 // a page of a service that says more than this is read as any page is
	interstitial   = 256 << 10
)

// acceptOffsite takes in what a service off the office's host answered with, and
// reports whether it did: other pages are for the ordinary way. A page of such a
// service that stands for something it does not say, a file or a post, is a
// claim: Unverified, until the thing itself was read.
func (r *run) acceptOffsite(ctx context.Context, it *item, out *answer, f checks.Fetched, c *checks.Content, cs checks.Charset) bool {
	if it == r.home || (!f.Outside || r.scope.own(out.final)) && !stands(placeOf(out.final)) && !stands(placeOf(it.at)) {
		return false
	}
	if next, ok := passesOn(c, out); ok && len(out.redirects) < mostHops {
		r.goOn(ctx, it, out, next)
		return true
	}
	p := placeOf(out.final)
	if p.sort == noService {
		p = placeOf(it.at)
		p.file = address{} // it led elsewhere
	}
	s := words(c)
	claim := func(why checks.Reason, detail string) bool {
		f.Trouble, f.Detail = why, plainDetail(detail)
		r.addPage(it, out, &checks.Page{Fetched: f, Content: c, Charset: cs})
		return true
	}
	w := circumstances{asked: it.at, final: out.final, outside: true, redirected: len(out.redirects) > 0}
	trouble := troubleOf(c, w)
	if walled(s, p, out) {
		trouble = checks.SignIn
	}
	switch {
	case trouble == checks.SignIn && (p.sort == socialNetwork || speaks(s.heads, "facebook", "instagram", "tiktok")):
		return claim(checks.Unverified, "shown to members of the network alone")
	case p.sort == noService && trouble != "" && !(trouble == checks.SignIn && signInAddress(out.final)):
		return false
	case strings.HasSuffix(strings.ToLower(out.final.path), "/closedform"):
		return claim(checks.FormClosed, "")
	case trouble != "":
		return claim(trouble, "")
	case quota(s):
		r.gapOf(it, checks.Blocked, "the store's limit of downloads is reached", out.status, out.tries)
		return true
	case p.sort == video:
		why, detail := videoTrouble(s, out.body)
		return claim(why, detail)
	}
	if next, ok := confirms(s, out); ok && len(out.redirects) < mostHops {
		r.goOn(ctx, it, out, next)
		return true
	}
	return r.acceptPlace(ctx, it, out, f, c, cs, p, claim)
}

// stands reports whether a place stands for a file, a list of files or a form
// by its path alone: offices run such stores on their own hosts too.
func stands(p place) bool {
	return p.sort == storedFile || p.sort == storedFolder || p.sort == onlineForm
}

// acceptPlace takes in a page that opened, by what it is.
func (r *run) acceptPlace(ctx context.Context, it *item, out *answer, f checks.Fetched, c *checks.Content, cs checks.Charset, p place, claim func(checks.Reason, string) bool) bool {
	little := letters(words(c).main) < claimedLetters
	switch {
	case p.sort == storedFolder && len(listed(c)) > 0:
		r.addFolder(it, out, &checks.Page{Fetched: f, Content: c, Charset: cs})
		return true
	case p.file.host != "":
		return r.readStored(ctx, it, out, c, p, func(detail string) bool { return little && claim(checks.Unverified, detail) })
	case p.sort == onlineForm:
		return r.acceptForm(ctx, it, out, f, c, cs, claim)
	case p.sort != noService && little:
		return claim(checks.Unverified, "the page of a service, which does not hold the thing itself")
	case bookViewer(c, out.body):
		return claim(checks.Unverified, "a viewer of pictures of pages, without text")
	}
	return false
}

// acceptForm takes in an online form. One that a script would draw can be seen
// to be open only as drawn.
func (r *run) acceptForm(ctx context.Context, it *item, out *answer, f checks.Fetched, c *checks.Content, cs checks.Charset, claim func(checks.Reason, string) bool) bool {
	p := &checks.Page{Fetched: f, Content: c, Charset: cs}
	if len(c.Forms) > 0 && letters(words(c).all) >= thinLetters || !thin(c, out.body) {
		r.addPage(it, out, p)
		return true
	}
	if r.o.Renderer == nil {
		return claim(checks.Unverified, "a form that a script draws")
	}
	r.draw(ctx, it, out, p)
	if !p.Rendered {
		return claim(checks.Unverified, "a form that a script draws")
	}
	p.Trouble = troubleOf(p.Content, circumstances{asked: it.at, final: out.final, outside: true})
	if p.Trouble == "" && letters(words(p.Content).all) < thinLetters {
		p.Trouble = checks.Unverified
	}
	r.addPage(it, out, p)
	return true
}

// readStored reads a file that a store's page stands for, or a folder's list:
// one request more. The file is found by the page's address too, which is the
// one that a person opens. otherwise takes in the page alone.
func (r *run) readStored(ctx context.Context, it *item, out *answer, c *checks.Content, p place, otherwise func(detail string) bool) bool {
	if known := r.find(p.file); known != nil {
		r.alias(it, out, known)
		return true
	}
	got := r.fetchStored(ctx, out, p.file)
	if got.reason == checks.Stopped || ctx.Err() != nil && got.status == 0 {
		r.front.add(it)
		return true
	}
	if got.known != nil {
		r.alias(it, got, got.known)
		return true
	}
	if got.reason == "" {
		got.reason, got.detail = judge(got, r.now())
	}
	switch got.reason {
	case "":
	case checks.TooLarge:
		r.gapOf(it, got.reason, got.detail, got.status, got.tries)
		return true
	default:
		return otherwise(fmt.Sprintf("its page opens, the thing itself does not: %s %s", got.reason, got.detail))
	}
	kind, content, charset, err := r.read(ctx, got)
	sum := sha256.Sum256(got.body)
	f := r.provenance(it, got, hex.EncodeToString(sum[:]))
	if content != nil {
		r.fillKeys(content)
	}
	switch {
	case kind != checks.KindHTML:
		if content != nil && content.Title == "" {
			content.Title = storedName(c.Title)
		}
		r.acceptFile(it, got, f, kind, content, err)
		return true
	case content == nil:
		return otherwise("its page opens, the thing itself cannot be read")
	case quota(words(content)):
		r.gapOf(it, checks.Blocked, "the store's limit of downloads is reached", got.status, got.tries)
		return true
	case p.sort == storedFolder && len(listed(content)) > 0:
		r.addFolder(it, got, &checks.Page{Fetched: f, Content: content, Charset: charset})
		return true
	}
	return otherwise("its page opens, the thing itself does not")
}

// fetchStored asks for a stored file, and once more where the store wants it
// confirmed that a file was not looked through for viruses.
func (r *run) fetchStored(ctx context.Context, from *answer, a address) *answer {
	for range 2 {
		got := r.fetcher.get(ctx, a)
		r.fetched++
		got.redirects = slices.Concat(from.redirects, []address{from.final}, got.redirects)
		if got.reason != "" || got.known != nil || got.status != 200 || !markup(got.header.Get("Content-Type"), got.body) {
			return got
		}
		_, c, _, err := r.read(ctx, got)
		if err != nil || c == nil {
			return got
		}
		next, ok := confirms(words(c), got)
		if !ok {
			return got
		}
		from, a = got, next
	}
	return &answer{final: a, redirects: from.redirects, reason: checks.RedirectLoop, detail: "wants to be confirmed again and again"}
}

// goOn asks for the address that a page only hands its reader on to.
func (r *run) goOn(ctx context.Context, it *item, out *answer, next address) {
	if known := r.find(next); known != nil {
		r.alias(it, out, known)
		return
	}
	got := r.fetcher.get(ctx, next)
	r.fetched++
	got.redirects = slices.Concat(out.redirects, []address{out.final}, got.redirects)
	if got.reason == checks.Stopped || ctx.Err() != nil && got.status == 0 {
		r.front.add(it)
		return
	}
	r.accept(ctx, it, got)
}

// addFolder adds a store's list of files and queues them.
func (r *run) addFolder(it *item, out *answer, p *checks.Page) {
	r.addPage(it, out, p)
	if it.hop > 1 {
		return
	}
	from := &origin{url: p.URL, path: p.Path}
	for _, l := range listed(p.Content)[:min(len(listed(p.Content)), mostInFolder)] {
		k := link{Link: l, lead: r.lead(l.URL, false)}
		if k.lead == nil || !k.admitted || r.items[k.id] != nil {
			continue
		}
		next := &item{key: k.key, at: k.a, from: from, label: l.Text, weight: r.weigh(&k), class: classRest, outside: true, hop: 2, folder: folder(k.a).String(), seq: r.next()}
		r.items[k.id] = next
		r.front.add(next)
	}
}

// listed are the links to files of a store on a page of it.
func listed(c *checks.Content) []*checks.Link {
	var out []*checks.Link
	seen := map[string]bool{}
	for i := range c.Links {
		l := &c.Links[i]
		if a, ok := parse(l.URL); ok && !l.Hidden && l.Kind == checks.LinkAnchor && !seen[l.Key] && placeOf(unwrap(a)).sort == storedFile {
			seen[l.Key] = true
			out = append(out, l)
		}
	}
	return out
}

// storedName is a file's name as a store's page gives it in its title.
func storedName(title string) string {
	for _, sep := range []string{" - ", " – ", " | "} {
		if i := strings.LastIndex(title, sep); i > 0 {
			return strings.TrimSpace(title[:i])
		}
	}
	return title
}

// offsiteReason words anew why an address off the office's host could not be
// had, by the addresses passed: a sign-in on the way stops a citizen, whether we
// may look at it or not; what a service keeps from programs is claimed.
func (r *run) offsiteReason(it *item, out *answer) {
	if it == r.home || r.scope.own(out.final) {
		return
	}
	p := placeOf(out.final)
	for _, a := range append([]address{it.at}, out.redirects...) {
		if p.sort == noService {
			p = placeOf(a)
		}
	}
	switch out.reason {
	case checks.SignIn:
		if p.sort == socialNetwork {
			out.reason = checks.Unverified
		}
	case checks.Robots, checks.Blocked, checks.Challenge, checks.OutsideOnly, checks.HTTPStatus:
		switch {
		case len(out.redirects) > 0 && signInAddress(out.final):
			if out.reason = checks.SignIn; p.sort == socialNetwork {
				out.reason = checks.Unverified
			}
		case out.reason == checks.OutsideOnly, p.sort == noService, out.reason == checks.HTTPStatus && (p.sort != socialNetwork || out.status >= 500 && out.status < 600):
		default:
			out.detail = strings.TrimSpace(string(out.reason) + " " + out.detail)
			out.reason = checks.Unverified
		}
	}
}

// passesOn gives the address that a page off the office's host sends its reader
// on to by itself and says little else: the landing page of a short link.
func passesOn(c *checks.Content, out *answer) (address, bool) {
	if letters(words(c).main) >= shellLetters {
		return address{}, false
	}
	var to address
	for i := range c.Links {
		l := &c.Links[i]
		if l.Kind != checks.LinkRefresh {
			continue
		}
		a, ok := parse(l.URL)
		if !ok || a.key() == out.final.key() || signInAddress(a) || to.host != "" && to != a {
			return address{}, false
		}
		to = a
	}
	return to, to.host != ""
}

// quota reports whether a store has let a file be fetched too often today.
func quota(s said) bool {
	return letters(s.all) < noticeLetters && speaks(s.all, "quota exceeded", "too many users have viewed or downloaded", "เกินโควต้า", "มีผู้ใช้ดูหรือดาวน์โหลดไฟล์นี้มากเกินไป",
		"มีผู้ใช้จำนวนมากเกินไปดูหรือดาวน์โหลด", "this link is temporarily disabled", "generating too much traffic", "over its bandwidth limit")
}

var (
	hiddenInput = regexp.MustCompile(`(?is)<input\b[^>]*>`)
	attribute   = regexp.MustCompile(`(?is)\b(type|name|value|action|href|id)\s*=\s*(?:"([^"]*)"|'([^']*)')`)
	formTag     = regexp.MustCompile(`(?is)<form\b[^>]*>`)
	confirmLink = regexp.MustCompile(`(?is)<a\b[^>]*\bid\s*=\s*["']uc-download-link["'][^>]*>`)
	playability = regexp.MustCompile(`"playabilityStatus"\s*:\s*\{\s*"status"\s*:\s*"([A-Z_]+)"`)
)

func attributes(tag []byte) map[string]string {
	out := map[string]string{}
	for _, m := range attribute.FindAllSubmatch(tag, -1) {
		out[strings.ToLower(string(m[1]))] = html.UnescapeString(string(m[2]) + string(m[3]))
	}
	return out
}

// confirms gives the address behind a store's notice that it could not look
// through a file for viruses, which a citizen clicks away.
func confirms(s said, out *answer) (address, bool) {
	if letters(s.all) > noticeLetters || !speaks(s.all, "can't scan this file for viruses", "can’t scan this file for viruses", "virus scan warning", "ไม่สามารถสแกนไวรัส",
		"สแกนหาไวรัสไม่ได้", "สแกนไวรัสไม่ได้", "ไม่สามารถสแกนหาไวรัส", "ไม่สามารถสแกนไฟล์นี้เพื่อหาไวรัส") {
		return address{}, false
	}
	raw := out.body[:min(len(out.body), interstitial)]
	if tag := confirmLink.Find(raw); tag != nil {
		if a, ok := join(out.final, attributes(tag)["href"]); ok {
			return a, true
		}
	}
	at := formTag.FindIndex(raw)
	if at == nil {
		return address{}, false
	}
	a, ok := out.final, true
	if action := attributes(raw[at[0]:at[1]])["action"]; action != "" {
		a, ok = join(out.final, action)
	}
	fields := raw[at[1]:]
	if end := bytes.Index(bytes.ToLower(fields), []byte("</form")); end >= 0 {
		fields = fields[:end]
	}
	for _, tag := range hiddenInput.FindAll(fields, 20) {
		if at := attributes(tag); strings.EqualFold(at["type"], "hidden") && at["name"] != "" {
			a = with(a, url.QueryEscape(at["name"]), url.QueryEscape(at["value"]))
		}
	}
	return a, ok && a != out.final
}

// walled reports whether a citizen without an account is stopped: by the sign-in
// that the way ended at, or by what a service says.
func walled(s said, p place, out *answer) bool {
	if len(out.redirects) > 0 && signInAddress(out.final) {
		return true
	}
	return p.sort != noService && letters(s.all) < noticeLetters && speaks(s.all, "คุณต้องลงชื่อเข้าใช้", "โปรดลงชื่อเข้าใช้เพื่อ", "ต้องเข้าสู่ระบบก่อน", "คุณต้องเข้าสู่ระบบ",
		"ในองค์กรของเจ้าของ", "you must be signed in", "you must log in", "sign in to continue", "log in to continue", "log into facebook", "log in to facebook",
		"in the owner's organization", "เข้าสู่ระบบ facebook", "only people in the respondent's organization", "you don't have permission to view or respond to this form")
}

// videoTrouble says whether a video can be watched, by what its player is told.
func videoTrouble(s said, body []byte) (why checks.Reason, detail string) {
	private := speaks(s.all, "วิดีโอนี้เป็นแบบส่วนตัว", "วิดีโอส่วนตัว", "this video is private", "private video")
	status := ""
	if m := playability.FindSubmatchIndex(body); m != nil {
		status = string(body[m[2]:m[3]])
		told := thai.Fold(string(body[m[0]:min(len(body), m[0]+2000)]))
		private = private || status != "OK" && speaks(told, "วิดีโอนี้เป็นแบบส่วนตัว", "วิดีโอส่วนตัว", "this video is private", "private video")
	}
	switch {
	case private:
		return checks.SignIn, "a private video"
	case status == "ERROR", status == "" && speaks(s.all, "วิดีโอไม่พร้อมใช้งาน", "วิดีโอนี้ไม่สามารถใช้งานได้", "ไม่มีวิดีโอนี้แล้ว", "video unavailable", "this video isn't available", "video is no longer available"):
		return checks.SoftMissing, "the video is not there"
	case status == "OK":
		return "", ""
	case status != "":
		return checks.Unverified, "the player says " + status
	case letters(s.heads) == 0:
		return checks.Unverified, ""
	}
	return "", ""
}

// bookViewer reports whether a page shows pictures of a book's pages by a
// program for it, and says nothing by itself.
func bookViewer(c *checks.Content, body []byte) bool {
	if letters(words(c).main) >= shellLetters {
		return false
	}
	raw := strings.ToLower(string(body[:min(len(body), interstitial)]))
	return slices.ContainsFunc([]string{"flipbook", "flip-book", "flip_book", "flip book", "fliphtml5", "anyflip", "pubhtml5", "bookconfig", "issuu", "turn.js", "turn.min.js",
		"ebook viewer", "e-book viewer", "heyzine", "calameo", "page-flip", "pageflip"}, func(s string) bool { return strings.Contains(raw, s) })
}
