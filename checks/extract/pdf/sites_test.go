package pdf

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/truatweb/truatweb/checks/extract"
	"github.com/truatweb/truatweb/checks/thai"
)

// sites lists the PDF files of the invented sites, where they are there.
func sites(tb testing.TB) (root string, files []string) {
	tb.Helper()
	root = filepath.Join("..", "..", "..", "..", "shared", "sites")
	if _, err := os.Stat(root); err != nil {
		tb.Skip("the invented sites are not here")
	}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".pdf") {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return root, files
}

// TestSites holds the facts against files that were damaged, scanned or locked
// on purpose, and that no other file is called damaged.
func TestSites(t *testing.T) {
	root, files := sites(t)
	const (
		damaged = "damaged"
		garbled = "garbled"
		scan    = "no text"
		locked  = "locked"
		broken  = "broken"
		empty   = "empty"
	)
	want := map[string]string{
		"dong-makluea/www/doc/plan69.pdf": garbled, "dong-makluea/www/doc/yut60-64.pdf": damaged, "dong-makluea/www/doc/annual65.pdf": damaged,
		"na-phakham/www/files/strategy66-70.pdf": damaged, "na-phakham/www/files/kpi-agree-2570.pdf": damaged,
		"bueng-tako/www/images/files/kamrabrong69.pdf": scan, "dong-makluea/www/doc/sop-scan.pdf": scan, "wang-krathin/www/doc/budget68.pdf": scan, "wang-krathin/www/doc/report68scan.pdf": scan,
		"tha-tabaek/www/drive/_f/pa69.pdf": locked, "tha-tabaek/www/drive/_f/annual68.pdf": empty,
		"na-phakham/www/files/sop-2568.pdf": broken, "na-phakham/www/files/sop-finance.pdf": broken,
	}
	each(t, func(t *testing.T, r *Reader) {
		for _, f := range files {
			body, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			c, _, err := r.Read(t.Context(), extract.Raw{Body: body})
			got := ""
			switch {
			case errors.Is(err, extract.ErrEmpty):
				got = empty
			case errors.Is(err, extract.ErrLocked):
				got = locked
			case errors.Is(err, extract.ErrDamaged):
				got = broken
			case err != nil:
				t.Errorf("%s: %v", f, err)
				continue
			case c.Facts.NoText:
				got = scan
			case c.Facts.Garbled:
				got = garbled
			case c.Facts.Damaged:
				got = damaged
			}
			name, _ := filepath.Rel(root, f)
			if w := want[filepath.ToSlash(name)]; got != w {
				t.Errorf("%s is %q, want %q", name, got, w)
			}
			if filepath.ToSlash(name) == "na-phakham/www/files/strategy66-70.pdf" {
				if s := shown(c); !strings.Contains(thai.Skeleton(s), thai.Skeleton("แผนยุทธศาสตร์ด้านสุขภาพอำเภอ")) {
					t.Errorf("its title is not found by the loosest key:\n%s", s)
				}
			}
		}
	})
}
