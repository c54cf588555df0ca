package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

func loadSites(t *testing.T, root string) []*keptSite {
	t.Helper()
	sites, err := keptSites(root)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, errNoSites) {
		t.Skipf("no sites here: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sites {
		if len(s.answer) == 0 {
			t.Fatalf("%s has no answer key", s.name)
		}
	}
	return sites
}

// serve serves a site on a loopback address and gives the address of its home.
func serve(t *testing.T, s *keptSite, at string) string {
	t.Helper()
	origin, stop, err := serveLoopback(t.Context(), at, s)
	if err != nil {
		t.Skipf("serving %s: %v", s.name, err)
	}
	t.Cleanup(stop)
	return origin + s.Home
}

// agreement counts how audits agree with answer keys.
type agreement struct{ judged, agree, falseFound, falseAbsent, wrongProof, toEyes int }

func (n *agreement) add(o agreement) {
	n.judged += o.judged
	n.agree += o.agree
	n.falseFound += o.falseFound
	n.falseAbsent += o.falseAbsent
	n.wrongProof += o.wrongProof
	n.toEyes += o.toEyes
}

func (n agreement) String() string {
	return fmt.Sprintf("agreement %.3f (%d of %d), false found %d, false absent %d, wrong proof %d, to eyes %d",
		float64(n.agree)/float64(max(1, n.judged)), n.agree, n.judged, n.falseFound, n.falseAbsent, n.wrongProof, n.toEyes)
}

// compare holds the findings of the founding table against a key.
func compare(t *testing.T, s *keptSite, a *checks.Audit) agreement {
	t.Helper()
	var n agreement
	for i := range a.Findings {
		f := &a.Findings[i]
		k, ok := s.answer[f.ID]
		if !ok || f.Standard != "ops2563" || f.Parent {
			continue
		}
		n.judged++
		allowed := append([]checks.Verdict{k.Verdict}, k.Also...)
		switch {
		case slices.Contains(allowed, f.Verdict):
			n.agree++
			if f.Verdict == checks.Found && len(k.Evidence) > 0 && !slices.ContainsFunc(f.Evidence, func(e checks.Evidence) bool { return slices.Contains(k.Evidence, requested(e.URL)) }) {
				n.wrongProof++
			}
			continue
		case f.Verdict == checks.Found && !slices.Contains(allowed, checks.Partial):
			n.falseFound++
		case f.Verdict == checks.Absent && slices.ContainsFunc(allowed, func(v checks.Verdict) bool {
			return v == checks.Found || v == checks.Partial || v == checks.WrongPeriod
		}):
			n.falseAbsent++
		case f.Verdict == checks.NeedsEyes:
			n.toEyes++
		}
		t.Logf("%s %s: said %s %v, key %v (%s)", s.name, f.ID, f.Verdict, f.Reasons, allowed, k.Why)
	}
	return n
}

// requested gives the path and query of an address, decoded, as keys name them.
func requested(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	out := decoded(u.EscapedPath())
	if u.RawQuery != "" {
		out += "?" + decoded(u.RawQuery)
	}
	return out
}

// auditSite audits a served site with the program's real parts.
func auditSite(t *testing.T, s *keptSite, home string) *checks.Audit {
	t.Helper()
	day, err := time.ParseInLocation(time.DateOnly, s.AsOf, thai.Bangkok())
	if err != nil {
		t.Fatal(err)
	}
	standards, problems := new(compiler).standards(nil, false)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	p := &plan{asOf: day, fiscalYear: s.Fiscal, maxPages: 500, maxTime: 2 * time.Minute, allowPrivate: []string{"127.0.0.0/8"}, only: []string{"127.0.0.0/8"}}
	a, _ := audited(t, p, standards, home)
	return a
}

// What an audit concludes about invented offices must not get worse: the bounds
// are what was measured when they were last set, with some room.
func TestSites(t *testing.T) {
	if testing.Short() {
		t.Skip("audits whole sites")
	}
	for _, c := range []struct {
		root    string
		address string // %d is the site's number
		at      float64
		found   int // false found
		absent  int // false absent
	}{
		{root: "../../testdata/sites", address: "127.0.2.%d:0", at: 0.95, found: 1, absent: 2},
		{root: "../../../shared/sites", address: "127.0.1.%d:18080", at: 0.97, found: 0, absent: 1},
	} {
		t.Run(filepath.Base(filepath.Dir(c.root)), func(t *testing.T) {
			sites := loadSites(t, filepath.FromSlash(c.root))
			var homes []string
			for i, s := range sites {
				homes = append(homes, serve(t, s, fmt.Sprintf(c.address, i+1)))
			}
			var all agreement
			for i, s := range sites {
				n := compare(t, s, auditSite(t, s, homes[i]))
				t.Logf("%s: %s", s.name, n)
				all.add(n)
			}
			t.Logf("all: %s", all)
			if share := float64(all.agree) / float64(all.judged); share < c.at || all.falseFound > c.found || all.falseAbsent > c.absent {
				t.Errorf("worse than before: %s", all)
			}
		})
	}
}
