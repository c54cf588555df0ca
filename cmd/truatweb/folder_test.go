package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/truatweb/truatweb/checks"
)

// fullDraft takes so many bytes and then says that the disk is full.
type fullDraft struct {
	draft
	room int
}

func (d *fullDraft) Write(b []byte) (int, error) {
	if len(b) > d.room {
		return 0, &fs.PathError{Op: "write", Path: d.Name(), Err: syscall.ENOSPC}
	}
	d.room -= len(b)
	return d.draft.Write(b)
}

func TestFullDisk(t *testing.T) {
	path := t.TempDir()
	if err := os.WriteFile(filepath.Join(path, "report.html"), []byte("earlier"), 0o600); err != nil {
		t.Fatal(err)
	}
	dir := &folder{path: path, t: thaiTexts(), create: func(at string) (draft, error) {
		f, err := createDraft(at)
		return &fullDraft{f, 100_000}, err
	}}
	if err := dir.probe(); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("probing a full disk: %v", err)
	}
	big := format{file: "report.html", write: func(w io.Writer, _ *checks.Audit, _ string) error {
		_, err := io.WriteString(w, strings.Repeat("x", 200_000))
		return err
	}}
	_, err := dir.save(big, &checks.Audit{}, "th")
	if err := dir.trouble(err); !strings.Contains(err.Error(), "เต็ม") {
		t.Errorf("trouble: %v", err)
	}
	if body, _ := os.ReadFile(filepath.Join(path, "report.html")); string(body) != "earlier" {
		t.Error("a failed report replaced the earlier one")
	}
	if left, _ := filepath.Glob(filepath.Join(path, ".truatweb-*")); len(left) > 0 {
		t.Errorf("drafts are left: %v", left)
	}
}

func TestFolderTroubles(t *testing.T) {
	dir := &folder{path: "ที่เก็บ", t: thaiTexts()}
	for err, want := range map[error]string{
		&fs.PathError{Op: "open", Err: syscall.EACCES}:        "ไม่มีสิทธิ์",
		&fs.PathError{Op: "open", Err: syscall.EROFS}:         "ไม่มีสิทธิ์",
		fmt.Errorf("x: %w", syscall.ENOTDIR):                  "เป็นไฟล์",
		fmt.Errorf("x: %w", syscall.EDQUOT):                   "เต็ม",
		&fs.PathError{Op: "mkdir", Err: syscall.EIO}:          "เก็บรายงานไม่ได้",
		&fs.PathError{Op: "mkdir", Err: syscall.ENAMETOOLONG}: "เก็บรายงานไม่ได้",
	} {
		var f *failure
		if !errors.As(dir.trouble(err), &f) || !strings.Contains(f.Error(), want) || !strings.Contains(f.Error(), "ที่เก็บ") || !strings.Contains(f.next, "--out") {
			t.Errorf("%v: %v (%v)", err, f, want)
		}
	}
}

func TestRescueGoesWhereThereIsRoom(t *testing.T) {
	t.Chdir(t.TempDir())
	w := world{scratch: filepath.Join(t.TempDir(), "not-there")}
	path, err := rescue(w, standInParts(), &plan{}, &checks.Audit{Schema: checks.AuditSchema, AsOf: "2026-06-15", FiscalYear: 2569}, "gone")
	if err != nil {
		t.Fatal(err)
	}
	a, err := readRecord(realParts(), path, thaiTexts())
	if err != nil || a.Schema != checks.AuditSchema {
		t.Errorf("the rescued record: %v, %v", a, err)
	}
}

// A run that writes nothing leaves nothing, and no folder of somebody else's goes.
func TestReleaseLeavesNoEmptyFolder(t *testing.T) {
	own, theirs := filepath.Join(t.TempDir(), "new"), t.TempDir()
	for path, stays := range map[string]bool{own: false, theirs: true} {
		dir, err := openFolder(path, thaiTexts())
		if err != nil {
			t.Fatal(err)
		}
		dir.release()
		if _, err := os.Stat(path); (err == nil) != stays {
			t.Errorf("%s: %v", path, err)
		}
	}
	dir, err := openFolder(own, thaiTexts())
	if err != nil {
		t.Fatal(err)
	}
	path, err := dir.save(format{file: "a", write: func(w io.Writer, _ *checks.Audit, _ string) error { return nil }}, &checks.Audit{}, "th")
	dir.release()
	if _, stat := os.Stat(path); err != nil || stat != nil {
		t.Errorf("%v, %v", err, stat)
	}
}
