package warc

import (
	"bufio"
	"encoding/json"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// mark stands in index lines for the name that the file will have.
const mark = "\x00"

// line is the JSON part of a line of the index (CDXJ).
type line struct {
	URL      string `json:"url"`
	Mime     string `json:"mime"`
	Status   string `json:"status"`
	Digest   string `json:"digest"`
	Length   string `json:"length"`
	Offset   string `json:"offset"`
	Filename string `json:"filename"`
}

// indexLine is the line of one answer.
func indexLine(target string, f fields, h head, payload string, offset, size int64) string {
	mime := "unk"
	if strings.EqualFold(f.get("WARC-Type"), "revisit") {
		mime = "warc/revisit"
	} else if t, _, _ := strings.Cut(h.header.Get("Content-Type"), ";"); strings.TrimSpace(t) != "" {
		mime = strings.ToLower(strings.TrimSpace(t))
	}
	when := "00000000000000"
	if at, err := time.Parse(time.RFC3339Nano, f.get("WARC-Date")); err == nil {
		when = at.UTC().Format("20060102150405")
	}
	rest, err := json.Marshal(line{target, mime, strconv.Itoa(h.status), payload, strconv.FormatInt(size, 10), strconv.FormatInt(offset, 10), mark})
	if err != nil {
		return "" // strings are always JSON
	}
	return surt(target) + " " + when + " " + string(rest)
}

// surt is an address with its host turned round, by which indexes are sorted
// (Sort-friendly URI Reordering Transform).
func surt(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return strings.ReplaceAll(strings.ToLower(address), " ", "%20")
	}
	host := strings.ToLower(u.Hostname())
	if net.ParseIP(host) == nil {
		parts := strings.Split(strings.TrimPrefix(host, "www."), ".")
		slices.Reverse(parts)
		host = strings.Join(parts, ",")
	}
	if p := u.Port(); p != "" && !(u.Scheme == "http" && p == "80") && !(u.Scheme == "https" && p == "443") {
		host += ":" + p
	}
	out := host + ")" + strings.ToLower(u.EscapedPath())
	if u.EscapedPath() == "" {
		out += "/"
	}
	if u.RawQuery != "" {
		pairs := strings.Split(strings.ToLower(u.RawQuery), "&")
		slices.Sort(pairs)
		out += "?" + strings.Join(pairs, "&")
	}
	return strings.ReplaceAll(out, " ", "%20")
}

// writeIndex writes the lines in order, so that the index appears whole or not at
// all.
func writeIndex(path, name string, lines []string) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".truatweb-*.tmp")
	if err != nil {
		return err
	}
	quoted := strings.Trim(strconv.Quote(name), `"`)
	slices.Sort(lines)
	w := bufio.NewWriter(f)
	for _, l := range lines {
		// Each write after a failed one fails too, and Flush tells.
		_, _ = w.WriteString(strings.Replace(l, `\u0000`, quoted, 1))
		_ = w.WriteByte('\n')
	}
	err = w.Flush()
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Chmod(f.Name(), 0o644) //nolint:gosec // as readable as the reports beside it
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}
