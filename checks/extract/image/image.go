// Package image reads what a picture says of itself, its format and its size,
// and recognises the text in pictures and scans by tesseract where it is
// installed.
//
// Recognised text is a hint for a person: letters, and Thai digits above all,
// are mistaken too often to prove anything.
package image

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"image"
	_ "image/gif"  // so that image.DecodeConfig knows the format
	_ "image/jpeg" // as above
	_ "image/png"  // as above
	"net/url"
	"path"

	"github.com/truatweb/truatweb/checks"
	"github.com/truatweb/truatweb/checks/extract"
)

// Reader reads a picture's format and size. It gives no text.
type Reader struct{}

// Kinds lists the kind of pictures.
func (Reader) Kinds() []checks.Kind { return []checks.Kind{checks.KindImage} }

// Read gives a content without blocks, whose one picture has the file's size.
func (Reader) Read(_ context.Context, raw extract.Raw) (*checks.Content, checks.Charset, error) {
	s, err := measure(raw.Body)
	if err != nil {
		return nil, checks.Charset{}, fmt.Errorf("reading a picture: %w", err)
	}
	c := &checks.Content{Kind: checks.KindImage, Images: []checks.Image{{Src: raw.URL, File: fileName(raw.URL), Block: -1, Width: s.width, Height: s.height}}}
	c.Facts.NoText, c.Facts.Reader = true, "image/"+s.format
	return c, checks.Charset{}, nil
}

func fileName(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || path.Base(u.Path) == "/" || path.Base(u.Path) == "." {
		return ""
	}
	return path.Base(u.Path)
}

// size is a picture's format and its size in pixels, 0 where the format is one
// whose size is not read here.
type size struct {
	format        string
	width, height int
}

// measure reads a picture's head. It looks at no pixels.
func measure(b []byte) (size, error) {
	s := size{}
	switch {
	case bytes.HasPrefix(b, []byte("RIFF")) && len(b) >= 30 && string(b[8:12]) == "WEBP":
		s = webp(b)
	case bytes.HasPrefix(b, []byte("BM")) && len(b) >= 26:
		s = size{"bmp", int(int32(binary.LittleEndian.Uint32(b[18:]))), int(int32(binary.LittleEndian.Uint32(b[22:])))}
		s.height = max(s.height, -s.height) // stored upside down
	case bytes.HasPrefix(b, []byte("II*\x00")):
		s = tiff(b, binary.LittleEndian)
	case bytes.HasPrefix(b, []byte("MM\x00*")):
		s = tiff(b, binary.BigEndian)
	case bytes.HasPrefix(b, []byte("\x00\x00\x01\x00")):
		return size{format: "x-icon"}, nil
	case len(b) > 12 && string(b[4:8]) == "ftyp":
		return size{format: string(bytes.TrimRight(b[8:12], " \x00"))}, nil
	default:
		c, format, err := image.DecodeConfig(bytes.NewReader(b))
		if err != nil {
			return s, fmt.Errorf("%w: %w", extract.ErrDamaged, err)
		}
		s = size{format, c.Width, c.Height}
	}
	if s.width <= 0 || s.height <= 0 {
		return s, fmt.Errorf("%w: no size", extract.ErrDamaged)
	}
	return s, nil
}

// webp reads the size from the first chunk: lossy, lossless or extended.
func webp(b []byte) size {
	le := binary.LittleEndian
	switch string(b[12:16]) {
	case "VP8 ":
		return size{"webp", int(le.Uint16(b[26:]) & 0x3FFF), int(le.Uint16(b[28:]) & 0x3FFF)}
	case "VP8L":
		bits := le.Uint32(b[21:])
		return size{"webp", int(bits&0x3FFF) + 1, int(bits>>14&0x3FFF) + 1}
	case "VP8X":
		return size{"webp", int(uint32(b[24])|uint32(b[25])<<8|uint32(b[26])<<16) + 1, int(uint32(b[27])|uint32(b[28])<<8|uint32(b[29])<<16) + 1}
	}
	return size{}
}

// tiff reads the size from the first directory.
func tiff(b []byte, order binary.ByteOrder) size {
	s := size{format: "tiff"}
	if len(b) < 8 {
		return s
	}
	at := uint64(order.Uint32(b[4:]))
	if at+2 > uint64(len(b)) {
		return s
	}
	entries := uint64(order.Uint16(b[at:]))
	for i := range entries {
		e := at + 2 + 12*i
		if e+12 > uint64(len(b)) {
			break
		}
		value := int(order.Uint32(b[e+8:]))
		if order.Uint16(b[e+2:]) == 3 { // a short stands in the first two bytes
			value = int(order.Uint16(b[e+8:]))
		}
		switch order.Uint16(b[e:]) {
		case 256:
			s.width = value
		case 257:
			s.height = value
		}
	}
	return s
}
