package folder

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"authcat/catalog/sums"
	"authcat/export"
	"authcat/export/manifest"
)

// hashes are those of all that authcat has in the folder afterwards: of what
// is listed, as far as it is still there, and of the set's files.
func (e *edit) hashes(listed map[string]string) map[string]string {
	hashes := maps.Clone(listed)
	if hashes == nil {
		hashes = map[string]string{}
	}
	maps.DeleteFunc(hashes, func(name, _ string) bool { return !e.stays(name) })
	for _, file := range e.files {
		hashes[file.Name] = manifest.Hash(file.Body)
	}
	return hashes
}

// addSums adds the list of checksums to the set, as the last that is written:
// while files are replaced one by one it tells those that it does not yet list.
// What somebody's list has of other files stays in it.
func (e *edit) addSums(hashes map[string]string) error {
	list := sums.List(maps.Clone(hashes))
	old, unread := e.read(sums.Name)
	if errors.Is(unread, fs.ErrNotExist) { // it lists nothing
		unread = nil
	}
	theirs, damaged := sums.Parse(old)
	for name, sum := range theirs {
		if _, ours := list[name]; !ours && e.stays(name) {
			list[name] = sum
		}
	}
	file := export.File{Name: sums.Name, Body: list.Encode()}
	change, ours, err := e.compareFile(file)
	if err != nil {
		return err
	}
	if change && !ours && cmp.Or(unread, damaged) != nil && !e.overwrite {
		return &ForeignError{e.dir, []string{file.Name}}
	}
	e.files = append(e.files, file)
	e.known[file.Name] = true
	if change {
		e.writes = append(e.writes, file)
	}
	return nil
}

// stays reports whether a file is in the folder, and will be.
func (e *edit) stays(name string) bool {
	if !filepath.IsLocal(filepath.FromSlash(name)) || name == sums.Name || name == manifest.Name || slices.Contains(e.change.Removed, name) {
		return false
	}
	_, err := os.Lstat(e.at(name))
	return err == nil
}

// addManifest adds the manifest to the set, as the first that is written.
func (e *edit) addManifest(hashes map[string]string) error {
	list := e.files[len(e.files)-1]
	hashes[list.Name] = manifest.Hash(list.Body)
	file := export.File{Name: manifest.Name, Body: manifest.Encode(hashes)}
	e.files = append(e.files, file)
	e.known[manifest.Name] = true
	change, _, err := e.compareFile(file)
	if change {
		e.writes = append([]export.File{file}, e.writes...)
	}
	return err
}
