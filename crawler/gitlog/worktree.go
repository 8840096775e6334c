package gitlog

import (
	"io/fs"
	"os"
	"slices"
)

// WorkTree is the files of a folder without those of other repositories in it:
// submodules and clones, of whose files no commit of this one knows.
func WorkTree(folder string) fs.FS { return workTree{os.DirFS(folder)} }

type workTree struct{ fs.FS }

// ReadDir implements fs.ReadDirFS.
func (t workTree) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(t.FS, name)
	if name != "." && slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == ".git" }) {
		return nil, err
	}
	return entries, err
}
