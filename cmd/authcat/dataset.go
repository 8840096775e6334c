package main

import (
	"context"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/catalog/sqlite"
	"authcat/data"
	"authcat/export"
)

// bundled is the name of the data set inside the program.
const bundled = "bundled snapshot"

// dataFlags are the flags of every command that answers from a data set.
type dataFlags struct {
	db string
	answers
}

func (f *dataFlags) add(command *cobra.Command, e environment) {
	f.addDB(command, e)
	f.answers.add(command)
}

func (f *dataFlags) addDB(command *cobra.Command, e environment) {
	command.Flags().StringVar(&f.db, "db", e.getenv("AUTHCAT_DB"), "catalog `FILE`; without it (or AUTHCAT_DB) the bundled snapshot")
}

// load reads what a filter takes from the catalog file, or from the bundled snapshot without one.
func (f *dataFlags) load(ctx context.Context, filter catalog.Filter) (catalog.Snapshot, export.Dataset, error) {
	facts, err := f.facts(ctx, filter)
	if err != nil {
		return catalog.Snapshot{}, export.Dataset{}, err
	}
	snapshot := catalog.Merge(facts)
	name := bundled
	if f.db != "" {
		name = "catalog " + f.db
	}
	return snapshot, export.Dataset{Name: name, AsOf: snapshot.AsOf()}, nil
}

func (f *dataFlags) facts(ctx context.Context, filter catalog.Filter) (catalog.Facts, error) {
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
