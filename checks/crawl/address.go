package crawl

import (
	"net"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// address is a parsed web address. Path and query are percent-encoded in one
// spelling; the fragment is gone.
type address struct {
	scheme string // "http" or "https"
	host   string // lower-case, IDN in its ASCII form, IPv6 in brackets
	port   string // "" for the scheme's own
	path   string // begins with "/"
	query  string // without "?"
	route  string // fragment by which a script's page shows another, without "#"; mostly ""
}

// parse reads an absolute http or https address as browsers do: raw Thai, bad
// percent signs and backslashes are mended, not refused.
func parse(raw string) (address, bool) {
	raw = strings.TrimFunc(raw, func(r rune) bool { return r <= ' ' })
	if strings.ContainsAny(raw, "\t\n\r") || !utf8.ValidString(raw) {
		raw = strings.Map(func(r rune) rune {
			if r == '\t' || r == '\n' || r == '\r' {
				return -1
			}
			return r
		}, raw)
	}
	raw, _, _ = strings.Cut(raw, "#")
	scheme, rest, ok := strings.Cut(raw, ":")
	a := address{scheme: strings.ToLower(scheme)}
	if !ok || a.scheme != "http" && a.scheme != "https" {
		return address{}, false
	}
	slashed := strings.TrimLeft(rest, `/\`)
	if len(rest)-len(slashed) < 2 {
		return address{}, false
	}
	end := strings.IndexAny(slashed, `/\?`)
	if end < 0 {
		end = len(slashed)
	}
	authority, tail := slashed[:end], slashed[end:]
	if i := strings.LastIndexByte(authority, '@'); i >= 0 {
		authority = authority[i+1:] // never send or store what may be a password
	}
	if a.host, a.port, ok = splitHost(authority, a.scheme); !ok {
		return address{}, false
	}
	path, query, _ := strings.Cut(tail, "?")
	a.path = cleanPath(escape(strings.ReplaceAll(path, `\`, "/"), false))
	a.query = escape(query, true)
	return a, true
}

// parseRoute is parse for the links of a page that a script drew: there a
// fragment such as "#/news" or "#!/news" names a page of its own.
func parseRoute(raw string) (address, bool) {
	a, ok := parse(raw)
	_, fragment, _ := strings.Cut(raw, "#")
	if path := strings.TrimPrefix(fragment, "!"); ok && len(path) > 1 && path[0] == '/' {
		a.route = escape(strings.TrimSpace(fragment), true)
	}
	return a, ok
}

func splitHost(authority, scheme string) (host, port string, ok bool) {
	host = authority
	if i := strings.LastIndexByte(authority, ':'); i >= 0 && !strings.Contains(authority[i:], "]") {
		host, port = authority[:i], authority[i+1:]
	}
	for _, c := range []byte(port) {
		if c < '0' || c > '9' {
			return "", "", false
		}
	}
	if port = strings.TrimLeft(port, "0"); len(port) > 5 {
		return "", "", false
	}
	if scheme == "http" && port == "80" || scheme == "https" && port == "443" {
		port = ""
	}
	if plainName(host) {
		return host, port, true
	}
	if un, err := url.PathUnescape(host); err == nil {
		host = un
	}
	if ip := net.ParseIP(strings.Trim(host, "[]")); ip != nil {
		if ip.To4() == nil || strings.Contains(host, ":") {
			return "[" + ip.String() + "]", port, strings.HasPrefix(host, "[")
		}
		return ip.String(), port, true
	}
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	if host == "" || strings.HasPrefix(host, ".") || strings.HasSuffix(host, ".") || strings.Contains(host, "..") || strings.ContainsAny(host, " <>\"'`{}|^%[]:@,;()\\") {
		return "", "", false
	}
	for _, r := range host {
		if r <= ' ' || r >= 0x7F { // what is no host name, IDN included
			return "", "", false
		}
	}
	return host, port, true
}

// plainName reports whether a host is surely a name in its one spelling: letters, digits
// and dashes of ASCII between dots, and no number of four bytes.
func plainName(host string) bool {
	letter, last := false, byte('.')
	for i := range len(host) {
		c := host[i]
		switch {
		case c >= 'a' && c <= 'z':
			letter = true
		case c >= '0' && c <= '9', c == '-', c == '.' && last != '.':
		default:
			return false
		}
		last = c
	}
	return letter && last != '.' && !strings.Contains(host, "xn--")
}

const upperHex = "0123456789ABCDEF"

// escape gives a path or query one spelling (RFC 3986 §6.2.2): escapes of
// unreserved characters undone, other escapes in upper case, everything that
// may not stand raw escaped.
func escape(s string, query bool) string {
	if escaped(s, query) {
		return s
	}
	return respelt(s, query)
}

func respelt(s string, query bool) string {
	var b strings.Builder
	b.Grow(len(s) + 16)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			d := unhex(s[i+1])<<4 | unhex(s[i+2])
			if unreserved(d) {
				b.WriteByte(d)
			} else {
				b.Write([]byte{'%', upperHex[d>>4], upperHex[d&15]})
			}
			i += 2
		case c == '%', c <= ' ', c >= 0x7F, strings.IndexByte("\"<>`{}|\\^[]", c) >= 0 && !(query && (c == '[' || c == ']')):
			b.Write([]byte{'%', upperHex[c>>4], upperHex[c&15]})
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// escaped reports whether a path or query has its one spelling.
func escaped(s string, query bool) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case plainByte[c], query && (c == '[' || c == ']'):
		case c == '%' && i+2 < len(s) && upperOf(s[i+1]) && upperOf(s[i+2]) && !unreserved(unhex(s[i+1])<<4|unhex(s[i+2])):
			i += 2
		default:
			return false
		}
	}
	return true
}

func upperOf(c byte) bool { return c >= '0' && c <= '9' || c >= 'A' && c <= 'F' }

// plainByte are the bytes that may stand raw in a path and in a query.
var plainByte = func() (is [256]bool) {
	for c := byte('!'); c < 0x7F; c++ {
		is[c] = strings.IndexByte("%\"<>`{}|\\^[]", c) < 0
	}
	return is
}()

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	}
	return c - 'a' + 10
}

func unreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~'
}

// cleanPath removes dot segments (RFC 3986 §5.2.4) and doubled slashes.
func cleanPath(p string) string {
	if p != "" && p[0] == '/' && !strings.Contains(p, "//") && !strings.Contains(p, "/.") {
		return p
	}
	return tidied(p)
}

func tidied(p string) string {
	var out []string
	segs := strings.Split(p, "/")
	for i, s := range segs {
		last := i == len(segs)-1
		switch {
		case s == "" && !last, s == "." && !last:
		case s == ".":
			out = append(out, "")
		case s == "..":
			if len(out) > 0 {
				out = out[:len(out)-1]
			}
			if last {
				out = append(out, "")
			}
		default:
			out = append(out, s)
		}
	}
	return "/" + strings.Join(out, "/")
}

func (a address) authority() string {
	if a.port == "" {
		return a.host
	}
	return a.host + ":" + a.port
}

func (a address) origin() string { return a.scheme + "://" + a.authority() }

// target is what a server is asked for.
func (a address) target() string {
	if a.query == "" {
		return a.path
	}
	return a.path + "?" + a.query
}

func (a address) String() string {
	if a.route != "" {
		return a.origin() + a.target() + "#" + a.route
	}
	return a.origin() + a.target()
}

// flat is an address whose route stands in its path, for those who look at
// paths.
func (a address) flat() address {
	if a.route == "" {
		return a
	}
	path, query, _ := strings.Cut(a.route, "?")
	a.path, a.query, a.route = a.dir()+"~"+strings.TrimPrefix(path, "!"), query, ""
	return a
}

// dir is the path up to and with its last slash.
func (a address) dir() string { return a.path[:strings.LastIndexByte(a.path, '/')+1] }

// name is the decoded last segment of the path.
func (a address) name() string {
	s := a.path[strings.LastIndexByte(a.path, '/')+1:]
	if un, err := url.PathUnescape(s); err == nil {
		return un
	}
	return s
}

// extension is the lower-case ending of the path's name, with its dot.
func (a address) extension() string {
	n := a.name()
	if i := strings.LastIndexByte(n, '.'); i >= 0 && len(n)-i <= 6 {
		return strings.ToLower(n[i:])
	}
	return ""
}

// key drops what does not name the content: session and tracking parameters,
// and the order of the others.
func (a address) key() address {
	a.path = dropSessionPath(a.path)
	if a.query == "" {
		return a
	}
	pairs := slices.DeleteFunc(strings.Split(a.query, "&"), func(p string) bool {
		name, value, _ := strings.Cut(p, "=")
		return p == "" || passing(strings.ToLower(name), value)
	})
	slices.SortStableFunc(pairs, func(x, y string) int {
		xn, _, _ := strings.Cut(x, "=")
		yn, _, _ := strings.Cut(y, "=")
		return strings.Compare(xn, yn)
	})
	a.query = strings.Join(pairs, "&")
	return a
}

// dropSessionPath removes ";jsessionid=…" and ASP.NET's "/(S(…))".
func dropSessionPath(p string) string {
	if strings.IndexByte(p, ';') < 0 && strings.IndexByte(p, '(') < 0 && p != "" {
		return p
	}
	low := strings.ToLower(p)
	if i := strings.Index(low, ";jsessionid="); i >= 0 {
		end := strings.IndexByte(p[i:], '/')
		if end < 0 {
			end = len(p) - i
		}
		p, low = p[:i]+p[i+end:], low[:i]+low[i+end:]
	}
	if i := strings.Index(low, "/(s("); i >= 0 {
		if end := strings.Index(p[i:], "))"); end > 0 {
			p = p[:i] + p[i+end+2:]
		}
	}
	if p == "" {
		return "/"
	}
	return p
}

// passing reports whether a query parameter (name in lower case) is a session
// id or a tracking mark.
func passing(name, value string) bool {
	switch name {
	case "phpsessid", "jsessionid", "oscsid", "cfid", "cftoken", "zenid", "sessionid", "session_id", "sessid",
		"fbclid", "gclid", "gclsrc", "dclid", "msclkid", "yclid", "mc_cid", "mc_eid", "igshid", "_ga":
		return true
	case "sid":
		return token(value, 8, false)
	case "s", "session":
		return token(value, 16, true)
	}
	return strings.HasPrefix(name, "utm_") || strings.HasPrefix(name, "aspsessionid")
}

// token reports whether a value looks like a made-up id: long, letters and
// digits mixed.
func token(v string, least int, hex bool) bool {
	letters, digits := 0, 0
	for i := range len(v) {
		switch c := v[i]; {
		case c >= '0' && c <= '9':
			digits++
		case hex && !isHex(c), !unreserved(c):
			return false
		default:
			letters++
		}
	}
	return len(v) >= least && letters > 0 && digits > 0
}

// Key gives the canonical form of an absolute http or https address, by which
// resources are found: scheme and host in lower case, default port, dot
// segments, fragment, session ids and tracking marks gone, percent-encoding in
// one spelling, query parameters in order of their names. Other addresses, and
// what is none, give "".
func Key(rawURL string) string {
	a, ok := parse(rawURL)
	if !ok {
		return ""
	}
	return a.key().String()
}

// join resolves a Location header, which may hold raw bytes.
func join(base address, ref string) (address, bool) {
	ref = strings.TrimSpace(strings.ReplaceAll(ref, `\`, "/"))
	ref, _, _ = strings.Cut(ref, "#")
	path, query, asked := strings.Cut(ref, "?")
	switch {
	case strings.Contains(path, "://") || strings.HasPrefix(strings.ToLower(path), "http:"):
		return parse(ref)
	case strings.HasPrefix(path, "//"):
		return parse(base.scheme + ":" + ref)
	case strings.HasPrefix(path, "/"):
		base.path = path
	case path == "" && !asked:
		return base, ref != ""
	case path != "":
		if scheme, _, ok := strings.Cut(path, ":"); ok && !strings.ContainsAny(scheme, "/.") {
			return address{}, false
		}
		base.path = base.dir() + path
	}
	base.path = cleanPath(escape(base.path, false))
	base.query = escape(query, true)
	return base, true
}

// cutParam gives the first parameter of a query.
func cutParam(query string) (name, value string, ok bool) {
	first, _, _ := strings.Cut(query, "&")
	name, value, _ = strings.Cut(first, "=")
	return name, value, name != ""
}

// Spell gives an address the one spelling in which a crawl asks for it; "" for
// what is no http or https address.
func Spell(raw string) string {
	a, ok := parse(raw)
	if !ok {
		return ""
	}
	return a.String()
}
