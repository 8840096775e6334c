package history

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"authcat/catalog"
)

// migrate takes over what an authcat before this form kept: an index a date,
// which names texts by their hashes and says when the documents were received.
// A date that can't be read is set aside, and the texts stay for a look.
func (s *Store) migrate() error {
	pattern := filepath.Join(s.dir, "*.index")
	if found, err := filepath.Glob(pattern); err != nil || len(found) == 0 {
		return err
	}
	unlock, err := s.lock()
	if err != nil {
		return err
	}
	defer unlock()
	indexes, _ := filepath.Glob(pattern) // another process may have taken them over
	lost := false
	for _, name := range indexes {
		e, now, err := s.older(name)
		if errors.Is(err, errDamaged) || errors.Is(err, fs.ErrNotExist) {
			lost, err = true, os.Rename(name, strings.TrimSuffix(name, ".index")+asideSuffix)
		} else if err == nil {
			if err = s.write(e, now); err == nil {
				err = os.Remove(name)
			}
		}
		if err != nil {
			return err
		}
	}
	if lost {
		return nil
	}
	return os.RemoveAll(filepath.Join(s.dir, "objects"))
}

// older reads an index with its texts.
func (s *Store) older(name string) (entry, texts, error) {
	index, err := os.ReadFile(name)
	if err != nil {
		return entry{}, nil, err
	}
	text, check, _ := strings.Cut(string(index), "check ")
	if check != sum(text)+"\n" {
		return entry{}, nil, errDamaged
	}
	e, now, states := entry{date: strings.TrimSuffix(filepath.Base(name), ".index")}, texts{}, map[string]string{}
	fields := map[string]int{"origin": 2, "file": 3, "document": 6}
	for line := range strings.Lines(text) {
		words := append(strings.Fields(line), "")
		if len(words)-1 < fields[words[0]] {
			return entry{}, nil, errDamaged
		}
		switch words[0] {
		case "origin":
			e.origin = words[1]
		case "file":
			text, err := readHashed(filepath.Join(s.dir, "objects", words[2]+".gz"), words[2])
			if err != nil {
				return entry{}, nil, err
			}
			now[words[1]] = blocksOf(text)
		case "document":
			head := "api " + words[2]
			if words[1] != string(catalog.RoleSpec) {
				head = "document " + words[1]
			}
			state := fmt.Sprintf("sha256 %s\nfetched %s\n%s", words[3], words[4], words[5])
			states[head] = strings.TrimSuffix(strings.TrimPrefix(state, "sha256 -\n"), "\nread")
		}
	}
	for _, blocks := range now.heads() {
		for i, block := range blocks {
			if head, _, _ := strings.Cut(block, "\n"); states[head] != "" {
				blocks[i] = fetched.ReplaceAllLiteralString(block, states[head])
			}
		}
	}
	return e, now, nil
}
