//go:build !unix

package review

// lockFolder takes no lock: these systems cannot lock a folder.
func lockFolder(string) (release func(), err error) { return func() {}, nil }

// syncFolder does nothing: these systems keep names with their files.
func syncFolder(string) error { return nil }
