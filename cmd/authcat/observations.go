package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/catalog/observed"
)

func addObservations(command *cobra.Command, e environment, file *string) {
	command.Flags().StringVar(file, "observations", e.getenv("AUTHCAT_OBSERVATIONS"), "`FILE` with what calls of your own were answered (or AUTHCAT_OBSERVATIONS)")
}

// readObservations reads the records of a file, "" for none, and tells until when
// what was published agreed with each.
func readObservations(file string) ([]observed.Record, error) {
	if file == "" {
		return nil, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("%s: the observations can't be read: %w", file, cause(err))
	}
	records, err := observed.Read(text)
	if err != nil {
		return nil, fmt.Errorf("%s: the observations can't be read: %w", file, err)
	}
	lineages := make([]string, len(records))
	for i, r := range records {
		lineages[i] = r.Lineage()
	}
	if len(lineages) == 0 {
		return nil, nil
	}
	past, err := bundledNeeds(catalog.NewFilter(lineages...))
	if err != nil {
		return nil, err
	}
	for i := range records {
		records[i].Agreed = past.Agreed(records[i])
	}
	return records, nil
}
