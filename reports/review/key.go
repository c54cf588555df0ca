package review

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"net/url"
	"strings"
	"time"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/thai"
)

// rowKey binds a row of the workbook to the finding that it asks about.
type rowKey struct {
	office   string // checks.Office.Key
	standard string
	id       string
	finding  string // checks.Finding.Digest
	audit    string // checks.Audit.Digest
	day      string // of the audit's visit in Bangkok, 20060102
}

// errKey says that a key was edited, cut or put together.
var errKey = errors.New("the row's key does not hold")

const (
	keyForm   = "TW1"
	keyDay    = "20060102"
	hashMark  = "sha256:"
	keyFields = 8
)

// String writes the key: its parts, and a checksum over all of them. The checksum
// notices mistakes and careless edits; it keeps no secret.
func (k *rowKey) String() string {
	body := strings.Join([]string{keyForm, url.PathEscape(k.office), url.PathEscape(k.standard), url.PathEscape(k.id), packed(k.finding), packed(k.audit), k.day}, "|")
	return body + "|" + checksum(body)
}

// parseKey reads a key back, and refuses any other spelling of it.
func parseKey(text string) (rowKey, error) {
	parts := strings.Split(text, "|")
	if len(parts) != keyFields || parts[0] != keyForm {
		return rowKey{}, errKey
	}
	var k rowKey
	var err error
	for i, into := range []*string{&k.office, &k.standard, &k.id} {
		if *into, err = url.PathUnescape(parts[i+1]); err != nil || *into == "" {
			return rowKey{}, errKey
		}
	}
	k.finding, k.audit, k.day = unpacked(parts[4]), unpacked(parts[5]), parts[6]
	if _, err := time.Parse(keyDay, k.day); err != nil || k.String() != text {
		return rowKey{}, errKey
	}
	return k, nil
}

// seen is the first moment of the day on which the site was visited.
func (k *rowKey) seen() time.Time {
	day, err := time.ParseInLocation(keyDay, k.day, thai.Bangkok())
	if err != nil {
		return time.Time{} // parseKey lets no such day through
	}
	return day
}

func keyOf(a *checks.Audit, audit string, f *checks.Finding) rowKey {
	return rowKey{office: a.Office.Key(), standard: f.Standard, id: f.ID, finding: f.Digest(), audit: audit, day: a.SeenAt.In(thai.Bangkok()).Format(keyDay)}
}

func packed(digest string) string {
	raw, err := hex.DecodeString(strings.TrimPrefix(digest, hashMark))
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

func unpacked(text string) string {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return ""
	}
	return hashMark + hex.EncodeToString(raw)
}

// checksum gives 80 bits: of all edits that anybody will ever make by hand none
// goes unnoticed.
func checksum(body string) string {
	sum := sha256.Sum256([]byte("truatweb/review/1\x00" + body))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:10]))
}
