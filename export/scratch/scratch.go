// Package scratch makes temporary folders of which killed runs leave none for
// good: a folder is locked while it is in use, and the next run of its kind
// removes those that are not.
package scratch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// lockName is the file in a folder that its run holds locked. The lock dies with the process.
const lockName = "lock"

// Make makes a folder of a kind, "authcat-publish", in the system's one for
// temporary files, and removes there what killed runs of this user left of that
// kind. remove removes the folder.
func Make(kind string) (dir string, remove func() error, err error) {
	sweep(kind)
	for range tries {
		if dir, err = os.MkdirTemp("", kind+"-"); err != nil {
			return "", nil, err
		}
		lock, err := hold(dir)
		if errors.Is(err, errSwept) {
			continue
		}
		if err != nil {
			return "", nil, errors.Join(err, os.RemoveAll(dir))
		}
		return dir, func() error { return errors.Join(os.RemoveAll(dir), lock.Unlock()) }, nil
	}
	return "", nil, fmt.Errorf("%s: other runs remove it again and again", dir)
}

// tries is how often a folder is made anew that another run took for a killed
// one's. Each try is lost with a chance of some percent, and only while other
// runs start in the same millisecond.
const tries = 50

// errSwept is a folder that another run took for a killed one's before it was locked.
var errSwept = errors.New("swept")

func hold(dir string) (*flock.Flock, error) {
	lock := flock.New(filepath.Join(dir, lockName))
	locked, err := lock.TryLock()
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && !locked:
		return nil, errSwept
	case err != nil:
		return nil, err
	}
	held, err := lock.Stat()
	if err != nil {
		return nil, err
	}
	if there, err := os.Stat(lock.Path()); err != nil || !os.SameFile(held, there) {
		_ = lock.Unlock() // of a file that is gone
		return nil, errSwept
	}
	return lock, nil
}

// sweep removes what killed runs left. What can't be removed is left to the
// next run: it is in nobody's way.
func sweep(kind string) {
	found, err := filepath.Glob(filepath.Join(os.TempDir(), kind+"-[0-9]*"))
	if err != nil {
		return // a temporary folder whose name is a pattern
	}
	for _, dir := range found {
		number := strings.TrimPrefix(filepath.Base(dir), kind+"-")
		if info, err := os.Lstat(dir); err == nil && info.IsDir() && isMine(info) && strings.Trim(number, "0123456789") == "" {
			sweepFolder(dir, info)
		}
	}
}

// beforeLocks is the age from which a folder without a lock is a killed run's
// of an older authcat, and none that is just being made.
const beforeLocks = 24 * time.Hour

func sweepFolder(dir string, info fs.FileInfo) {
	lock := flock.New(filepath.Join(dir, lockName), flock.SetFlag(os.O_RDWR))
	locked, err := lock.TryLock()
	switch {
	case locked:
		_ = os.RemoveAll(dir)
		_ = lock.Unlock()
	case errors.Is(err, fs.ErrNotExist) && time.Since(info.ModTime()) > beforeLocks:
		_ = os.RemoveAll(dir)
	}
}
