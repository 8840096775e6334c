package export

import (
	"fmt"
	"io"

	"authcat/catalog"
	"authcat/catalog/plan"
)

// Changes lists what became stricter for a plan.
func Changes(dataset Dataset, changes []plan.Change) Listing {
	listing := Listing{
		Kind: "changes", Dataset: dataset,
		Columns: []string{"api", "method", "path", "what", "before", "after", "reason"},
	}
	for _, c := range changes {
		listing.Rows = append(listing.Rows, []any{c.API, c.Method, c.Path, string(c.What), c.Before, c.After, c.Reason})
	}
	return listing
}

// WriteChanges writes what became stricter for a plan, by operation, in lines
// that fit a terminal of the given width.
func WriteChanges(w io.Writer, width int, dataset Dataset, lock plan.Lock, changes []plan.Change) error {
	terminal := Terminal{Width: width}
	if len(changes) == 0 {
		terminal.Paragraph(w, fmt.Sprintf("Nothing became stricter for the %s of the plan of %s.", Plural(len(lock.Operations), "operation"), lock.Dataset), "", "")
	}
	var last catalog.Key
	for i, c := range changes {
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
	_, err := fmt.Fprintf(w, "\nFrom the %s.\n", dataset)
	return err
}
