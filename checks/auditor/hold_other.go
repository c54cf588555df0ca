//go:build !unix

package auditor

import "os"

// holdFolder holds nothing: these systems cannot lock a folder.
func holdFolder(string) (*os.File, error) { return nil, nil }
