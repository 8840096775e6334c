package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/catalog/diff"
	"authcat/catalog/sqlite"
	"authcat/export"
	"authcat/export/changelog"
	"authcat/export/documents"
	"authcat/export/folder"
	"authcat/export/scratch"
	"authcat/export/wiki"
)

// exportFlags are the flags of the export command.
type exportFlags struct {
	data      dataFlags
	out       string
	overwrite bool
	formats   []string
	layout    string
	since     string
	state     string
	site      string
}

func newExport(e environment) *cobra.Command {
	var flags exportFlags
	command := &cobra.Command{
		Use:   "export",
		Short: "Write the published documents: which endpoints need a PAT",
		Long: `Write the published documents: Markdown pages for a wiki, CSV tables, one JSON
document with its schema, an Excel workbook, a page to search in a browser, and
the catalog as an SQLite file. With --format routes, and only then, SQL with
which a store of logs finds the operation of each call, as tried in DuckDB.

All files are written beside their places before the first is swapped in; a file
that would not change keeps its bytes and its time. Other files of the folder
are left alone; one of a document's name is replaced only if authcat wrote it,
which .authcat-manifest in the folder tells.`,
		Example: `  authcat export --db catalog.db --out docs
  authcat export --db catalog.db --out docs --format csv,xlsx
  authcat export --db catalog.db --out docs --since yesterday.db`,
		Args: arguments(0, 0),
		RunE: func(command *cobra.Command, _ []string) error { return flags.run(command.Context(), e) },
	}
	flags.data.addDB(command, e)
	addState(command, e, &flags.state)
	set := command.Flags()
	set.StringVar(&flags.out, "out", ".", "`DIR` to write to; it is made where it is missing")
	set.BoolVar(&flags.overwrite, "overwrite", false, overwriteHelp)
	addDocumentFormats(command, &flags.formats)
	addLayout(command, &flags.layout, "folder", "`LAYOUT` of the pages, which says how they link to each other")
	set.StringVar(&flags.site, "site", "", siteHelp)
	set.StringVar(&flags.since, "since", "", "an older data set with which the page of changes compares, named as for authcat diff")
	return command
}

// overwriteHelp explains the flag --overwrite of the commands that write to a folder.
const overwriteHelp = "replace files of the same names that authcat did not write"

// siteHelp explains the flag --site of the commands that write the feed.
const siteHelp = "`URL` of the folder in which the documents are published, which the Atom feed names; it should never change"

func (f *exportFlags) run(ctx context.Context, e environment) error {
	if err := documents.CheckSite(f.site); err != nil {
		return &usageError{fmt.Errorf("--site %w", err)}
	}
	if err := folder.CheckPlace(f.out); err != nil {
		return &usageError{fmt.Errorf("--out: %w", err)}
	}
	c, err := f.data.load(ctx)
	if err != nil {
		return err
	}
	entries, err := changesSince(ctx, f.state, f.since, c.Snapshot)
	if err != nil {
		return err
	}
	since, err := bundledSince(c.Snapshot)
	if err != nil {
		return err
	}
	set := &documents.Catalog{Snapshot: c.Snapshot, Dataset: c.Dataset, Changes: entries, Since: since, Site: f.site}
	files, err := documentsOf(ctx, set, f.layout, f.formats)
	if err != nil {
		return err
	}
	change, err := folder.Write(f.out, folder.Set{Files: files, Overwrite: f.overwrite})
	if err != nil {
		return err
	}
	for _, name := range change.Written {
		fmt.Fprintln(e.stdout, filepath.Join(f.out, filepath.FromSlash(name)))
	}
	fmt.Fprintf(e.stderr, "%d of %d files written, %d operations, from the %s\n", len(change.Written), len(files), len(c.Operations), c.Dataset)
	return nil
}

// documentsOf renders the documents of a catalog.
func documentsOf(ctx context.Context, set *documents.Catalog, layout string, formats []string) ([]export.File, error) {
	chosen, err := wiki.LayoutNamed(layout)
	if err != nil {
		return nil, &usageError{err}
	}
	if err := documents.CheckFormats(formats); err != nil {
		return nil, &usageError{err}
	}
	set.Database = func(ctx context.Context) ([]byte, error) { return databaseOf(ctx, set.Snapshot) }
	return set.Files(ctx, chosen, formats...)
}

// databaseOf is a snapshot as a catalog file.
func databaseOf(ctx context.Context, snapshot *catalog.Snapshot) (body []byte, err error) {
	dir, remove, err := scratch.Make("authcat")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, remove()) }()
	path := filepath.Join(dir, "catalog.db")
	if err := sqlite.Save(ctx, path, snapshot, export.Assumed); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// changesSince compares with an older data set, where one is named.
func changesSince(ctx context.Context, state, name string, snapshot *catalog.Snapshot) ([]changelog.Entry, error) {
	if name == "" {
		return nil, nil
	}
	older, err := openSide(ctx, state, name)
	if err != nil {
		return nil, err
	}
	changes := diff.Snapshots(older.Snapshot, snapshot)
	return []changelog.Entry{{Date: snapshot.AsOf().UTC().Format(time.DateOnly), Against: "the data of " + older.Dataset.Date(), Changes: changes}}, nil
}
