package html

import (
	"path"
	"strings"
	"unicode/utf8"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// image adds a picture to the line being filled.
func (w *walker) image(n *node, st state) {
	if st.hidden || len(w.c.Images) >= mostImages {
		w.c.Facts.Truncated = w.c.Facts.Truncated || !st.hidden
		return
	}
	im := checks.Image{Alt: thai.Clean(firstNonEmpty(attr(n, "alt"), attr(n, "title"))), Region: st.region, Block: len(w.c.Blocks), Named: hasAttr(n, "alt"), Linked: st.bare}
	src := attr(n, "src")
	if lazy := firstAttr(n, "data-src", "data-lazy-src", "data-original"); lazy != "" && (src == "" || strings.HasPrefix(src, "data:")) {
		src = lazy
	}
	if src = strings.TrimSpace(src); src != "" && !strings.HasPrefix(strings.ToLower(src[:min(len(src), 5)]), "data:") {
		if p, ok := w.plain(src); ok && len(src) <= longestAddress && strings.IndexByte(p.path, '%') < 0 {
			im.Src, im.File = p.prefix+src, fileName(p.path)
		} else if u := w.absolute(src); u != nil && (u.Scheme == "http" || u.Scheme == "https") {
			im.Src, im.File = u.String(), fileName(u.Path)
		}
	}
	im.Width, im.Height = pixels(attr(n, "width")), pixels(attr(n, "height"))
	w.c.Images = append(w.c.Images, im)
	alone := !st.row && !st.inLink && st.kind == 0 && n.class.head
	if alone {
		w.flush(st)
		st.kind, st.level = checks.BlockHeading, 6
	}
	w.line().images = append(w.line().images, int32(len(w.c.Images)-1))
	if alone {
		w.flush(st)
	}
}

// fileName is the last part of a path as people read it; one in the old Thai
// character set is decoded.
func fileName(p string) string {
	name := path.Base(p)
	if name == "." || name == "/" {
		return ""
	}
	if !utf8.ValidString(name) {
		name = thai.Decode([]byte(name), "").Text
	}
	return thai.Clean(name)
}

// pixels reads a declared width or height; 0 if there is none in pixels.
func pixels(s string) int {
	n := number(strings.TrimSuffix(strings.TrimSpace(s), "px"))
	return max(0, min(n, 100_000))
}
