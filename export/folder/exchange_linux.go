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

	"authcat/export"
)

// exchange builds the whole folder anew beside its place, with links to those
// of all files that stay, and exchanges the two in one step (renameat2(2)). It
// fails with errors.ErrUnsupported, nothing done, where that can't be.
func exchange(dir string, all, files []export.File, removed []string) (err error) {
	if inside(dir) {
		return errors.ErrUnsupported // the folder would be gone from under this process and its shell
	}
	beside := beside(dir)
	defer func() { err = errors.Join(err, os.RemoveAll(beside)) }()
	kept, err := build(dir, beside, all, files, removed)
	if err != nil {
		return err
	}
	if kept == nil {
		return os.Rename(beside, dir)
	}
	err = unix.Renameat2(unix.AT_FDCWD, beside, unix.AT_FDCWD, dir, unix.RENAME_EXCHANGE)
	if err != nil { // a mount point, another file system's limits
		return errors.ErrUnsupported
	}
	return rescue(beside, dir, kept)
}

// inside tells whether the working directory is dir or below it.
func inside(dir string) bool {
	here, err := os.Getwd()
	if err != nil {
		return true
	}
	relative, err := filepath.Rel(dir, here)
	return err != nil || filepath.IsLocal(relative)
}

// build fills the folder beside with the new files and with links to those of
// dir that stay. It returns the names in dir, nil where there is no such folder.
// A folder with anything of somebody else in it stays where it is.
func build(dir, beside string, all, files []export.File, removed []string) (names []string, err error) {
	mode, entries, err := look(dir)
	if err != nil {
		return nil, err
	}
	if entries != nil {
		names = []string{}
	}
	if err := os.Mkdir(beside, 0o755); err != nil {
		return nil, err
	}
	for _, entry := range entries {
		name := entry.Name()
		if !entry.Type().IsRegular() || !has(all, name) && !slices.Contains(removed, name) {
			return nil, errors.ErrUnsupported
		}
		names = append(names, name)
		if has(files, name) || slices.Contains(removed, name) {
			continue
		}
		if err := os.Link(filepath.Join(dir, name), filepath.Join(beside, name)); err != nil {
			return nil, errors.ErrUnsupported
		}
	}
	for _, file := range files {
		if strings.Contains(file.Name, "/") {
			return nil, errors.ErrUnsupported
		}
		if err := create(filepath.Join(beside, file.Name), file.Body, permissions(filepath.Join(dir, file.Name))); err != nil {
			return nil, err
		}
	}
	if err := os.Chmod(beside, mode); err != nil {
		return nil, err
	}
	return names, flush(beside)
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

func has(files []export.File, name string) bool {
	return slices.ContainsFunc(files, func(f export.File) bool { return f.Name == name })
}

// rescue moves over what somebody put into the folder while the new one was
// being built. The old folder is beside now.
func rescue(beside, dir string, known []string) error {
	entries, err := os.ReadDir(beside)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if name := entry.Name(); !slices.Contains(known, name) {
			if err := os.Rename(filepath.Join(beside, name), filepath.Join(dir, name)); err != nil {
				return fmt.Errorf("%s was put there meanwhile: %w", name, err)
			}
		}
	}
	return flush(filepath.Dir(dir))
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
