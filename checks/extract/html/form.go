package html

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// form records a form; its visible text is walked as any other.
func (w *walker) form(n *html.Node, st state) {
	if st.hidden {
		return
	}
	f := checks.Form{Method: strings.ToLower(firstNonEmpty(attr(n, "method"), "get")), Region: st.region, Block: len(w.c.Blocks), Text: thai.Clean(visible(n))}
	if u, err := w.base.Parse(strings.TrimSpace(attr(n, "action"))); err == nil {
		f.Action = u.String()
	}
	labels := map[string]string{}
	for m := range n.Descendants() {
		if m.Type == html.ElementNode && m.Data == "label" && attr(m, "for") != "" {
			labels[attr(m, "for")] = thai.Clean(visible(m))
		}
	}
	search := attr(n, "role") == "search" || strings.Contains(strings.ToLower(attr(n, "class")+attr(n, "id")+attr(n, "action")), "search")
	visibleFields := 0
	for m := range n.Descendants() {
		if m.Type != html.ElementNode || m.Data != "input" && m.Data != "select" && m.Data != "textarea" {
			continue
		}
		fd := checks.Field{Type: strings.ToLower(firstNonEmpty(attr(m, "type"), "text")), Name: attr(m, "name")}
		if m.Data != "input" {
			fd.Type = m.Data
		}
		fd.Label = firstNonEmpty(labels[attr(m, "id")], attr(m, "aria-label"), attr(m, "placeholder"), before(m), attr(m, "title"))
		switch fd.Type {
		case "password":
			f.Password = true
		case "search":
			search = true
		}
		switch fd.Type {
		case "hidden", "submit", "button", "reset", "image":
		default:
			visibleFields++
			switch strings.ToLower(fd.Name) {
			case "q", "s", "searchword", "keyword", "search", "query", "kw":
				search = search || len(f.Fields) == 0
			}
		}
		f.Fields = append(f.Fields, fd)
	}
	f.Search = search && visibleFields <= 3
	w.c.Forms = append(w.c.Forms, f)
}

// before gives the text that stands right before a control, up to its line.
func before(n *html.Node) string {
	for m := n.PrevSibling; m != nil; m = m.PrevSibling {
		if m.Type == html.TextNode && strings.TrimSpace(m.Data) != "" {
			return thai.Clean(m.Data)
		}
		if m.Type == html.ElementNode {
			if t := strings.TrimSpace(visible(m)); t != "" {
				return thai.Clean(t)
			}
		}
	}
	if p := n.Parent; p != nil && (p.Data == "label" || p.Data == "td") {
		if t := strings.TrimSpace(visible(p)); t != "" {
			return thai.Clean(t)
		}
		if p.Data == "td" {
			return before(p)
		}
	}
	return ""
}
