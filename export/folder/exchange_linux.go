package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// exchange builds the whole folder anew beside its place, with links to those
// of all files that stay, and exchanges the two in one step (renameat2(2)). It
// fails with errors.ErrUnsupported, nothing done, where that can't be.
func (e *edit) exchange() error {
	if inside(e.dir) {
		return errors.ErrUnsupported // the folder would be gone from under this process and its shell
	}
	beside := e.beside()
	if err := os.Mkdir(beside, 0o755); err != nil {
		return err
	}
	there, err := e.build(beside)
	switch {
	case err != nil:
	case there == nil:
		err = os.Rename(beside, e.dir)
	default:
		if unix.Renameat2(unix.AT_FDCWD, beside, unix.AT_FDCWD, e.dir, unix.RENAME_EXCHANGE) != nil {
			err = errors.ErrUnsupported // a mount point, another file system's limits
			break
		}
		if err := e.rescue(beside, there); err != nil {
			return err // beside has what could not be rescued
		}
	}
	return errors.Join(err, os.RemoveAll(beside))
}

// inside reports whether the working directory is dir or below it.
func inside(dir string) bool {
	here, err := os.Getwd()
	if err != nil {
		return true
	}
	relative, err := filepath.Rel(dir, here)
	return err != nil || filepath.IsLocal(relative)
}

// build fills the folder beside with the new files and with links to those of
// dir that stay. It returns what is in dir, nil where there is no such folder.
// A folder with anything of somebody else in it stays where it is.
func (e *edit) build(beside string) (there map[string]fs.FileInfo, err error) {
	mode, entries, err := look(e.dir)
	if err != nil {
		return nil, err
	}
	if entries != nil {
		there = map[string]fs.FileInfo{}
	}
	for _, file := range e.writes {
		if strings.Contains(file.Name, "/") {
			return nil, errors.ErrUnsupported
		}
		if err := create(filepath.Join(beside, file.Name), file.Body, permissions(e.at(file.Name))); err != nil {
			return nil, err
		}
	}
	for _, entry := range entries {
		name := entry.Name()
		if !entry.Type().IsRegular() || !e.known[name] {
			return nil, errors.ErrUnsupported
		}
		if has(e.writes, name) || slices.Contains(e.change.Removed, name) {
			there[name] = e.found[name]
			continue
		}
		if there[name], err = link(filepath.Join(e.dir, name), filepath.Join(beside, name)); err != nil {
			return nil, errors.ErrUnsupported
		}
	}
	if err := os.Chmod(beside, mode); err != nil {
		return nil, err
	}
	return there, flush(beside)
}

// link makes a second name of a file, and returns the file.
func link(from, to string) (fs.FileInfo, error) {
	if err := os.Link(from, to); err != nil {
		return nil, err
	}
	return os.Lstat(to)
}

// look reads a folder; entries is nil where there is none. A link to a folder
// stays what it is.
func look(dir string) (mode fs.FileMode, entries []os.DirEntry, err error) {
	info, err := os.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return 0o755, nil, nil
	case err != nil:
		return 0, nil, err
	case info.Mode()&fs.ModeSymlink != 0:
		return 0, nil, errors.ErrUnsupported
	}
	entries, err = os.ReadDir(dir)
	if entries == nil {
		entries = []os.DirEntry{}
	}
	return info.Mode().Perm(), entries, err
}

// rescue moves over what somebody put into the folder while the new one was
// being built, a file in place of an old one too. The old folder is beside now.
func (e *edit) rescue(beside string, there map[string]fs.FileInfo) error {
	entries, err := os.ReadDir(beside)
	if err != nil {
		return err
	}
	var foreign []string
	for _, entry := range entries {
		name := entry.Name()
		now, err := entry.Info()
		if err != nil {
			return err
		}
		// What has a link in the new folder has changed there as well.
		replaced := has(e.writes, name) || slices.Contains(e.change.Removed, name)
		if was := there[name]; was != nil && os.SameFile(was, now) && (!replaced || e.overwrite || same(was, now)) {
			continue
		}
		if err := os.Rename(filepath.Join(beside, name), e.at(name)); err != nil {
			return fmt.Errorf("%s was put there meanwhile: %w", name, err)
		}
		if e.known[name] {
			foreign = append(foreign, name)
		}
	}
	if len(foreign) > 0 {
		return errors.Join(&ForeignError{e.dir, foreign}, os.RemoveAll(beside))
	}
	return flush(filepath.Dir(e.dir))
}

func permissions(path string) fs.FileMode {
	if info, err := os.Stat(path); err == nil {
		return info.Mode().Perm()
	}
	return 0o644
}

func create(path string, body []byte, mode fs.FileMode) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(body)
	return errors.Join(err, file.Chmod(mode), file.Sync(), file.Close())
}

func flush(dir string) error {
	file, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// lock keeps two writers of folders with one parent apart; it dies with the
// process. A parent that can't be opened locks nobody out.
func lock(parent string) (unlock func(), err error) {
	file, err := os.Open(parent)
	if errors.Is(err, fs.ErrPermission) {
		return func() {}, nil
	}
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(file.Fd()), unix.LOCK_EX); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return func() { _ = file.Close() }, nil // closing unlocks
}
