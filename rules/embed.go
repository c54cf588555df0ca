package rules

import (
	"embed"
	"io/fs"
)

// The pattern names the packs' folders (ops…) and this file: a pattern without
// any match would not compile before the first pack is there.
//
//go:embed [eo][mp][bs]*
var packed embed.FS

// Packs holds the packs that the program brings along, a folder each.
func Packs() fs.FS { return packed }
