package history

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"authcat/catalog/replace"
)

// An object is a text under the hash of its bytes, compressed. The name is the
// hash of the text, so another gzip library would change no name.

func (s *Store) objectPath(hash string) string {
	return filepath.Join(s.dir, objectsDir, hash+".gz")
}

// read returns an object's text; date is an entry that needs it, for the error.
func (s *Store) read(hash, date string) ([]byte, error) {
	name := s.objectPath(hash)
	text, err := readObject(name, hash)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, &CorruptError{File: name, Date: date, Err: errors.New("it is missing")}
	case errors.Is(err, errDamaged):
		return nil, &CorruptError{File: name, Date: date, Err: err}
	}
	return text, err
}

var errDamaged = errors.New("its content is not what its name says")

// longest is how long a text can be, the facts of an API: a hundred times the
// longest there is. A few damaged bytes can unpack to much more.
const longest = 64 << 20

func readObject(name, hash string) ([]byte, error) {
	packed, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	unpack, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, errDamaged
	}
	text, err := io.ReadAll(io.LimitReader(unpack, longest+1))
	if err != nil || len(text) > longest || sum(text) != hash {
		return nil, errDamaged
	}
	return text, nil
}

// write keeps a text and returns its hash. An object that is there already is
// verified, once a process, and written anew where it is damaged.
func (s *Store) write(text []byte) (hash string, err error) {
	if len(text) > longest {
		return "", fmt.Errorf("a text of %d bytes is too long for the history, which keeps %d", len(text), longest)
	}
	hash = sum(text)
	if s.intact[hash] {
		return hash, nil
	}
	name := s.objectPath(hash)
	if _, err := readObject(name, hash); err != nil {
		packed, err := pack(text)
		if err != nil {
			return "", err
		}
		if err := replace.WriteFile(name, packed); err != nil {
			return "", err
		}
	}
	s.intact[hash] = true
	return hash, nil
}

// pack compresses a text; the header has no time and no name, so the same text
// gives the same bytes.
func pack(text []byte) ([]byte, error) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(text); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// syncDir makes renames and removals in a folder outlast a power cut.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
