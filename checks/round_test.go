package checks_test

import (
	"testing"

	"github.com/truatweb/truatweb/checks"
)

func TestRoundProvisional(t *testing.T) {
	r := checks.Round{Share: 0.8}
	if !r.Provisional() {
		t.Error("a round without offices is final")
	}
	for i := range 10 {
		state := checks.Audited
		if i >= 8 {
			state = checks.Failed
		}
		r.Entries = append(r.Entries, checks.Entry{State: state})
	}
	if r.Looked() != 8 || r.Provisional() {
		t.Errorf("8 of 10 with a share of 0.8: looked %d, provisional %v", r.Looked(), r.Provisional())
	}
	r.Entries[0].State = checks.Running
	if !r.Provisional() {
		t.Error("7 of 10 with a share of 0.8 is final")
	}
}
