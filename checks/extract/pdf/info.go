package pdf

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

type info struct {
	checks.Facts
	title string
}

// readInfo reads what pdfinfo prints: a key, a colon and a value a line. The
// title comes first and may hold line breaks, so a key counts once.
func readInfo(s string) info {
	var i info
	seen := map[string]bool{}
	for line := range strings.SplitSeq(s, "\n") {
		key, value, ok := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		if !ok || value == "" || seen[key] && key != "Pages" && key != "Encrypted" && key != "Tagged" {
			continue
		}
		seen[key] = true
		// of the keys below the last one counts: a title's second line comes earlier
		switch key {
		case "Title":
			i.title = value
		case "Author":
			i.Author = thai.Clean(value)
		case "Pages":
			if n, err := strconv.Atoi(value); err == nil && n >= 0 {
				i.Pages = n
			}
		case "Tagged":
			i.Tagged = value == "yes"
		case "Encrypted":
			i.Encrypted = strings.HasPrefix(value, "yes")
		}
	}
	return i
}

// readURLs reads what pdfinfo -url prints: page, type and address in columns.
func readURLs(s string) []link {
	var out []link
	for line := range strings.SplitSeq(s, "\n") {
		f := strings.Fields(line)
		if len(f) < 3 {
			continue
		}
		n, err := strconv.Atoi(f[0])
		if err != nil || n < 1 || len(out) >= mostLinks {
			continue
		}
		out = append(out, link{page: n, url: strings.Join(f[2:], " ")})
	}
	return out
}

// noTitle matches what programs put where an author left the title out.
var noTitle = regexp.MustCompile(`(?i)^(?:untitled|no title|title|document|new document|เอกสาร|slide|sheet|book|worksheet|workbook|presentation|การนำเสนอ|งานนำเสนอ|microsoft|powerpoint|(?:การนำเสนอ|งานนำเสนอ)\s*powerpoint|powerpoint presentation|adobe photoshop.*|scan\w*|scanned document|image|img)[\s\d._()-]*$` +
	`|^microsoft (?:word|excel|powerpoint|office\s\w+|publisher|visio)\b` +
	`|^(?:tmp|temp|scan|img|image|doc|pdf|camscanner|adobe scan)[-_ ]?[\w .:()-]*\d[\w .:()-]*$` +
	`|^[0-9a-f-]{16,}$|^[\d\s._/-]+$` +
	`|\.(?:docx?|xlsx?|pptx?|pdf|rtf|odt|ods|odp|html?|jpe?g|png|tiff?|psd|ai|cdr|indd|pmd|dwg)$|^(?:file|https?|about|data):|^[A-Za-z]:\\`)

// cleanTitle gives a title that its author wrote, or "". Thai that was stored
// in an old character set and read as Western letters is read anew.
func cleanTitle(s string) string {
	s = thai.Clean(strings.Trim(s, "\x00"))
	if _, _, other := thai.Letters(s); other > 0 {
		if t, ok := fromLatin(s); ok {
			s = t
		}
	}
	if noTitle.MatchString(s) {
		return ""
	}
	said := 0
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			said++
		case r == unicode.ReplacementChar || r >= 0xE000 && r <= 0xF8FF:
			return ""
		}
	}
	if said < 2 || latinGarbage(s) {
		return ""
	}
	return s
}

// fromLatin reads Western letters as the Thai bytes they stand for. It reports
// false where that is not plainly Thai.
func fromLatin(s string) (string, bool) {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		if r > 0xFF {
			return "", false
		}
		b = append(b, byte(r))
	}
	d := thai.Decode(b, "text/plain; charset=windows-874")
	n, _, other := thai.Letters(d.Text)
	return thai.Clean(d.Text), n > 3 && other == 0 && thai.Quality(d.Text) > 0.9
}

// addLinks adds link annotations, each in the block that it covers or whose
// text names its address, else in its page's first.
func addLinks(c *checks.Content, got *reading) {
	first := map[int]int{}
	for i := range c.Blocks {
		if _, ok := first[int(c.Blocks[i].Page)]; !ok {
			first[int(c.Blocks[i].Page)] = i
		}
	}
	seen := map[link]bool{}
	for _, l := range got.links {
		key := link{page: l.page, url: l.url}
		if l.at == nil && seen[key] {
			continue
		}
		seen[key] = true
		href := thai.Clean(l.url)
		out, said := checks.Link{Kind: checks.LinkAnchor, Region: checks.RegionMain}, &checks.Wording{Href: href}
		u, err := url.Parse(strings.TrimSpace(l.url))
		switch {
		case err != nil:
			continue
		case u.Scheme == "http" || u.Scheme == "https":
			out.URL = u.String()
		case u.Scheme == "mailto":
			out.Kind, out.URL = checks.LinkMail, u.Opaque
		case u.Scheme == "tel":
			out.Kind, out.URL = checks.LinkPhone, u.Opaque
		default:
			continue
		}
		block, ok := first[l.page]
		if !ok && len(c.Blocks) > 0 {
			continue
		}
		out.Block = block
		if l.at != nil && l.page <= len(got.pages) {
			out.Text = got.pages[l.page-1].under(*l.at)
		}
		for i := block; i < len(c.Blocks) && c.Blocks[i].Page == int32(l.page); i++ {
			if t := c.Blocks[i].Text; out.Text != "" && strings.Contains(t, out.Text) || out.Text == "" && u.Host != "" && strings.Contains(t, u.Host) {
				out.Block = i
				break
			}
		}
		if out.Text == "" {
			out.Text = href
		} else if out.Block < len(c.Blocks) {
			said.Context = strings.TrimSpace(strings.Replace(c.Blocks[out.Block].Text, out.Text, "", 1))
		}
		if len(c.Blocks) > 0 {
			b := &c.Blocks[out.Block]
			b.SetLinks(append(b.Links(), int32(len(c.Links))))
		}
		out.Say(said)
		c.Links = append(c.Links, out)
	}
}
