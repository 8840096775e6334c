// Package export writes catalogs and answers in the forms that people read and
// programs take: tables for terminals, CSV, JSON, Markdown.
//
// Codes become English here and nowhere else, in the functions whose names end
// in Phrase or Phrases. An answer that is a table is a [Listing]; [Formats] is
// the one list of forms in which a listing is written.
package export

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
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

// Listing is a table of answers. Values are strings, bools or lists of strings.
type Listing struct {
	// Kind names the rows in JSON: "operations".
	Kind    string
	Dataset Dataset
	Columns []string
	Rows    [][]any
	// Brief selects the columns that fit a terminal, in order; empty takes all.
	Brief []string
}

// Count says how many rows there are: "5 operations", "1 class".
func (l Listing) Count() string {
	switch {
	case len(l.Rows) != 1:
		return fmt.Sprintf("%d %s", len(l.Rows), l.Kind)
	case l.Kind == "classes":
		return "1 class"
	default:
		return "1 " + strings.TrimSuffix(l.Kind, "s")
	}
}

// Renderer writes a listing in one format.
type Renderer interface {
	Render(w io.Writer, listing Listing) error
}

// Format is a renderer with the name that users give it.
type Format struct {
	Name     string
	Renderer Renderer
}

// Formats is the one table of formats; width is the terminal's, in columns.
func Formats(width int) []Format {
	return []Format{
		{"table", Terminal{Width: width}},
		{"json", JSON{}},
		{"csv", CSV{}},
		{"markdown", Markdown{}},
		{"yaml", YAML{}},
	}
}

// FormatNames lists the names, for help and error messages.
func FormatNames() string {
	formats := Formats(0)
	names := make([]string, len(formats))
	for i, format := range formats {
		names[i] = format.Name
	}
	return strings.Join(names, "|")
}

// FormatNamed returns a format's renderer.
func FormatNamed(name string, width int) (Renderer, error) {
	for _, format := range Formats(width) {
		if format.Name == name {
			return format.Renderer, nil
		}
	}
	return nil, errors.New("unknown format: use " + FormatNames())
}

// text writes a value in one cell, lists joined by a separator.
func text(value any, separator string) string {
	switch v := value.(type) {
	case string:
		return v
	case bool:
		return fmt.Sprint(v)
	case []string:
		return strings.Join(v, separator)
	default:
		return fmt.Sprint(v)
	}
}

// brief returns the listing with only the columns that fit a terminal.
func (l Listing) brief() Listing {
	if len(l.Brief) == 0 {
		return l
	}
	position := make(map[string]int, len(l.Columns))
	for i, column := range l.Columns {
		position[column] = i
	}
	out := Listing{Kind: l.Kind, Dataset: l.Dataset, Columns: l.Brief}
	for _, row := range l.Rows {
		cells := make([]any, len(l.Brief))
		for i, column := range l.Brief {
			cells[i] = row[position[column]]
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}
