package render

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"strings"
	"time"
)

// What the browser's processes are watched for while a page is drawn. A page may
// fill half a gigabyte a second.
const (
	watchBeat   = 25 * time.Millisecond
	familyBeats = 12        // until it is looked for new processes, and at the disk
	mostDisk    = 128 << 20 // bytes in the profile, by a page's own stores
)

// watch ends a page that takes too much.
func (p *process) watch(v *visit, stop <-chan struct{}) {
	ticker := time.NewTicker(watchBeat)
	defer ticker.Stop()
	var pids []int
	for i := 0; ; i++ {
		select {
		case <-stop:
			return
		case <-v.broken:
			return
		case <-ticker.C:
		}
		var disk int64
		if i%familyBeats == 0 {
			pids, disk = family(p.pid()), p.profile.size()
		}
		switch {
		case held(pids) > p.memory:
			v.fail(fmt.Errorf("the page takes more than %d MiB of memory", p.memory>>20))
		case disk > mostDisk:
			v.fail(fmt.Errorf("the page takes more than %d MiB of the disk", mostDisk>>20))
		default:
			continue
		}
		p.killAll() // before it takes more
		return
	}
}

// size is what lies in the profile, in bytes.
func (p *profile) size() int64 {
	var sum int64
	_ = filepath.WalkDir(p.dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil //nolint:nilerr // the browser removes files as it likes
		}
		if info, err := d.Info(); err == nil {
			sum += info.Size()
		}
		return nil
	})
	return sum
}

// Requests that one visit of a page may make. Sites put together from many parts
// need some eighty.
const (
	drawRequests  = 100
	probeRequests = 150 // style sheets and pictures too
	floodRequests = 40  // of a page that is known to be a trap
)

// trappingPages is the number of traps among a host's pages from which on all of
// them are taken for one; theirs is a part of a page's time.
const (
	trappingPages = 3
	trapShare     = 3
)

// bound gives a visit its time and its number of requests, which are less where
// the page is known to be a trap: it asked for more before, or its script did not
// end. The caller holds b.mu.
func (b *Browser) bound(v *visit) {
	v.limit, v.allowed = b.o.Limit, drawRequests
	if v.probe != nil {
		v.allowed = probeRequests
	}
	page, host := placesOf(v.shell.URL)
	if b.floods[page] > 0 || b.floods[host] >= trappingPages {
		v.allowed = floodRequests
	}
	if b.endless[page] > 0 || b.endless[host] >= trappingPages {
		v.limit /= trapShare
	}
}

// remember takes in whether a page is a trap. The caller holds b.mu.
func (b *Browser) remember(v *visit, err error) {
	v.mu.Lock()
	flooding := v.flooding
	v.mu.Unlock()
	page, host := placesOf(v.shell.URL)
	count := func(traps map[string]int) {
		if traps[page]++; traps[page] == 1 {
			traps[host]++
		}
	}
	if flooding {
		count(b.floods)
	}
	if errors.Is(err, errEndless) {
		count(b.endless)
	}
}

// placesOf is what a page and its host are remembered by.
func placesOf(at string) (page, host string) {
	page, _, _ = strings.Cut(at, "#")
	if u, err := url.Parse(at); err == nil {
		host = u.Host
	}
	return page, host
}
