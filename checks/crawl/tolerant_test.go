package crawl

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

// rawly answers with these bytes and hangs up.
func rawly(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		c, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			_, _ = io.WriteString(c, text)
			_ = c.Close()
		}
	}
}

// Answers whose heads break the rules are read where browsers read them, and told
// apart from a server that does not answer where they do not.
func TestUnrulyHeads(t *testing.T) {
	body := page("หน้าที่หัวผิด")
	for name, c := range map[string]struct {
		head string
		want checks.Reason // "": read
		says string
	}{
		"a line that is no header":   {"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nPHP Warning in line 3\r\n\r\n", "", ""},
		"a space before the colon":   {"HTTP/1.1 200 OK\r\nContent-Type : text/html\r\nBad Name: x\r\n\r\n", "", ""},
		"a fold without a header":    {"HTTP/1.1 200 OK\r\n folded\r\nContent-Type: text/html\r\n\r\n", "", ""},
		"control characters":         {"HTTP/1.1 200 OK\r\nX-\x01: a\r\nServer: a\x00b\x1b[2J\r\n\r\n", "", ""},
		"a length below zero":        {"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", "", ""},
		"a length that is a word":    {"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", "", ""},
		"a transfer that is none":    {"HTTP/1.1 200 OK\r\nTransfer-Encoding: identity, utf8\r\n\r\n", "", ""},
		"the same length twice":      {fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Length: %[1]d\r\nContent-Length: %[1]d\r\n\r\n", len(body)), "", ""},
		"no reason and no minor":     {"HTTP/1 200\r\nContent-Type: text/html\r\n\r\n", "", ""},
		"bare line feeds":            {"HTTP/1.1 200 OK\nWrong line\nContent-Type: text/html\n\n", "", ""},
		"blank lines first":          {"\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", "", ""},
		"an announcement first":      {"HTTP/1.1 103 Early Hints\r\nwrong\r\n\r\nHTTP/1.1 200 OK\r\nwrong\r\n\r\n", "", ""},
		"several lengths":            {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 900\r\n\r\n", checks.BadResponse, "several lengths"},
		"another protocol":           {"SSH-2.0-OpenSSH_9.6\r\n", checks.BadResponse, "SSH-2.0"},
		"no head at all":             {"", checks.BadResponse, "<title>"},
		"no status":                  {"HTTP/1.1 OK\r\n\r\n", checks.BadResponse, "HTTP/1.1 OK"},
		"a head without an end":      {"HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 2<<20) + "\r\n\r\n", checks.BadResponse, "exceeded"},
		"announcements without end":  {strings.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 100), checks.BadResponse, ""},
		"a bad head without an end":  {"HTTP/1.1 200 OK\r\nwrong\r\n" + strings.Repeat("wrong\r\n", 300_000), checks.BadResponse, ""},
		"notes of our own in a head": {"HTTP/1.1 200 OK\r\nwrong\r\nX-Truatweb-Tls: lie\r\n\r\n", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, map[string]string{"/": page("หน้าแรก", a("/x", "หน้า"), a("/y", "หน้า"))})
			s.on["/x"], s.on["/y"] = rawly(c.head+body), rawly(c.head+page("อีกหน้าหนึ่ง"))
			site := crawlSite(t, s.URL, nil)
			if c.want != "" {
				g := gapAt(t, site, s.URL+"/x")
				if g.Reason != c.want || !strings.Contains(g.Detail, c.says) || strings.ContainsAny(g.Detail, "\x1b\r\n") {
					t.Errorf("%+v", g)
				}
				if n := s.count("/x"); n > 4 {
					t.Errorf("asked %d times", n)
				}
				return
			}
			if p := pageAt(t, site, s.URL+"/x"); p.Content.Title != "หน้าที่หัวผิด" || p.Detail != "" {
				t.Errorf("%q %q", p.Content.Title, p.Detail)
			}
			if n, m := s.count("/x"), s.count("/y"); n > 2 || m > 2 {
				t.Errorf("asked %d and %d times", n, m)
			}
			asked := 0
			for _, l := range site.Ledger {
				asked += l.Requests
			}
			// what is written while the server closes the connection never reaches it, and
			// was asked all the same: at most once for each page that closes
			if made := s.total(); asked < made || asked > made+2 {
				t.Errorf("%d requests counted, %d made", asked, made)
			}
		})
	}
}

// A head that breaks the rules is read over a faulty certificate, too, as an
// office's own pages are.
func TestUnrulyHeadOverTLS(t *testing.T) {
	s := httptest.NewTLSServer(rawly("HTTP/1.1 200 OK\r\nwrong line\r\n\r\n" + page("หน้าแรก")))
	t.Cleanup(s.Close)
	site := crawlSite(t, s.URL+"/", nil)
	if len(site.Pages) != 1 || site.Pages[0].Content.Title != "หน้าแรก" || !strings.HasPrefix(site.Pages[0].Detail, "tls: ") {
		t.Errorf("%v, gaps %+v", urls(site), site.Gaps)
	}
}

func FuzzHeadOf(f *testing.F) {
	for _, s := range []string{"HTTP/1.1 200 OK\r\nwrong\r\nA: b\r\n c\r\n\r\nbody", "HTTP/1.0 404\n\n", "HTTP/1.1 200 OK\r\nContent-Length: 3,3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", "\r\n\r\n", "ICY 200 OK\r\n"} {
		f.Add([]byte(s))
	}
	req, err := http.NewRequest(http.MethodGet, "http://127.0.0.1/", nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		resp, err := answerOf(bufio.NewReader(strings.NewReader(string(b))), req)
		if err != nil {
			return
		}
		if resp.StatusCode < 200 {
			t.Errorf("status %d", resp.StatusCode)
		}
		_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<20))
		_ = resp.Body.Close()
	})
}
