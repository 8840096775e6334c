package factfile

import (
	"errors"
	"fmt"
	"io/fs"

	"authcat/catalog/sums"
)

// ChangedError is a file that is not as it was written.
type ChangedError struct {
	File string
	Why  string
}

func (e *ChangedError) Error() string { return e.File + ": " + e.Why }

// Checked returns the files of a folder as Decode wants them: each must be what
// the folder's list SHA256SUMS says of it, else reading it fails with a
// *ChangedError. So does Checked where there is no such list.
func Checked(files fs.FS) (fs.FS, error) {
	text, err := fs.ReadFile(files, sums.Name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &ChangedError{sums.Name, "it is missing, and with it what tells a file that was changed"}
	}
	if err != nil {
		return nil, err
	}
	list, err := sums.Parse(text)
	if err != nil {
		return nil, &ChangedError{sums.Name, err.Error()}
	}
	return checked{files, list}, nil
}

type checked struct {
	fs.FS
	list sums.List
}

// ReadFile reads a file and compares it with the list.
func (c checked) ReadFile(name string) ([]byte, error) {
	want, listed := c.list[name]
	if !listed {
		return nil, &ChangedError{name, "it is not listed in " + sums.Name}
	}
	text, err := fs.ReadFile(c.FS, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &ChangedError{name, "it is missing"}
	}
	if err == nil && sums.Of(text) != want {
		err = &ChangedError{name, fmt.Sprintf("its SHA-256 is not the one in %s", sums.Name)}
	}
	return text, err
}
