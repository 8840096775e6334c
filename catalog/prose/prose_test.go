package prose

import (
	"slices"
	"testing"

	"authcat/catalog"
)

// read reads one text of a description.
func read(words string) catalog.Prose {
	prose, err := Read(Text{words, catalog.Place{Witness: catalog.WitnessDescription}})
	if err != nil {
		panic(err)
	}
	return prose
}

// Every rule's example gives what the table says it gives.
func TestExamples(t *testing.T) {
	for _, table := range tables() {
		for _, r := range table {
			if got := describe(read(r.example)); !slices.Equal(got, r.want) {
				t.Errorf("%q\nreads %q\nwant  %q", r.example, got, r.want)
			}
		}
	}
}
