// Package bucket keeps an archive's sites in a bucket of a storage service, or
// whatever else gocloud.dev/blob opens. It weighs more than the rest of the
// archive together, so a program takes it in only where it is asked for; the
// services themselves are taken in by whoever builds it.
package bucket

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"
)

// Bucket keeps files by their digest, "sha256:" and hex.
type Bucket struct{ b *blob.Bucket }

// New keeps files in an open bucket, which Close closes.
func New(b *blob.Bucket) *Bucket { return &Bucket{b} }

// Open opens a bucket by its address, such as "s3://name?region=…", for which the
// program must have taken in its service.
func Open(ctx context.Context, address string) (*Bucket, error) {
	b, err := blob.OpenBucket(ctx, address)
	if err != nil {
		return nil, fmt.Errorf("opening the bucket: %w", err)
	}
	return New(b), nil
}

// Close closes the bucket.
func (b *Bucket) Close() error { return b.b.Close() }

func key(digest string) (string, error) {
	sum, ok := strings.CutPrefix(digest, "sha256:")
	if !ok || len(sum) != 64 || strings.Trim(sum, "0123456789abcdef") != "" {
		return "", fmt.Errorf("%q is no digest", digest)
	}
	return sum[:2] + "/" + sum + ".warc.gz", nil
}

// Put keeps what it reads, whole or not at all.
func (b *Bucket) Put(ctx context.Context, digest string, r io.Reader) error {
	name, err := key(digest)
	if err != nil {
		return err
	}
	// A writer whose context ends keeps nothing.
	writing, giveUp := context.WithCancel(ctx)
	defer giveUp()
	w, err := b.b.NewWriter(writing, name, &blob.WriterOptions{ContentType: "application/warc", DisableContentTypeDetection: true})
	if err != nil {
		return fmt.Errorf("keeping %s: %w", name, err)
	}
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(w, h), r)
	if got := "sha256:" + hex.EncodeToString(h.Sum(nil)); err == nil && got != digest {
		err = fmt.Errorf("what was to be %s is %s", digest, got)
	}
	if err != nil {
		giveUp()
	}
	if err = errors.Join(err, w.Close()); err != nil {
		return fmt.Errorf("keeping %s: %w", name, err)
	}
	return nil
}

// Open reads a file; the error wraps fs.ErrNotExist where there is none.
func (b *Bucket) Open(ctx context.Context, digest string) (io.ReadCloser, error) {
	name, err := key(digest)
	if err != nil {
		return nil, err
	}
	r, err := b.b.NewReader(ctx, name, nil)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	}
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", name, err)
	}
	return r, nil
}
