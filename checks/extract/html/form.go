package html

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

const (
	mostForms  = 500
	mostFields = 500
)

// form records a form; its visible text is walked as any other.
func (w *walker) form(n *node, st state) {
	if st.hidden || len(w.c.Forms) >= mostForms {
		w.c.Facts.Truncated = w.c.Facts.Truncated || !st.hidden
		return
	}
	f := checks.Form{Method: "get", Region: st.region, Block: len(w.c.Blocks), Text: thai.Clean(visible(n))}
	if strings.EqualFold(strings.TrimSpace(attr(n, "method")), "post") {
		f.Method = "post"
	}
	if u := w.absolute(attr(n, "action")); u != nil {
		f.Action = u.String()
	}
	controls, labels := controlsOf(n)
	names := strings.ToLower(attr(n, "class") + " " + attr(n, "id") + " " + attr(n, "name") + " " + attr(n, "action"))
	search := attr(n, "role") == "search" || strings.Contains(names, "search")
	shown := 0
	for _, m := range controls {
		fd := checks.Field{Type: strings.ToLower(firstNonEmpty(attr(m, "type"), "text")), Name: attr(m, "name")}
		if m.Data != "input" {
			fd.Type = m.Data
		}
		switch fd.Type {
		case "password":
			f.Password = true
			shown++
		case "search":
			search = true
			shown++
		case "hidden":
			search = search || strings.EqualFold(attr(m, "value"), "search") || strings.EqualFold(attr(m, "value"), "com_search") || strings.EqualFold(attr(m, "value"), "com_finder")
		case "submit", "button", "reset", "image":
			fd.Label = thai.Clean(firstNonEmpty(attr(m, "value"), attr(m, "alt"), visible(m)))
			fd.Named = fd.Label != ""
			search = search || fd.Label == "ค้นหา" || strings.EqualFold(fd.Label, "search")
		default:
			shown++
			switch strings.ToLower(fd.Name) {
			case "q", "s", "searchword", "keyword", "search", "query", "kw":
				search = search || shown == 1
			}
		}
		if fd.Type != "hidden" && !fd.Named {
			fd.Named = thai.Clean(firstNonEmpty(labels[attr(m, "id")], wrapping(m), attr(m, "aria-label"), attr(m, "aria-labelledby"), attr(m, "title"))) != ""
		}
		if fd.Label == "" && fd.Type != "hidden" {
			fd.Label = thai.Clean(firstNonEmpty(labels[attr(m, "id")], wrapping(m), attr(m, "aria-label"), attr(m, "placeholder"), before(m), attr(m, "title")))
		}
		f.Fields = append(f.Fields, fd)
	}
	f.Search = search && !f.Password && shown >= 1 && shown <= 3
	w.c.Forms = append(w.c.Forms, f)
}

// controlsOf lists a form's controls, and its labels by the id they are for.
func controlsOf(form *node) (controls []*node, labels map[string]string) {
	labels = map[string]string{}
	seen := 0
	for m := range form.Descendants() {
		if seen++; seen > 20_000 || len(controls) >= mostFields {
			break
		}
		if m.Type != html.ElementNode {
			continue
		}
		switch m.Data {
		case "input", "select", "textarea", "button":
			controls = append(controls, m)
		case "label":
			if id := attr(m, "for"); id != "" {
				labels[id] = visible(m)
			}
		}
	}
	return controls, labels
}

// wrapping gives the text of the label around a control.
func wrapping(n *node) string {
	for m, up := n.Parent, 0; m != nil && up < 4; m, up = m.Parent, up+1 {
		if m.Data == "label" {
			return visible(m)
		}
	}
	return ""
}

// before gives the text that stands right before a control: in its line, or in
// the cell before its own.
func before(n *node) string {
	for range 3 {
		near := 0
		for m := n.PrevSibling; m != nil && near < 10; m = m.PrevSibling {
			near++
			var t string
			switch {
			case m.Type == html.TextNode:
				t = m.Data
			case m.Type == html.ElementNode && !m.kind.silent && m.Data != "input":
				t = visible(m)
			}
			if strings.TrimSpace(t) != "" {
				return cut(strings.TrimSpace(t), 200)
			}
		}
		if n.Parent == nil || n.Parent.Data == "form" || n.Parent.Data == "tr" {
			return ""
		}
		n = n.Parent
	}
	return ""
}

// input walks a control: a picture that submits, a button that leads somewhere.
func (w *walker) input(n *node, st state) {
	switch strings.ToLower(attr(n, "type")) {
	case "image":
		w.image(n, st)
	case "button", "submit":
		target := clickTarget(n)
		if target == "" || st.hidden {
			return
		}
		text := thai.Clean(attr(n, "value"))
		w.addTo(w.written(checks.LinkAnchor, target, text), st)
		w.text(" "+text+" ", st)
	}
}
