package publish

import (
	"errors"
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"authcat/export"
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
		if err := checkName(dir); err != nil {
			return nil, fmt.Errorf("folder %q: %w", dir, err)
		}
	}
	set := &fileSet{dir: dir, names: map[string]bool{}}
	folded := map[string]string{}
	for _, file := range append(files[:len(files):len(files)], manifestOf(files)) {
		if err := checkName(file.Name); err != nil {
			return nil, fmt.Errorf("file name %q: %w", file.Name, err)
		}
		if other, taken := folded[strings.ToLower(file.Name)]; taken {
			return nil, fmt.Errorf("file names %q and %q are the same where case does not count; rename one", other, file.Name)
		}
		folded[strings.ToLower(file.Name)] = file.Name
		set.names[file.Name] = file.Name != manifestName
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

// checkName accepts a relative path that stays where it is put on every
// system that may check the repository out.
func checkName(name string) error {
	switch {
	case name == "" || name == ".":
		return errors.New("it is empty")
	case !utf8.ValidString(name):
		return errors.New("it is not UTF-8")
	case strings.ContainsFunc(name, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }):
		return errors.New("it holds control or invisible characters")
	case strings.Contains(name, `\`):
		return errors.New(`it holds '\', which separates folders on Windows`)
	case strings.HasPrefix(name, "/") || path.Clean(name) != name || name == ".." || strings.HasPrefix(name, "../"):
		return errors.New("it must be a plain path below the folder, without '..', '.', '//' or a leading or trailing '/'")
	}
	for part := range strings.SplitSeq(name, "/") {
		if len(part) > 255 {
			return errors.New("a part of it is longer than 255 bytes, more than file systems take")
		}
		// Windows ignores trailing dots and spaces, and knows .git as git~1 too.
		bare := strings.ToLower(strings.TrimRight(part, ". "))
		if bare == ".git" || bare == "git~1" || strings.HasPrefix(bare, ".git:") {
			return errors.New("'.git' is git's own")
		}
	}
	return nil
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
