package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// How far the memory in use may grow before what is no longer used is given back.
// Go would let it double, which an office's machine need not have: a large site is
// to need little more than it holds, and a small one no more of the processor.
const (
	memoryFree  = 72 << 20 // bytes up to which it may double
	memoryLeast = 20       // per cent that it may grow at any size
)

// growth gives the per cent by which memory may grow where so many bytes are in use.
func growth(live uint64) int {
	if live == 0 {
		return 100
	}
	return max(memoryLeast, min(100, int((memoryFree-min(live, memoryFree))*100/live)))
}

// holdMemory sets the growth by what is in use, from collection to collection.
func holdMemory() {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	last := 100
	var again func(struct{})
	again = func(struct{}) {
		metrics.Read(sample)
		if now := growth(sample[0].Value.Uint64()); now != last {
			debug.SetGCPercent(now)
			last = now
		}
		runtime.AddCleanup(new(*byte), again, struct{}{})
	}
	again(struct{}{})
}
