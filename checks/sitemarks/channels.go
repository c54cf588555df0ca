package sitemarks

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/truatweb/truatweb/checks"
)

var (
	socialPage = regexp.MustCompile(`(?i)^(?:www\.|m\.|web\.|th-th\.)?(?:facebook\.com|fb\.com|fb\.me|line\.me|page\.line\.me|lin\.ee|youtube\.com|x\.com|twitter\.com|instagram\.com|tiktok\.com|t\.me|threads\.net)$`)
	notOfOne   = regexp.MustCompile(`(?i)^/?(?:$|\?|sharer|share|dialog/|intent/|home\.php|login|watch|embed/|r/share|lineit/|hashtag/|policy|policies|help|plugins/(?:like|share|video|comments))`)
)

// channels looks for ways in which an office reaches people beyond its site:
// pages on social networks and news feeds. Buttons that share the page at hand
// and single videos are none. Whose page it is only a person can say.
func channels(site *checks.Site, own []*checks.Page) checks.Answer {
	a := checks.Answer{Verdict: checks.Absent, Crawled: true}
	var seen []string
	social := once(func(address string) bool {
		u, err := url.Parse(address)
		return err == nil && socialPage.MatchString(u.Hostname()) && !notOfOne.MatchString(u.RequestURI())
	})
	for _, p := range own {
		for i := range p.Read().Links {
			l := &p.Content.Links[i]
			if l.Hidden || l.URL == "" || !social(l.URL) || slices.Contains(seen, l.Key) {
				continue
			}
			seen = append(seen, l.Key)
			e := checks.Cite(p, checks.AtLink, strings.TrimSpace(l.Text+" → "+l.URL), "กดลิงก์ไปช่องทางของหน่วยงาน")
			if g := site.GapAt(l.Key); g != nil && g.Reason == checks.DeadLink {
				a.Nearest = append(a.Nearest, checks.Miss{URL: e.URL, Title: e.Title, Quote: e.Quote, Reason: checks.DeadLink})
				continue
			}
			a.Evidence = append(a.Evidence, e)
			if len(a.Evidence) >= 6 {
				break
			}
		}
	}
	if f := feeds(site, own); f.Verdict == checks.Found {
		a.Evidence = append(a.Evidence, f.Evidence...)
	}
	switch {
	case len(a.Evidence) > 0:
		a.Verdict, a.Nearest = checks.Found, nil
	case len(a.Nearest) > 0:
		a.Verdict, a.Reasons = checks.Unreachable, []checks.Reason{checks.DeadLink}
	}
	return a
}
