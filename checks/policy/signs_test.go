package policy

import "testing"

// A label of a policy carries one of the signs by which labels are sifted.
func TestPolicySigns(t *testing.T) {
	for _, k := range kinds() {
		for _, w := range k.words {
			if !has(w, policySigns) {
				t.Errorf("%q has no sign", w)
			}
		}
	}
}
