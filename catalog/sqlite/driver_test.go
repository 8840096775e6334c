package sqlite

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever library SQLite comes in, what it complains of is told apart: a file
// that is none of its own, what the system refuses, and all the rest, which is
// damage where a catalog is read.
func TestErrorsAreToldApart(t *testing.T) {
	dir := t.TempDir()
	open := func(name string) *sql.DB {
		db, err := sql.Open(driverName, filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		db.SetMaxOpenConns(1) // a pragma and a transaction reach one connection
		return db
	}
	exec := func(db *sql.DB, statements string) error {
		_, err := db.Exec(statements)
		return err
	}
	if err := exec(open("whole.db"), `CREATE TABLE t (x); CREATE TABLE u (x)`); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"text.db": strings.Repeat("no database", 100), "cut.db": cut(t, filepath.Join(dir, "whole.db"))} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	locker := open("whole.db")
	if err := exec(locker, `BEGIN EXCLUSIVE`); err != nil {
		t.Fatal(err)
	}
	for what, test := range map[string]struct {
		file, statements string
		foreign, system  bool
	}{
		"another file":     {"text.db", `SELECT * FROM t`, true, false},
		"a damaged file":   {"cut.db", `SELECT * FROM t`, true, false},
		"a locked file":    {"whole.db", `PRAGMA busy_timeout = 0; INSERT INTO t VALUES (1)`, false, true},
		"a full disk":      {"full.db", `PRAGMA max_page_count = 2; CREATE TABLE t (x); INSERT INTO t VALUES (zeroblob(100000))`, false, true},
		"no such folder":   {"nowhere/x.db", `CREATE TABLE t (x)`, false, true},
		"no such table":    {"new.db", `SELECT * FROM t`, false, false},
		"too large a text": {"new.db", `SELECT zeroblob(2000000000)`, false, false},
	} {
		err := exec(open(test.file), test.statements)
		if err == nil || isForeign(err) != test.foreign || ofTheSystem(err) != test.system {
			t.Errorf("%s: %v is foreign %t, of the system %t", what, err, isForeign(err), ofTheSystem(err))
		}
	}
}

// cut is a database of which the pages of its tables are gone.
func cut(t *testing.T, path string) string {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(body[:4096]) + strings.Repeat("\xff", len(body)-4096)
}

func TestVersion(t *testing.T) {
	version, err := Version(t.Context())
	if err != nil || !strings.HasPrefix(version, "3.") {
		t.Errorf("%q, %v", version, err)
	}
}
