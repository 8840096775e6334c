package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

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
func (l *loader) fail(format string, args ...any) {
	if l.err == nil {
		l.err = fmt.Errorf(format, args...)
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

func (l *loader) sources() {
	l.each(`
		SELECT id, title, product, base_path, spec_url, docs_url, status, end_of_life
		FROM   api
		ORDER  BY position`, nil, func(row func(...any) error) error {
		var a catalog.API
		err := row(&a.ID, &a.Title, &a.Product, &a.BasePath, &a.SpecURL, &a.DocsURL, &a.Status, &a.EndOfLife)
		l.facts.APIs = append(l.facts.APIs, a)
		return err
	})
	l.each(`
		SELECT role, ifnull(api, ''), url, sha256, fetched_at, kept
		FROM   document
		ORDER  BY url`, nil, func(row func(...any) error) error {
		var d catalog.Document
		var fetched string
		err := row(&d.Role, &d.API, &d.URL, &d.SHA256, &fetched, &d.Kept)
		if err == nil {
			d.FetchedAt, err = parseTimestamp(fetched)
		}
		l.facts.Documents = append(l.facts.Documents, d)
		return err
	})
	l.orderDocuments()
	l.each(`
		SELECT ifnull(api, ''), method, path, code, seen, pointer
		FROM   problem
		ORDER  BY id`, nil, func(row func(...any) error) error {
		var p catalog.Problem
		err := row(&p.API, &p.Method, &p.Path, &p.Code, &p.Seen, &p.Pointer)
		l.facts.Problems = append(l.facts.Problems, p)
		return err
	})
}

// orderDocuments puts the documents into the order of their APIs, those of none
// behind them.
func (l *loader) orderDocuments() {
	position := func(d catalog.Document) int {
		at := slices.IndexFunc(l.facts.APIs, func(api catalog.API) bool { return api.ID == d.API })
		if at < 0 {
			return len(l.facts.APIs)
		}
		return at
	}
	slices.SortStableFunc(l.facts.Documents, func(a, b catalog.Document) int {
		return cmp.Or(cmp.Compare(position(a), position(b)), cmp.Compare(a.Role, b.Role))
	})
}

func parseTimestamp(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.RFC3339, text)
}

func (l *loader) userLevels() {
	l.each(`
		SELECT name, title
		FROM   user_level
		ORDER  BY position`, nil, func(row func(...any) error) error {
		var level catalog.UserLevel
		err := row(&level.Name, &level.Title)
		l.facts.Levels = append(l.facts.Levels, level)
		return err
	})
	l.each(`
		SELECT level, kind, item
		FROM   user_level_item
		ORDER  BY level, kind, position`, nil, func(row func(...any) error) error {
		var level int
		var kind, item string
		if err := row(&level, &kind, &item); err != nil {
			return err
		}
		if level < 0 || level >= len(l.facts.Levels) {
			return fmt.Errorf("an item of user level %d, which is not there", level)
		}
		switch l := &l.facts.Levels[level]; kind {
		case "excludes":
			l.Excludes = append(l.Excludes, item)
		case "opens":
			l.Opens = append(l.Opens, item)
		default:
			l.Notes = append(l.Notes, item)
		}
		return nil
	})
}

func (l *loader) overrides() {
	l.each(`
		SELECT api, method, path, fact, value, replaces, reason, evidence, date
		FROM   override
		ORDER  BY api, path, method`, nil, func(row func(...any) error) error {
		var o catalog.Override
		var value, replaces string
		err := row(&o.API, &o.Method, &o.Path, &o.Fact, &value, &replaces, &o.Reason, &o.Evidence, &o.Date)
		o.Values, o.Replaces = split(value), split(replaces)
		l.facts.Overrides = append(l.facts.Overrides, o)
		return err
	})
}

// correct keeps the corrections of the operations that were read: of one that
// a filter left out there is nothing to correct.
func (l *loader) correct(filter catalog.Filter) {
	if filter.All() {
		return
	}
	read := map[catalog.Key]bool{}
	for _, o := range l.facts.Observations {
		read[o.Key] = true
	}
	l.facts.Overrides = slices.DeleteFunc(l.facts.Overrides, func(o catalog.Override) bool { return !read[o.Key] })
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
	l.err = compareSums(read.list(), endpoints, filter)
}

func split(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, "|")
}
