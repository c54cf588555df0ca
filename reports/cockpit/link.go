package cockpit

import (
	"net/url"
	"unicode/utf8"

	"github.com/truatweb/truatweb/reports"
)

// longestAddress is the length in characters of an address in a table.
const longestAddress = 90

// readable is an address as a person reads it: percent-encoding undone where it
// is text, cut in the middle.
func readable(raw string) string {
	s := raw
	if d, err := url.PathUnescape(raw); err == nil && utf8.ValidString(d) {
		s = d
	}
	s = reports.Clean(s)
	if r := []rune(s); len(r) > longestAddress {
		s = string(r[:longestAddress/2]) + "…" + string(r[len(r)-longestAddress/2:])
	}
	return s
}
