package scratch

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

const kind = "authcat-test"

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func mustMake(t *testing.T) (dir string, remove func() error) {
	t.Helper()
	dir, remove, err := Make(kind)
	if err != nil {
		t.Fatal(err)
	}
	return dir, remove
}

// What a killed run left goes; what a run has in use, what is somebody else's
// and what is something else stay.
func TestSweep(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	elsewhere := t.TempDir()
	live, remove := mustMake(t)
	long := time.Now().Add(-48 * time.Hour)
	make := func(name string, locks bool, changed time.Time) string {
		path := filepath.Join(temp, name)
		if err := os.MkdirAll(filepath.Join(path, "clone.git", "objects"), 0o700); err != nil {
			t.Fatal(err)
		}
		if locks {
			if err := os.WriteFile(filepath.Join(path, lockName), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chtimes(path, changed, changed); err != nil {
			t.Fatal(err)
		}
		return path
	}
	now := time.Now()
	gone := []string{make(kind+"-1", true, now), make(kind+"-22", true, long), make(kind+"-3", false, long)}
	stays := []string{live, make(kind+"-4", false, now), make(kind+"-5x", true, long), make(kind+"s-6", true, long), make("x"+kind+"-7", true, long), elsewhere}
	file, link := filepath.Join(temp, kind+"-8"), filepath.Join(temp, kind+"-9")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, link); err != nil {
		t.Fatal(err)
	}
	stays = append(stays, file, link)
	if os.Geteuid() == 0 { // only then can there be another's
		theirs := make(kind+"-10", true, long)
		if err := os.Chown(theirs, 1, 1); err != nil {
			t.Fatal(err)
		}
		stays = append(stays, theirs)
	}
	second, removeSecond := mustMake(t)
	for _, path := range gone {
		if exists(path) {
			t.Errorf("%s is still there", path)
		}
	}
	for _, path := range append(stays, second) {
		if !exists(path) {
			t.Errorf("%s is gone", path)
		}
	}
	for _, remove := range []func() error{remove, removeSecond} {
		if err := remove(); err != nil {
			t.Error(err)
		}
	}
	if exists(live) || exists(second) {
		t.Error("a folder is there after its run")
	}
}

// Runs that start together take no folder from each other.
func TestManyAtOnce(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	var runs sync.WaitGroup
	for range 8 {
		runs.Go(func() {
			for range 50 {
				dir, remove, err := Make(kind)
				if err != nil {
					t.Error(err)
					return
				}
				if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o600); err != nil {
					t.Error(err)
				}
				if err := remove(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	runs.Wait()
}
