package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"authcat/catalog"
	"authcat/catalog/factfile"
	"authcat/catalog/sums"
)

// Load reads the facts that a filter takes, and compares them with the hashes
// that were written with them. It fails with a *DamagedError where they differ.
func (c *Catalog) Load(ctx context.Context, filter catalog.Filter) (facts catalog.Facts, err error) {
	err = c.bounded(ctx, func(ctx context.Context) error {
		facts, err = c.load(ctx, filter)
		return err
	})
	return facts, err
}

func (c *Catalog) load(ctx context.Context, filter catalog.Filter) (catalog.Facts, error) {
	// One connection to a file that doesn't change: all queries see one catalog.
	conn, err := c.db.Conn(ctx)
	if err != nil {
		return catalog.Facts{}, err
	}
	defer conn.Close()
	l := loader{ctx: ctx, within: ctx, conn: conn, rest: c.size, texts: map[string]string{}}
	if !filter.All() {
		l.within = context.WithoutCancel(ctx)
	}
	if l.checksums(); filter.Chooses() {
		filter = l.chosen(filter)
	}
	l.read(filter)
	l.written.compare(filter)
	if l.err != nil {
		return catalog.Facts{}, l.err
	}
	return l.facts(filter)
}

// loader reads texts of facts; after its first error it does nothing more.
type loader struct {
	// ctx is asked before each query and each row. within is what a query runs
	// in: the same, or one that can't be cancelled where the query can't last.
	// SQLite's driver and database/sql start a goroutine each for every query
	// that can, which take longer than the few rows of an endpoint.
	ctx, within context.Context
	conn        *sql.Conn
	// rest is how many bytes may still come: there are no more in the file.
	rest int64
	// texts by their names: lineages, and sources.
	texts   map[string]string
	written written
	err     error
}

// fail notes the first error.
func (l *loader) fail(format string, args ...any) { l.failIf(fmt.Errorf(format, args...)) }

func (l *loader) failIf(err error) {
	if l.err == nil {
		l.err = err
	}
}

// each runs a query for rows of texts, and calls take for each row.
func (l *loader) each(query string, args []any, take func(row []string)) {
	if l.failIf(l.ctx.Err()); l.err != nil {
		return
	}
	rows, err := l.conn.QueryContext(l.within, query, args...)
	if err != nil {
		l.err = err
		return
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		l.err = err
		return
	}
	row, into := make([]string, len(names)), make([]any, len(names))
	for i := range row {
		into[i] = &row[i]
	}
	for rows.Next() && l.err == nil {
		l.failIf(cmp.Or(rows.Scan(into...), l.ctx.Err()))
		for _, text := range row {
			l.rest -= int64(len(text))
		}
		if l.rest < 0 {
			l.failIf(errors.New("there is more in its tables than fits into it"))
		}
		if l.err == nil {
			take(row)
		}
	}
	l.failIf(rows.Err())
}

func (l *loader) read(filter catalog.Filter) {
	query, args := `SELECT name, facts FROM fact_text`, []any(nil)
	if !filter.All() {
		// One parameter, however many lineages: SQLite bounds the number of parameters.
		names, err := json.Marshal(append([]string{sources}, filter.Lineages...))
		l.failIf(err)
		query, args = query+` WHERE name IN (SELECT value FROM json_each(?))`, []any{string(names)}
	}
	l.each(query, args, func(row []string) { l.texts[row[0]] = row[1] })
}

// checksums reads the hashes of what was written.
func (l *loader) checksums() {
	var facts string
	l.written = written{l: l, lists: map[string]string{}}
	l.each(`SELECT facts, endpoints FROM checksum`, nil, func(row []string) { facts, l.written.top = row[0], row[1] })
	if l.err == nil && sums.Of([]byte(l.written.top)) != facts {
		l.fail("its list of checksums is not the one that was written")
	}
}

// chosen is the filter of the lineages that one of catalog.Choosing chooses.
func (l *loader) chosen(filter catalog.Filter) catalog.Filter {
	var text string
	l.each(`SELECT facts FROM fact_text WHERE name = ?`, []any{names}, func(row []string) { text = row[0] })
	if l.err == nil && sums.Of([]byte(text)) != l.written.sum(names) {
		l.fail("the names of its operations are not those that were written")
	}
	chosen, err := factfile.Chosen(text, filter)
	l.failIf(err)
	return chosen
}

// facts are those of the texts.
func (l *loader) facts(filter catalog.Filter) (catalog.Facts, error) {
	endpoints := make([]string, 0, len(l.texts))
	for name, text := range l.texts {
		if !apart(name) {
			endpoints = append(endpoints, text)
		}
	}
	facts, err := factfile.Join(l.texts[sources], endpoints...)
	facts.Correct(nil, filter)
	return facts, err
}
