package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// CheckPlace reports whether files may go to a folder at all: it is none of the
// two that are everybody's, the root and the user's home.
func CheckPlace(dir string) error {
	real, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if at, err := filepath.EvalSymlinks(real); err == nil {
		real = at
	}
	if real == filepath.Dir(real) {
		return fmt.Errorf("%s is the root of all folders: name a folder for the files", dir)
	}
	if isHome(real) {
		return fmt.Errorf("%s is your home folder: name a folder in it for the files", dir)
	}
	return nil
}

// checkFolder reports whether a folder is one, or nothing is there.
func checkFolder(dir string) error {
	switch info, err := os.Stat(dir); {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.IsDir():
		return errors.New("it is no folder: name another place for the files")
	}
	return nil
}

func isHome(dir string) bool {
	home, err := os.UserHomeDir()
	if err != nil || home == "" {
		return false
	}
	if at, err := filepath.EvalSymlinks(home); err == nil {
		home = at
	}
	return dir == filepath.Clean(home)
}
