package match

import (
	"net/url"
	"strings"

	"github.com/truatweb/truatweb/checks"
)

// address is where a link points, taken apart when first asked for: a menu's
// links are the same on every page.
type address struct {
	raw    string
	next   *address // that followed it last
	key    string   // the canonical address that it had last
	number int32    // of that; 0 for none
	host   string   // with its port, lower-case
	out    *address // that it hands its reader on to; itself for most
	door   string   // host of the front page of another body; "" if it is none
	hosted bool
	doored bool
	file   answer
	maps   answer
	short  answer
	form   answer
	share  answer
	off    answer // lies on another host than the home page
}

// address gives an address, the same for equal ones.
func (v *view) address(raw string) *address {
	a := v.texts.addresses[raw]
	if a == nil {
		a = &address{raw: raw}
		v.texts.addresses[raw] = a
	}
	return a
}

// ask gives an answer, worked out once.
func (a *address) ask(to *answer, look func(string) bool) bool {
	return to.once(func() bool { return look(a.raw) })
}

func (a *address) hostOf() string {
	if !a.hosted {
		a.hosted, a.host = true, host(a.raw)
	}
	return a.host
}

// offSite reports whether an address lies on another host than the home page.
func (v *view) offSite(raw string) bool { return v.away(v.address(raw)) }

// away is offSite of an address.
func (v *view) away(a *address) bool {
	return a.ask(&a.off, func(string) bool {
		h := a.hostOf()
		return h != "" && strings.TrimPrefix(h, "www.") != strings.TrimPrefix(v.address(v.site.Home).hostOf(), "www.")
	})
}

// fileLike is fileLike, asked once of each address, and so are these.
func (a *address) fileLike() bool { return a.ask(&a.file, fileLike) }

func (a *address) mapped() bool { return a.ask(&a.maps, mapAddress) }

func (a *address) shortened() bool { return a.ask(&a.short, shortAddress) }

func (a *address) formLike() bool { return a.ask(&a.form, onlineFormAddress) }

func (a *address) shares() bool { return a.ask(&a.share, shareLink) }

// outward is where an address hands its reader on to; itself for most.
func (v *view) outward(a *address) *address {
	if a.out == nil {
		a.out = a
		if to := outward(a.raw); to != a.raw {
			a.out = v.address(to)
		}
	}
	return a.out
}

// frontDoor gives the host of a link to the front page of a site that is no
// service, or "".
func (a *address) frontDoor(l *checks.Link) string {
	if l.Kind != checks.LinkAnchor && l.Kind != checks.LinkArea {
		return ""
	}
	if !a.doored {
		a.doored, a.door = true, frontDoor(outward(l.URL))
	}
	return a.door
}

// plainAddress takes an address apart that has nothing about it that would have to
// be decoded or could be wrong: its host with the port, and what stands behind.
func plainAddress(raw string) (host, rest string, ok bool) {
	after, ok := strings.CutPrefix(raw, "http://")
	if !ok {
		if after, ok = strings.CutPrefix(raw, "https://"); !ok {
			return "", "", false
		}
	}
	end := 0
	for end < len(after) && (after[end] >= 'a' && after[end] <= 'z' || after[end] >= '0' && after[end] <= '9' || after[end] == '.' || after[end] == '-') {
		end++
	}
	if end == 0 || end < len(after) && after[end] != '/' {
		return "", "", false
	}
	for i := end; i < len(after); i++ {
		if c := after[i]; c <= ' ' || c >= 0x7F || c == '%' {
			return "", "", false
		}
	}
	return after[:end], after[end:], true
}

// host gives the host and port of an address, lower-case.
func host(raw string) string {
	if h, _, plain := plainAddress(raw); plain {
		return h
	}
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}
