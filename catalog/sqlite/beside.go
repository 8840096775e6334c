package sqlite

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"authcat/catalog/sums"
)

// SumsPath is where the list with a catalog's SHA-256 lies, for sha256sum(1).
func SumsPath(path string) string { return path + sums.Suffix }

// WriteSums writes the list with a catalog's SHA-256 beside it. Save and Move
// take an old list away before they swap, so that none ever stands beside a
// catalog that it is not of.
func WriteSums(path string) error {
	sum, err := sumOfFile(path)
	if err != nil {
		return err
	}
	list, unfinished := SumsPath(path), SumsPath(path)+".new" // a fixed name, as for Save
	if err := os.WriteFile(unfinished, sums.List{filepath.Base(path): sum}.Encode(), 0o644); err != nil {
		return err
	}
	return swap(unfinished, list)
}

// Move puts a catalog that Save wrote into another's place, and then its list beside it.
func Move(candidate, path string) error {
	if err := swapCatalog(candidate, path); err != nil {
		return err
	}
	return WriteSums(path)
}

// swapCatalog is swap for a catalog: without its list, which is the old one's.
func swapCatalog(candidate, path string) error {
	if err := os.Remove(SumsPath(path)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return swap(candidate, path)
}

// CheckSums compares a catalog with the list beside it, where there is one. It
// fails with a *DamagedError.
func CheckSums(path string) (found bool, err error) {
	text, err := os.ReadFile(SumsPath(path))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	list, err := sums.Parse(text)
	if err != nil {
		return true, &DamagedError{SumsPath(path), err.Error()}
	}
	sum, err := sumOfFile(path)
	if err == nil && list[filepath.Base(path)] != sum {
		err = &DamagedError{path, "its SHA-256 is not the one in " + SumsPath(path)}
	}
	return true, err
}

func sumOfFile(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	h := sha256.New()
	if _, err := io.Copy(h, file); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
