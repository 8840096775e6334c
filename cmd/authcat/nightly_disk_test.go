//go:build linux

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// disk puts what is in a folder on a file system of its own, of so many
// kilobytes. It skips the test where that is not permitted.
func disk(t *testing.T, dir string, kilobytes int) {
	t.Helper()
	before := t.TempDir()
	if err := os.CopyFS(before, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%dk", kilobytes)); err != nil {
		t.Skipf("needs the right to mount a tmpfs: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	if err := os.CopyFS(dir, os.DirFS(before)); err != nil {
		t.Fatal(err)
	}
}

func remount(t *testing.T, dir string, flags uintptr, options string) {
	t.Helper()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|flags, options); err != nil {
		t.Fatal(err)
	}
}

// size of all files in a folder, in the kilobytes that a tmpfs gives them.
func size(t *testing.T, dir string) (kilobytes int) {
	t.Helper()
	err := filepath.Walk(dir, func(_ string, info os.FileInfo, err error) error {
		if err == nil {
			kilobytes += 4 * int((info.Size()+4095)/4096)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return kilobytes
}

// A disk that fills up in the middle of whatever is written costs a night, and
// nothing that was there. The documents, on a mount point, are replaced file by file.
func TestNightlyDiskFull(t *testing.T) {
	slow(t)
	t.Parallel()
	k := newKilled(t)
	for _, test := range []struct {
		name string
		dir  func(*place) string
	}{{"state", func(p *place) string { return p.at() }}, {"documents", func(p *place) string { return p.out() }}} {
		catalog := size(t, k.before.at("catalog.db"))
		for _, free := range []int{0, 64, catalog, catalog + 12, catalog + 40, catalog + 100} {
			t.Run(fmt.Sprintf("%s, %d KiB left", test.name, free), func(t *testing.T) {
				p := k.before.copy(t)
				dir := test.dir(p)
				disk(t, dir, 64<<10)
				remount(t, dir, 0, fmt.Sprintf("size=%dk", size(t, dir)+free))
				o := p.night(t)
				full := strings.Contains(o.stdout, "no space left on device") || strings.Contains(o.stdout, "disk is full")
				if free < catalog && o.code != exitError || o.code == exitError != full || o.code != exitOK && o.code != exitError {
					t.Errorf("exit code %d\n%s%s", o.code, o.stdout, o.stderr)
				}
				remount(t, dir, 0, "size=64m")
				if published := k.check(t, p, "a full disk"); o.code == exitOK && !published || free < catalog && published {
					t.Errorf("published: %t, exit code %d", published, o.code)
				}
			})
		}
	}
}

// What can't be written stays what it is.
func TestNightlyReadOnly(t *testing.T) {
	slow(t)
	t.Parallel()
	k := newKilled(t)
	for name, of := range map[string]func(*place) string{
		"state": func(p *place) string { return p.at() }, "documents": func(p *place) string { return p.out() },
	} {
		t.Run(name, func(t *testing.T) {
			p := k.before.copy(t)
			disk(t, of(p), 64<<10)
			remount(t, of(p), syscall.MS_RDONLY, "size=64m")
			o := p.night(t)
			if o.code != exitError || !strings.Contains(o.stdout, "read-only file system") {
				t.Errorf("exit code %d\n%s%s", o.code, o.stdout, o.stderr)
			}
			remount(t, of(p), 0, "size=64m")
			if k.check(t, p, "read-only") {
				t.Error("it published")
			}
		})
	}
}
