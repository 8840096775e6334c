package export

import (
	"fmt"
	"io"

	"authcat/catalog"
	"authcat/catalog/plan"
)

// checked is what became stricter for a plan as an answer: by operation for people.
type checked struct {
	Listing
	lock    plan.Lock
	changes []plan.Change
}

// Changes is the answer to "what became stricter for a plan?".
func Changes(dataset Dataset, lock plan.Lock, changes []plan.Change) Answer {
	listing := Listing{
		Kind: "changes", Dataset: dataset,
		Columns: []string{"api", "method", "path", "what", "before", "after", "reason"},
	}
	for _, c := range changes {
		listing.Rows = append(listing.Rows, []any{c.API, c.Method, c.Path, string(c.What), c.Before, c.After, c.Reason})
	}
	return checked{listing, lock, changes}
}

// Text writes what became stricter, by operation, in lines that fit the terminal.
func (a checked) Text(w io.Writer, terminal Terminal) (string, error) {
	if len(a.changes) == 0 {
		terminal.Paragraph(w, fmt.Sprintf("Nothing became stricter for the %s of the plan of %s.", Plural(len(a.lock.Operations), "operation"), a.lock.Dataset), "", "")
	}
	var last catalog.Key
	for i, c := range a.changes {
		if c.Key != last {
			if i > 0 {
				fmt.Fprintln(w)
			}
			terminal.Paragraph(w, c.Key.String(), "", "  ")
			last = c.Key
		}
		terminal.Paragraph(w, string(c.What)+": "+c.Reason, "  ", "    ")
		terminal.Paragraph(w, "before: "+c.Before, "    ", "      ")
		terminal.Paragraph(w, "after: "+c.After, "    ", "      ")
	}
	_, err := fmt.Fprintf(w, "\nFrom the %s.\n", a.Dataset)
	return "", err
}
