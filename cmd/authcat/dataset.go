package main

import (
	"context"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/catalog/observed"
	"authcat/catalog/sqlite"
	"authcat/data"
)

// bundled is the name of the data set inside the program.
const bundled = "bundled snapshot"

// dataFlags are the flags of every command that answers from a data set.
type dataFlags struct {
	db           string
	observations string
	answers
}

func (f *dataFlags) add(command *cobra.Command, e environment, form formOf) {
	f.addDB(command, e)
	f.answers.add(command, form)
}

func (f *dataFlags) addDB(command *cobra.Command, e environment) {
	f.addCatalog(command, e)
	addObservations(command, e, &f.observations)
}

// addCatalog adds the flag for what is published alone.
func (f *dataFlags) addCatalog(command *cobra.Command, e environment) {
	command.Flags().StringVar(&f.db, "db", e.getenv("AUTHCAT_DB"), "catalog `FILE`; without it (or AUTHCAT_DB) the bundled snapshot")
}

// reader reads the catalog file, or the bundled snapshot without one.
func (f *dataFlags) reader(ctx context.Context) answer.Reader {
	return func(filter catalog.Filter) (*answer.Catalog, error) {
		facts, err := f.facts(ctx, filter)
		if err != nil {
			return nil, err
		}
		name := bundled
		if f.db != "" {
			name = "catalog " + f.db
		}
		return answer.Named(name, catalog.Merge(facts)), nil
	}
}

// load reads all of it.
func (f *dataFlags) load(ctx context.Context) (*answer.Catalog, error) {
	return f.reader(ctx)(catalog.Filter{})
}

func (f *dataFlags) facts(ctx context.Context, filter catalog.Filter) (catalog.Facts, error) {
	facts, err := f.kept(ctx, filter)
	if err != nil || f.observations == "" {
		return facts, err
	}
	seen, err := readObservations(f.observations)
	return observed.Attach(facts, seen), err
}

// kept reads what the data set has.
func (f *dataFlags) kept(ctx context.Context, filter catalog.Filter) (catalog.Facts, error) {
	if f.db == "" {
		return data.Snapshot(filter)
	}
	store, err := sqlite.Open(ctx, f.db)
	if err != nil {
		return catalog.Facts{}, err
	}
	defer store.Close()
	return store.Load(ctx, filter)
}
