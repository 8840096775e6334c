package main

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/gofrs/flock"
	"github.com/spf13/cobra"

	"authcat/catalog/observed"
	"authcat/catalog/replace"
	"authcat/catalog/traffic"
)

// observations is a file of what a reader's own calls were answered. Beside it
// is its salt, FILE.salt: with that, names can be tried against the hashes.
type observations struct{ path string }

// addFlag adds the flag that names it.
func (o *observations) addFlag(command *cobra.Command, e environment) {
	command.Flags().StringVar(&o.path, "observations", e.getenv("AUTHCAT_OBSERVATIONS"), "the `FILE` that the observations are added to (or AUTHCAT_OBSERVATIONS)")
}

// named complains where no file is named.
func (o *observations) named() error {
	if o.path == "" {
		return errors.New("--observations names the FILE to which the observations are added (or AUTHCAT_OBSERVATIONS)")
	}
	return nil
}

// private is the mode of both: they tell what is called, and how often.
const private fs.FileMode = 0o600

// read reads the records, none where there is no file yet.
func (o observations) read() ([]observed.Record, error) {
	if _, err := os.Stat(o.path); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return readRecords(o.path)
}

// add adds records to those of the file, one process at a time.
func (o observations) add(records []observed.Record) (err error) {
	lock := flock.New(o.path+saltSuffix, flock.SetPermissions(private))
	if err := lock.Lock(); err != nil {
		return fmt.Errorf("%s can't be written: %w", o.path, cause(err))
	}
	defer func() { _ = lock.Unlock() }() // the process's end unlocks it anyway
	have, err := o.read()
	if err != nil {
		return err
	}
	text := observed.Write(traffic.Merge(have, records))
	if _, err := observed.Read(text); err != nil {
		return fmt.Errorf("%s would become one that can't be read again, and stays as it is: %w", o.path, err)
	}
	return o.write(o.path, text)
}

// write writes one of the files, in one step.
func (o observations) write(path string, text []byte) error {
	f, err := o.fresh(path, text)
	if err != nil {
		return err
	}
	return errors.Join(f.Commit(), f.Remove())
}

// fresh is a file that is written, yet not in its place.
func (o observations) fresh(path string, text []byte) (*replace.File, error) {
	f, err := replace.New(path)
	if err != nil {
		return nil, fmt.Errorf("%s can't be written: %w", path, cause(err))
	}
	err = f.Chmod(private)
	if err == nil {
		_, err = f.Write(text)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s can't be written: %w", path, cause(err)), f.Remove())
	}
	return f, nil
}

const (
	saltSuffix = ".salt"
	saltBytes  = 32
)

// salt reads the salt, and makes one where there is none. Of two processes that
// make one at the same time both take that of the first.
func (o observations) salt() ([]byte, error) {
	path := o.path + saltSuffix
	salt, err := readSalt(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return salt, err
	}
	made := make([]byte, saltBytes)
	_, _ = rand.Read(made) // never fails
	f, err := o.fresh(path, []byte(hex.EncodeToString(made)+"\n"))
	if err != nil {
		return nil, err
	}
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) { // no links in this file system
		if err := f.Commit(); err != nil {
			return nil, errors.Join(fmt.Errorf("%s can't be written: %w", path, cause(err)), f.Remove())
		}
	}
	if err := f.Remove(); err != nil {
		return nil, err
	}
	return readSalt(path)
}

func readSalt(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, cause(err))
	}
	salt, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(salt) != saltBytes {
		return nil, fmt.Errorf("%s is damaged: restore it, or remove it and start a new file of observations", path)
	}
	return salt, nil
}
