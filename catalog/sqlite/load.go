package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"authcat/catalog"
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
	// One transaction: all queries see one catalog.
	tx, err := c.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return catalog.Facts{}, err
	}
	defer tx.Rollback()
	l := loader{ctx: ctx, tx: tx, rest: c.size, byID: map[int64]int{}, pages: map[int64]int{}}
	l.where(filter)
	l.sources()
	l.userLevels()
	l.operations()
	l.overrides()
	l.testimony()
	l.pagesOf()
	l.items()
	l.requirements()
	l.requirementScopes()
	l.levels()
	l.prose()
	l.compare(filter)
	l.correct(filter)
	if l.err != nil {
		return catalog.Facts{}, l.err
	}
	return l.facts, nil
}

// loader reads table by table; after its first error it does nothing more.
type loader struct {
	ctx context.Context
	tx  *sql.Tx
	// chosen is the condition that an operation's id be one of those chosen, ""
	// for all; args are its parameters.
	chosen string
	args   []any
	// rest is how many bytes may still come: there are no more in the file.
	rest int64

	facts    catalog.Facts
	ids      []int64       // of the observations
	lineages []string      // of the observations
	byID     map[int64]int // operation id -> index of its observation
	pages    map[int64]int // operation id -> index of its page
	err      error
}

// fail notes the first error.
func (l *loader) fail(format string, args ...any) { l.failIf(fmt.Errorf(format, args...)) }

func (l *loader) failIf(err error) {
	if l.err == nil {
		l.err = err
	}
}

func (l *loader) where(filter catalog.Filter) {
	if filter.All() {
		return
	}
	// One parameter, however many lineages: SQLite bounds the number of parameters.
	names, err := json.Marshal(filter.Lineages)
	l.err = err
	l.chosen = "IN (SELECT id FROM operation WHERE lineage IN (SELECT value FROM json_each(?)))"
	l.args = []any{string(names)}
}

// each runs a query and calls scan for each row.
func (l *loader) each(query string, args []any, scan func(row func(...any) error) error) {
	if l.err != nil {
		return
	}
	rows, err := l.tx.QueryContext(l.ctx, query, args...)
	if err != nil {
		l.err = err
		return
	}
	defer rows.Close()
	row := func(into ...any) error {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if l.rest -= sizeOf(into); l.rest < 0 {
			return errors.New("there is more in its tables than fits into it")
		}
		return nil
	}
	for rows.Next() && l.err == nil {
		if err := scan(row); err != nil && l.err == nil {
			l.err = err
		}
	}
	if l.err == nil {
		l.err = rows.Err()
	}
}

// sizeOf is how many bytes a row takes in a file at least.
func sizeOf(row []any) int64 {
	size := int64(1)
	for _, into := range row {
		if text := reflect.ValueOf(into).Elem(); text.Kind() == reflect.String {
			size += int64(text.Len())
		}
	}
	return size
}

// eachChosen is each for the rows of the chosen operations in a table, in the
// order of its key: the operation's id, which scan reads first, and others.
func (l *loader) eachChosen(id, columns, table, order string, scan func(row func(...any) error) error) {
	where := ""
	if l.chosen != "" {
		where = "WHERE " + id + " " + l.chosen
	}
	l.each("SELECT "+id+", "+columns+" FROM "+table+" "+where+" ORDER BY "+id+order, l.args, scan)
}

// compare compares what was read with the hashes of what was written.
func (l *loader) compare(filter catalog.Filter) {
	var facts, endpoints string
	l.each(`
		SELECT facts, endpoints
		FROM   checksum`, nil, func(row func(...any) error) error { return row(&facts, &endpoints) })
	if l.err != nil {
		return
	}
	if sums.Of([]byte(endpoints)) != facts {
		l.fail("its list of checksums is not the one that was written")
		return
	}
	read := factSums{}
	for i, id := range l.ids {
		var page *catalog.Page
		if at, ok := l.pages[id]; ok {
			page = &l.facts.Pages[at]
		}
		read.operation(l.lineages[i], &l.facts.Observations[i], page)
	}
	read.sources(&l.facts)
	compared := written{l, endpoints, map[string]string{}}
	compared.compareSums(read.list(), filter)
}

// correct keeps the corrections of, and statements about, the operations that
// were read: of one that a filter left out there is nothing to correct.
func (l *loader) correct(filter catalog.Filter) {
	if filter.All() {
		return
	}
	read := map[catalog.Key]bool{}
	for _, o := range l.facts.Observations {
		read[o.Key] = true
	}
	l.facts.Overrides = slices.DeleteFunc(l.facts.Overrides, func(o catalog.Override) bool { return !read[o.Key] })
	l.facts.Statements = slices.DeleteFunc(l.facts.Statements, func(s catalog.OperationStatement) bool { return !read[s.Key] })
}
