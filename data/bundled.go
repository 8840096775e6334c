package data

import (
	"archive/zip"
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"time"

	"authcat/catalog"
	"authcat/catalog/factfile"
)

//go:embed snapshot
var snapshot embed.FS

//go:embed history.zip
var past []byte

// Snapshot returns the bundled facts that a filter takes.
func Snapshot(filter catalog.Filter) (catalog.Facts, error) {
	files, err := fs.Sub(snapshot, "snapshot")
	if err != nil {
		return catalog.Facts{}, err
	}
	if files, err = factfile.Checked(files); err != nil {
		return catalog.Facts{}, fmt.Errorf("bundled snapshot: %w", err)
	}
	facts, err := factfile.Decode(files, filter)
	if err != nil {
		return catalog.Facts{}, fmt.Errorf("bundled snapshot: %w", err)
	}
	return Complete(facts, filter)
}

// AsOf is the day of the bundled facts: it costs next to nothing.
func AsOf() (time.Time, error) {
	files, err := fs.Sub(snapshot, "snapshot")
	if err != nil {
		return time.Time{}, err
	}
	day, err := factfile.AsOf(files)
	if err != nil {
		return time.Time{}, fmt.Errorf("bundled snapshot: %w", err)
	}
	return day, nil
}

// History returns the bundled history: the texts of a history.Log.
func History() (fs.FS, error) {
	files, err := zip.NewReader(bytes.NewReader(past), int64(len(past)))
	if err != nil {
		return nil, fmt.Errorf("bundled history: %w", err)
	}
	return files, nil
}
