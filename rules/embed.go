package rules

import (
	"embed"
	"io/fs"
)

//go:embed ops2563 oia2540 gws2 pub moit
var packed embed.FS

// Packs holds the packs that the program brings along, a folder each.
func Packs() fs.FS { return packed }
