// Package folder puts files into a folder, all of them or none.
package folder

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/renameio/v2"

	"authcat/export"
)

// Change is what became of a folder.
type Change struct {
	// Written are the files that are new or other than before, Removed those
	// that were taken away; both sorted as they were given.
	Written []string
	Removed []string
}

// Empty tells whether nothing changed.
func (c Change) Empty() bool { return len(c.Written)+len(c.Removed) == 0 }

// Write puts files into a folder, which is made where it is missing, and takes
// away those that are stale. A file whose bytes would not change keeps them and
// its time; files that are not named are left alone.
//
// Everything is written beside before anything is swapped in, so a full disk or
// a read-only folder leaves every old file as it was. Where the system can
// exchange two folders (Linux, and dir is no mount point, not the working
// directory, and has no files but these) the change is one step: nobody sees
// some files of the new set and some of the old, not even after a crash.
// Elsewhere each file is replaced in one step, one after the other.
func Write(dir string, files []export.File, stale []string) (Change, error) {
	change, err := write(dir, files, stale)
	if err != nil {
		return Change{}, fmt.Errorf("%s can't be written: %w", dir, err)
	}
	return change, nil
}

func write(dir string, files []export.File, stale []string) (Change, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return Change{}, err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return Change{}, err
	}
	unlock, err := lock(filepath.Dir(dir))
	if err != nil {
		return Change{}, err
	}
	defer unlock()
	if err := sweep(dir, files); err != nil {
		return Change{}, err
	}
	change, err := compare(dir, files, stale)
	if err != nil || change.Empty() {
		return change, err
	}
	written := slices.DeleteFunc(slices.Clone(files), func(f export.File) bool { return !slices.Contains(change.Written, f.Name) })
	err = exchange(dir, files, written, change.Removed)
	if errors.Is(err, errors.ErrUnsupported) {
		err = replace(dir, written, change.Removed)
	}
	return change, err
}

// beside is where a folder is built anew.
func beside(dir string) string {
	return filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+".new")
}

// sweep removes what a run that was killed left: a folder half built, and
// files that were to be renamed to one of these.
func sweep(dir string, files []export.File) error {
	if err := os.RemoveAll(beside(dir)); err != nil {
		return err
	}
	for _, file := range files {
		path := filepath.Join(dir, filepath.FromSlash(file.Name))
		left, err := filepath.Glob(escapeGlob(filepath.Join(filepath.Dir(path), "."+filepath.Base(path))) + "[0-9]*")
		if err != nil {
			return err
		}
		for _, name := range left {
			digits := strings.TrimPrefix(filepath.Base(name), "."+filepath.Base(path))
			if len(digits) < 6 || strings.Trim(digits, "0123456789") != "" {
				continue // no name that renameio gives
			}
			if err := os.Remove(name); err != nil {
				return err
			}
		}
	}
	return nil
}

// escapeGlob makes a path that filepath.Glob takes literally.
func escapeGlob(path string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(path)
}

// compare finds what would change.
func compare(dir string, files []export.File, stale []string) (Change, error) {
	var change Change
	for _, file := range files {
		if !filepath.IsLocal(filepath.FromSlash(file.Name)) {
			return Change{}, fmt.Errorf("%q is no name of a file in a folder", file.Name)
		}
		old, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(file.Name)))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return Change{}, err
		}
		if err != nil || !bytes.Equal(old, file.Body) {
			change.Written = append(change.Written, file.Name)
		}
	}
	for _, name := range stale {
		if slices.ContainsFunc(files, func(f export.File) bool { return f.Name == name }) || !filepath.IsLocal(name) {
			continue
		}
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			change.Removed = append(change.Removed, name)
		}
	}
	return change, nil
}

// replace replaces file by file, each in one step, after all are written.
func replace(dir string, files []export.File, removed []string) (err error) {
	var pending []*renameio.PendingFile
	defer func() {
		for _, p := range pending {
			err = errors.Join(err, p.Cleanup()) // of a replaced file it does nothing
		}
	}()
	for _, file := range files {
		path := filepath.Join(dir, filepath.FromSlash(file.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		p, err := renameio.NewPendingFile(path, renameio.WithTempDir(filepath.Dir(path)), renameio.WithPermissions(0o644), renameio.WithExistingPermissions())
		if err != nil {
			return err
		}
		pending = append(pending, p)
		if _, err := p.Write(file.Body); err != nil {
			return err
		}
	}
	for _, p := range pending {
		if err := p.CloseAtomicallyReplace(); err != nil {
			return err
		}
	}
	for _, name := range removed {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
