package auditor

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
)

// longestCredit is the length in characters of a credit that names somebody and
// tells no story.
const longestCredit = 60

// credit is how a footer says who made a site.
var credit = regexp.MustCompile(`(?i)(?:powered by|developed by|designed? by|theme by|website by|พัฒนาระบบโดย|พัฒนาเว็บไซต์โดย|พัฒนาโดย|ออกแบบโดย|ออกแบบและพัฒนาโดย|จัดทำเว็บไซต์โดย|ระบบเว็บไซต์โดย)\s*[:：]?\s*([^|•·©\n]+)`)

// version is what follows the name of a program.
var version = regexp.MustCompile(`\s*(?:v\.?\s*)?\d[\d.\-a-z]*.*$`)

// paths are parts of addresses by which programs are known that do not say
// their name.
var paths = []struct{ part, name string }{
	{"/wp-content/", "WordPress"}, {"/wp-includes/", "WordPress"}, {"/components/com_", "Joomla"}, {"/media/jui/", "Joomla"},
	{"option=com_", "Joomla"}, {"/sites/default/files/", "Drupal"}, {"sites.google.com/", "Google Sites"}, {"/_next/static/", "Next.js"},
}

// platform is what a home page says that the site is made with or by: a vendor
// named in its footer, whose template offices share, comes before the program
// that very different sites are made with.
func platform(site *checks.Site) string {
	home, ok := site.Find(site.Home).(*checks.Page)
	if !ok {
		return ""
	}
	c := home.Read()
	for i := range c.Blocks {
		b := &c.Blocks[i]
		if b.Region != checks.RegionFooter {
			continue
		}
		if m := credit.FindStringSubmatch(b.Text); m != nil {
			if name := strings.TrimSpace(strings.Trim(m[1], " .,-–")); name != "" && utf8.RuneCountInString(name) <= longestCredit {
				return name
			}
		}
	}
	if name := strings.TrimSpace(version.ReplaceAllString(strings.TrimSpace(c.Generator), "")); name != "" && utf8.RuneCountInString(name) <= longestCredit {
		return name
	}
	var addresses []string
	addresses = append(addresses, c.Scripts...)
	for i := range c.Images {
		addresses = append(addresses, c.Images[i].Src)
	}
	for i := range c.Links {
		addresses = append(addresses, c.Links[i].URL)
	}
	for _, p := range paths {
		for _, a := range addresses {
			if strings.Contains(a, p.part) {
				return p.name
			}
		}
	}
	return ""
}
