package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/catalog/observed"
	"authcat/catalog/sqlite"
	"authcat/data"
)

// bundled is the name of the data set inside the program, in answers.
const bundled = "bundled snapshot"

// dataFlags are the flags of every command that answers from a data set.
type dataFlags struct {
	db           string
	observations string
	answers
	// at finds the data set where none is named; nil looks nowhere and says nothing.
	at *locator
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
	set := command.Flags()
	set.StringVar(&f.db, "db", e.getenv("AUTHCAT_DB"),
		"catalog `FILE`, or 'bundled' for the snapshot in the program; without it (or AUTHCAT_DB) ./"+hereName+", else what 'authcat crawl' wrote, else the bundled snapshot")
	f.at = &locator{environment: e, named: func() string {
		switch {
		case f.db == "":
			return ""
		case set.Changed("db"):
			return "--db " + f.db
		default:
			return "AUTHCAT_DB=" + f.db
		}
	}}
}

// quietly is the same data set, of which nothing is said.
func (f *dataFlags) quietly() *dataFlags {
	quiet := *f
	if f.at != nil {
		at := *f.at
		at.told = true
		quiet.at = &at
	}
	return &quiet
}

// file is the catalog file that is named or found, "" for the bundled snapshot.
func (f *dataFlags) file() string {
	switch {
	case f.db == bundledName:
		return ""
	case f.db == "" && f.at != nil:
		return f.at.foundCatalog()
	default:
		return f.db
	}
}

// reader reads the data set that answers.
func (f *dataFlags) reader(ctx context.Context) answer.Reader {
	return func(filter catalog.Filter) (*answer.Catalog, error) {
		facts, name, err := f.facts(ctx, filter)
		if err != nil {
			return nil, err
		}
		return answer.Named(name, catalog.Merge(facts)), nil
	}
}

// load reads all of it.
func (f *dataFlags) load(ctx context.Context) (*answer.Catalog, error) {
	return f.reader(ctx)(catalog.Filter{})
}

// facts reads what a filter takes, and the name of the data set.
func (f *dataFlags) facts(ctx context.Context, filter catalog.Filter) (facts catalog.Facts, name string, err error) {
	facts, name, err = f.kept(ctx, filter)
	if err != nil || f.observations == "" {
		return facts, name, err
	}
	seen, err := readObservations(f.observations)
	return observed.Attach(facts, seen), name, err
}

// kept reads what the data set has, and says what a reader must know of it.
func (f *dataFlags) kept(ctx context.Context, filter catalog.Filter) (facts catalog.Facts, name string, err error) {
	file := f.file()
	switch {
	case file == "":
		name = bundled
		facts, err = data.Snapshot(filter)
	case f.db == "":
		name = "catalog " + f.at.shown(file)
		var instead bool
		if facts, instead, err = f.at.read(ctx, file, filter); instead && err == nil {
			name, file = bundled, ""
			facts, err = data.Snapshot(filter)
		}
	default:
		name = "catalog " + file
		facts, err = readCatalog(ctx, file, filter)
	}
	if err == nil && f.at != nil {
		f.at.tellAge(name, file, facts.AsOf())
	}
	return facts, name, err
}

func readCatalog(ctx context.Context, file string, filter catalog.Filter) (catalog.Facts, error) {
	store, err := sqlite.Open(ctx, file)
	if err != nil {
		return catalog.Facts{}, err
	}
	defer store.Close()
	return store.Load(ctx, filter)
}

// foundError is a catalog that was found, not named, and can't be used. It is
// not passed over: whoever put it there expects its answers, not others.
type foundError struct {
	file string
	err  error
}

func (e *foundError) Error() string { return e.err.Error() + " (found, not named)" }
func (e *foundError) Unwrap() error { return e.err }

// read reads a catalog that was found, not named, or reports that the bundled
// snapshot is to answer instead: it is newer, or the catalog is another authcat's.
func (l *locator) read(ctx context.Context, file string, filter catalog.Filter) (facts catalog.Facts, instead bool, err error) {
	facts, err = readCatalog(ctx, file, filter)
	var other *sqlite.NotCatalogError
	if errors.As(err, &other) && other.Schema != 0 {
		l.say("%s: %s: the bundled snapshot answers; 'authcat crawl' writes it anew", l.shown(file), other.Why)
		return facts, true, nil
	}
	if err != nil {
		return facts, false, &foundError{file, err}
	}
	newer, err := data.AsOf()
	if err != nil || !olderThan(&facts, newer) {
		return facts, false, err
	}
	l.say("the catalog %s is of %s, older than the bundled snapshot of %s, which answers: 'authcat crawl' gets today's", l.shown(file), day(facts.AsOf().UTC()), day(newer.UTC()))
	return facts, true, nil
}

// hint says what to do about it.
func (e *foundError) hint() string {
	next := "write it anew with 'authcat crawl'"
	if _, err := sqlite.CheckTarget(e.file); err != nil { // a crawl would leave it alone
		next = "move it away"
	}
	return fmt.Sprintf("%s, or ask the bundled snapshot with '--db %s'", next, bundledName)
}
