package image

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/truatweb/truatweb/checks"
)

// cacheForm is part of every name in the cache: another way to make blocks of
// what tesseract prints is another number.
const cacheForm = 2

const mostCached = 8 << 20 // bytes of a cached file

// kept is a file of the cache.
type kept struct {
	Facts  checks.Facts
	Blocks []checks.Block
}

// cached is where a file's text is kept, "" if nowhere: by its bytes and by
// everything that the text depends on.
func (r *Recogniser) cached(body []byte, kind checks.Kind) string {
	if r.CacheDir == "" {
		return ""
	}
	h := sha256.New()
	_, _ = fmt.Fprintf(h, "%d\x00%s\x00%s\x00%s\x00%d\x00%d\x00", cacheForm, kind, r.version, r.languages, r.DPI, r.MaxPages) // a hash takes everything
	_, _ = h.Write(body)
	return filepath.Join(r.CacheDir, hex.EncodeToString(h.Sum(nil))+".json")
}

func (r *Recogniser) recall(body []byte, kind checks.Kind) *checks.Content {
	at := r.cached(body, kind)
	if at == "" {
		return nil
	}
	if st, err := os.Stat(at); err != nil || !st.Mode().IsRegular() || st.Size() > mostCached {
		return nil
	}
	b, err := os.ReadFile(at)
	var k kept
	if err != nil || json.Unmarshal(b, &k) != nil || !k.Facts.OCR || !k.Facts.NoText {
		return nil
	}
	return &checks.Content{Kind: kind, Facts: k.Facts, Blocks: k.Blocks}
}

// remember keeps a file's text. Failing to costs nothing but time.
func (r *Recogniser) remember(body []byte, kind checks.Kind, c *checks.Content) {
	at := r.cached(body, kind)
	if at == "" {
		return
	}
	b, err := json.Marshal(kept{c.Facts, c.Blocks})
	if err != nil || os.MkdirAll(r.CacheDir, 0o700) != nil {
		return
	}
	draft, err := os.CreateTemp(r.CacheDir, ".draft-*")
	if err != nil {
		return
	}
	_, err = draft.Write(b)
	if cerr := draft.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(draft.Name(), at)
	}
	if err != nil {
		_ = os.Remove(draft.Name())
	}
}
