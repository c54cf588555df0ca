package main

import "testing"

// Small sites may double what they hold, as Go would have it; the more is held,
// the less may be wasted beside it.
func TestMemoryGrowth(t *testing.T) {
	const mb = 1 << 20
	last := 101
	for _, live := range []uint64{0, 1, 16 * mb, 32 * mb, 40 * mb, 48 * mb, 64 * mb, 200 * mb, 4096 * mb} {
		now := growth(live)
		if now > last || now < memoryLeast || now > 100 {
			t.Errorf("%d MB in use may grow by %d %%, less before by %d %%", live/mb, now, last)
		}
		if live <= 32*mb && now != 100 {
			t.Errorf("%d MB in use may grow by %d %% alone", live/mb, now)
		}
		last = now
	}
}
