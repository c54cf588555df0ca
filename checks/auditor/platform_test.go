package auditor

import (
	"testing"

	"github.com/truatweb/truatweb/checks"
)

func TestPlatform(t *testing.T) {
	footer := func(text string) []checks.Block {
		return []checks.Block{{Region: checks.RegionMain, Text: "พัฒนาโดยชุมชนมีส่วนร่วม"}, {Region: checks.RegionFooter, Text: text}}
	}
	for _, c := range []struct {
		name    string
		content checks.Content
		want    string
	}{
		{"a vendor", checks.Content{Generator: "WordPress 6.4.2", Blocks: footer("สงวนลิขสิทธิ์ 2569 | พัฒนาโดย ร้านเว็บดี")}, "ร้านเว็บดี"},
		{"in English", checks.Content{Blocks: footer("© 2026 Powered by: SmallTown CMS")}, "SmallTown CMS"},
		{"a generator", checks.Content{Generator: "WordPress 6.4.2"}, "WordPress"},
		{"a generator without version", checks.Content{Generator: "Joomla! - Open Source Content Management"}, "Joomla! - Open Source Content Management"},
		{"addresses", checks.Content{Scripts: []string{"http://a.example/wp-content/x.js"}}, "WordPress"},
		{"the main part names no vendor", checks.Content{Blocks: footer("โทร. 038 123 456")}, ""},
		{"nothing", checks.Content{}, ""},
	} {
		site := &checks.Site{Home: "http://a.example/", Pages: []*checks.Page{{Fetched: checks.Fetched{URL: "http://a.example/"}, Content: &c.content}}}
		if got := platform(site); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
