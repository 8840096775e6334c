// Package sqlite keeps a catalog in an SQLite file.
//
// A catalog is written once, beside its place, and swapped in whole; nobody
// changes it afterwards. Readers that have the old file open keep reading it.
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

	"github.com/mattn/go-sqlite3"
)

// SchemaVersion is the version of the schema that this package writes and
// reads. With 4 came the views grants, scopes, levels, features, findings and
// versions, with 5 what is refused of a document.
const SchemaVersion = 5

// applicationID marks an SQLite file as a catalog of authcat: "acat".
const applicationID = 0x61636174

//go:embed schema.sql
var schema string

// NotCatalogError is a file that can't be read as a catalog.
type NotCatalogError struct {
	Path string
	Why  string
}

func (e *NotCatalogError) Error() string { return fmt.Sprintf("%s: %s", e.Path, e.Why) }

// Catalog is an open catalog file.
type Catalog struct {
	db   *sql.DB
	path string
}

// Open opens a catalog for reading. It fails with fs.ErrNotExist when there is
// no such file and with a *NotCatalogError when the file is something else.
func Open(ctx context.Context, path string) (*Catalog, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &NotCatalogError{path, "not a file"}
	}
	db, err := connect(path, url.Values{"mode": {"ro"}, "_busy_timeout": {"5000"}})
	if err != nil {
		return nil, err
	}
	if err := check(ctx, db, path); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &Catalog{db, path}, nil
}

// Close releases the file.
func (c *Catalog) Close() error { return c.db.Close() }

// connect opens a file with its pragmas in the DSN: a pragma sent through the
// pool would reach one connection only.
func connect(path string, pragmas url.Values) (*sql.DB, error) {
	pragmas.Set("_foreign_keys", "on")
	dsn := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: pragmas.Encode()}
	return sql.Open("sqlite3", dsn.String())
}

// check tells a catalog of this schema from everything else.
func check(ctx context.Context, db *sql.DB, path string) error {
	var application, version int
	err := db.QueryRowContext(ctx, `
		SELECT application_id, user_version
		FROM   pragma_application_id, pragma_user_version`).Scan(&application, &version)
	var failure sqlite3.Error
	switch {
	case errors.As(err, &failure) && (failure.Code == sqlite3.ErrNotADB || failure.Code == sqlite3.ErrCorrupt):
		return &NotCatalogError{path, "not an SQLite file, or a damaged one"}
	case err != nil:
		return fmt.Errorf("%s: %w", path, err)
	case application != applicationID:
		return &NotCatalogError{path, "an SQLite file, but not a catalog of authcat"}
	case version != SchemaVersion:
		return &NotCatalogError{path, fmt.Sprintf("a catalog of schema %d; this authcat reads schema %d", version, SchemaVersion)}
	}
	return nil
}

// IsMissing tells whether an error of Open means that there is no such file.
func IsMissing(err error) bool { return errors.Is(err, fs.ErrNotExist) }
