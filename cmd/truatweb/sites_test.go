package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// route is how a test site answers one address; site.json holds them.
type route struct {
	File     string            `json:"file"`
	Status   int               `json:"status"`
	Headers  map[string]string `json:"headers"`
	Redirect string            `json:"redirect"`
	DelayMS  int               `json:"delay_ms"`
	DripMS   int               `json:"drip_ms"`
}

// testSite is an invented office's site with its answer key.
type testSite struct {
	name   string
	Office checks.Office    `json:"office"`
	Home   string           `json:"home"`
	AsOf   string           `json:"as_of"`
	Fiscal int              `json:"fiscal_year"`
	Routes map[string]route `json:"routes"`
	answer map[string]answer
	files  fs.FS
}

// answer is what a careful auditor concludes about one requirement.
type answer struct {
	Verdict  checks.Verdict   `json:"verdict"`
	Also     []checks.Verdict `json:"also"`
	Evidence []string         `json:"evidence"`
	Why      string           `json:"why"`
}

func loadSites(t *testing.T, root string) []*testSite {
	t.Helper()
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Skipf("no sites here: %v", err)
	}
	var out []*testSite
	for _, e := range entries {
		dir := filepath.Join(root, e.Name())
		body, err := os.ReadFile(filepath.Join(dir, "site.json"))
		if err != nil {
			continue
		}
		s := &testSite{name: e.Name(), files: os.DirFS(filepath.Join(dir, "www"))}
		if err := json.Unmarshal(body, s); err != nil {
			t.Fatalf("%s: %v", dir, err)
		}
		var key struct{ Items map[string]answer }
		body, err = os.ReadFile(filepath.Join(dir, "answers.json"))
		if err == nil {
			err = json.Unmarshal(body, &key)
		}
		if err != nil {
			t.Fatalf("%s: %v", dir, err)
		}
		s.answer = key.Items
		out = append(out, s)
	}
	if len(out) == 0 {
		t.Skipf("no sites in %s", root)
	}
	return out
}

// serve serves a site on a loopback address and gives the address of its home.
func (s *testSite) serve(t *testing.T, at string) string {
	t.Helper()
	l, err := net.Listen("tcp", at)
	if err != nil {
		t.Skipf("serving %s: %v", s.name, err)
	}
	server := &http.Server{Handler: s, ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Close() })
	return "http://" + l.Addr().String() + s.Home
}

// ServeHTTP answers by the routes first, then by the files.
func (s *testSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rt, ok := s.Routes[r.URL.RequestURI()]
	for _, k := range []string{decoded(r.URL.RequestURI()), r.URL.Path} {
		if !ok {
			rt, ok = s.Routes[k]
		}
	}
	time.Sleep(time.Duration(rt.DelayMS) * time.Millisecond)
	file := strings.TrimPrefix(r.URL.Path, "/")
	if rt.File != "" {
		file = strings.TrimPrefix(rt.File, "/")
	}
	if st, err := fs.Stat(s.files, path.Join(".", file)); err == nil && st.IsDir() {
		file = path.Join(file, "index.html")
	}
	w.Header().Set("Content-Type", typeOf(file))
	for k, v := range rt.Headers {
		w.Header().Set(k, v)
	}
	if rt.Redirect != "" {
		http.Redirect(w, r, rt.Redirect, max(rt.Status, http.StatusFound))
		return
	}
	f, err := s.files.Open(path.Join(".", file))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer func() { _ = f.Close() }()
	w.WriteHeader(max(rt.Status, http.StatusOK))
	if rt.DripMS == 0 {
		_, _ = io.Copy(w, f)
		return
	}
	for {
		if n, err := io.CopyN(w, f, 64); n == 0 || err != nil {
			return
		}
		_ = http.NewResponseController(w).Flush()
		time.Sleep(time.Duration(rt.DripMS) * time.Millisecond)
	}
}

func decoded(s string) string {
	if d, err := url.PathUnescape(s); err == nil {
		return d
	}
	return s
}

func typeOf(file string) string {
	switch ext := path.Ext(file); ext {
	case ".html", ".htm", ".php", ".aspx", "":
		return "text/html"
	case ".pdf":
		return "application/pdf"
	case ".js":
		return "text/javascript"
	case ".json", ".xml":
		return "application/" + ext[1:]
	case ".css", ".csv":
		return "text/" + ext[1:]
	case ".jpg", ".png", ".gif":
		return "image/" + strings.Replace(ext[1:], "jpg", "jpeg", 1)
	default:
		return "application/octet-stream"
	}
}

// agreement counts how audits agree with answer keys.
type agreement struct{ judged, agree, falseFound, falseAbsent, wrongProof, toEyes int }

func (n *agreement) add(o agreement) {
	n.judged += o.judged
	n.agree += o.agree
	n.falseFound += o.falseFound
	n.falseAbsent += o.falseAbsent
	n.wrongProof += o.wrongProof
	n.toEyes += o.toEyes
}

func (n agreement) String() string {
	return fmt.Sprintf("agreement %.3f (%d of %d), false found %d, false absent %d, wrong proof %d, to eyes %d",
		float64(n.agree)/float64(max(1, n.judged)), n.agree, n.judged, n.falseFound, n.falseAbsent, n.wrongProof, n.toEyes)
}

// compare holds the findings of the founding table against a key.
func compare(t *testing.T, s *testSite, a *checks.Audit) agreement {
	t.Helper()
	var n agreement
	for i := range a.Findings {
		f := &a.Findings[i]
		k, ok := s.answer[f.ID]
		if !ok || f.Standard != "ops2563" || f.Parent {
			continue
		}
		n.judged++
		allowed := append([]checks.Verdict{k.Verdict}, k.Also...)
		switch {
		case slices.Contains(allowed, f.Verdict):
			n.agree++
			if f.Verdict == checks.Found && len(k.Evidence) > 0 && !slices.ContainsFunc(f.Evidence, func(e checks.Evidence) bool { return slices.Contains(k.Evidence, requested(e.URL)) }) {
				n.wrongProof++
			}
			continue
		case f.Verdict == checks.Found && !slices.Contains(allowed, checks.Partial):
			n.falseFound++
		case f.Verdict == checks.Absent && slices.ContainsFunc(allowed, func(v checks.Verdict) bool {
			return v == checks.Found || v == checks.Partial || v == checks.WrongPeriod
		}):
			n.falseAbsent++
		case f.Verdict == checks.NeedsEyes:
			n.toEyes++
		}
		t.Logf("%s %s: said %s %v, key %v (%s)", s.name, f.ID, f.Verdict, f.Reasons, allowed, k.Why)
	}
	return n
}

// requested gives the path and query of an address, decoded, as keys name them.
func requested(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	out := decoded(u.EscapedPath())
	if u.RawQuery != "" {
		out += "?" + decoded(u.RawQuery)
	}
	return out
}

// auditSite audits a served site with the program's real parts.
func auditSite(t *testing.T, s *testSite, home string) *checks.Audit {
	t.Helper()
	day, err := time.ParseInLocation(time.DateOnly, s.AsOf, thai.Bangkok())
	if err != nil {
		t.Fatal(err)
	}
	standards, problems := realStandards(nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	p := &plan{asOf: day, fiscalYear: s.Fiscal, maxPages: 500, maxTime: 2 * time.Minute, allowPrivate: []string{"127.0.0.0/8"}, only: []string{"127.0.0.0/8"}}
	run, err := realAuditing(p, standards, "truatweb test", func(event) {})
	if err != nil {
		t.Fatal(err)
	}
	if c, ok := run.(io.Closer); ok {
		defer func() { _ = c.Close() }()
	}
	a, _, err := run.Audit(context.Background(), checks.Office{Home: home}, p.when())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// What an audit concludes about invented offices must not get worse: the bounds
// are what was measured when they were last set, with some room.
func TestSites(t *testing.T) {
	if testing.Short() {
		t.Skip("audits whole sites")
	}
	for _, c := range []struct {
		root    string
		address string // %d is the site's number
		at      float64
		found   int // false found
		absent  int // false absent
	}{
		{root: "../../testdata/sites", address: "127.0.2.%d:0", at: 0.80, found: 6, absent: 8},
		{root: "../../../shared/sites", address: "127.0.1.%d:18080", at: 0.90, found: 2, absent: 4},
	} {
		t.Run(filepath.Base(filepath.Dir(c.root)), func(t *testing.T) {
			sites := loadSites(t, filepath.FromSlash(c.root))
			var homes []string
			for i, s := range sites {
				homes = append(homes, s.serve(t, fmt.Sprintf(c.address, i+1)))
			}
			var all agreement
			for i, s := range sites {
				n := compare(t, s, auditSite(t, s, homes[i]))
				t.Logf("%s: %s", s.name, n)
				all.add(n)
			}
			t.Logf("all: %s", all)
			if share := float64(all.agree) / float64(all.judged); share < c.at || all.falseFound > c.found || all.falseAbsent > c.absent {
				t.Errorf("worse than before: %s", all)
			}
		})
	}
}
