package review_test

import (
	"testing"
	"time"

	"github.com/truatweb/truatweb/reports/review"
	"github.com/truatweb/truatweb/reports/review/reviewtest"
)

func openFiles(t *testing.T, dir string) review.Store {
	t.Helper()
	s, err := review.OpenFiles(dir, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestFiles(t *testing.T) { reviewtest.Store(t, openFiles) }
