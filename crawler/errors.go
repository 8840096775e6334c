package crawler

import (
	"errors"
	"fmt"

	"authcat/crawler/fetch"
)

// UnreadableError is a document that was received but can't be believed.
type UnreadableError struct {
	URL string
	Err error
}

func (e *UnreadableError) Error() string { return fmt.Sprintf("%s: %v", e.URL, e.Err) }

// Unwrap returns the cause.
func (e *UnreadableError) Unwrap() error { return e.Err }

// IsUnreadable reports whether an error is a document that was received but can't be believed.
func IsUnreadable(err error) bool {
	var e *UnreadableError
	return errors.As(err, &e)
}

// NoSourceError is a crawl that no API's document could be had or read for.
type NoSourceError struct {
	First error
	// Unreachable is set where none of their servers could be connected to: the
	// network is down.
	Unreachable bool
}

func (e *NoSourceError) Error() string { return "no source could be had: " + e.First.Error() }

// Unwrap returns the first source's failure.
func (e *NoSourceError) Unwrap() error { return e.First }

func noSource(failures []Outcome) *NoSourceError {
	e := &NoSourceError{failures[0].Err, true}
	for _, failure := range failures {
		e.Unreachable = e.Unreachable && fetch.KindOf(failure.Err) == fetch.Unreachable
	}
	return e
}
