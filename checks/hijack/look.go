package hijack

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
)

// Look tells what others have put on a site: one warning for each page that is
// spam through and through, up to a few, and one for each other sign, with the
// first page that shows it and the number of pages that do. Detail is the
// sign's name and after a semicolon what is sold, both for reports to put into
// words; it quotes nothing.
func Look(site *checks.Site) []checks.Warning {
	return checks.Once(site, "hijack", func() []checks.Warning { return warnings(site) })
}

func warnings(site *checks.Site) []checks.Warning {
	var out []checks.Warning
	at := map[string]int{}
	note := func(url, detail string) {
		i, known := at[detail]
		if !known {
			i = len(out)
			at[detail] = i
			out = append(out, checks.Warning{Kind: "hijack", URL: url, Detail: detail})
		}
		out[i].Count++
	}
	spam := 0
	for _, p := range site.Pages {
		if p.Outside {
			continue
		}
		v := viewOf(p)
		if v.spam || p.Trouble == checks.Spam {
			detail := detailOf("spam_page", v.family)
			if spam++; spam <= mostSpamPages {
				out = append(out, checks.Warning{Kind: "hijack", URL: p.URL, Detail: detail, Count: 1})
			} else {
				note(p.URL, detailOf("more_spam_pages", families))
			}
		}
		for _, x := range v.parts {
			if !v.spam || x.sign != "visible_text" {
				note(p.URL, detailOf(x.sign, x.family))
			}
		}
	}
	for _, p := range farmed(site.Pages) {
		note(p.URL, "odd_folder")
	}
	for _, p := range scattering(site.Pages) {
		note(p.URL, "link_burst")
	}
	for _, d := range site.Documents {
		if ok, f := spamDocument(d); ok && !d.Outside {
			note(d.URL, detailOf("document", f))
		}
	}
	return out
}

func detailOf(sign string, f family) string {
	if f >= families {
		return sign
	}
	return sign + "; " + familyNames[f]
}

// spamDocument judges a file by its title and first lines, its name and nothing
// else: farms upload PDFs too.
func spamDocument(d *checks.Document) (bool, family) {
	a, c := lexicon(), d.Read()
	var m mask
	a.scan(c.Title, &m)
	for i := range min(len(c.Blocks), 8) {
		b := &c.Blocks[i]
		a.scan(b.Text[:min(len(b.Text), 600)], &m)
	}
	return a.sells(&m)
}

// farmed gives the pages that lie where a CMS keeps uploads, in prose that has
// no Thai at all: nobody uploads articles there one by one. Few such pages may
// be a flip book or a template.
func farmed(pages []*checks.Page) []*checks.Page {
	var out []*checks.Page
	for _, p := range pages {
		u, err := url.Parse(p.URL)
		if err != nil || p.Outside || !uploads(u.Path) || strings.HasPrefix(path.Base(u.Path), "index.") {
			continue
		}
		c := p.Read()
		n, thai := 0, false
		for i := range c.Blocks {
			t, s := scripts(c.Blocks[i].Text)
			thai = thai || t > 0
			n += max(s, letters(c.Blocks[i].Text))
		}
		if t, _ := scripts(c.Title); !thai && t == 0 && n > 200 {
			out = append(out, p)
		}
	}
	if len(out) < fewFarmed {
		return nil
	}
	return out
}

func uploads(p string) bool {
	return strings.Contains(p, "/wp-content/uploads/") || strings.Contains(p, "/wp-includes/") || strings.HasPrefix(p, "/images/") || strings.HasPrefix(p, "/media/") ||
		strings.HasPrefix(p, "/tmp/") || strings.HasPrefix(p, "/cache/")
}

// scattering gives the pages whose links scatter over many foreign hosts, while
// most pages of the site name hardly any: links that somebody else sows.
func scattering(pages []*checks.Page) []*checks.Page {
	counts := make([]int, 0, len(pages))
	of := map[*checks.Page]int{}
	for _, p := range pages {
		if p.Outside {
			continue
		}
		n := scattered(p)
		of[p] = n
		counts = append(counts, n)
	}
	if len(counts) == 0 {
		return nil
	}
	slices.Sort(counts)
	usual := counts[len(counts)/2]
	var out []*checks.Page
	for _, p := range pages {
		if of[p] >= fewScattered+5*usual {
			out = append(out, p)
		}
	}
	return out
}

// scattered counts the foreign hosts that a page links to with words that are
// not Thai.
func scattered(p *checks.Page) int {
	c := p.Read()
	own := host(p.URL)
	seen := map[string]bool{}
	thai := 0
	for i := range c.Links {
		l := &c.Links[i]
		h := host(l.URL)
		if h == "" || h == own || official(h) || strings.HasSuffix(h, ".th") || l.Kind != checks.LinkAnchor {
			continue
		}
		if t, _ := scripts(l.Text + l.Context()); t > 0 {
			thai++
			continue
		}
		seen[h] = true
	}
	if thai > len(seen)/4 {
		return 0
	}
	return len(seen)
}
