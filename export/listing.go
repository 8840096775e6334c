package export

import (
	"fmt"
	"strings"

	"authcat/catalog/answer"
)

// Dataset says where answers come from.
type Dataset = answer.Dataset

// Listing is a table of answers. Values are strings, bools or lists of strings.
type Listing struct {
	// Kind names the rows in JSON: "operations".
	Kind    string
	Dataset Dataset
	Columns []string
	Rows    [][]any
	// Brief selects the columns that fit a terminal, in order; empty takes all.
	Brief []string
	// Spare are brief columns that a narrow terminal goes without, the first to go first.
	Spare []string
	// None is what a terminal shows in place of no rows: a sentence, "" for nothing.
	None string
	// Of is how many rows there are where these are the first of them, else 0.
	Of int
}

// Count says how many rows there are: "5 operations", "1 class", "the first 5 of 20 operations".
func (l Listing) Count() string {
	switch {
	case l.Of > 0:
		return fmt.Sprintf("the first %d of %d %s", len(l.Rows), l.Of, l.Kind)
	case len(l.Rows) != 1:
		return fmt.Sprintf("%d %s", len(l.Rows), l.Kind)
	case l.Kind == "classes":
		return "1 class"
	default:
		return "1 " + strings.TrimSuffix(l.Kind, "s")
	}
}

// Table is the listing itself: an answer of rows and nothing else.
func (l Listing) Table() Listing { return l }

// Note says how many rows there are and where they are from.
func (l Listing) Note() string { return l.Count() + ", from the " + l.Dataset.String() }

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
	out := Listing{Kind: l.Kind, Dataset: l.Dataset, Columns: l.Brief, Of: l.Of}
	for _, row := range l.Rows {
		cells := make([]any, len(l.Brief))
		for i, column := range l.Brief {
			cells[i] = row[position[column]]
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}
