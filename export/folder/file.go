package folder

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"authcat/catalog/replace"
)

// WriteFile puts one file in its place in one step. What is there is replaced
// only if ours takes its bytes for a file of the kind, or it is empty. A link
// stays one: the file that it leads to is replaced.
func WriteFile(path string, body []byte, ours func(old []byte) bool) (err error) {
	if at, err := filepath.EvalSymlinks(path); err == nil {
		path = at
	}
	found, err := replaceable(path, ours)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	p, err := replace.New(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Remove()) }()
	if _, err := p.Write(body); err != nil {
		return err
	}
	if now, err := os.Lstat(path); err == nil && (found == nil || !same(found, now)) {
		return fmt.Errorf("%s was put there meanwhile; it is left alone", path)
	}
	return p.Commit()
}

// replaceable returns what is at a path, nil for nothing, if it may be replaced.
func replaceable(path string, ours func([]byte) bool) (fs.FileInfo, error) {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf("%s is a folder: name a file", path)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is no regular file; it is left alone", path)
	case info.Size() == 0:
		return info, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	old, err := io.ReadAll(io.LimitReader(file, maxOld))
	if err != nil {
		return nil, err
	}
	if !ours(old) {
		return nil, &NotOursError{path}
	}
	return info, nil
}

// maxOld is how much of an old file is read, in bytes: more than any plan has.
const maxOld = 64 << 20

// NotOursError is a file that authcat did not write where it would write one.
type NotOursError struct{ Path string }

func (e *NotOursError) Error() string {
	return fmt.Sprintf("%s is a file that authcat did not write; it is left alone: name another, or remove it", e.Path)
}
