package html

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"unsafe"

	"github.com/google/go-cmp/cmp"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
)

func readBy(t *testing.T, r Reader, page string) *checks.Content {
	t.Helper()
	c, _, err := r.Read(context.Background(), extract.Raw{URL: here, Body: []byte(page), Kind: checks.KindHTML})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// What a reader remembers changes nothing of what it reads, in whatever order and
// by however many at once.
func TestAReaderForManyPages(t *testing.T) {
	var pages []string
	var want []*checks.Content
	for i := range 12 {
		pages = append(pages, officePage(i))
		want = append(want, readBy(t, Reader{}, pages[i]))
	}
	r := New()
	var wg sync.WaitGroup
	for k := range 6 {
		wg.Go(func() {
			for i := range pages {
				i = (i*5 + k) % len(pages)
				c, _, err := r.Read(context.Background(), extract.Raw{URL: here, Body: []byte(pages[i]), Kind: checks.KindHTML})
				if err != nil {
					t.Error(err)
				} else if d := cmp.Diff(want[i], c); d != "" {
					t.Errorf("page %d read by the way differs:\n%s", i, d)
				}
			}
		})
	}
	wg.Wait()
}

func TestPagesShareWhatTheyRepeat(t *testing.T) {
	r := New()
	a, b := readBy(t, r, officePage(1)), readBy(t, r, officePage(2))
	if a.Links[7].Text == "" || a.Links[7].Text != b.Links[7].Text || unsafe.StringData(a.Links[7].Text) != unsafe.StringData(b.Links[7].Text) {
		t.Errorf("two pages hold the menu's %q and %q apart", a.Links[7].Text, b.Links[7].Text)
	}
	if unsafe.StringData(a.Links[7].Text) != unsafe.StringData(a.Blocks[a.Links[7].Block].Text) {
		t.Error("a link and its block hold one text twice")
	}
}

// A content of a few words holds on to nothing of the megabytes it was cut from.
func TestAContentHoldsOnlyItself(t *testing.T) {
	const pages, padding = 16, 2 << 20
	for name, r := range map[string]Reader{"one page": {}, "many pages": New()} {
		var kept []*checks.Content
		before := heap()
		for i := range pages {
			kept = append(kept, readBy(t, r, fmt.Sprintf(`<title>ข่าว %d</title><p id=p%d class=c%d style="color:#%06d">ข่าวที่ %d<a href="/n/%d.html" title="ข่าว">อ่าน</a>`, i, i, i, i, i, i)+
				"<!--"+strings.Repeat("x", padding)+"--><script>"+strings.Repeat("y", padding)+"</script>"))
		}
		if grown := heap() - before; grown > pages*padding/4 {
			t.Errorf("%s: %d pages hold %d bytes", name, pages, grown)
		}
		runtime.KeepAlive(kept)
	}
}

func heap() int {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// However many different classes, styles and texts a site has, little is
// remembered of them.
func TestMemoryIsBounded(t *testing.T) {
	var m memo
	v := newVocabulary()
	for i := range 3 * mostMemo {
		s := fmt.Sprintf("post-%d", i)
		remembered(&m.classes, s, func(string) *className { return noClass })
		v.share(s)
	}
	if len(m.classes) > mostMemo || len(v.sets) != wordSets {
		t.Errorf("%d classes, %d sets of texts", len(m.classes), len(v.sets))
	}
	long := strings.Repeat("x", longestWord+1)
	if kept := v.share(long); kept != long || unsafe.StringData(kept) == unsafe.StringData(long) {
		t.Error("a long text was not copied")
	}
}
