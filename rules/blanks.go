package rules

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Blank begins every text that a scaffold leaves for its author to write. The
// loader takes such a file, since it is a whole one, and notes each in
// [Rule.Blanks].
const Blank = "«เติม"

// blanks notes where texts below a node are still a scaffold's.
func (t *tree) blanks(n *yaml.Node) []Problem {
	if n.Kind == yaml.ScalarNode {
		rest, blank := strings.CutPrefix(strings.TrimSpace(n.Value), Blank)
		if !blank {
			return nil
		}
		what, _, _ := strings.Cut(rest, "»")
		return []Problem{{t.at(n), fmt.Sprintf("ยังไม่ได้เติม: %s", clip(strings.TrimSpace(what)))}}
	}
	var out []Problem
	for _, c := range n.Content {
		out = append(out, t.blanks(c)...)
	}
	return out
}
