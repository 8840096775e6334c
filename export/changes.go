package export

import (
	"fmt"
	"io"

	"authcat/catalog"
	"authcat/catalog/answer"
)

// checked is what became stricter for a plan as an answer: by operation for people.
type checked struct {
	Listing
	answer *answer.Checked
}

// Check is the answer to "what became stricter for a plan?".
func Check(a *answer.Checked) Answer {
	listing := Listing{
		Kind: "changes", Dataset: a.Dataset,
		Columns: []string{"api", "method", "path", "what", "before", "after", "reason"},
	}
	for _, c := range a.Changes {
		listing.Rows = append(listing.Rows, []any{c.API, c.Method, c.Path, string(c.What), c.Before, c.After, c.Reason})
	}
	return checked{listing, a}
}

// Text writes what became stricter, by operation, in lines that fit the terminal.
func (a checked) Text(w io.Writer, terminal Terminal) (string, error) {
	if len(a.answer.Changes) == 0 {
		terminal.Paragraph(w, fmt.Sprintf("Nothing became stricter for the %s of the plan of %s.", Plural(len(a.answer.Lock.Operations), "operation"), a.answer.Lock.Dataset), "", "")
	}
	var last catalog.Key
	for i, c := range a.answer.Changes {
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
