// Package export writes catalogs and answers in the forms that people read and
// programs take: tables for terminals, CSV, JSON, Markdown. What the catalog
// says in codes becomes English here.
package export

import (
	"errors"
	"io"
	"slices"
	"strings"

	"authcat/export/sarif"
)

// Answer is what a question was answered with, ready for every format. It is
// rows; one that is more than its rows has a form of its own besides, by the
// methods below.
type Answer interface {
	// Table is the answer as rows.
	Table() Listing
	// Note says in one line how much that is and where it is from, for beside
	// the answer: a form that says so itself has none.
	Note() string
}

// The forms of their own that answers have.
type (
	// texted is shown in a terminal as more than a table. The note is what is
	// to be said beside it.
	texted interface {
		Text(w io.Writer, t Terminal) (note string, err error)
	}
	// documented is a Markdown document with headings, not just a table.
	documented interface{ Document() string }
	// structured is an object in JSON and YAML that is no list of rows.
	structured interface{ object() orderedObject }
	// fed is an entry in an Atom feed.
	fed interface{ Feed() ([]byte, error) }
	// sent is a call to make with curl.
	sent interface{ Curl() string }
	// blaming finds something at lines of source code.
	blaming interface{ results() []sarif.Result }
)

// Renderer writes an answer in one format, and returns the note that belongs beside it.
type Renderer interface {
	Render(w io.Writer, a Answer) (note string, err error)
}

// Format is a renderer with the name that users give it.
type Format struct {
	Name     string
	Renderer Renderer
}

// Formats that not every answer has.
const (
	FormatAtom  = "atom"  // what changed
	FormatCurl  = "curl"  // a request
	FormatSARIF = "sarif" // what is found in source code
	FormatBadge = "badge" // a plan
)

// SpecialFormats are those that not every answer has.
var SpecialFormats = []string{FormatAtom, FormatCurl, FormatSARIF, FormatBadge}

// Formats is the one table of formats: those that every answer has, and the
// special ones that are named. width is the terminal's, in columns.
func Formats(width int, special ...string) []Format {
	all := []Format{
		{"table", Terminal{Width: width}},
		{"json", JSON{}},
		{"csv", CSV{}},
		{"markdown", Markdown{}},
		{"yaml", YAML{}},
		{FormatAtom, atom{}},
		{FormatCurl, curl{}},
		{FormatSARIF, sarifLog{}},
		{FormatBadge, badge{}},
	}
	return slices.DeleteFunc(all, func(f Format) bool {
		return slices.Contains(SpecialFormats, f.Name) && !slices.Contains(special, f.Name)
	})
}

// FormatNames lists the names, for help and error messages.
func FormatNames(special ...string) string {
	formats := Formats(0, special...)
	names := make([]string, len(formats))
	for i, format := range formats {
		names[i] = format.Name
	}
	return strings.Join(names, "|")
}

// FormatNamed returns a format's renderer.
func FormatNamed(name string, width int, special ...string) (Renderer, error) {
	for _, format := range Formats(width, special...) {
		if format.Name == name {
			return format.Renderer, nil
		}
	}
	return nil, errors.New("unknown format: use " + FormatNames(special...))
}

// atom writes what changed as a feed of one entry.
type atom struct{}

func (atom) Render(w io.Writer, a Answer) (string, error) {
	changes, ok := a.(fed)
	if !ok {
		return "", errors.New("only what changed is a feed")
	}
	feed, err := changes.Feed()
	if err == nil {
		_, err = w.Write(feed)
	}
	return a.Note(), err
}
