package crawl

import (
	"bytes"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks/thai"
)

// Bounds of a robots.txt (RFC 9309 §2.5 asks for at least 500 KiB) and of what
// it may ask.
const (
	robotsBytes  = 500 << 10
	robotsLine   = 16 << 10         // of one line; Google cuts at 2,083 × 8
	longestDelay = 30 * time.Second // that is obeyed
	mostDelay    = 24 * time.Hour   // that is believed
)

// robots is what a robots.txt says to one user agent (RFC 9309).
type robots struct {
	rules    []robotsRule
	delay    time.Duration // crawl-delay, 0 if none
	sitemaps []string
}

type robotsRule struct {
	allow   bool
	pattern string // percent-encoded in one spelling
}

// parseRobots reads what concerns a product token. A file that is no robots.txt
// gives no rules.
func parseRobots(data []byte, product string) *robots {
	data = data[:min(len(data), robotsBytes)]
	for _, mark := range []string{"\xEF", "\xBB", "\xBF"} { // a byte order mark, or what is left of one
		rest, ok := bytes.CutPrefix(data, []byte(mark))
		if !ok {
			break
		}
		data = rest
	}
	if cut := bytes.LastIndexAny(data, "\r\n"); len(data) == robotsBytes && cut > 0 {
		data = data[:cut] // half a rule would be another rule
	}
	if !utf8.Valid(data) {
		data = []byte(thai.Decode(data, "text/plain").Text)
	}
	product = strings.ToLower(product)
	out := &robots{}
	var own, all []robotsRule
	var ownDelay, allDelay time.Duration
	forOwn, forAll, hasOwn, inRules := false, false, false, true
	for line := range strings.FieldsFuncSeq(string(data), func(r rune) bool { return r == '\n' || r == '\r' }) {
		key, value, ok := robotsPair(line[:min(len(line), robotsLine)])
		if !ok {
			continue
		}
		switch key {
		case "user-agent":
			if inRules {
				forOwn, forAll, inRules = false, false, false
			}
			switch {
			case value == "*" || strings.HasPrefix(value, "*") && len(value) > 1 && (value[1] == ' ' || value[1] == '\t'):
				forAll = true
			case robotsToken(value) == product && product != "":
				forOwn, hasOwn = true, true
			}
		case "allow", "disallow":
			inRules = true
			if value == "" {
				continue
			}
			rules := robotsRules(key == "allow", value)
			if forOwn {
				own = append(own, rules...)
			}
			if forAll {
				all = append(all, rules...)
			}
		case "crawl-delay":
			d := robotsDelay(value)
			if forOwn {
				ownDelay = max(ownDelay, d)
			}
			if forAll {
				allDelay = max(allDelay, d)
			}
		case "sitemap":
			if len(out.sitemaps) < mostSitemaps {
				out.sitemaps = append(out.sitemaps, value)
			}
		}
	}
	out.rules, out.delay = all, allDelay
	if hasOwn {
		out.rules, out.delay = own, ownDelay
	}
	return out
}

// robotsRules are what one line asks for. A folder's index page that is allowed
// is allowed by the folder's own address too, as Google has it.
func robotsRules(allow bool, value string) []robotsRule {
	out := []robotsRule{{allow, robotsEscape(value, true)}}
	if folder := value[:strings.LastIndexByte(value, '/')+1]; allow && strings.HasPrefix(value[len(folder):], "index.htm") && folder != "" {
		out = append(out, robotsRule{true, robotsEscape(folder+"$", true)})
	}
	return out
}

// robotsPair splits a line; a missing colon and common misspellings are
// forgiven, as Google's parser does.
func robotsPair(line string) (key, value string, ok bool) {
	line, _, _ = strings.Cut(line, "#")
	line = strings.TrimSpace(line)
	key, value, ok = strings.Cut(line, ":")
	if !ok {
		i := strings.IndexAny(line, " \t")
		if i < 0 || len(strings.Fields(line)) != 2 {
			return "", "", false
		}
		key, value = line[:i], line[i:]
	}
	key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
	switch key {
	case "useragent", "user agent":
		key = "user-agent"
	case "dissallow", "dissalow", "disalow", "diasllow", "disallaw":
		key = "disallow"
	case "site-map":
		key = "sitemap"
	case "crawldelay", "crawl delay":
		key = "crawl-delay"
	}
	return key, value, true
}

// robotsToken is the product token at the start of a user-agent value.
func robotsToken(v string) string {
	end := 0
	for end < len(v) && (v[end] >= 'a' && v[end] <= 'z' || v[end] >= 'A' && v[end] <= 'Z' || v[end] == '-' || v[end] == '_') {
		end++
	}
	return strings.ToLower(v[:end])
}

func robotsDelay(v string) time.Duration {
	f, err := strconv.ParseFloat(v, 64)
	if err != nil || !(f > 0) {
		return 0
	}
	return time.Duration(min(f, mostDelay.Seconds()) * float64(time.Second))
}

// robotsMarks are the characters that patterns of robots.txt give a meaning.
var robotsMarks = strings.NewReplacer("*", "%2A", "$", "%24")

// robotsEscape gives a path or pattern the one spelling that both sides are
// compared in. In a path "*" and "$" are plain characters and get escaped.
func robotsEscape(s string, pattern bool) string {
	s = escape(s, false)
	if !pattern {
		return robotsMarks.Replace(s)
	}
	if i := strings.IndexByte(s, '$'); i >= 0 && i < len(s)-1 {
		end := ""
		if strings.HasSuffix(s, "$") {
			s, end = s[:len(s)-1], "$"
		}
		s = strings.ReplaceAll(s, "$", "%24") + end
	}
	return s
}

// allowed reports whether a path with its query may be asked for: the longest
// pattern decides, and allow wins a tie.
func (r *robots) allowed(target string) bool {
	if target == "/robots.txt" {
		return true
	}
	target = robotsEscape(target, false)
	best, allow := -1, true
	for _, rule := range r.rules {
		if n := len(rule.pattern); (n > best || n == best && rule.allow) && robotsMatch(rule.pattern, target) {
			best, allow = n, rule.allow
		}
	}
	return allow
}

// robotsMatch matches a pattern with "*" and a closing "$" against the start of
// a path, in time linear in the path for each "*".
func robotsMatch(pattern, path string) bool {
	anchored := strings.HasSuffix(pattern, "$")
	pattern = strings.TrimSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	path = path[len(parts[0]):]
	for i, part := range parts[1:] {
		if anchored && i == len(parts)-2 {
			return strings.HasSuffix(path, part)
		}
		at := strings.Index(path, part)
		if at < 0 {
			return false
		}
		path = path[at+len(part):]
	}
	return !anchored || path == ""
}
