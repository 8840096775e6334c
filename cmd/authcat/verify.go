package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/catalog/factfile"
	"authcat/catalog/history"
	"authcat/catalog/sqlite"
	"authcat/catalog/sums"
	"authcat/cmd/authcat/nightly"
	"authcat/data"
)

func newVerify(e environment) *cobra.Command {
	return &cobra.Command{
		Use:   "verify [DIR|FILE]",
		Short: "Tell whether a catalog, documents or a state are as written",
		Long: `Tell whether something that authcat wrote is still as it was written:

a catalog FILE, by the hashes that it carries (of the facts of each endpoint,
and of all rows), by SQLite's own checks, and by FILE.sha256 beside it;
a DIR of documents, by its SHA256SUMS, and the catalog among them;
a DIR that 'authcat snapshot' wrote, by its SHA256SUMS, read to the end;
a state DIR of 'authcat nightly': its catalog, its records and its history;
without an argument, the data set that answers where none is named.

Exit code 1 where something is not; each finding names the file and what to do.`,
		Example: `  authcat verify catalog.db
  authcat verify docs
  authcat verify /var/lib/authcat`,
		Args: arguments(0, 1),
		RunE: func(command *cobra.Command, args []string) error {
			v := verification{environment: e, ctx: command.Context()}
			if err := v.verify(cmp.Or(strings.Join(args, ""), v.usual())); err != nil {
				return err
			}
			return errors.Join(v.problems...)
		},
	}
}

// verification says what holds as it finds it, and collects what does not.
type verification struct {
	environment
	ctx      context.Context
	problems []error
}

func (v *verification) holds(format string, args ...any) {
	fmt.Fprintf(v.stdout, format+"\n", args...)
}

func (v *verification) fail(err error) { v.problems = append(v.problems, err) }

// usual is the catalog that answers where none is named, "" for the bundled snapshot.
func (v *verification) usual() string {
	switch file := v.getenv("AUTHCAT_DB"); file {
	case "":
		return v.foundCatalog()
	case bundledName:
		return ""
	default:
		return file
	}
}

// verify looks what is at a path, "" for the bundled snapshot; its error is that
// there is nothing to verify.
func (v *verification) verify(path string) error {
	if path == "" {
		return v.bundled()
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return err
	case !info.IsDir() && filepath.Base(path) == sums.Name:
		return v.verify(filepath.Dir(path))
	case !info.IsDir():
		v.catalog(strings.TrimSuffix(path, sums.Suffix))
		return nil
	case nightly.IsState(path):
		return v.state(path)
	case exists(path, factfile.IndexName):
		v.snapshot(path)
		return nil
	case exists(path, sums.Name):
		return v.documents(path)
	}
	if dates, err := datesOf(path); err != nil || len(dates) > 0 {
		return errors.Join(err, v.history(path))
	}
	return fmt.Errorf("%s has no %s, and is no state of 'authcat nightly': there is nothing to compare its files with; 'authcat export' writes the documents anew", path, sums.Name)
}

func exists(dir, name string) bool {
	_, err := os.Stat(filepath.Join(dir, name))
	return err == nil
}

// catalog verifies a catalog file.
func (v *verification) catalog(path string) {
	found, err := sqlite.CheckSums(path)
	if err != nil {
		v.fail(err)
	}
	store, err := sqlite.Open(v.ctx, path)
	if err != nil {
		v.fail(err)
		return
	}
	defer store.Close()
	facts, hash, err := store.Verify(v.ctx)
	if err != nil {
		v.fail(err)
		return
	}
	snapshot := catalog.Merge(facts)
	v.holds("%s is whole: %d operations of %d APIs, as of %s; SHA-256 of its facts %s", path,
		len(snapshot.Operations), snapshot.SpecCount(), day(snapshot.AsOf()), hash)
	if found && len(v.problems) == 0 {
		v.holds("%s agrees", sqlite.SumsPath(path))
	}
}

// bundled verifies the snapshot in the program: reading it compares it with its checksums.
func (v *verification) bundled() error {
	facts, err := data.Snapshot(catalog.Filter{})
	if err == nil {
		v.holds("the %s is whole: %d operations of %d APIs, as of %s", bundled, len(facts.Observations), facts.SpecCount(), day(facts.AsOf()))
	}
	return err
}

// snapshot verifies a folder of facts as text.
func (v *verification) snapshot(dir string) {
	v.listed(dir, "authcat snapshot --out "+dir, func(string) bool { return false })
	if len(v.problems) > 0 {
		return
	}
	facts, err := folderFacts(dir)
	if err != nil {
		v.fail(err)
		return
	}
	v.holds("%s is a whole snapshot: %d operations of %d APIs", dir, len(facts.Observations), facts.SpecCount())
}

// state verifies a state directory.
func (v *verification) state(dir string) error {
	problems, err := nightly.Verify(dir)
	if err != nil {
		return err
	}
	v.problems = append(v.problems, problems...)
	if _, err := os.Stat(nightly.Catalog(dir)); err == nil {
		v.catalog(nightly.Catalog(dir))
	} else if len(problems) == 0 {
		v.holds("%s has no catalog: nothing was published yet", dir)
	}
	return v.history(nightly.History(dir))
}

func datesOf(dir string) ([]string, error) {
	store, err := history.Open(dir)
	if err != nil {
		return nil, err
	}
	return store.Dates()
}

// history verifies a folder of dated snapshots.
func (v *verification) history(dir string) error {
	store, err := history.Open(dir)
	if err != nil {
		return err
	}
	dates, err := store.Dates()
	if err != nil || len(dates) == 0 {
		return err
	}
	damaged, err := store.Damaged()
	if err != nil {
		return err
	}
	for _, day := range damaged {
		v.fail(fmt.Errorf("the snapshot of %s: %w", day.Date, day.Err))
	}
	if len(damaged) == 0 {
		v.holds("%s is whole: %d days from %s to %s", dir, len(dates), dates[0], dates[len(dates)-1])
	}
	return nil
}
