package crawl

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"github.com/truatweb/truatweb/checks"
)

// Figures of this file are chosen by us.
const (
	lessonAfter   = 3  // addresses that gave a page already seen, and none that did not
	mostReduced   = 8  // parameters of an address that are tried
	mostNicknames = 50 // addresses learned of one page
	mostVariants  = 200_000
)

// lessons is what a crawl learns of parts of addresses that name nothing: a
// parameter, what stands behind a semicolon, or the case of letters. Where some
// addresses that differ in such a part alone gave one and the same page, and none
// gave another, the next are not asked for.
type lessons struct {
	same, differ map[string]int
	first        map[string]checks.Resource // what the first address with a base gave
	queued       map[string]*item           // the first one known with a base
	texts        map[*checks.Page]string
}

func newLessons() *lessons {
	return &lessons{same: map[string]int{}, differ: map[string]int{}, first: map[string]checks.Resource{}, queued: map[string]*item{}, texts: map[*checks.Page]string{}}
}

// reduction is an address without a part of it.
type reduction struct {
	lesson string // the part and where it was met
	base   string // what is left
	bare   address
}

// reductions lists the parts that an address might do without.
func reductions(a address) []reduction {
	if a.route != "" {
		return nil
	}
	var out []reduction
	add := func(kind string, bare address) {
		lesson := a.authority() + a.dir() + kind
		out = append(out, reduction{lesson, lesson + " " + bare.target(), bare})
	}
	if a.query != "" {
		pairs := strings.Split(a.query, "&")
		var names []string
		for _, p := range pairs {
			name, _, _ := strings.Cut(p, "=")
			if name == "" || slices.Contains(names, name) || len(names) >= mostReduced {
				continue
			}
			names = append(names, name)
			bare := a
			bare.query = strings.Join(slices.DeleteFunc(slices.Clone(pairs), func(p string) bool {
				n, _, _ := strings.Cut(p, "=")
				return n == name
			}), "&")
			add("?"+name, bare)
		}
	}
	if strings.Contains(a.path, ";") {
		segs := strings.Split(a.path, "/")
		for i, s := range segs {
			segs[i], _, _ = strings.Cut(s, ";")
		}
		bare := a
		bare.path = strings.Join(segs, "/")
		add(";", bare)
	}
	low := a
	low.path = strings.ToLower(a.path)
	return append(out, reduction{a.authority() + " case", "case " + a.authority() + low.target(), low})
}

// known gives what an address without the part, or another one with it, gave.
func (r *run) knownBy(x *reduction) checks.Resource {
	if first := r.lessons.first[x.base]; first != nil {
		return first
	}
	return r.find(x.bare)
}

// learn takes in what an address gave; nil for nothing.
func (r *run) learn(it *item, gave checks.Resource) {
	if it.outside {
		return
	}
	l := r.lessons
	for _, x := range reductions(it.key) {
		other := r.knownBy(&x)
		switch {
		case other == nil && gave != nil:
			if len(l.first) < mostVariants {
				l.first[x.base] = gave
			}
		case other == nil, x.bare == it.key && l.first[x.base] == nil:
		case other == gave, l.alike(other, gave):
			l.same[x.lesson]++
		default:
			l.differ[x.lesson]++
		}
	}
}

// alike reports whether two pages say the same in as many links, although the
// addresses of these may differ: each may carry a new mark.
func (l *lessons) alike(x, y checks.Resource) bool {
	p, ok := x.(*checks.Page)
	q, ok2 := y.(*checks.Page)
	return ok && ok2 && p.Trouble == "" && q.Trouble == "" && l.said(p) != "" && l.said(p) == l.said(q)
}

// said is what a page says without where its links lead, "" where that is too
// little to tell it from others.
func (l *lessons) said(p *checks.Page) string {
	if s, known := l.texts[p]; known {
		return s
	}
	h := sha256.New()
	n := 0
	var piece []byte
	for i := range p.Content.Blocks {
		b := &p.Content.Blocks[i]
		if n < foldLetters {
			n += letters(b.Text)
		}
		piece = append(append(piece[:0], b.Text...), 0)
		piece = append(strconv.AppendInt(piece, int64(len(b.Links())), 10), 0)
		_, _ = h.Write(piece) // never fails
	}
	s := ""
	if n >= foldLetters {
		s = hex.EncodeToString(h.Sum(nil))
	}
	if len(l.texts) < mostVariants {
		l.texts[p] = s
	}
	return s
}

// taught reports whether an address needs no asking for, since what was learned
// tells what it gives. It is then a further address of that.
func (r *run) taught(it *item) bool {
	l := r.lessons
	if it.outside || it == r.home || len(l.same) == 0 {
		return false
	}
	for _, x := range reductions(it.key) {
		if l.same[x.lesson] < lessonAfter || l.differ[x.lesson] > 0 {
			continue
		}
		if known := r.knownBy(&x); known != nil {
			r.nickname(it.key, known)
			return true
		}
		first := l.queued[x.base]
		if first == nil || first == it {
			if len(l.queued) < mostVariants {
				l.queued[x.base] = it
			}
			continue
		}
		if !first.asked {
			if len(first.also) < mostNicknames {
				first.also = append(first.also, it.key)
			}
			return true
		}
	}
	return false
}

// nickname lets a resource be found by a further address.
func (r *run) nickname(a address, x checks.Resource) {
	f, k := x.Fetch(), a.String()
	if r.known[k] == nil && len(f.Aliases) < mostNicknames {
		r.known[k] = x
		f.Aliases = append(f.Aliases, k)
	}
}
