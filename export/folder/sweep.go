package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"authcat/export/manifest"
)

// beside is where a folder is built anew.
func (e *edit) beside() string {
	return filepath.Join(filepath.Dir(e.dir), "."+filepath.Base(e.dir)+".new")
}

// sweep removes what a run that was killed left: a folder half built, and
// files that were to be renamed to one of these.
func (e *edit) sweep() error {
	if err := e.sweepBeside(); err != nil {
		return err
	}
	for _, file := range e.files {
		path := e.at(file.Name)
		left, err := filepath.Glob(escapeGlob(filepath.Join(filepath.Dir(path), "."+filepath.Base(path))) + "[0-9]*")
		if err != nil {
			return err
		}
		for _, name := range left {
			digits := strings.TrimPrefix(filepath.Base(name), "."+filepath.Base(path))
			if len(digits) < 6 || strings.Trim(digits, "0123456789") != "" {
				continue // no name that replace gives
			}
			if err := os.Remove(name); err != nil {
				return err
			}
		}
	}
	return nil
}

// sweepBeside removes the folder beside if all that is in it is authcat's: a
// new folder half built, or the old one after the exchange. It may hold what
// somebody put into the old one at the last moment.
func (e *edit) sweepBeside() error {
	beside := e.beside()
	entries, err := os.ReadDir(beside)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	listed := map[string]string{}
	if body, err := os.ReadFile(filepath.Join(beside, manifest.Name)); err == nil {
		listed, _ = manifest.Parse(body) // one that is half written lists nothing
	}
	for _, entry := range entries {
		name := entry.Name()
		if _, ours := listed[name]; !ours && !e.known[name] {
			return fmt.Errorf("%s is in the way and has a file that authcat did not write: %s; move it elsewhere", beside, name)
		}
	}
	return os.RemoveAll(beside)
}

// escapeGlob makes a path that filepath.Glob takes literally.
func escapeGlob(path string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(path)
}
