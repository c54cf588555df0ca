package bucket_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	"gocloud.dev/blob/memblob"

	"github.com/truatweb/truatweb/reports/archive"
	"github.com/truatweb/truatweb/reports/archive/bucket"
)

var _ archive.Files = (*bucket.Bucket)(nil)

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256:" + hex.EncodeToString(sum[:])
}

// both runs a test on a bucket in memory and on one in a folder.
func both(t *testing.T, test func(t *testing.T, b *bucket.Bucket)) {
	for name, open := range map[string]func(t *testing.T) *blob.Bucket{
		"memory": func(*testing.T) *blob.Bucket { return memblob.OpenBucket(nil) },
		"folder": func(t *testing.T) *blob.Bucket {
			b, err := fileblob.OpenBucket(t.TempDir(), &fileblob.Options{NoTempDir: true})
			if err != nil {
				t.Fatal(err)
			}
			return b
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := bucket.New(open(t))
			defer b.Close()
			test(t, b)
		})
	}
}

func TestKeepsWholeFilesAlone(t *testing.T) {
	both(t, func(t *testing.T, b *bucket.Bucket) {
		if err := b.Put(t.Context(), digest("a site"), strings.NewReader("a site")); err != nil {
			t.Fatal(err)
		}
		r, err := b.Open(t.Context(), digest("a site"))
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if got, err := io.ReadAll(r); err != nil || string(got) != "a site" {
			t.Errorf("%q %v", got, err)
		}
		broken := io.MultiReader(strings.NewReader("half a"), failing{})
		for name, c := range map[string]struct {
			digest string
			r      io.Reader
		}{"another file": {digest("x"), strings.NewReader("y")}, "cut off": {digest("half a site"), broken}, "no digest": {"sha256:../x", strings.NewReader("")}} {
			if err := b.Put(t.Context(), c.digest, c.r); err == nil {
				t.Errorf("%s was kept", name)
			}
			if _, err := b.Open(t.Context(), c.digest); err == nil || name != "no digest" && !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%s: %v", name, err)
			}
		}
		over, cancel := context.WithCancel(t.Context())
		cancel()
		if err := b.Put(over, digest("late"), strings.NewReader("late")); err == nil {
			t.Error("kept after the time was up")
		}
	})
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("the disk is gone") }

func TestOpensByAddress(t *testing.T) {
	b, err := bucket.Open(t.Context(), "mem://")
	if err != nil {
		t.Fatal(err)
	}
	b.Close()
	if _, err := bucket.Open(t.Context(), "s3://sites"); err == nil {
		t.Error("a service that was not taken in was opened")
	}
}

func TestServesAnArchive(t *testing.T) {
	both(t, func(t *testing.T, b *bucket.Bucket) {
		a, err := archive.Open(t.Context(), archive.Options{Database: filepath.Join(t.TempDir(), archive.Name), Files: b})
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		record := `{"schema":"truatweb/audit/1","office":{"home":"https://a.example/"},"seen_at":"2026-11-01T00:00:00Z","findings":[{"id":"1","standard":"s","verdict":"found"}]}`
		e, _, err := a.Save(t.Context(), []byte(record), strings.NewReader("WARC"))
		if err != nil || e.Site != digest("WARC") {
			t.Fatal(e, err)
		}
		if n, err := a.Verify(t.Context(), func(f archive.Fault) { t.Error(f) }); err != nil || n.Sites != 1 {
			t.Error(n, err)
		}
	})
}
