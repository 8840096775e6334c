package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"authcat/catalog"
)

// change opens a catalog as any program may, and does something to it.
func change(t *testing.T, path, statements string) {
	t.Helper()
	db, err := sql.Open(driverName, path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statements); err != nil {
		t.Fatalf("%s: %v", statements, err)
	}
}

// read is what a reader gets of a catalog.
func read(ctx context.Context, path string, filter catalog.Filter) (catalog.Facts, error) {
	c, err := Open(ctx, path)
	if err != nil {
		return catalog.Facts{}, err
	}
	defer c.Close()
	return c.Load(ctx, filter)
}

func verified(ctx context.Context, path string) error {
	c, err := Open(ctx, path)
	if err != nil {
		return err
	}
	defer c.Close()
	_, _, err = c.Verify(ctx)
	return err
}

// refused reports whether an error says that a file is no good, and names it.
func refused(err error, path string) bool {
	var foreign *NotCatalogError
	var damaged *DamagedError
	return (errors.As(err, &foreign) || errors.As(err, &damaged)) && strings.Contains(err.Error(), path)
}

// Whoever changes by hand what authcat reads, or makes it, gets an error and no
// answer: from a reader of everything, and from one of the endpoint that it is about.
func TestChangedCatalogsAreRefused(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	endpoint := catalog.NewFilter("GET /a")
	view := `
		DROP TABLE fact_text;
		CREATE VIEW fact_text AS
		WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
		SELECT 'GET /' || i AS name, '' AS facts FROM n`
	for name, test := range map[string]struct{ statements, want string }{
		"a security deleted":               {`UPDATE fact_text SET facts = replace(facts, 'security userAuth', 'security {}')`, "the facts of GET /a are not"},
		"a scope deleted":                  {`UPDATE fact_text SET facts = replace(facts, '"z " a', '"z "')`, "the facts of GET /a are not"},
		"a level deleted":                  {`UPDATE fact_text SET facts = replace(facts, 'ORG_ADMIN', 'ORG_OTHER')`, "are not those that were written"},
		"an endpoint deleted":              {`DELETE FROM fact_text WHERE name = 'GET /a'`, "the facts of GET /a are not"},
		"the sources deleted":              {`DELETE FROM fact_text WHERE name = 'sources'`, "the facts of the sources are not"},
		"all deleted":                      {`DELETE FROM fact_text`, "are not those that were written"},
		"an endpoint renamed":              {`UPDATE fact_text SET name = 'GET /c' WHERE name = 'GET /a'`, "the facts of GET /a are not"},
		"an endpoint exchanged":            {`UPDATE fact_text SET facts = (SELECT facts FROM fact_text WHERE name = 'GET /b') WHERE name = 'GET /a'`, "the facts of GET /a are not"},
		"a correction added":               {`UPDATE fact_text SET facts = facts || char(10) || 'override v1 GET /a/v1' || char(10) || 'fact user_levels' WHERE name = 'sources'`, "the facts of the sources are not"},
		"a document's day changed":         {`UPDATE fact_text SET facts = replace(facts, '2026-08-22', '2027-08-22') WHERE name = 'sources'`, "the facts of the sources are not"},
		"a list of checksums changed":      {`UPDATE checksum SET endpoints = replace(endpoints, ' ', '  ')`, "list of checksums"},
		"the list of an endpoint changed":  {`UPDATE checksum_list SET endpoints = replace(endpoints, 'GET /a', 'GET /c')`, "list of checksums"},
		"no list of any endpoint":          {`DELETE FROM checksum_list`, "list of checksums"},
		"no checksums":                     {`DELETE FROM checksum`, "list of checksums"},
		"no hash of the list of checksums": {`UPDATE checksum SET facts = ''`, "list of checksums"},
		"a view in a table's place":        {view, "the table fact_text is not there"},
		"a column that is computed":        {`DROP TABLE fact_text; CREATE TABLE fact_text (name, facts AS (zeroblob(1000000000)))`, "the table fact_text"},
		"no table":                         {`DROP TABLE checksum_list`, "the table checksum_list"},
		"a huge value":                     {`UPDATE fact_text SET facts = CAST(zeroblob(100000000) AS TEXT) WHERE name = 'GET /a'`, ""},
		"a blob for a text":                {`PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = 'fact_text'; PRAGMA writable_schema = RESET; UPDATE fact_text SET facts = x'00ff'`, "the table fact_text"},
	} {
		t.Run(name, func(t *testing.T) {
			path := save(t, sampleFacts())
			change(t, path, test.statements)
			ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
			defer stop()
			for _, filter := range []catalog.Filter{endpoint, {}} {
				if _, err := read(ctx, path, filter); !refused(err, path) || !strings.Contains(err.Error(), test.want) {
					t.Errorf("%v: error %v, want one that says %q", filter.Lineages, err, test.want)
				}
			}
			if err := verified(ctx, path); !refused(err, path) {
				t.Errorf("verified: %v", err)
			}
			// The next crawl mends it.
			snapshot := catalog.Merge(sampleFacts())
			if err := Save(ctx, path, &snapshot, assumed); err != nil {
				t.Errorf("it can't be replaced: %v", err)
			}
		})
	}
}

// What no command answers from is Verify's to find: the tables and views for
// people, and indexes. No change of theirs changes an answer.
func TestVerifyFindsWhatNoCommandReads(t *testing.T) {
	whole := load(t, save(t, sampleFacts()), catalog.NewFilter("GET /a"))
	for name, statements := range map[string]string{
		"rows of a security deleted":  `DELETE FROM requirement_scope; DELETE FROM requirement WHERE operation = 1 AND witness = 'spec'`,
		"a requirement changed":       `UPDATE requirement SET kind = '{}', scheme = '' WHERE alternative = 1 AND operation = 1 AND witness = 'spec'`,
		"an operation deleted":        `PRAGMA foreign_keys = OFF; DELETE FROM operation WHERE id = 1`,
		"an endpoint renamed":         `UPDATE operation SET lineage = 'GET /b' WHERE lineage = 'GET /a'`,
		"a correction added":          `INSERT INTO override VALUES ('v1', 'GET', '/a/v1', 'user_levels', 'X', '', '', '', '')`,
		"a document's day changed":    `UPDATE document SET fetched_at = '2027-01-01T00:00:00Z'`,
		"a text that nobody asks for": `INSERT INTO fact_text VALUES ('GET /zzz', '')`,
		"a view that never ends":      `DROP TABLE prose_item; CREATE VIEW prose_item AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n`,
		"no table":                    `DROP TABLE prose_item`,
		"an index on another column":  `DROP INDEX operation_lineage; CREATE INDEX operation_lineage ON operation (path)`,
		"a view for people changed":   `DROP VIEW grants; CREATE VIEW grants AS SELECT 1 AS api`,
		"a conclusion changed":        `UPDATE operation SET needs = 'client' WHERE id = 1`,
		"a conclusion deleted":        `DELETE FROM operation_scope WHERE operation = 1`,
		"a finding deleted":           `DELETE FROM finding WHERE id = (SELECT max(id) FROM finding)`,
		"two findings swapped":        `UPDATE finding SET id = -id; UPDATE finding SET id = CASE id WHEN -1 THEN 2 WHEN -2 THEN 1 ELSE -id END`,
		"rows of two exchanged":       `UPDATE operation_tag SET tag = tag || 'x' WHERE operation = 1`,
		"an orphan":                   `PRAGMA foreign_keys = OFF; INSERT INTO operation_scope VALUES (99, 'user', 's')`,
	} {
		path := save(t, sampleFacts())
		if err := verified(t.Context(), path); err != nil {
			t.Fatalf("as it was written: %v", err)
		}
		change(t, path, statements)
		if err := verified(t.Context(), path); !refused(err, path) {
			t.Errorf("%s: verified: %v", name, err)
		}
		facts, err := read(t.Context(), path, catalog.NewFilter("GET /a"))
		if err != nil || !reflect.DeepEqual(facts, whole) {
			t.Errorf("%s: read: %v, %+v", name, err, facts)
		}
	}
}

// What says the same is read, whoever laid it out: the hash is of facts, not of pages.
func TestAnotherLayoutIsTheSameCatalog(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	for name, statements := range map[string]string{
		"another page size": `PRAGMA page_size = 512; VACUUM`,
		"statistics":        `ANALYZE`,
		"a view of one's own, a table and a trigger": `
			CREATE VIEW mine AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;
			CREATE TABLE notes (text);
			CREATE TRIGGER t AFTER UPDATE ON operation BEGIN DELETE FROM requirement; END`,
		"WAL": `PRAGMA journal_mode = WAL`,
	} {
		path := save(t, sampleFacts())
		change(t, path, statements)
		facts, err := read(t.Context(), path, catalog.Filter{})
		if err != nil || !reflect.DeepEqual(facts, sampleFacts()) {
			t.Errorf("%s: %v", name, err)
		}
		if err := verified(t.Context(), path); err != nil {
			t.Errorf("%s: verified: %v", name, err)
		}
	}
}

// A program that has the catalog open and writes to it makes of it what it was,
// or an error; and a reader leaves no files beside it.
func TestWritersOfOthers(t *testing.T) {
	for _, mode := range []string{"WAL", "DELETE", "TRUNCATE", "PERSIST", "MEMORY"} {
		path := save(t, sampleFacts())
		db, err := sql.Open(driverName, path)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		db.SetMaxOpenConns(1) // a pragma reaches one connection
		if _, err := db.Exec("PRAGMA journal_mode = " + mode); err != nil {
			t.Fatal(err)
		}
		tx, err := db.Begin()
		if err != nil {
			t.Fatal(err)
		}
		look := func(when string) {
			facts, err := read(t.Context(), path, catalog.Filter{})
			if err == nil && !reflect.DeepEqual(facts, sampleFacts()) || err != nil && !refused(err, path) {
				t.Errorf("%s, %s: %v", mode, when, err)
			}
		}
		if _, err := tx.Exec(`DELETE FROM fact_text WHERE name = 'GET /a'`); err != nil {
			t.Fatal(err)
		}
		look("during a transaction")
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
		look("after it")
	}
	path := save(t, sampleFacts())
	change(t, path, `PRAGMA journal_mode = WAL`)
	if _, err := read(t.Context(), path, catalog.Filter{}); err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
		t.Errorf("beside it are %v", left)
	}
}

// Readers of a catalog that is swapped all the while get one whole catalog each.
func TestReadersDuringSwaps(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	path := save(t, sampleFacts())
	writing := make(chan error, 1)
	go func() {
		for i := range 40 {
			facts := sampleFacts()
			if i%2 == 0 {
				facts.Observations, facts.Pages = facts.Observations[:1], nil
			}
			snapshot := catalog.Merge(facts)
			if err := Save(t.Context(), path, &snapshot, assumed); err != nil {
				writing <- err
				return
			}
		}
		writing <- nil
	}()
	for {
		select {
		case err := <-writing:
			if err != nil {
				t.Error(err)
			}
			return
		default:
		}
		facts, err := read(t.Context(), path, catalog.Filter{})
		if err != nil || len(facts.Observations) != 3 && len(facts.Observations) != 1 {
			t.Fatalf("%d operations, %v", len(facts.Observations), err)
		}
	}
}

// What a file makes SQLite do ends, and no read gets more than the file has.
func TestReadsAreBounded(t *testing.T) {
	c, err := Open(t.Context(), save(t, sampleFacts()))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.patience = 50 * time.Millisecond
	err = c.bounded(t.Context(), func(ctx context.Context) error {
		var n int
		return c.db.QueryRowContext(ctx, `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n`).Scan(&n)
	})
	if !refused(err, c.path) || !strings.Contains(err.Error(), "does not end within 50ms") {
		t.Errorf("a query without end: %v", err)
	}
	c.patience, c.size = patient, 1000
	if _, err := c.Load(t.Context(), catalog.Filter{}); !refused(err, c.path) || !strings.Contains(err.Error(), "more in its tables than fits") {
		t.Errorf("more than the file has: %v", err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if _, err := c.Load(stopped, catalog.Filter{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a reader that was stopped: %v", err)
	}
	for _, statement := range []string{`DELETE FROM operation`, `ATTACH ':memory:' AS other`, `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = ''`, `SELECT load_extension('x')`} {
		if _, err := c.db.Exec(statement); err == nil {
			t.Errorf("a reader may %s", statement)
		}
	}
}
