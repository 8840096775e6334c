package data

import (
	"embed"
	"fmt"
	"io/fs"

	"authcat/catalog"
	"authcat/catalog/observed"
)

//go:embed reports/*.txt
var reports embed.FS

// Reports returns the field reports: what people told in public, each read
// where it is told.
func Reports() ([]observed.Record, error) {
	var all []observed.Record
	err := fs.WalkDir(reports, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := reports.ReadFile(name)
		if err != nil {
			return err
		}
		records, err := observed.Read(text)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, records...)
		return nil
	})
	return all, err
}

// Complete adds to what the sources said what is known besides: the corrections
// made by hand, and the field reports. Of what a filter left out nothing is added.
func Complete(facts catalog.Facts, filter catalog.Filter) (catalog.Facts, error) {
	corrections, err := Overrides()
	if err != nil {
		return catalog.Facts{}, err
	}
	facts.Correct(corrections, filter)
	return Reported(facts)
}

// Reported adds the field reports to facts, in the place of what was seen before:
// facts that were kept have it of an earlier day.
func Reported(facts catalog.Facts) (catalog.Facts, error) {
	records, err := Reports()
	if err != nil {
		return catalog.Facts{}, err
	}
	return observed.Attach(observed.Without(facts), records), nil
}
