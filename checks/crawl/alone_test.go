package crawl

import (
	"slices"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

// A page that is looked at alone asks a small server for that page and its
// files, and for no other page, frame or sitemap.
func TestAloneAsksForAPageAndItsFiles(t *testing.T) {
	s := serve(t, map[string]string{
		"/plan": page("แผน", nav(a("/", "หน้าแรก"), a("/news", "ข่าว")), a("files/plan.pdf", "แผน 2569"), a("/files/gone.pdf", "แผน 2568"),
			a("/other", "หน้าอื่น"), `<iframe src="/frame"></iframe>`),
		"/files/plan.pdf": "%PDF-1.4 แผน", "/": page("หน้าแรก"), "/news": page("ข่าว"), "/other": page("อื่น"), "/frame": page("กรอบ"),
		"/sitemap.xml": "<urlset><url><loc>/other</loc></url></urlset>",
	})
	site := crawlSite(t, s.URL+"/plan", func(o *Options, office *checks.Office) {
		o.Alone, office.Scope = true, []string{s.URL + "/"}
	})
	if len(site.Pages) != 1 || len(site.Documents) != 1 || site.Stopped != "" {
		t.Errorf("seen %v, stopped %q", urls(site), site.Stopped)
	}
	for path := range s.hits {
		if !slices.Contains([]string{"/plan", "/files/plan.pdf", "/files/gone.pdf", "/robots.txt"}, path) {
			t.Errorf("%s was asked for", path)
		}
	}
	if site.GapAt(s.URL+"/files/gone.pdf") == nil {
		t.Error("a dead file is no gap")
	}
}
