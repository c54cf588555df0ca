package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"github.com/truatweb/truatweb/checks/warc"
)

// inFolder names the record that a path means: itself, or the one in a folder of
// reports, unfinished if there is no other.
func inFolder(path string) string {
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return path
	}
	if open := filepath.Join(path, tapeOpen); !isFile(filepath.Join(path, tapeFile)) && isFile(open) {
		return open
	}
	return filepath.Join(path, tapeFile)
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// earlier finds the newest finished record of the same crawl in the folder and
// beside it; "" if there is none.
func (k *tape) earlier(pl *plan) string {
	parent := filepath.Dir(filepath.Clean(k.dir.path))
	files, _ := filepath.Glob(filepath.Join(glob(parent), glob(folderFor(pl.office.Home, ""))+"*", tapeFile)) // the pattern is right
	files = append(files, filepath.Join(k.dir.path, tapeFile))
	return newestOf(files, time.Time{}, func(home string) bool { return home == pl.office.Home })
}

// unfinished finds the folder of an interrupted run of the same crawl among those
// that runs name by themselves, the newest first; "" if there is none.
func (k *tape) unfinished(pl *plan, now time.Time) string {
	if k.fresh {
		return ""
	}
	files, _ := filepath.Glob(filepath.Join(glob(folderFor(pl.office.Home, ""))+"*", tapeOpen)) // the pattern is right
	at := newestOf(files, now.Add(-staleTape), func(home string) bool {
		return home == pl.office.Home || pl.bare && home == plainHTTP(pl.office.Home)
	})
	if at == "" {
		return ""
	}
	return filepath.Dir(at)
}

// newestOf gives the newest record, written after a moment, of a crawl whose home
// page fits; "" if there is none.
func newestOf(files []string, after time.Time, fits func(home string) bool) string {
	best, newest := "", after
	for _, f := range files {
		info, err := os.Stat(f)
		if err != nil || !info.ModTime().After(newest) {
			continue
		}
		said, err := warc.ReadInfo(f)
		var was settings
		if err != nil || json.Unmarshal(said.Settings, &was) != nil || !fits(was.Home) {
			continue
		}
		best, newest = f, info.ModTime()
	}
	return best
}

// glob makes a path stand for itself in a pattern.
func glob(path string) string {
	out := make([]rune, 0, len(path))
	for _, r := range path {
		if r == '*' || r == '?' || r == '[' || r == '\\' && filepath.Separator == '/' {
			out = append(out, '[', r, ']')
			continue
		}
		out = append(out, r)
	}
	return string(out)
}
