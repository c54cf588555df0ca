package main

import (
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxAddress is the longest address taken, in bytes; browsers and servers agree
// on about 2,000.
const maxAddress = 2048

// homeOf reads the address of a home page as a person types it: with or
// without a scheme, with a Thai host name or path. bare says that the scheme was
// added here. The error's text is for the person.
func homeOf(typed string, t *texts) (home string, bare bool, err error) {
	typed = strings.TrimFunc(typed, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("\"'<>\u200b\ufeff", r) })
	bad := func(why string) error {
		return usage(fmt.Sprintf(t.badAddress, clip(withoutUser(typed)), why), t.addressExample)
	}
	switch {
	case typed == "":
		return "", false, bad(t.addressEmpty)
	case len(typed) > maxAddress:
		return "", false, bad(t.addressLong)
	case !utf8.ValidString(typed) || strings.IndexFunc(typed, func(r rune) bool { return unicode.IsSpace(r) || acts(r) }) >= 0:
		return "", false, bad(t.addressSpace)
	}
	scheme, rest, found := strings.Cut(typed, "://")
	switch {
	case !found && strings.HasPrefix(typed, "//"):
		scheme, rest, bare = "https", typed[2:], true
	case !found:
		scheme, rest, bare = "https", typed, true
	case !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https"):
		return "", false, bad(t.addressScheme)
	}
	u, parseErr := url.Parse(strings.ToLower(scheme) + "://" + rest)
	if parseErr != nil || u.Opaque != "" {
		return "", false, bad(t.addressShape)
	}
	if u.User != nil {
		return "", false, bad(t.addressUser)
	}
	if port := u.Port(); port != "" {
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return "", false, bad(t.addressPort)
		}
	}
	host := strings.ToLower(u.Hostname())
	if !hostLike(host) {
		return "", false, bad(t.addressHost)
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	// Put together by hand: url.URL.String would percent-encode a Thai host name.
	home = u.Scheme + "://" + strings.ToLower(u.Host) + path
	if u.RawQuery != "" {
		home += "?" + u.RawQuery
	}
	return home, bare, nil
}

// withoutUser hides what stands before an @, which may be a password.
func withoutUser(typed string) string {
	at := strings.LastIndexByte(typed, '@')
	if at < 0 {
		return typed
	}
	if scheme, _, found := strings.Cut(typed[:at], "://"); found {
		return scheme + "://…" + typed[at:]
	}
	return "…" + typed[at:]
}

// hostLike reports whether a host could be one: an address, localhost, or
// labels of letters, digits and hyphens of any script, at least two of them.
func hostLike(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil || host == "localhost" {
		return true
	}
	labels := strings.Split(strings.TrimSuffix(host, "."), ".")
	if len(labels) < 2 || len(host) > 253*4 {
		return false
	}
	for _, l := range labels {
		if l == "" || strings.HasPrefix(l, "-") || strings.HasSuffix(l, "-") {
			return false
		}
		for _, r := range l {
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '-' && r != '_' {
				return false
			}
		}
	}
	last := labels[len(labels)-1]
	return strings.IndexFunc(last, func(r rune) bool { return !unicode.IsDigit(r) }) >= 0
}

// plainHTTP gives the http form of an https address.
func plainHTTP(home string) string { return "http://" + strings.TrimPrefix(home, "https://") }

// folderFor names a folder after an address: only letters, digits, dots and
// hyphens, so that any file system takes it.
func folderFor(home, day string) string {
	host := "site"
	if u, err := url.Parse(home); err == nil && u.Host != "" {
		host = strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '.' || r == '-' {
				return r
			}
			return '-'
		}, u.Host)
	}
	if runes := []rune(host); len(runes) > 60 {
		host = string(runes[:60])
	}
	return "report-" + strings.Trim(host, "-.") + "-" + day
}

func clip(s string) string {
	if runes := []rune(s); len(runes) > 80 {
		return string(runes[:80]) + "…"
	}
	return s
}
