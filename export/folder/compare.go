package folder

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"

	"authcat/export"
	"authcat/export/manifest"
)

// edit is what a set does to a folder.
type edit struct {
	dir string
	// files are all of the set, its two lists included; writes those that change
	// something, the manifest first, the checksums last: a run that is killed
	// leaves nothing that the next one would take for somebody else's, and no
	// checksums of what is not there.
	files, writes []export.File
	change        Change
	// known are the names that authcat wrote or will, found what was where a
	// file is to be replaced or removed, nil where nothing was.
	known     map[string]bool
	found     map[string]fs.FileInfo
	overwrite bool
}

// compare finds what would change. Its error is a *ForeignError where that
// would be a loss.
func compare(dir string, set Set) (*edit, error) {
	e := &edit{dir: dir, files: slices.Clone(set.Files), known: map[string]bool{}, found: map[string]fs.FileInfo{}, overwrite: set.Overwrite}
	listed := e.listed(set)
	for name := range set.Earlier {
		e.known[name] = true
	}
	var foreign []string
	for _, file := range set.Files {
		change, ours, err := e.compareFile(file)
		if err != nil {
			return nil, err
		}
		if change && !ours && !set.Overwrite {
			foreign = append(foreign, file.Name)
		}
		if change {
			e.writes = append(e.writes, file)
			e.change.Written = append(e.change.Written, file.Name)
		}
	}
	if len(foreign) > 0 {
		return nil, &ForeignError{dir, foreign}
	}
	if err := e.stale(set.Earlier); err != nil {
		return nil, err
	}
	for _, file := range set.Files {
		e.known[file.Name] = true
	}
	hashes := e.hashes(listed)
	if err := e.addSums(hashes); err != nil || set.Listed != nil {
		return e, err
	}
	return e, e.addManifest(hashes)
}

// listed notes which files of the folder authcat wrote, and returns their
// hashes where it has a manifest. One that can't be read lists none.
func (e *edit) listed(set Set) map[string]string {
	if set.Listed != nil {
		for _, name := range set.Listed(e.read) {
			e.known[name] = true
		}
		return nil
	}
	body, err := e.read(manifest.Name)
	if err != nil {
		return nil
	}
	hashes, err := manifest.Parse(body)
	if err != nil {
		return nil
	}
	for name := range hashes {
		e.known[name] = true
	}
	return hashes
}

// read reads a file of the folder. A pipe in its place would never end.
func (e *edit) read(name string) ([]byte, error) {
	info, err := os.Lstat(e.at(name))
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no regular file", name)
	}
	return os.ReadFile(e.at(name))
}

// compareFile reports whether a file would change, and if so whether what is
// there now is authcat's, or nobody's.
func (e *edit) compareFile(file export.File) (change, ours bool, err error) {
	name := filepath.FromSlash(file.Name)
	if !filepath.IsLocal(name) || name == "." {
		return false, false, fmt.Errorf("%q is no name of a file in a folder", file.Name)
	}
	if err := e.checkFolders(file.Name); err != nil {
		return false, false, err
	}
	at := filepath.Join(e.dir, name)
	info, err := os.Lstat(at)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.found[file.Name] = nil
		return true, true, nil
	case err != nil:
		return false, false, err
	case info.IsDir():
		return false, false, fmt.Errorf("%s is a folder, and a file is to be there; rename or remove it", at)
	}
	e.found[file.Name] = info
	if !info.Mode().IsRegular() { // a link, whose target is not touched; a pipe, which has no end
		return true, e.known[file.Name], nil
	}
	if info.Size() != int64(len(file.Body)) {
		return true, e.known[file.Name] || info.Size() == 0, nil
	}
	old, err := os.ReadFile(at)
	return !bytes.Equal(old, file.Body), e.known[file.Name], err
}

// checkFolders reports whether the folders of a name are folders, or missing:
// below a link they would be somewhere else.
func (e *edit) checkFolders(name string) error {
	for folder := path.Dir(name); folder != "."; folder = path.Dir(folder) {
		at := filepath.Join(e.dir, filepath.FromSlash(folder))
		info, err := os.Lstat(at)
		if err == nil && !info.IsDir() {
			return fmt.Errorf("%s is no folder, and %s is to be in it; rename or remove it", at, path.Base(name))
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// stale finds the files that an earlier run wrote and this one does not.
func (e *edit) stale(earlier map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(earlier)) {
		if has(e.files, name) || !filepath.IsLocal(filepath.FromSlash(name)) || e.checkFolders(name) != nil {
			continue
		}
		at := filepath.Join(e.dir, filepath.FromSlash(name))
		info, err := os.Lstat(at)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if !info.Mode().IsRegular() {
			e.change.Kept = append(e.change.Kept, name)
			continue
		}
		body, err := os.ReadFile(at)
		if err != nil {
			return err
		}
		if manifest.Hash(body) != earlier[name] {
			e.change.Kept = append(e.change.Kept, name)
			continue
		}
		e.found[name] = info
		e.change.Removed = append(e.change.Removed, name)
	}
	return nil
}

// unchanged reports whether what is where a file goes is what was found there.
func (e *edit) unchanged(name, at string) bool {
	found := e.found[name]
	now, err := os.Lstat(at)
	if err != nil || found == nil {
		return errors.Is(err, fs.ErrNotExist) && found == nil
	}
	return same(found, now)
}

// same reports whether nobody has touched a file in between.
func same(a, b fs.FileInfo) bool {
	return os.SameFile(a, b) && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
}
