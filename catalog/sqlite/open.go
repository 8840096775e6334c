// Package sqlite keeps a catalog in an SQLite file.
//
// A catalog is written once, beside its place, and swapped in whole; nobody
// changes it afterwards. Readers that have the old file open keep reading it.
//
// Facts and conclusions stand in tables and views, for people and programs that
// speak SQL. authcat itself reads the facts as text, in the form of package
// factfile, which stands beside them: one row an endpoint.
//
// A file may be damaged, or made by somebody else: a reader uses only tables
// that are as this package makes them, bounds what it reads, and compares it
// with the hashes that the catalog carries. What does not agree is an error,
// never an answer. Verify compares all the rest too.
package sqlite

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"slices"
	"time"
)

// SchemaVersion is the version of the schema that this package writes and
// reads. With 9 came the text of the facts; with 8 the ledger of statements; with 6 the hashes, and no token as a row of its own; with 5 what
// is refused of a document.
const SchemaVersion = 10

// applicationID marks an SQLite file as a catalog of authcat: "acat".
const applicationID = 0x61636174

//go:embed schema.sql
var schema string

// What a reader's connection may be made to do by a file.
const (
	// patient is how long one read may take; the largest catalog takes some
	// hundred milliseconds.
	patient = time.Minute
	// longest is the most bytes that a value, a row or a statement may have.
	longest = 16 << 20
	// careful keeps a reader from writing, and from running what a file's schema says.
	careful = `
		PRAGMA trusted_schema  = OFF;
		PRAGMA cell_size_check = ON;
		PRAGMA query_only      = ON`
)

// driverName is what both libraries call themselves.
const driverName = "sqlite3"

// Version is that of the SQLite library in this program.
func Version(ctx context.Context) (version string, err error) {
	db, err := sql.Open(driverName, ":memory:")
	if err != nil {
		return "", err
	}
	err = db.QueryRowContext(ctx, `SELECT sqlite_version()`).Scan(&version)
	return version, errors.Join(err, db.Close())
}

// Catalog is an open catalog file.
type Catalog struct {
	db   *sql.DB
	path string
	// size is how many bytes the database has: no honest read gets more out of it.
	size int64
	// patience is how long one read may take.
	patience time.Duration
}

// Open opens a catalog for reading. It fails with fs.ErrNotExist when there is
// no such file, with a *NotCatalogError when the file is something else and
// with a *DamagedError when its schema is not the one that was written.
func Open(ctx context.Context, path string) (*Catalog, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &NotCatalogError{Path: path, Why: "not a file"}
	}
	db, err := openReader(dataSource(path, url.Values{"mode": {"ro"}, "immutable": {"1"}}))
	if err != nil {
		return nil, err
	}
	c := &Catalog{db: db, path: path, patience: patient}
	err = c.bounded(ctx, c.check)
	if err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

// Close releases the file.
func (c *Catalog) Close() error { return c.db.Close() }

// dataSource names a file with its parameters and pragmas: a pragma sent
// through the pool would reach one connection only.
func dataSource(path string, parameters url.Values) string {
	dsn := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: parameters.Encode()}
	return dsn.String()
}

// check tells a catalog of this schema from everything else. Its queries can't
// be cancelled, for the reason that a loader's can't; ctx is asked between rows.
func (c *Catalog) check(ctx context.Context) error {
	var application, version int
	err := c.db.QueryRowContext(context.WithoutCancel(ctx), `
		SELECT application_id, user_version, page_count * page_size
		FROM   pragma_application_id, pragma_user_version, pragma_page_count, pragma_page_size`).Scan(&application, &version, &c.size)
	switch {
	case isForeign(err):
		return &NotCatalogError{Path: c.path, Why: "not an SQLite file, or a damaged one"}
	case err != nil:
		return err
	case application != applicationID:
		return &NotCatalogError{Path: c.path, Why: "an SQLite file, but not a catalog of authcat"}
	case version != SchemaVersion:
		return &NotCatalogError{c.path, fmt.Sprintf("a catalog of schema %d; this authcat reads schema %d", version, SchemaVersion), version}
	}
	return c.checkSchema(ctx, slices.DeleteFunc(objects(), func(o object) bool { return !slices.Contains(readTables, o.name) }))
}

// IsMissing reports whether an error of Open means that there is no such file.
func IsMissing(err error) bool { return errors.Is(err, fs.ErrNotExist) }
