package sitemarks

import "testing"

// What says when a page was changed carries one of the signs by which texts are
// sifted.
func TestUpdatedSigns(t *testing.T) {
	for _, w := range updatedWords {
		if !has(w, updatedSigns) {
			t.Errorf("%q has no sign", w)
		}
	}
}
