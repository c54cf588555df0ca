package crawl

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// Figures of this file are chosen by us, from how such pages look.
const (
	thinLetters    = 60   // in the main part of a page that says something
	shellLetters   = 200  // in all of a page that a script has yet to draw
	missingLetters = 700  // a page that says it is not there says little else
	noticeLetters  = 1500 // nor does a closed form or a sign-in page say much
	challengeBytes = 64 << 10
	noticeBytes    = 16 << 10 // of a refusal or an error, with its styles
)

// said is a page's words, folded for comparing.
type said struct {
	heads string // title, headings of the main part, first line
	lines []string
	main  string
	all   string
	forms string
}

func words(c *checks.Content) said {
	var main, all strings.Builder
	lines := []string{thai.Fold(c.Title)}
	first := true
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if all.Len() > 64<<10 {
			break
		}
		all.WriteString(b.Text + "\n")
		if !b.Main() {
			continue
		}
		main.WriteString(b.Text + "\n")
		if b.Kind == checks.BlockHeading || first && b.Text != "" {
			lines = append(lines, thai.Fold(b.Text))
		}
		first = first && b.Text == ""
	}
	var forms strings.Builder
	for i := range c.Forms {
		forms.WriteString(c.Forms[i].Text + "\n")
	}
	return said{heads: strings.Join(lines, "\n"), lines: lines, main: thai.Fold(main.String()), all: thai.Fold(all.String()), forms: thai.Fold(forms.String())}
}

// speaks reports whether a folded text holds one of the phrases.
func speaks(folded string, phrases ...string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(folded, thai.Fold(p)) })
}

// says is speaks for phrases that are folded.
func says(folded string, phrases []string) bool {
	return slices.ContainsFunc(phrases, func(p string) bool { return strings.Contains(folded, p) })
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			if r|0x20 >= 'a' && r|0x20 <= 'z' {
				n++
			}
		case r >= 'ก' && r <= '๛': // most of what is read
			if r <= 'ะ' || r == 'า' || r == 'ำ' || r >= 'เ' && r <= 'ๆ' {
				n++
			}
		case unicode.IsLetter(r):
			n++
		}
	}
	return n
}

// circumstances are what was asked for and how the answer came.
type circumstances struct {
	asked, final address
	outside      bool
	redirected   bool // to another address
	file         bool // the address is that of a file, or its link says so
	home         bool
}

// troubleOf says why a hypertext page that was answered with 200 is of no use
// to a citizen, "" if it may be.
func troubleOf(c *checks.Content, w circumstances) checks.Reason {
	if talks(c) {
		return "" // all below say little else
	}
	s := words(c)
	switch {
	case closedForm(s):
		return checks.FormClosed
	case missing(s):
		return checks.SoftMissing
	case signIn(c, s, w):
		return checks.SignIn
	}
	return ""
}

// talks reports whether a page says far more than a notice does, in its main part
// and in all.
func talks(c *checks.Content) bool {
	main, all := 0, 0
	for i := range c.Blocks {
		b := &c.Blocks[i]
		n := letters(b.Text)
		if all += n; b.Main() {
			main += n
		}
		if main > 2*missingLetters && all > 2*noticeLetters {
			return true
		}
	}
	return false
}

func closedForm(s said) bool {
	return letters(s.all) < noticeLetters && says(s.main, closedWords)
}

// missing reports whether a page says that it is not there: in its title or
// heading, and hardly anything else.
func missing(s said) bool {
	if letters(s.main) > missingLetters {
		return false
	}
	// "ไม่มีหน้าที่" alone also says that somebody has no duty.
	if says(s.heads, missingWords) {
		return true
	}
	for _, line := range s.lines {
		line = strings.Trim(line, " .!-:|")
		if line == "404" || line == "not found" || strings.HasPrefix(line, "404 ") || strings.HasPrefix(line, "404:") || strings.HasPrefix(line, "404-") || strings.HasPrefix(line, "error 404") || strings.HasSuffix(line, " 404") && len(line) < 40 {
			return true
		}
	}
	return false
}

// signIn reports whether a sign-in or a refusal stands where something else was
// expected: behind a link to a file or out of the site, or after a redirect. A
// page of the office that is a sign-in by its own address is what it says.
func signIn(c *checks.Content, s said, w circumstances) bool {
	if letters(s.all) > noticeLetters {
		return false
	}
	if says(s.all, accessWords) {
		return true
	}
	if letters(s.main) < missingLetters && says(s.main, memberWords) {
		return true
	}
	password := slices.ContainsFunc(c.Forms, func(f checks.Form) bool { return f.Password })
	asks := password || speaks(s.forms, "email", "อีเมล", "e-mail")
	wordsOf := speaks(s.heads+"\n"+s.forms+"\n"+s.main, "เข้าสู่ระบบ", "ลงชื่อเข้าใช้", "ลงชื่อเข้าสู่ระบบ", "sign in", "signin", "log in", "login")
	atLogin := speaks(strings.ToLower(w.final.host+w.final.path), "accounts.", "signin", "servicelogin", "login", "logon")
	switch {
	case w.home:
		return password && wordsOf && pageLinks(c, w.final) <= 3
	case w.outside, w.file:
		return wordsOf && (asks || atLogin) && letters(s.main) < missingLetters
	case w.redirected:
		// with an address to go on to, a sign-in that first asks who one is
		return wordsOf && (password && atLogin || signInAddress(w.final) && letters(s.main) < missingLetters)
	}
	return false
}

// pageLinks counts the links to other pages of the same host.
func pageLinks(c *checks.Content, from address) int {
	n := 0
	seen := map[string]bool{}
	for i := range c.Links {
		l := &c.Links[i]
		if a, ok := parse(l.URL); ok && !l.Hidden && twins(a, from) && a.target() != from.target() && !seen[a.target()] {
			seen[a.target()] = true
			n++
		}
	}
	return n
}

// refused reports whether an answer of 401 or 403 turns a citizen away too,
// rather than the program alone.
func refused(status int, header http.Header, body []byte) bool {
	if status == http.StatusUnauthorized && header.Get("Www-Authenticate") != "" {
		return true
	}
	if status != http.StatusUnauthorized && status != http.StatusForbidden {
		return false
	}
	t := rawText(body)
	return says(t, refusedWords) ||
		speaks(t, "เข้าสู่ระบบ", "ลงชื่อเข้าใช้", "sign in") && bytes.Contains(bytes.ToLower(body[:min(len(body), challengeBytes)]), []byte(`type="password"`))
}

// challenge reports whether an answer is a test for robots that stands before
// the page: by the marks of the common ones, or a 503 that is only a script.
func challenge(status int, header http.Header, body []byte) bool {
	if header.Get("Cf-Mitigated") == "challenge" {
		return true
	}
	head := body[:min(len(body), challengeBytes)]
	tests, acts := testsRobots(head)
	if tests {
		return true
	}
	if len(body) > challengeBytes || !acts {
		return false
	}
	if wordy(head) {
		return scripted503(status, head)
	}
	t := rawText(body)
	if n := letters(visibleText(t)); n < missingLetters && says(t, robotWords) && !fieldMarks.InBytes(head) {
		return true
	}
	return scripted503(status, head)
}

func scripted503(status int, head []byte) bool {
	return status == http.StatusServiceUnavailable && scriptMark.InBytes(head) && reloadMarks.InBytes(head)
}

// wordy reports whether a page surely has more words than a notice, whatever its
// character set: of three bytes beyond ASCII at least one is a letter in every
// second place.
func wordy(raw []byte) bool {
	most := 6 * missingLetters
	n := 0
	for tag := false; len(raw) > 0; {
		switch c := raw[0]; {
		case c == '<':
			tag = true
			for _, name := range []string{"script", "style"} {
				if !opens(raw[1:], name) {
					continue
				}
				end := closing(raw[1:], name)
				if end < 0 {
					return false
				}
				raw = raw[1+end:]
			}
		case c == '>':
			tag = false
		case tag:
		case c >= 0x80:
			n++
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			n += 3
		}
		if n > most {
			return true
		}
		raw = raw[1:]
	}
	return false
}

// opens reports whether a tag's name begins so, in letters of any case.
func opens(raw []byte, name string) bool {
	return len(raw) >= len(name) && strings.EqualFold(string(raw[:len(name)]), name)
}

// closing finds where the first closing tag of a name begins, -1 if there is none.
func closing(raw []byte, name string) int {
	for at := 0; ; at += 2 {
		i := bytes.Index(raw[at:], []byte("</"))
		if i < 0 {
			return -1
		}
		if at += i; opens(raw[at+2:], name) {
			return at
		}
	}
}

// barred reports whether a page under a status of success is a firewall's
// refusal, and says little else.
func barred(body []byte) bool {
	return saysOnly(body, barredWords)
}

// erred reports whether a page under a status of success is the error of a
// server, of a database or of a host that has nothing there, and says little else.
func erred(body []byte) bool {
	return saysOnly(body, erredWords)
}

// saysOnly reports whether a page is little more than one of the phrases.
func saysOnly(body []byte, phrases []string) bool {
	if len(body) == 0 || len(body) > noticeBytes || bytes.HasPrefix(body, []byte("%PDF")) || wordy(body) {
		return false
	}
	t := strings.Join(strings.Fields(visibleText(rawText(body))), " ")
	return letters(t) < missingLetters && says(t, phrases)
}

func rawText(body []byte) string {
	return thai.Fold(thai.Decode(body[:min(len(body), challengeBytes)], "text/html").Text)
}

// visibleText drops scripts, styles and tags, roughly.
func visibleText(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			b.WriteString(s)
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		for _, tag := range []string{"script", "style"} {
			if strings.HasPrefix(s[1:], tag) {
				if end := strings.Index(s, "</"+tag); end > 0 {
					s = s[end:]
				}
			}
		}
		end := strings.IndexByte(s, '>')
		if end < 0 {
			break
		}
		s = s[end+1:]
	}
	return b.String()
}

// thin reports whether a page has hardly any text and scripts seem to draw it.
func thin(c *checks.Content, raw []byte) bool {
	main, all, inMain := 0, 0, false
	loading := false
	for i := range c.Blocks {
		b := &c.Blocks[i]
		n := letters(b.Text)
		all += n
		if b.Main() {
			main += n
			if main >= thinLetters {
				return false
			}
			loading = loading || n < 40 && speaks(thai.Fold(b.Text), "กำลังโหลด", "loading")
			inMain = inMain || len(b.Images()) > 0
		}
	}
	for i := range c.Links {
		l := &c.Links[i]
		if l.Kind == checks.LinkFrame || l.Kind == checks.LinkRefresh {
			return false
		}
	}
	if !scriptMark.InBytes(raw) {
		return false
	}
	mount := slices.ContainsFunc([]string{"root", "app", "__next", "__nuxt", "q-app", "___gatsby", "svelte"}, func(id string) bool { return c.IDs[id] })
	return loading || !inMain && all < shellLetters || mount && !inMain
}

// officeSheet reports whether a page is what Excel or Word saves as a web page
// under their own ending, which they open again.
func officeSheet(raw []byte) bool {
	return bytes.Contains(raw[:min(len(raw), 4096)], []byte("urn:schemas-microsoft-com:office"))
}

// plainDetail makes a text of a foreign or system error fit for a report.
func plainDetail(s string) string {
	s = thai.Clean(s)
	if len(s) > 300 {
		cut := 300
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut]
	}
	return s
}
