package publish

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"authcat/export"
	"authcat/export/manifest"
)

// fileSet is what a publication consists of, its manifest included.
type fileSet struct {
	dir   string
	files []storedFile
	// names are the published ones, without the manifest.
	names map[string]bool
}

// storedFile is a file with the id that git gives its bytes.
type storedFile struct {
	export.File
	id string
}

// path is a name's place in the repository.
func (s *fileSet) path(name string) string { return path.Join(s.dir, name) }

// newFileSet checks names before anything is done with them.
func newFileSet(dir string, files []export.File) (*fileSet, error) {
	if len(files) == 0 {
		return nil, errors.New("there are no files to publish; publishing none would remove all that were published before")
	}
	if dir = strings.TrimSuffix(dir, "/"); dir != "" {
		if err := manifest.CheckName(dir); err != nil {
			return nil, fmt.Errorf("folder %q: %w", dir, err)
		}
	}
	set := &fileSet{dir: dir, names: map[string]bool{}}
	folded := map[string]string{}
	for _, file := range append(files[:len(files):len(files)], manifestOf(files)) {
		if err := manifest.CheckName(file.Name); err != nil {
			return nil, fmt.Errorf("file name %q: %w", file.Name, err)
		}
		if other, taken := folded[strings.ToLower(file.Name)]; taken {
			return nil, fmt.Errorf("file names %q and %q are the same where case does not count; rename one", other, file.Name)
		}
		folded[strings.ToLower(file.Name)] = file.Name
		set.names[file.Name] = file.Name != manifest.Name
		set.files = append(set.files, storedFile{File: file})
	}
	for _, file := range set.files {
		for folder := range ancestors(file.Name) {
			if other, taken := folded[strings.ToLower(folder)]; taken {
				return nil, fmt.Errorf("%q is a file and the folder of %q; rename one", other, file.Name)
			}
		}
	}
	return set, nil
}

// ancestors yields the folders of a path, from its own to the outermost.
func ancestors(name string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for folder := path.Dir(name); folder != "." && folder != "/"; folder = path.Dir(folder) {
			if !yield(folder) {
				return
			}
		}
	}
}

// manifestOf lists files as the manifest that is published with them.
func manifestOf(files []export.File) export.File {
	hashes := map[string]string{}
	for _, file := range files {
		hashes[file.Name] = manifest.Hash(file.Body)
	}
	return export.File{Name: manifest.Name, Body: manifest.Encode(hashes)}
}
