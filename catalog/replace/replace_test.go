package replace_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"authcat/catalog/replace"
)

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "report.json")
	for _, body := range []string{"new", "", "in its place"} {
		if err := replace.WriteFile(path, []byte(body)); err != nil {
			t.Fatal(err)
		}
		if got := read(t, path); got != body {
			t.Errorf("%q was written for %q", got, body)
		}
	}
	if names := list(t, dir); names != "report.json" {
		t.Errorf("the folder has %s", names)
	}
}

// Until the end the old file is there, and the new one beside it.
func TestUnfinished(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "report.json")
	if err := replace.WriteFile(path, []byte("old")); err != nil {
		t.Fatal(err)
	}
	f, err := replace.New(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("new"); err != nil {
		t.Fatal(err)
	}
	name := filepath.Base(f.Name())
	if number, ok := strings.CutPrefix(name, ".report.json"); !ok || len(number) < 6 || strings.Trim(number, "0123456789") != "" {
		t.Errorf("an unfinished file is called %s: nobody who tidies up knows that name", name)
	}
	if got := read(t, path); got != "old" {
		t.Errorf("before its time the file says %q", got)
	}
	if err := errors.Join(f.Remove(), f.Remove()); err != nil {
		t.Error(err)
	}
	if names := list(t, dir); names != "report.json" || read(t, path) != "old" {
		t.Errorf("given up, it leaves %s, which says %q", names, read(t, path))
	}
}

// A file in its place is not removed, and one that can't get there is.
func TestCommit(t *testing.T) {
	dir := t.TempDir()
	for name, ok := range map[string]bool{"report.json": true, "folder": false} {
		path := filepath.Join(dir, name)
		f, err := replace.New(path)
		if err != nil {
			t.Fatal(err)
		}
		if !ok { // what is there now can't be replaced by a file
			if err := os.MkdirAll(filepath.Join(path, "full"), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.Commit(); (err == nil) != ok {
			t.Errorf("%s: %v", name, err)
		}
		if err := f.Remove(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if names := list(t, dir); names != "folder report.json" {
		t.Errorf("the folder has %s", names)
	}
}

// Who may read the old file may read the new one, and nobody else.
func TestPermissions(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, mode := range []fs.FileMode{0o600, 0o666, 0o400} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		was := stat(t, path).Mode() // a system may know fewer modes
		if err := replace.WriteFile(path, []byte("new")); err != nil {
			t.Fatal(err)
		}
		if now := stat(t, path).Mode(); now != was {
			t.Errorf("a file of mode %s became one of %s", was, now)
		}
	}
}

func TestNoFolder(t *testing.T) {
	err := replace.WriteFile(filepath.Join(t.TempDir(), "none", "report.json"), nil)
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("in a folder that is not there: %v", err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func stat(t *testing.T, path string) fs.FileInfo {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

func list(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return strings.Join(names, " ")
}
