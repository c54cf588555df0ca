package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
)

// keptSite is a website kept in a folder: site.json says whose it is, for which
// day it is judged and how single addresses answer; www/ holds its files.
// answers.json, where it is there, says what a careful auditor concludes.
type keptSite struct {
	name   string
	Office checks.Office    `json:"office"`
	Home   string           `json:"home"` // path
	AsOf   string           `json:"as_of"`
	Fiscal int              `json:"fiscal_year"`
	Routes map[string]route `json:"routes"` // by path and query, or path alone
	answer map[string]answer
	files  fs.FS
}

// route is how a kept site answers one address.
type route struct {
	File     string            `json:"file"`
	Status   int               `json:"status"`
	Headers  map[string]string `json:"headers"`
	Redirect string            `json:"redirect"`
	DelayMS  int               `json:"delay_ms"`
	DripMS   int               `json:"drip_ms"` // between pieces of 64 bytes
}

// answer is what a careful auditor concludes about one requirement.
type answer struct {
	Verdict  checks.Verdict   `json:"verdict"`
	Also     []checks.Verdict `json:"also"`
	Evidence []string         `json:"evidence"`
	Why      string           `json:"why"`
}

// errNoSites says that a folder holds no kept site.
var errNoSites = errors.New("no folder in it has a site.json")

// keptSites reads the sites kept in the folders of a folder, or the one kept in
// the folder itself.
func keptSites(root string) ([]*keptSite, error) {
	entries, err := os.ReadDir(root)
	if err != nil {
		return nil, err
	}
	dirs := []string{root}
	for _, e := range entries {
		if e.IsDir() {
			dirs = append(dirs, filepath.Join(root, e.Name()))
		}
	}
	var out []*keptSite
	for _, dir := range dirs {
		s, err := readKept(dir)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return nil, err
		default:
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return nil, errNoSites
	}
	return out, nil
}

func readKept(dir string) (*keptSite, error) {
	body, err := os.ReadFile(filepath.Join(dir, "site.json"))
	if err != nil {
		return nil, err
	}
	s := &keptSite{name: filepath.Base(dir), Home: "/", files: os.DirFS(filepath.Join(dir, "www"))}
	if err := json.Unmarshal(body, s); err != nil {
		return nil, fmt.Errorf("reading %s: %w", filepath.Join(dir, "site.json"), err)
	}
	var key struct{ Items map[string]answer }
	at := filepath.Join(dir, "answers.json")
	switch body, err = os.ReadFile(at); {
	case errors.Is(err, fs.ErrNotExist):
		return s, nil
	case err == nil:
		err = json.Unmarshal(body, &key)
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", at, err)
	}
	s.answer = key.Items
	return s, nil
}

// serveLoopback serves on an address of this machine, "127.0.0.1:0" for any free
// port, until stop is called. Origin is "http://host:port".
func serveLoopback(ctx context.Context, at string, h http.Handler) (origin string, stop func(), err error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", at)
	if err != nil {
		return "", nil, fmt.Errorf("opening a loopback port: %w", err)
	}
	server := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(listener) // ends with the server closed, below
	}()
	return "http://" + listener.Addr().String(), func() { _ = server.Close(); <-done }, nil
}

// ServeHTTP answers by the routes first, then by the files.
func (s *keptSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
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
	defer func() { _ = f.Close() }() // only read from
	w.WriteHeader(max(rt.Status, http.StatusOK))
	if rt.DripMS == 0 {
		_, _ = io.Copy(w, f) // who went away is told nothing
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

// typeOf names a file's type as an old server does: by its ending, and without
// a character set.
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
