package nightly

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"authcat/catalog/sqlite"
)

// sweep removes what a run that was killed was writing.
func (s state) sweep() error {
	for _, name := range []string{s.candidate(), s.candidate() + ".new", s.refused() + ".new", sqlite.SumsPath(s.catalog()) + ".new"} {
		if err := remove(name); err != nil {
			return err
		}
	}
	for dir, suffixes := range map[string][]string{s.dir: {"VERSION", ".json"}, s.changes(): {".json"}, s.archive(): {""}} {
		if err := sweepTree(dir, suffixes, dir == s.archive()); err != nil {
			return err
		}
	}
	return nil
}

// sweepTree removes the unfinished files of a folder whose names have one of
// some suffixes. A document of the archive that happens to look like one is
// received anew.
func sweepTree(root string, suffixes []string, deep bool) error {
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case entry.IsDir() && path != root && !deep:
			return filepath.SkipDir
		case !entry.Type().IsRegular():
			return nil
		}
		for _, suffix := range suffixes {
			if isUnfinished(entry.Name(), suffix) {
				return os.Remove(path)
			}
		}
		return nil
	})
}

// isUnfinished reports whether a name is one that replace gives what it is
// writing: ".report.json1234567890". The number is a random one of 63 bits.
func isUnfinished(name, suffix string) bool {
	base := strings.TrimRight(name, "0123456789")
	return strings.HasPrefix(base, ".") && strings.HasSuffix(base, suffix) && len(name)-len(base) >= 6
}
