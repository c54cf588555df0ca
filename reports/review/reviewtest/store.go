// Package reviewtest holds any [review.Store] to what a store promises.
package reviewtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/reports/review"
)

// Store tests a store. Open opens the data of one store in a folder, empty at
// first; it is called several times on the same folder, also while an earlier one
// is still open. What it opens is closed by the time the test ends.
func Store(t *testing.T, open func(t *testing.T, dir string) review.Store) {
	for name, test := range map[string]func(*testing.T, func() review.Store){
		"keeps what was said in its order":         keeps,
		"says nothing of offices it does not know": knowsNothing,
		"takes the same in once":                   once,
		"takes all or nothing":                     allOrNothing,
		"chains its log":                           chains,
		"is one store in two hands":                twoHands,
		"lets nobody in once the time is up":       cancelled,
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			test(t, func() review.Store { return open(t, dir) })
		})
	}
}

// bangkok is the zone in which people write days.
func bangkok() *time.Location { return time.FixedZone("+07", 7*60*60) }

func day(d int) time.Time { return time.Date(2026, 11, d, 0, 0, 0, 0, bangkok()) }

func decided(office, id string, d int) checks.Statement {
	return checks.Statement{Office: office, Source: "แฟ้ม.xlsx แถว 7", Decision: &checks.Decision{Standard: "ops2563", ID: id, Verdict: checks.Found,
		Reason: "seen_by_person", Note: "เห็นแล้ว 'ครบ'; \"ดี\"\nบรรทัดสอง", By: "นางสาวสมศรี ใจดี", Unit: "กลุ่มงานบริหาร", At: day(d), Until: day(30), Evidence: "sha256:aa"}}
}

func replied(office, id string, d int) checks.Statement {
	return checks.Statement{Office: office, Reply: &checks.Reply{Standard: "ops2563", ID: id, URL: "https://a.example/แผน.pdf?a=1&b=2", Note: "อยู่หน้าแผน",
		By: "นายสมชาย", Unit: "งานไอที", At: day(d), Evidence: "sha256:bb"}}
}

func waived(office, id string, d int) checks.Statement {
	s := decided(office, id, d)
	s.Decision.Verdict, s.Decision.Reason, s.Decision.Waiver = "", "rebuilding", &checks.Waiver{Approver: "ผู้อำนวยการ", Scope: "ทั้งข้อ"}
	return s
}

func add(t *testing.T, s review.Store, want int, list ...checks.Statement) {
	t.Helper()
	n, err := s.Append(t.Context(), list)
	if err != nil {
		t.Fatalf("appending: %v", err)
	}
	if n != want {
		t.Fatalf("appending %d statements took %d in, want %d", len(list), n, want)
	}
}

func said(t *testing.T, s review.Store, office string) []checks.Statement {
	t.Helper()
	out, err := s.Said(t.Context(), office)
	if err != nil {
		t.Fatalf("asking what was said of %q: %v", office, err)
	}
	return out
}

func same(t *testing.T, got, want []checks.Statement) {
	t.Helper()
	g, w := plain(t, got), plain(t, want)
	if !slices.Equal(g, w) {
		t.Fatalf("what was said:\n%s\nwant:\n%s", strings.Join(g, "\n"), strings.Join(w, "\n"))
	}
}

// plain writes statements as JSON: in it the zone of a time stands too.
func plain(t *testing.T, list []checks.Statement) []string {
	t.Helper()
	var out []string
	for _, s := range list {
		body, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(body))
	}
	return out
}

func keeps(t *testing.T, open func() review.Store) {
	a, b := "10703", "sso.example/สสอ"
	s := open()
	first := []checks.Statement{decided(a, "1.1", 5), replied(a, "1.2", 3), decided(b, "1.1", 4)}
	add(t, s, 3, first...)
	add(t, s, 2, waived(a, "1.1", 1), checks.Statement{Office: a, Decision: &checks.Decision{Standard: "ops2563", ID: "1.1", Reason: "withdrawn", By: "ก", Unit: "ข", At: day(6)}})
	want := []checks.Statement{first[0], first[1], waived(a, "1.1", 1), {Office: a, Decision: &checks.Decision{Standard: "ops2563", ID: "1.1", Reason: "withdrawn", By: "ก", Unit: "ข", At: day(6)}}}
	same(t, said(t, s, a), want)
	again := open()
	same(t, said(t, again, a), want)
	same(t, said(t, again, b), first[2:])
}

func knowsNothing(t *testing.T, open func() review.Store) {
	s := open()
	add(t, s, 0)
	if got := said(t, s, "none.example"); len(got) != 0 {
		t.Errorf("said of an unknown office: %v", got)
	}
	for line, err := range s.Log(t.Context()) {
		t.Errorf("a line in the log of an empty store: %v, %v", line, err)
	}
	if last, err := review.Verify(t.Context(), s); err != nil || last.Seq != 0 {
		t.Errorf("an empty log does not hold: %v, %v", last, err)
	}
}

func once(t *testing.T, open func() review.Store) {
	s := open()
	one := decided("a", "1.1", 5)
	add(t, s, 1, one, one) // also within one call
	elsewhere := one
	elsewhere.Source = "another.xlsx"
	add(t, s, 0, elsewhere)
	later := decided("a", "1.1", 6)
	add(t, open(), 1, one, later)
	add(t, open(), 0, later, one)
	same(t, said(t, s, "a"), []checks.Statement{one, later})
	if last, err := review.Verify(t.Context(), s); err != nil || last.Seq != 2 {
		t.Errorf("the log ends at line %d, %v; want 2", last.Seq, err)
	}
}

func allOrNothing(t *testing.T, open func() review.Store) {
	s := open()
	add(t, s, 1, decided("a", "1.1", 5))
	both := decided("a", "1.3", 5)
	both.Reply = replied("a", "1.3", 5).Reply
	for name, bad := range map[string]checks.Statement{"nothing said": {Office: "a"}, "no office": decided("", "1.3", 5), "no item": decided("a", "", 5), "two things": both} {
		n, err := s.Append(t.Context(), []checks.Statement{decided("a", "1.2", 5), bad, replied("a", "1.4", 5)})
		if !errors.Is(err, checks.ErrNoStatement) || n != 0 {
			t.Errorf("%s: took %d in, error %v; want an ErrNoStatement", name, n, err)
		}
	}
	same(t, said(t, open(), "a"), []checks.Statement{decided("a", "1.1", 5)})
	if last, err := review.Verify(t.Context(), s); err != nil || last.Seq != 1 {
		t.Errorf("the log ends at line %d, %v; want 1", last.Seq, err)
	}
}

func chains(t *testing.T, open func() review.Store) {
	before := time.Now().Add(-time.Second)
	want := []checks.Statement{decided("a", "1.1", 5), replied("b", "1.2", 5), waived("a", "1.3", 5)}
	add(t, open(), 2, want[:2]...)
	s := open()
	add(t, s, 1, want[2])
	var got []checks.Statement
	for line, err := range s.Log(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if line.At.Before(before.Add(-time.Second)) || line.At.After(time.Now().Add(time.Minute)) || line.At.Location() != time.UTC && line.At.UTC() != line.At {
			t.Errorf("line %d was taken in at %v", line.Seq, line.At)
		}
		got = append(got, line.Statement)
	}
	same(t, got, want)
	last, err := review.Verify(t.Context(), s)
	if err != nil || last.Seq != 3 || last.Prev == "" {
		t.Errorf("the chain does not hold to its third line: %v, %v", last, err)
	}
	for _, err := range s.Log(t.Context()) {
		if err != nil {
			t.Error(err)
		}
		break // whoever has read enough stops, and the store can be used on
	}
	add(t, s, 1, decided("c", "1.1", 5))
}

func twoHands(t *testing.T, open func() review.Store) {
	const hands, each = 2, 8
	stores := []review.Store{open(), open()}
	var wg sync.WaitGroup
	added := make([]int, hands)
	for h := range hands {
		wg.Go(func() {
			for i := range each {
				// One is said by both at once, one by each alone.
				n, err := stores[h].Append(t.Context(), []checks.Statement{decided("a", fmt.Sprint("1.", i), 5), replied("a", fmt.Sprint(h, ".", i), 5)})
				if err != nil {
					t.Errorf("hand %d: %v", h, err)
				}
				added[h] += n
			}
		})
	}
	wg.Wait()
	if sum := added[0] + added[1]; sum != each*3 {
		t.Errorf("%d statements were new, want %d", sum, each*3)
	}
	got := said(t, stores[0], "a")
	same(t, said(t, stores[1], "a"), got)
	if len(got) != each*3 {
		t.Errorf("%d statements are kept, want %d", len(got), each*3)
	}
	ids := map[string]bool{}
	for _, s := range got {
		ids[s.ID()] = true
	}
	if len(ids) != len(got) {
		t.Error("one statement was taken in twice")
	}
	if _, err := review.Verify(t.Context(), stores[1]); err != nil {
		t.Error(err)
	}
}

func cancelled(t *testing.T, open func() review.Store) {
	s := open()
	add(t, s, 1, decided("a", "1.1", 5))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if n, err := s.Append(ctx, []checks.Statement{decided("a", "1.2", 5)}); err == nil || n != 0 {
		t.Errorf("a cancelled append took %d in, error %v", n, err)
	}
	same(t, said(t, s, "a"), []checks.Statement{decided("a", "1.1", 5)})
}
