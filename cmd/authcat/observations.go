package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/catalog/observed"
)

func addObservations(command *cobra.Command, e environment, file *string) {
	command.Flags().StringVar(file, "observations", e.getenv("AUTHCAT_OBSERVATIONS"), "`FILE` with how calls of your own were answered (or AUTHCAT_OBSERVATIONS)")
}

// readObservations reads the records of a file, "" for none, and tells until when
// what was published agreed with each.
func readObservations(file string) ([]observed.Record, error) {
	if file == "" {
		return nil, nil
	}
	records, err := readRecords(file)
	if err != nil || len(records) == 0 {
		return nil, err
	}
	lineages := make([]string, len(records))
	for i, r := range records {
		lineages[i] = r.Lineage()
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

// readRecords reads the records of a file as they are.
func readRecords(file string) ([]observed.Record, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("%s: the observations can't be read: %w", file, cause(err))
	}
	records, err := observed.Read(text)
	if err != nil {
		return nil, fmt.Errorf("%s is no file of observations, or damaged, and stays as it is: %w", file, err)
	}
	return records, nil
}
