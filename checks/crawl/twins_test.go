package crawl

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

func TestAFolderInAnotherOrderIsTheSameFolder(t *testing.T) {
	for raw, want := range map[string]string{
		"http://a.example/pub/?C=N;O=D":     "http://a.example/pub/",
		"http://a.example/pub/?C=M&O=A":     "http://a.example/pub/",
		"http://a.example/pub/?F=2&C=S;O=A": "http://a.example/pub/",
		"http://a.example/pub/?O=D":         "http://a.example/pub/",
		"http://a.example/pub/?S=A":         "http://a.example/pub/",
		"http://a.example/pub/?C=X;O=A":     "http://a.example/pub/?C=X;O=A",
		"http://a.example/pub/?C=N;O=D;p=1": "http://a.example/pub/?C=N;O=D;p=1",
		"http://a.example/pub/?N=1":         "http://a.example/pub/?N=1",
		"http://a.example/pub/?F=1":         "http://a.example/pub/?F=1",
		"http://a.example/list.php?C=N;O=D": "http://a.example/list.php",
		"http://a.example/list.php?C=N":     "http://a.example/list.php?C=N",
		"http://a.example/list.php?N=A":     "http://a.example/list.php?N=A",
	} {
		if got := unprint(mustParse(t, raw)).String(); got != want {
			t.Errorf("%s → %s", raw, got)
		}
	}
}

// A folder whose server offers its list in eight orders is asked for once, and so is
// each folder in it.
func TestListsOfFoldersAreReadOnce(t *testing.T) {
	s := serve(t, map[string]string{"/": page("หน้าแรก", a("/pub/", "แฟ้ม"))})
	s.on["*"] = func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, "/pub/") || strings.Count(r.URL.Path, "/") > 4 {
			http.NotFound(w, r)
			return
		}
		var links []string
		for _, column := range "NMSD" {
			for _, way := range "AD" {
				links = append(links, a(fmt.Sprintf("?C=%c;O=%c", column, way), "Name"))
			}
		}
		say(w, "Index of "+r.URL.RequestURI(), append(links, a("../", "Parent"), a("x/", "x/"), a("y/", "y/"))...)
	}
	site := crawlSite(t, s.URL, nil)
	for _, at := range []string{"/pub/", "/pub/x/", "/pub/y/", "/pub/x/x/", "/pub/y/x/"} {
		pageAt(t, site, s.URL+at)
		if n := s.count(at); n != 1 {
			t.Errorf("%s was asked for %d times", at, n)
		}
	}
	for _, at := range s.order() {
		if strings.Contains(at, "?") {
			t.Errorf("asked for %s", at)
		}
	}
}

func TestASampleIsTheSameAtEveryPort(t *testing.T) {
	for _, host := range []string{"a.example", "127.0.0.1", "[::1]"} {
		for _, prefix := range []string{"", steeredShape} {
			if x, y := withoutPort(prefix+host+":8080/news/#"), withoutPort(prefix+host+":9090/news/#"); x != y || x != withoutPort(prefix+host+"/news/#") {
				t.Errorf("%s and %s", x, y)
			}
		}
	}
	if withoutPort("a.example/x") == withoutPort("b.example/x") {
		t.Error("two hosts are one")
	}
}

// Where many dead links of one shape are dead when asked for again, the others are
// not asked for again; dead links of other shapes are.
func TestDeadLinksOfOneShapeAreAskedForAgainInPart(t *testing.T) {
	var links []string
	for n := range 25 {
		links = append(links, a(fmt.Sprintf("/gone/%d", n), "เรื่อง"))
	}
	for n := range 5 {
		links = append(links, a(fmt.Sprintf("/late/%d", n), "เรื่อง"))
	}
	s := serve(t, map[string]string{"/": page("หน้าแรก", links...)})
	s.on["*"] = func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/late/") && s.count(r.URL.Path) > 1 {
			say(w, "มาช้า "+r.URL.Path)
			return
		}
		http.NotFound(w, r)
	}
	site := crawlSite(t, s.URL, nil)
	again := 0
	for n := range 25 {
		at := fmt.Sprintf("/gone/%d", n)
		again += s.count(at) - 1
		if g := gapAt(t, site, s.URL+at); g.Reason != "dead_link" {
			t.Errorf("%s: %+v", at, g)
		}
	}
	if again != mostAgain {
		t.Errorf("%d asked for again", again)
	}
	for n := range 5 {
		pageAt(t, site, fmt.Sprintf("%s/late/%d", s.URL, n))
	}
}
