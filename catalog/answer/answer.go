// Package answer is the door to the catalog: who has a question about it asks
// here and gets one value as the answer, a person at the command line as much
// as a program. An answer holds what was decided, in codes and values; package
// export makes English, rows and objects of it.
//
// A question about an endpoint takes a Reader, which reads what the question is
// about; one about all of a data set is a method of its Catalog. Nothing is read here.
package answer

import (
	"fmt"
	"time"

	"authcat/catalog"
	"authcat/catalog/find"
)

// Dataset says where answers come from.
type Dataset struct {
	// Name is "bundled snapshot" or a catalog file's path.
	Name string
	// AsOf is the day of the newest document.
	AsOf time.Time
}

// String is a footer's text: "bundled snapshot of 2026-08-22".
func (d Dataset) String() string { return d.Name + " of " + d.Date() }

// Date is the data set's day, "2026-08-22".
func (d Dataset) Date() string { return d.AsOf.UTC().Format(time.DateOnly) }

// Catalog is what was read of a data set.
type Catalog struct {
	*catalog.Snapshot
	Dataset Dataset
}

// Named is a snapshot as a data set of a name, of the day of its newest document.
func Named(name string, snapshot catalog.Snapshot) *Catalog {
	return &Catalog{&snapshot, Dataset{Name: name, AsOf: snapshot.AsOf()}}
}

// Reader reads what a filter takes of a data set.
type Reader func(catalog.Filter) (*Catalog, error)

// NothingError is a question about something that is not in the data set.
type NothingError struct {
	// What there is not, and in which data set.
	What string
	// Absence says why no operation answers to an address, and Nearest has those
	// that come near; zero where the question had no address.
	Absence find.Absence
	Nearest []*catalog.Operation
	// Gone were published at the address once, by History; nothing before TellGone.
	Gone    []Gone
	History Dataset
}

func (e *NothingError) Error() string { return e.What }

func nothing(format string, args ...any) error {
	return &NothingError{What: fmt.Sprintf(format, args...)}
}

// NameError is a name in a question that the data set does not know.
type NameError struct {
	// Of says what was named: "api", "scope", "level".
	Of string
	// Err is an *UnknownNameError of the catalog.
	Err error
}

func (e *NameError) Error() string { return e.Of + ": " + e.Err.Error() }

// Unwrap returns what is unknown.
func (e *NameError) Unwrap() error { return e.Err }

// named reads names as the data set has them.
func named[T any](of string, texts []string, known func(string) (T, error)) ([]T, error) {
	var names []T
	for _, text := range texts {
		name, err := known(text)
		if err != nil {
			return nil, &NameError{of, err}
		}
		names = append(names, name)
	}
	return names, nil
}
