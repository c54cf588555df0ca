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
	a := v.addresses[raw]
	if a == nil {
		a = &address{raw: raw}
		v.addresses[raw] = a
	}
	return a
}

// ask gives an answer, worked out once.
func (a *address) ask(to *answer, look func(string) bool) bool {
	if *to == unasked {
		*to = itIsNot
		if look(a.raw) {
			*to = itIs
		}
	}
	return *to == itIs
}

func (v *view) hostOf(a *address) string {
	if !a.hosted {
		a.hosted, a.host = true, host(a.raw)
	}
	return a.host
}

// offSite reports whether an address lies on another host than the home page.
func (v *view) offSite(raw string) bool {
	a := v.address(raw)
	return a.ask(&a.off, func(string) bool {
		h := v.hostOf(a)
		return h != "" && strings.TrimPrefix(h, "www.") != strings.TrimPrefix(v.hostOf(v.address(v.site.Home)), "www.")
	})
}

// fileLike is fileLike, asked once of each address.
func (v *view) fileLike(raw string) bool { a := v.address(raw); return a.ask(&a.file, fileLike) }

func (v *view) mapAddress(raw string) bool { a := v.address(raw); return a.ask(&a.maps, mapAddress) }

func (v *view) shortAddress(raw string) bool {
	a := v.address(raw)
	return a.ask(&a.short, shortAddress)
}

func (v *view) formAddress(raw string) bool {
	a := v.address(raw)
	return a.ask(&a.form, onlineFormAddress)
}

func (v *view) shareLink(raw string) bool { a := v.address(raw); return a.ask(&a.share, shareLink) }

// outward is outward, unpacked once.
func (v *view) outward(raw string) string {
	a := v.address(raw)
	if a.out == nil {
		a.out = a
		if to := outward(raw); to != raw {
			a.out = v.address(to)
		}
	}
	return a.out.raw
}

// frontDoor gives the host of a link to the front page of a site that is no
// service, or "".
func (v *view) frontDoor(l *checks.Link) string {
	if l.Kind != checks.LinkAnchor && l.Kind != checks.LinkArea {
		return ""
	}
	a := v.address(l.URL)
	if !a.doored {
		a.doored, a.door = true, frontDoor(outward(l.URL))
	}
	return a.door
}

// place is what stands at a canonical address.
type place struct {
	to  *seen
	gap *checks.Gap
}

// at gives what stands at a canonical address, looked up once.
func (v *view) at(key string) *place {
	p := v.places[key]
	if p == nil {
		p = &place{to: v.find(key)}
		if p.to == nil {
			p.gap = v.site.GapAt(key)
		}
		v.places[key] = p
	}
	return p
}

// host gives the host and port of an address, lower-case.
func host(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}
