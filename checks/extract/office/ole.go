package office

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"unicode/utf16"

	"github.com/richardlehane/mscfb"
	"golang.org/x/text/encoding/charmap"

	"github.com/truatweb/truatweb/checks/extract"
)

// streams reads the named streams of a compound file ([MS-CFB]).
func streams(body []byte, want ...string) (map[string][]byte, error) {
	f, err := mscfb.New(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", extract.ErrDamaged, err)
	}
	out := map[string][]byte{}
	for range mostEntries {
		e, err := f.Next()
		if err != nil {
			return out, nil //nolint:nilerr // the end of the list, or of what can be read of it
		}
		if e.Name == "EncryptedPackage" {
			return nil, extract.ErrLocked
		}
		for _, name := range want {
			if e.Name == name && out[name] == nil && e.Size <= mostPart {
				b, err := io.ReadAll(io.LimitReader(f, mostPart))
				if err != nil {
					return nil, fmt.Errorf("%w: stream %s: %w", extract.ErrDamaged, name, err)
				}
				out[name] = b
			}
		}
	}
	return out, nil
}

// locked reports whether a file is a compound file around an encrypted package
// of the newer formats.
func locked(body []byte) bool {
	if !bytes.HasPrefix(body, []byte{0xD0, 0xCF, 0x11, 0xE0}) {
		return false
	}
	_, err := streams(body)
	return err != nil && bytes.Contains([]byte(err.Error()), []byte(extract.ErrLocked.Error()))
}

// le reads little-endian numbers; what lies outside reads as 0.
type le []byte

func (b le) u16(at int) int {
	if at < 0 || at+2 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(b[at:]))
}

func (b le) u32(at int) uint32 {
	if at < 0 || at+4 > len(b) {
		return 0
	}
	return binary.LittleEndian.Uint32(b[at:])
}

// slice gives n bytes from at, fewer where the data ends.
func (b le) slice(at, n int) []byte {
	if at < 0 || n < 0 || at >= len(b) {
		return nil
	}
	return b[at:min(len(b), at+n)]
}

// wide decodes UTF-16LE.
func wide(b []byte) string {
	u := make([]uint16, len(b)/2)
	for i := range u {
		u[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(u))
}

// narrow decodes bytes of a code page: Thai for 874, Western otherwise.
func narrow(b []byte, page int) string {
	set := charmap.Windows1252
	if page == 874 {
		set = charmap.Windows874
	}
	out, err := set.NewDecoder().Bytes(b)
	if err != nil {
		return ""
	}
	return string(out)
}
