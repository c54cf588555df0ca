package html

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

const (
	mostScripts  = 500
	mostComments = 500
	longestAside = 256 << 10 // bytes of a comment or script that are looked at
)

var (
	refresh    = regexp.MustCompile(`(?i)^\s*[\d.]*\s*[;,]?\s*url\s*=\s*['"]?\s*([^'"]+)`)
	tags       = regexp.MustCompile(`<[^<>]*>`)
	literal    = regexp.MustCompile(`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'`)
	escape     = regexp.MustCompile(`\\u([0-9a-fA-F]{4})|\\(.)`)
	scriptMove = regexp.MustCompile(`(?:^|[^\w.])(?:(?:window|document|self|top|parent)\.)?location(?:\.href)?\s*=\s*['"]([^'"]{1,500})['"]|location\.(?:replace|assign)\(\s*['"]([^'"]{1,500})['"]`)
)

// head reads what a page says of itself.
func (w *walker) head(doc *goquery.Document) {
	c := w.c
	c.Title = thai.Clean(firstNonEmpty(doc.Find("title").First().Text(), doc.Find(`meta[property="og:title"]`).AttrOr("content", "")))
	c.Lang = thai.Clean(doc.Find("html").AttrOr("lang", ""))
	if u := w.absolute(doc.Find("base[href]").First().AttrOr("href", "")); u != nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		w.base = u
	}
	c.Base = w.base.String()
	doc.Find("meta").Each(func(_ int, s *goquery.Selection) {
		content := thai.Clean(s.AttrOr("content", ""))
		switch strings.ToLower(s.AttrOr("name", "")) {
		case "description":
			c.Description = content
		case "generator":
			c.Generator = content
		case "viewport":
			c.Viewport = true
		}
		if strings.EqualFold(strings.TrimSpace(s.AttrOr("http-equiv", "")), "refresh") {
			if m := refresh.FindStringSubmatch(content); m != nil {
				w.addLink(&checks.Link{Href: strings.TrimSpace(m[1]), Kind: checks.LinkRefresh, Region: checks.RegionMain})
			}
		}
	})
	doc.Find("link[rel][href]").EachWithBreak(func(_ int, s *goquery.Selection) bool {
		if !strings.EqualFold(strings.TrimSpace(s.AttrOr("rel", "")), "canonical") {
			return true
		}
		if u := w.absolute(s.AttrOr("href", "")); u != nil {
			c.Canonical = u.String()
		}
		return false
	})
	doc.Find("script").EachWithBreak(func(_ int, s *goquery.Selection) bool {
		if src := strings.TrimSpace(s.AttrOr("src", "")); src != "" {
			if u := w.absolute(src); u != nil {
				c.Scripts = append(c.Scripts, u.String())
			}
		} else {
			c.ScriptWords = append(c.ScriptWords, written(s.Text())...)
		}
		return len(c.Scripts) < mostScripts && len(c.ScriptWords) < mostScripts
	})
	doc.Find("noscript, noframes").EachWithBreak(func(_ int, s *goquery.Selection) bool {
		c.NoScript = thai.Clean(c.NoScript + " " + html.UnescapeString(tags.ReplaceAllString(s.Text(), " ")))
		return len(c.NoScript) < longestAside
	})
}

// written gives the words that a script would write into the page.
func written(script string) []string {
	var out []string
	for rest := script; len(out) < 50; {
		i := strings.Index(rest, "document.write")
		if i < 0 {
			break
		}
		rest = rest[i+len("document.write"):]
		end := min(len(rest), 4000)
		if j := strings.IndexByte(rest[:end], '\n'); j > 0 && strings.Contains(rest[:j], ")") {
			end = j
		}
		var said strings.Builder
		for _, s := range literal.FindAllString(rest[:end], 50) {
			said.WriteString(unescape(s[1 : len(s)-1]))
		}
		if s := thai.Clean(html.UnescapeString(tags.ReplaceAllString(said.String(), " "))); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// unescape reads a script's string as its engine would, as far as text goes.
func unescape(s string) string {
	return escape.ReplaceAllStringFunc(s, func(e string) string {
		if len(e) == 6 {
			if r, err := strconv.ParseUint(e[2:], 16, 32); err == nil {
				return string(rune(r))
			}
		}
		switch e[1] {
		case 'n', 't', 'r':
			return " "
		}
		return e[1:]
	})
}

// comments keeps the links inside comments: never evidence, but the reason why
// an entry that the source still holds is not on the page.
func (w *walker) comments(root *html.Node) {
	for n := range root.Descendants() {
		if n.Type != html.CommentNode || len(n.Data) > longestAside || !strings.Contains(n.Data, "href") || heavy(n.Data) {
			continue
		}
		frag, err := html.Parse(strings.NewReader(n.Data))
		if err != nil {
			continue
		}
		for a := range frag.Descendants() {
			if a.Type != html.ElementNode || a.Data != "a" && a.Data != "area" || !hasAttr(a, "href") {
				continue
			}
			if len(w.c.CommentLinks) >= mostComments {
				return
			}
			l := linkOf(a)
			w.resolve(l)
			w.c.CommentLinks = append(w.c.CommentLinks, *l)
		}
	}
}

// redirect notes where the script of an otherwise empty page sends its reader.
func (w *walker) redirect(root *html.Node) {
	if w.total.text > 200 || len(w.c.Links) > 5 {
		return
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "script" || n.FirstChild == nil || len(n.FirstChild.Data) > 4000 {
			continue
		}
		if m := scriptMove.FindStringSubmatch(n.FirstChild.Data); m != nil {
			w.addLink(&checks.Link{Href: firstNonEmpty(m[1], m[2]), Kind: checks.LinkRefresh, Region: checks.RegionMain})
			return
		}
	}
}
