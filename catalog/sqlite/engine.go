package sqlite

import (
	"context"
	"database/sql"
	"errors"
)

// Engine says which SQLite reads and writes catalogs here: its version, and
// whether it is in C or in Go.
func Engine(ctx context.Context) (string, error) {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		return "", err
	}
	var version string
	err = db.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&version)
	return version + ", " + engine, errors.Join(err, db.Close())
}
