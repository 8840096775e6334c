//go:build !cgo

package sqlite

import (
	"database/sql"
	"errors"
	"net/url"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"
)

// Without a C compiler this is SQLite translated to Go: where both libraries
// have the same version of it, a catalog is the same file, byte for byte.

// forBuild are the parameters of a catalog that is built. No journal: a build
// that dies leaves a file that nobody reads.
func forBuild() url.Values {
	return url.Values{"_pragma": {"journal_mode(OFF)", "synchronous(OFF)", "foreign_keys(on)"}, "_txlock": {"deferred"}}
}

// openReader connects to a file that nobody is to trust. An immutable one is read
// without locks and without its journal: what counts is what is in the file.
func openReader(source string) (*sql.DB, error) {
	return driver.Open(source, func(conn *sqlite3.Conn) error {
		conn.Limit(sqlite3.LIMIT_LENGTH, longest)
		conn.Limit(sqlite3.LIMIT_ATTACHED, 0)
		return conn.Exec(careful)
	})
}

// isForeign reports whether an error of SQLite means that a file is none of its own.
func isForeign(err error) bool {
	return errors.Is(err, sqlite3.NOTADB) || errors.Is(err, sqlite3.CORRUPT)
}

// ofTheSystem reports whether an error of SQLite says nothing about what is in the file.
func ofTheSystem(err error) bool {
	var code sqlite3.ErrorCode
	if !errors.As(err, &code) {
		return false
	}
	switch code {
	case sqlite3.PERM, sqlite3.BUSY, sqlite3.LOCKED, sqlite3.NOMEM, sqlite3.IOERR, sqlite3.FULL, sqlite3.CANTOPEN, sqlite3.AUTH:
		return true
	default:
		return false
	}
}

// engine is which SQLite this is.
const engine = "translated to Go"
