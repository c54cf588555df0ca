package crawl

import (
	"io"
	"net/http"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

// Whoever measures is told what the home page answered, and the redirect before
// it, as the server said it; of nothing else is the answer known.
func TestTheHomePageIsRecalled(t *testing.T) {
	s := serve(t, map[string]string{"/other": page("อื่น")})
	s.on["/"] = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Set-Cookie", "a=b")
		http.Redirect(w, r, "/home", http.StatusMovedPermanently)
	}
	body := page("หน้าแรก", a("/other", "อื่น"))
	s.on["/home"] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("X-Frame-Options", "DENY")
		w.Header().Set("X-Truatweb-Tls", "lie")
		_, _ = w.Write(squeeze(t, []byte(body)))
	}
	c, err := New(Options{Reader: plainReader{}, Net: local(t)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Crawl(t.Context(), checks.Office{Home: s.URL}); err != nil {
		t.Fatal(err)
	}
	n := c.Network().(interface{ Recall(string) *http.Response })
	for range 2 { // each gets a body of its own
		first, last := n.Recall(s.URL), n.Recall(s.URL+"/home")
		if first == nil || first.StatusCode != 301 || first.Header.Get("Location") != "/home" || first.Header.Get("Set-Cookie") != "a=b" {
			t.Fatalf("first %+v", first)
		}
		if last == nil || last.StatusCode != 200 || last.Header.Get("X-Frame-Options") != "DENY" || last.Header.Get("Content-Type") != "text/html; charset=utf-8" || last.Header.Get("X-Truatweb-Tls") != "" {
			t.Fatalf("last %+v", last)
		}
		if got, err := io.ReadAll(last.Body); err != nil || string(got) != body {
			t.Errorf("%q, %v", got, err)
		}
	}
	if n.Recall(s.URL+"/other") != nil || n.Recall("https://elsewhere.example/") != nil {
		t.Error("more is recalled than the home page")
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/home", nil)
	if err != nil {
		t.Fatal(err)
	}
	before := s.total()
	if resp, err := c.Fetch(req); err != nil || resp.StatusCode != 200 || s.total() != before {
		t.Errorf("%v, asked %d times more", err, s.total()-before)
	}
}
