package cockpit_test

import (
	"os"
	"path/filepath"
	"testing"
)

// TestLook writes an invented round's page and workbook for people to look at,
// where COCKPIT_LOOK names a folder.
func TestLook(t *testing.T) {
	dir := os.Getenv("COCKPIT_LOOK")
	if dir == "" {
		t.Skip("SKIP: COCKPIT_LOOK names no folder to write pages for looking at")
	}
	for name, n := range map[string]int{"30": 30, "880": 880} {
		c := made(t, n)
		f, err := os.Create(filepath.Join(dir, "cockpit-"+name+".html"))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.WriteHTML(f); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		f, err = os.Create(filepath.Join(dir, "cockpit-"+name+".xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.WriteBook(f, "truatweb"); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
