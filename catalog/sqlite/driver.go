//go:build cgo

package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net/url"

	"github.com/mattn/go-sqlite3"
)

// forBuild are the parameters of a catalog that is built. No journal: a build
// that dies leaves a file that nobody reads.
func forBuild() url.Values {
	return url.Values{"_journal_mode": {"OFF"}, "_synchronous": {"OFF"}, "_foreign_keys": {"on"}}
}

// openReader connects to a file that nobody is to trust. An immutable one is read
// without locks and without its journal: what counts is what is in the file.
func openReader(source string) (*sql.DB, error) { return sql.OpenDB(reader{source}), nil }

type reader struct{ source string }

func (r reader) Connect(context.Context) (driver.Conn, error) { return r.Driver().Open(r.source) }

func (r reader) Driver() driver.Driver {
	return &sqlite3.SQLiteDriver{ConnectHook: func(conn *sqlite3.SQLiteConn) error {
		conn.SetLimit(sqlite3.SQLITE_LIMIT_LENGTH, longest)
		conn.SetLimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
		_, err := conn.Exec(careful, nil)
		return err
	}}
}

// isForeign reports whether an error of SQLite means that a file is none of its own.
func isForeign(err error) bool {
	var failure sqlite3.Error
	return errors.As(err, &failure) && (failure.Code == sqlite3.ErrNotADB || failure.Code == sqlite3.ErrCorrupt)
}

// ofTheSystem reports whether an error of SQLite says nothing about what is in the file.
func ofTheSystem(err error) bool {
	var failure sqlite3.Error
	if !errors.As(err, &failure) {
		return false
	}
	switch failure.Code {
	case sqlite3.ErrPerm, sqlite3.ErrBusy, sqlite3.ErrLocked, sqlite3.ErrNomem, sqlite3.ErrIoErr, sqlite3.ErrFull, sqlite3.ErrCantOpen, sqlite3.ErrAuth:
		return true
	default:
		return false
	}
}

// engine is which SQLite this is.
const engine = "C"
