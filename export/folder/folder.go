// Package folder puts files into a folder, all of them or none, and replaces
// nothing that authcat did not write.
package folder

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"authcat/export"
	"authcat/export/manifest"
)

// Set is what is put into a folder.
type Set struct {
	Files []export.File
	// Earlier are files that the caller knows to have written there, with the
	// hashes of manifest.Hash. Those that Files has not are taken away, unless
	// somebody edited them since.
	Earlier map[string]string
	// Overwrite allows replacing files that authcat did not write.
	Overwrite bool
	// Listed, unless nil, names the files that an earlier run wrote by a list
	// that is among them, which it gets with read. Without it the folder gets a
	// manifest. It gets the list SHA256SUMS in any case.
	Listed func(read func(name string) ([]byte, error)) []string
}

// Change is what became of a folder, without its manifest and its checksums.
type Change struct {
	// Written are the files that are new or other than before, sorted as they
	// were given, Removed those that were taken away.
	Written []string
	Removed []string
	// Kept are files that would have been taken away but were edited.
	Kept []string
}

// Empty reports whether nothing changed.
func (c Change) Empty() bool { return len(c.Written)+len(c.Removed) == 0 }

// Write puts files into a folder, which is made where it is missing. A file
// whose bytes would not change keeps them and its time; files that are not
// named are left alone. One that is in the way is replaced only if authcat
// wrote it or nobody would miss it, which is decided when it is replaced: it is
// in the folder's manifest, or the caller knows it, or it is empty. Else the
// error is a *ForeignError, and nothing has changed.
//
// Everything is written beside before anything is swapped in, so a full disk or
// a read-only folder leaves every old file as it was. Where the system can
// exchange two folders (Linux, and dir is no mount point, not the working
// directory, and has no files but authcat's) the change is one step: nobody
// sees some files of the new set and some of the old, not even after a crash.
// Elsewhere each file is replaced in one step, one after the other.
func Write(dir string, set Set) (Change, error) {
	if err := CheckPlace(dir); err != nil {
		return Change{}, err
	}
	change, err := write(dir, set)
	var foreign *ForeignError
	if errors.As(err, &foreign) {
		return Change{}, foreign
	}
	if err != nil {
		return Change{}, fmt.Errorf("%s can't be written: %w", dir, err)
	}
	return change, nil
}

func write(dir string, set Set) (Change, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return Change{}, err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return Change{}, err
	}
	if err := checkFolder(dir); err != nil {
		return Change{}, err
	}
	unlock, err := lock(filepath.Dir(dir))
	if err != nil {
		return Change{}, err
	}
	defer unlock()
	e, err := compare(dir, set)
	if err != nil {
		return Change{}, err
	}
	if err := e.sweep(); err != nil {
		return Change{}, err
	}
	if len(e.writes)+len(e.change.Removed) == 0 {
		return e.change, nil
	}
	err = e.exchange()
	if errors.Is(err, errors.ErrUnsupported) {
		err = e.replace()
	}
	return e.change, err
}

// ForeignError is a refusal to replace files that authcat did not write.
type ForeignError struct {
	Dir   string
	Names []string
}

func (e *ForeignError) Error() string {
	return fmt.Sprintf("%s has files that authcat did not write where it would write its own: %s; name a folder of its own, "+
		"or have them replaced with --overwrite (that is needed once for what an authcat wrote that kept no %s)",
		e.Dir, someOf(e.Names), manifest.Name)
}

// someOf lists names as far as a reader will read.
func someOf(names []string) string {
	const most = 10
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

func has(files []export.File, name string) bool {
	return slices.ContainsFunc(files, func(f export.File) bool { return f.Name == name })
}
