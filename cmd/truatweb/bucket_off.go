//go:build !buckets

package main

import (
	"context"

	"github.com/truatweb/truatweb/reports/archive"
)

// openBucket refuses: a build takes buckets in where it is asked to.
func openBucket(_ context.Context, _ string, t *texts) (archive.Files, error) {
	return nil, usage(t.archive.noBuckets, "go build -tags buckets ./cmd/truatweb")
}
