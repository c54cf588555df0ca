package rules

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// ref is an id that a requirement names.
type ref struct {
	key string
	id  string // "id", or "standard:id" for a rule of another standard
	at  Position
}

func (t *tree) refs(n *yaml.Node) []ref {
	f := fieldsOf(n)
	var out []ref
	add := func(key string, n *yaml.Node) {
		if id := textOf(n); id != "" {
			out = append(out, ref{key, id, t.at(n)})
		}
	}
	add("follows", f["follows"])
	add("same_as", f["same_as"])
	if id := textOf(f["counts"]); id != "" {
		out = append(out, ref{"counts", id + ":", t.at(f["counts"])})
	}
	parts := f["parts"]
	if parts != nil && parts.Kind == yaml.MappingNode {
		parts = fieldsOf(parts)["of"]
	}
	if parts != nil && parts.Kind == yaml.SequenceNode {
		for _, c := range parts.Content {
			add("parts", c)
		}
	}
	return out
}

// references holds that every id of the standard that is named exists.
func (p *pack) references() {
	known := p.known()
	hold := func(key, id string, at Position) {
		if !p.ids[id] && !strings.Contains(id, ":") && len(p.problems) <= maxFault {
			p.note(at, fmt.Sprintf("%s: ไม่มีข้อ %q%s", key, clip(id), suggest(id, known)))
		}
	}
	for _, id := range known {
		for _, r := range p.refs[id] {
			hold(r.key, r.id, r.at)
		}
	}
	for _, s := range p.sharing {
		hold(s.key, s.id, s.at)
	}
}

// acrossPacks holds what only all packs together show: ids of standards stand
// once, "standard:id" exists, and no rule rests on itself. All says that no other
// packs exist.
func acrossPacks(packs []*pack, all bool) []Problem {
	var out []Problem
	byID := map[string]*pack{}
	var ids []string
	for _, p := range packs {
		id := p.std.ID
		if twin := byID[id]; twin != nil && id != "" {
			out = append(out, Problem{p.stdAt, fmt.Sprintf("id: รหัสมาตรฐาน %q ซ้ำกับ %s ให้ใช้รหัสอื่น", clip(id), twin.stdAt)})
			continue
		}
		byID[id] = p
		ids = append(ids, id)
	}
	g := graph{next: map[string][]edge{}, state: map[string]int{}}
	for _, p := range packs {
		for _, id := range p.known() {
			name := p.std.ID + ":" + id
			g.order = append(g.order, name)
			for _, r := range p.refs[id] {
				std, far, across := strings.Cut(r.id, ":")
				if !across {
					std, far = p.std.ID, r.id
				}
				other := byID[std]
				switch {
				case len(out) > maxFault:
				case across && other == nil && all:
					out = append(out, Problem{r.at, fmt.Sprintf("%s: ไม่มีมาตรฐาน %q%s", r.key, clip(std), suggest(std, ids))})
				case across && other != nil && far != "" && !other.ids[far]:
					out = append(out, Problem{r.at, fmt.Sprintf("%s: มาตรฐาน %s ไม่มีข้อ %q%s", r.key, clip(std), clip(far), suggest(far, other.known()))})
				}
				g.next[name] = append(g.next[name], edge{std + ":" + far, r.at})
			}
		}
	}
	return append(out, g.circles()...)
}

// graph is what rests on what, by "standard:id".
type graph struct {
	order []string
	next  map[string][]edge
	state map[string]int // 1 on the way, 2 done
	way   []string
}

type edge struct {
	to string
	at Position
}

// circles names each way that comes back to itself, at the step that closes it.
func (g *graph) circles() []Problem {
	var out []Problem
	var visit func(name string)
	visit = func(name string) {
		g.state[name] = 1
		g.way = append(g.way, name)
		for _, e := range g.next[name] {
			switch g.state[e.to] {
			case 0:
				visit(e.to)
			case 1:
				if len(out) <= maxFault {
					out = append(out, Problem{e.at, "อ้างถึงกันเป็นวง จึงตัดสินไม่ได้: " + shown(g.way[slices.Index(g.way, e.to):], e.to)})
				}
			}
		}
		g.way = g.way[:len(g.way)-1]
		g.state[name] = 2
	}
	for _, name := range g.order {
		if g.state[name] == 0 {
			visit(name)
		}
	}
	return out
}

// shown writes a circle, cut where it is long, without the name of a standard
// that all its rules belong to.
func shown(way []string, back string) string {
	const most = 8
	std, _, _ := strings.Cut(back, ":")
	cut := func(name string) string { return clip(strings.TrimPrefix(name, std+":")) }
	var b strings.Builder
	for i, name := range way {
		if i == most {
			b.WriteString("… → ")
			break
		}
		b.WriteString(cut(name) + " → ")
	}
	return b.String() + cut(back)
}
