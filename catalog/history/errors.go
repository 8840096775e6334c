package history

import (
	"errors"
	"fmt"
)

// CorruptError is a file of the store that is damaged or missing.
type CorruptError struct {
	File string
	// Date of an entry that needs the file.
	Date string
	Err  error
}

func (e *CorruptError) Error() string {
	return fmt.Sprintf("%s is damaged: %v; remove it and write the entry of %s again (the next crawl, or 'authcat backfill' for a past day), or restore it from a backup",
		e.File, e.Err, e.Date)
}

// Unwrap returns what is wrong with the file.
func (e *CorruptError) Unwrap() error { return e.Err }

func isCorrupt(err error) bool {
	var corrupt *CorruptError
	return errors.As(err, &corrupt)
}

// Damage is a date whose entry can't be read whole.
type Damage struct {
	Date string
	// Err names the damaged file: a *CorruptError.
	Err error
}

// NoEntryError is a question about a date that has no entry.
type NoEntryError struct {
	Dir  string
	Date string
}

func (e *NoEntryError) Error() string {
	return fmt.Sprintf("there is no entry of %s in %s: a day on which nothing changed has none, ask for the last one before it", e.Date, e.Dir)
}
