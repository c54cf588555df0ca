//go:build !linux

package database

import "strings"

// elsewhere reports whether a folder lies on another computer, as far as its
// name tells: the locks of SQLite do not hold there.
func elsewhere(folder string) bool { return strings.HasPrefix(folder, `\\`) }
