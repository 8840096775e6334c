// Package replace writes files in one step: a reader sees the old file or the
// new one, never a part. It has no facts in it; it is here because what keeps
// facts, what keeps documents as received and what writes documents all need it.
package replace

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
)

// File is a file that is being written beside its place, as ".report.json" and a
// random number of up to 19 digits. A killed run leaves it there.
type File struct {
	*os.File
	path string
	done bool
}

// New starts a file that is to be at path, with the permissions of the one that
// is there or else 0644 less the umask. Call Remove in the end in any case.
func New(path string) (*File, error) {
	mode := fs.FileMode(0o644)
	there, err := os.Lstat(path)
	replaced := err == nil && there.Mode().IsRegular()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if replaced {
		mode = there.Mode().Perm()
	}
	file, err := create(path, mode)
	if err != nil {
		return nil, err
	}
	f := &File{File: file, path: path}
	if replaced {
		if err := file.Chmod(mode); err != nil { // past the umask
			return nil, errors.Join(err, f.Remove())
		}
	}
	return f, nil
}

// create makes a file beside path that was not there.
func create(path string, mode fs.FileMode) (*os.File, error) {
	for {
		name := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+strconv.FormatInt(rand.Int64(), 10))
		file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, mode)
		if !errors.Is(err, fs.ErrExist) {
			return file, err
		}
	}
}

// Commit puts the file in its place. Its bytes are on the disk before its name
// is: after a power cut there is no empty file under it.
func (f *File) Commit() error {
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), f.path); err != nil {
		return err
	}
	f.done = true
	return nil
}

// Remove removes a file that was not put in its place; of one that was it does nothing.
func (f *File) Remove() error {
	if f.done {
		return nil
	}
	f.done = true
	err := f.Close()
	if errors.Is(err, fs.ErrClosed) {
		err = nil // Commit closed it
	}
	return errors.Join(err, os.Remove(f.Name()))
}

// WriteFile writes a whole file.
func WriteFile(path string, body []byte) (err error) {
	f, err := New(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Remove()) }()
	if _, err := f.Write(body); err != nil {
		return err
	}
	return f.Commit()
}
