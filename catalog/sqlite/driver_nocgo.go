//go:build !cgo

package sqlite

import (
	"database/sql/driver"

	"github.com/mattn/go-sqlite3"
)

// SQLite is C: without a C compiler the library opens nothing and says so.
func (r reader) Driver() driver.Driver { return &sqlite3.SQLiteDriver{} }

func isForeign(error) bool { return false }

// ofTheSystem is true of every error: no byte of a file was read.
func ofTheSystem(error) bool { return true }
