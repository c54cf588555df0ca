package truatweb_test

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestLicencesNameWhatIsLinked holds LICENSES.md against the modules that the
// program is built from here, and go.mod against LICENSES.md.
func TestLicencesNameWhatIsLinked(t *testing.T) {
	list, err := os.ReadFile("LICENSES.md")
	if err != nil {
		t.Fatal(err)
	}
	var named []string
	for _, m := range regexp.MustCompile(`(?m)^\| ([a-z][^ |]*\.[^ |]*) \| ([^|]*) \|$`).FindAllStringSubmatch(string(list), -1) {
		named = append(named, m[1])
		if !regexp.MustCompile(`^(?:(?:Apache-2\.0|BSD-[23]-Clause|MIT|MPL-2\.0)(?:, |$))+$`).MatchString(m[2]) {
			t.Errorf("%s: %q is no licence that was looked at", m[1], m[2])
		}
	}
	if !slices.IsSorted(named) || len(named) == 0 {
		t.Errorf("%d modules, in order: %v", len(named), slices.IsSorted(named))
	}
	needed, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range named {
		if !strings.Contains(string(needed), "\t"+path+" v") {
			t.Errorf("%s is named and not needed any more", path)
		}
	}
	for _, tags := range []string{"", "buckets"} {
		out, err := exec.CommandContext(t.Context(), "go", "list", "-tags="+tags, "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}", "./cmd/truatweb").Output()
		if err != nil && tags == "" {
			t.Fatal(err)
		} else if err != nil {
			t.Logf("the modules of %s cannot be had here: %v", tags, err)
		}
		for _, path := range strings.Fields(string(out)) {
			if !slices.Contains(named, path) {
				t.Errorf("%s is linked and not named", path)
			}
		}
	}
}
