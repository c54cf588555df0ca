package render

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// Names of what lies in the temporary folder while a browser runs.
const (
	profilePrefix = "truatweb-browser-"
	ownerName     = "owner"
	// staleAfter is the age from which a profile without an owner's file is
	// nobody's.
	staleAfter = 24 * time.Hour
	// longestHome is how long the path of a profile may be for the browser to put
	// its socket there, whose own path the system bounds at some 104 bytes.
	longestHome = 104 - len("/org.chromium.Chromium.XXXXXX/SingletonSocket")
)

// profile is the folder that a browser keeps its state in.
type profile struct {
	dir   string
	owner *os.File
}

// newProfile makes a profile and clears away those of runs that were killed.
func newProfile(parent string) (*profile, error) {
	if parent == "" {
		parent = os.TempDir()
	}
	clearProfiles(parent)
	dir, err := os.MkdirTemp(parent, profilePrefix)
	if err != nil {
		return nil, err
	}
	p := &profile{dir: dir}
	p.owner, err = os.OpenFile(filepath.Join(dir, ownerName), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		p.remove()
		return nil, err
	}
	lock(p.owner)
	return p, nil
}

// clearProfiles removes the profiles whose owner is dead. A profile that is just
// being made has no owner's file yet and is left alone.
func clearProfiles(parent string) {
	entries, err := os.ReadDir(parent)
	if err != nil {
		return
	}
	for _, e := range entries {
		dir := filepath.Join(parent, e.Name())
		info, err := os.Lstat(dir)
		if err != nil || !strings.HasPrefix(e.Name(), profilePrefix) || !info.IsDir() || !isOurs(info) {
			continue
		}
		owner, err := os.OpenFile(filepath.Join(dir, ownerName), os.O_RDWR, 0)
		dead := false
		if err == nil {
			dead = lock(owner)
		}
		if dead || time.Since(info.ModTime()) > staleAfter && (err != nil || runtime.GOOS == "windows") {
			_ = os.RemoveAll(dir)
		}
		if err == nil {
			_ = owner.Close()
		}
	}
}

// remove deletes the profile. Processes of the browser that are still dying may
// write into it, so that it takes a few tries.
func (p *profile) remove() {
	for range 50 {
		if err := os.RemoveAll(p.dir); err == nil {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if p.owner != nil {
		_ = p.owner.Close()
	}
}

// isRoot reports whether the browser's sandbox cannot be had.
func isRoot() bool { return runtime.GOOS != "windows" && os.Geteuid() == 0 }

// environment is all that the browser is told of ours.
func environment(home string) []string {
	env := []string{"HOME=" + home, "XDG_CONFIG_HOME=" + home, "XDG_CACHE_HOME=" + home, "LANG=C.UTF-8", "TZ=Asia/Bangkok"}
	if len(home) <= longestHome {
		env = append(env, "TMPDIR="+home)
	}
	for _, name := range []string{"PATH", "TEMP", "TMP", "SystemRoot", "LOCALAPPDATA", "USERPROFILE", "ProgramFiles"} {
		if v, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+v)
		}
	}
	return env
}
