package rules

import (
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
)

// fields reads a mapping that has been held against its keys. What has the wrong
// shape reads as nothing: it has been noted.
type fields map[string]*yaml.Node

func fieldsOf(n *yaml.Node) fields {
	f := fields{}
	if n == nil || n.Kind != yaml.MappingNode {
		return f
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if name := n.Content[i].Value; f[name] == nil {
			f[name] = n.Content[i+1]
		}
	}
	return f
}

// any gives one of the values, the first in its file; nil if there is none.
func (f fields) any() *yaml.Node {
	var first *yaml.Node
	for _, n := range f {
		if first == nil || n.Line < first.Line || n.Line == first.Line && n.Column < first.Column {
			first = n
		}
	}
	return first
}

func (f fields) has(name string) bool { return f[name] != nil }

func textOf(n *yaml.Node) string {
	if n == nil || n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		return ""
	}
	return strings.TrimSpace(n.Value)
}

func (f fields) text(name string) string { return textOf(f[name]) }

// textOr gives a text, or what is meant where the key is not there at all.
func (f fields) textOr(name, otherwise string) string {
	if !f.has(name) {
		return otherwise
	}
	return f.text(name)
}

func (f fields) flag(name string) bool {
	n := f[name]
	return n != nil && n.Tag == "!!bool" && strings.EqualFold(n.Value, "true")
}

func (f fields) number(name string) int {
	v, err := strconv.Atoi(f.text(name))
	if err != nil {
		return 0
	}
	return v
}

func (f fields) day(name string) time.Time {
	day, err := time.Parse(time.DateOnly, f.text(name))
	if err != nil {
		return time.Time{}
	}
	return day
}

func (f fields) list(name string) []*yaml.Node {
	if n := f[name]; n != nil && n.Kind == yaml.SequenceNode {
		return n.Content
	}
	return nil
}

func textsOf(n *yaml.Node) []string {
	if n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	var out []string
	for _, c := range n.Content {
		if s := textOf(c); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func (f fields) texts(name string) []string { return textsOf(f[name]) }

// words reads a list of accepted words, or lists by strength.
func (f fields) words(name string) Words {
	if n := f[name]; n != nil && n.Kind == yaml.SequenceNode {
		return Words{Accepted: textsOf(n)}
	}
	w := fieldsOf(f[name])
	return Words{Exact: w.texts("exact"), Accepted: w.texts("accepted"), Weak: w.texts("weak")}
}

func (f fields) unless(name string) Unless {
	u := fieldsOf(f[name])
	return Unless{Heading: u.texts("heading"), Text: u.texts("text")}
}

func (f fields) shows(name string) []Show {
	var out []Show
	for _, n := range f.list(name) {
		switch {
		case n.Kind == yaml.MappingNode && len(n.Content) == 2:
			least, err := strconv.Atoi(n.Content[1].Value)
			if err == nil {
				out = append(out, Show{Name: textOf(n.Content[0]), Min: least})
			}
		case n.Kind == yaml.ScalarNode:
			out = append(out, Show{Name: textOf(n)})
		}
	}
	return out
}

func (f fields) near(name string) *Near {
	if !f.has(name) {
		return nil
	}
	n := fieldsOf(f[name])
	return &Near{Words: n.words("words"), Shows: n.shows("shows")}
}
