package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"

	"authcat/catalog"
	"authcat/catalog/replace"
	"authcat/crawler"
)

// backfillMemory remembers which days are done, and of what each was made: by
// which program, of which documents in which clone, and what is in the history
// now. Where all of it is the same still, nothing has to be read, be it that a
// document of the day can't be.
type backfillMemory struct {
	path string
	// unsaved is how many days were noted since the memory was kept.
	unsaved int
	// Days maps a day to the hash of all that.
	Days map[string]string `json:"days"`
}

// readMemory reads what is remembered of a history. What can't be read is as
// good as nothing: the days are looked at anew.
func readMemory(path string) *backfillMemory {
	m := &backfillMemory{path: path}
	if text, err := os.ReadFile(path); err != nil || json.Unmarshal(text, m) != nil || m.Days == nil {
		m.Days = map[string]string{}
	}
	return m
}

// saveEvery is after how many days the memory is kept, for the next run of one
// that is killed. To keep it after each would take as long as to write entries.
const saveEvery = 20

// note notes that a day is done.
func (m *backfillMemory) note(date, hash string) error {
	if m.Days[date] == hash {
		return nil
	}
	m.Days[date] = hash
	if m.unsaved++; m.unsaved < saveEvery {
		return nil
	}
	return m.save()
}

// save keeps what was noted. A history without a folder has no entry to remember.
func (m *backfillMemory) save() error {
	if m.unsaved == 0 {
		return nil
	}
	text, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	err = replace.WriteFile(m.path, append(text, '\n'))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	m.unsaved = 0
	return err
}

// made is the hash of all that the entry of a day rests on, and of what the
// history says now. Days without an entry are like the last one before.
func (b *backfill) made(date string, stored []catalog.Document) (string, error) {
	all := struct {
		Date, Basis string
		Versions    []crawler.Version
		Stored      []catalog.Document
	}{Date: date, Basis: b.basis, Versions: b.specs.Versions(), Stored: stored}
	text, err := json.Marshal(all)
	if err != nil {
		return "", err
	}
	hash := sha256.Sum256(text)
	return hex.EncodeToString(hash[:]), nil
}
