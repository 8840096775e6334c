package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"

	"authcat/export"
)

// below is what comes before the names of files in a folder or before a source
// file: files are named from the folder on; of several, and for programs that
// look for them in the checkout, from where the command runs.
func (f *planFlags) below(name string, several bool) string {
	info, err := os.Stat(name)
	switch {
	case err == nil && !info.IsDir():
		return filepath.ToSlash(filepath.Dir(name))
	case f.format == export.FormatSARIF:
		return fromHere(name)
	case several:
		return filepath.ToSlash(filepath.Clean(name))
	default:
		return ""
	}
}

// fromHere is a folder's name from the working folder on, "" where it is not in it.
func fromHere(name string) string {
	here, err := os.Getwd()
	if err != nil {
		return ""
	}
	absolute, err := filepath.Abs(name)
	if err != nil {
		return ""
	}
	relative, err := filepath.Rel(here, absolute)
	if err != nil || !filepath.IsLocal(relative) {
		return ""
	}
	return filepath.ToSlash(relative)
}

// checkSARIF tells early that nothing of what is planned stands in source code.
func (f *planFlags) checkSARIF(files []string) error {
	if f.format == export.FormatSARIF && !slices.ContainsFunc(files, ofCode) {
		return errors.New("--format sarif is for what is found in source code: name a folder or a source file")
	}
	return nil
}
