//go:build cgo

package main

import (
	"database/sql"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/mattn/go-sqlite3"

	"authcat/export/routes"
)

// The functions of stores of logs are given to the SQLite that is C. What is
// tested is the query: any SQLite says the same of it.

// SQLite, with functions that it lacks, joins a log with the routes by LIKE and
// by regular expression, and counts what authcat plan does.
func TestRoutesInSQLite(t *testing.T) {
	slow(t)
	log := newRouted(t, 5_000)
	db := sqliteOfLogs(t)
	text, err := os.ReadFile(log.sql)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE log (method TEXT, url TEXT); PRAGMA case_sensitive_like = ON;" + string(text)); err != nil {
		t.Fatal(err)
	}
	lines, err := os.ReadFile(log.log)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(lines)) {
		method, url, _ := strings.Cut(strings.TrimSpace(line), " ")
		if _, err := db.Exec("INSERT INTO log VALUES (?, ?)", method, url); err != nil {
			t.Fatal(err)
		}
	}
	byLike := `call.path LIKE route.path_like ESCAPE '\'`
	if !strings.Contains(routes.Join, byLike) {
		t.Fatal("the query compares in another way")
	}
	for name, query := range map[string]string{"LIKE": routes.Join, "REGEXP": strings.Replace(routes.Join, byLike, "call.path || '/' REGEXP route.pattern", 1)} {
		log.check(t, name, rowsOf(t, db, query))
	}
}

// sqliteOfLogs is an empty database with the functions of stores of logs.
func sqliteOfLogs(t *testing.T) *sql.DB {
	t.Helper()
	compiled := map[string]*regexp.Regexp{}
	compile := func(pattern string) *regexp.Regexp {
		if compiled[pattern] == nil {
			compiled[pattern] = regexp.MustCompile(pattern)
		}
		return compiled[pattern]
	}
	functions := map[string]any{
		"regexp":         func(pattern, text string) bool { return compile(pattern).MatchString(text) },
		"regexp_replace": func(text, pattern, with, _ string) string { return compile(pattern).ReplaceAllString(text, with) },
		"split_part": func(text, separator string, n int) string {
			if parts := strings.Split(text, separator); n <= len(parts) {
				return parts[n-1]
			}
			return ""
		},
	}
	driver := &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		for name, function := range functions {
			if err := c.RegisterFunc(name, function, true); err != nil {
				return err
			}
		}
		return nil
	}}
	sql.Register("sqlite3 for logs", driver)
	db, err := sql.Open("sqlite3 for logs", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	return db
}

func rowsOf(t *testing.T, db *sql.DB, query string) (all [][]string) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		row := make([]string, 5)
		if err := rows.Scan(&row[0], &row[1], &row[2], &row[3], &row[4]); err != nil {
			t.Fatal(err)
		}
		all = append(all, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
