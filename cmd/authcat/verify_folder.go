package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"authcat/catalog/sums"
	"authcat/export/documents"
)

// changedError is a file of a folder that is not as it was written.
type changedError struct {
	path string
	why  string
	// again is the command that writes it anew.
	again string
}

func (e *changedError) Error() string { return e.path + " " + e.why }

// documents verifies a folder of documents, and the catalog among them.
func (v *verification) documents(dir string) error {
	names := v.listed(dir, "authcat export --out "+dir, documents.IsDocument)
	if len(v.problems) == 0 {
		v.holds("%s is whole: %d files are as %s lists them", dir, len(names), sums.Name)
	}
	if slices.Contains(names, documents.DatabaseName) {
		v.catalog(filepath.Join(dir, documents.DatabaseName))
	}
	return nil
}

// listed compares the files of a folder with its list, and returns the names of
// those that are as listed. Files that are not listed though their names are
// authcat's are problems too; again is the command that writes the folder anew.
func (v *verification) listed(dir, again string, ours func(name string) bool) []string {
	path := filepath.Join(dir, sums.Name)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		err = errors.New("is missing, and with it what tells a file that was changed")
	}
	list := sums.List{}
	if err == nil {
		list, err = sums.Parse(text)
	}
	if err != nil {
		v.fail(&changedError{path, err.Error(), again})
		return nil
	}
	var same []string
	for _, name := range slices.Sorted(maps.Keys(list)) {
		if why := compareFile(dir, name, list[name]); why != "" {
			v.fail(&changedError{filepath.Join(dir, name), why, again})
			continue
		}
		same = append(same, name)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		v.fail(err)
	}
	for _, entry := range entries {
		if name := entry.Name(); ours(name) && list[name] == "" {
			v.fail(&changedError{filepath.Join(dir, name), "is not listed in " + sums.Name + ": remove it if nobody needs it", again})
		}
	}
	return same
}

// compareFile says how a file is not as it is listed, "" where it is.
func compareFile(dir, name, want string) string {
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return "is listed, and leads out of the folder"
	}
	file, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "is missing"
	case err != nil:
		return fmt.Sprintf("can't be read: %v", err)
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && !info.Mode().IsRegular() {
		return "is no regular file"
	}
	hash := sha256.New()
	if _, err := io.Copy(hash, file); err != nil {
		return fmt.Sprintf("can't be read: %v", err)
	}
	if hex.EncodeToString(hash.Sum(nil)) != want {
		return "was changed"
	}
	return ""
}
