package pdf

import "testing"

// A file that asks for ever more memory gets what one may have, by one copy.
func TestRoomHasAnEnd(t *testing.T) {
	r := setAside(0, 1<<40)
	before := r.Reallocate(1 << 20)
	copy(before, "read so far")
	copies := 0
	for size := uint64(1 << 20); size <= mostWasmPages<<16; size += 1 << 20 {
		now := r.Reallocate(size)
		if uint64(len(now)) != size || string(now[:11]) != "read so far" {
			t.Fatalf("%d bytes of %d", len(now), size)
		}
		if &now[0] != &before[0] {
			copies++
		}
		before = now
	}
	if copies != 1 {
		t.Errorf("%d copies", copies)
	}
	if r.Reallocate(mostWasmPages<<16+1) != nil {
		t.Error("it may have more than all")
	}
}
