package checks

import (
	"slices"
	"testing"
	"unsafe"
)

// A site has hundreds of thousands of blocks: each byte of one is felt.
func TestBlocksAreSmall(t *testing.T) {
	if n := unsafe.Sizeof(Block{}); unsafe.Sizeof(uintptr(0)) == 8 && n > 40 {
		t.Errorf("a block takes %d bytes", n)
	}
}

// What is appended to a block's list does not reach into another, and copies of a
// block keep what they had.
func TestWhatStandsInside(t *testing.T) {
	b := Block{}.WithLinks(3).WithImages(7)
	_ = append(b.Links(), 9)
	was := b
	b.SetLinks([]int32{3, 4})
	b.SetRow([]string{"ก"}, nil)
	b.SetImages(nil)
	if !slices.Equal(b.Links(), []int32{3, 4}) || len(b.Images()) != 0 || !slices.Equal(b.Cells(), []string{"ก"}) {
		t.Errorf("links %v, pictures %v, cells %q", b.Links(), b.Images(), b.Cells())
	}
	if !slices.Equal(was.Links(), []int32{3}) || !slices.Equal(was.Images(), []int32{7}) || was.Cells() != nil {
		t.Errorf("before: links %v, pictures %v, cells %q", was.Links(), was.Images(), was.Cells())
	}
}
