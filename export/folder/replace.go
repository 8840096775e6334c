package folder

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"authcat/catalog/replace"
)

// replace replaces file by file, each in one step, after all are written.
func (e *edit) replace() (err error) {
	pending := make([]*replace.File, 0, len(e.writes))
	defer func() {
		for _, p := range pending {
			err = errors.Join(err, p.Remove())
		}
	}()
	for _, file := range e.writes {
		path := e.at(file.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		p, err := replace.New(path)
		if err != nil {
			return err
		}
		pending = append(pending, p)
		if _, err := p.Write(file.Body); err != nil {
			return err
		}
	}
	for i, p := range pending {
		if name := e.writes[i].Name; !e.overwrite && !e.unchanged(name, e.at(name)) {
			return &ForeignError{e.dir, []string{name}}
		}
		if err := p.Commit(); err != nil {
			return err
		}
	}
	for _, name := range e.change.Removed {
		if !e.unchanged(name, e.at(name)) {
			continue
		}
		if err := os.Remove(e.at(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// at is where a file of the set goes.
func (e *edit) at(name string) string { return filepath.Join(e.dir, filepath.FromSlash(name)) }
