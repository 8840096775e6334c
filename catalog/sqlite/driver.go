//go:build cgo

package sqlite

import (
	"database/sql/driver"
	"errors"

	"github.com/mattn/go-sqlite3"
)

func (r reader) Driver() driver.Driver {
	return &sqlite3.SQLiteDriver{ConnectHook: func(conn *sqlite3.SQLiteConn) error {
		conn.SetLimit(sqlite3.SQLITE_LIMIT_LENGTH, longest)
		conn.SetLimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
		_, err := conn.Exec(`
			PRAGMA trusted_schema  = OFF;
			PRAGMA cell_size_check = ON;
			PRAGMA query_only      = ON`, nil)
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
