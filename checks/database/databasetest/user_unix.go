//go:build unix

package databasetest

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// asUser lets a command and its folder belong to a user that PostgreSQL is
// willing to run as: any but root. The command is no part of the test's own
// group, so that Ctrl-C leaves it to clean up.
func asUser(c *exec.Cmd, folder string) error {
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if os.Geteuid() != 0 {
		return nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		if err != nil {
			continue
		}
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		if err != nil {
			continue
		}
		if err := os.Chown(folder, int(uid), int(gid)); err != nil {
			return fmt.Errorf("giving PostgreSQL its folder: %w", err)
		}
		c.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		return nil
	}
	return fmt.Errorf("%w: root has no other user to run it as", errNone)
}
