//go:build buckets

package main

import (
	"context"

	_ "gocloud.dev/blob/fileblob" // file://; other services are taken in beside it

	"github.com/truatweb/truatweb/reports/archive"
	"github.com/truatweb/truatweb/reports/archive/bucket"
)

func openBucket(ctx context.Context, address string, _ *texts) (archive.Files, error) {
	return bucket.Open(ctx, address)
}
