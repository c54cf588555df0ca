package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

// twoStandards is an audit by two standards, the second of which finds more amiss.
func twoStandards() *checks.Audit {
	f := func(standard, id string, v checks.Verdict) checks.Finding {
		return checks.Finding{Standard: standard, ID: id, Title: "ข้อ", Level: "required", Verdict: v}
	}
	return &checks.Audit{Standards: []checks.StandardUsed{{ID: "own", Authority: "office"}, {ID: "law", Authority: "law"}}, Findings: []checks.Finding{
		f("law", "7.1", checks.Absent), f("own", "1.1", checks.Partial), f("own", "1.2", checks.Absent), f("own", "1.3", checks.Found),
	}}
}

func TestResultTellsStandardsApart(t *testing.T) {
	a, th := twoStandards(), thaiTexts()
	if got := tallies(a, th); !slices.Equal(got, []string{"ประกาศของหน่วยงาน (own): พบ 1 · พบบางส่วน 1 · ไม่พบ 1", "กฎหมาย (law): ไม่พบ 1"}) {
		t.Errorf("%q", got)
	}
	a.Standards = a.Standards[:1]
	if got := tallies(a, th); len(got) != 1 || strings.Contains(got[0], "own") {
		t.Errorf("one standard: %q", got)
	}
}

func TestWorstOfTheFirstStandardComesFirst(t *testing.T) {
	var out bytes.Buffer
	worst(world{stdout: &out}, thaiTexts(), twoStandards())
	text := out.String()
	at := []int{strings.Index(text, "1.2 "), strings.Index(text, "1.1 "), strings.Index(text, "7.1 ")}
	if at[0] < 0 || !slices.IsSorted(at) || strings.Contains(text, "1.3") {
		t.Errorf("named as %s", text)
	}
}
