package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"authcat/catalog"
)

// Load reads the facts that a filter takes.
func (c *Catalog) Load(ctx context.Context, filter catalog.Filter) (catalog.Facts, error) {
	// One transaction: all queries see one catalog.
	tx, err := c.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return catalog.Facts{}, fmt.Errorf("%s: %w", c.path, err)
	}
	defer tx.Rollback()
	l := loader{ctx: ctx, tx: tx, byID: map[int64]int{}, pages: map[int64]int{}}
	l.where(filter)
	l.sources()
	l.userLevels()
	l.operations()
	l.overrides(filter)
	l.pagesOf()
	l.items()
	l.requirements()
	l.requirementScopes()
	l.levels()
	l.prose()
	if l.err != nil {
		return catalog.Facts{}, fmt.Errorf("%s: %w", c.path, l.err)
	}
	return l.facts, nil
}

// loader reads table by table; after its first error it does nothing more.
type loader struct {
	ctx context.Context
	tx  *sql.Tx
	// chosen is the subquery of the chosen operations, args its parameters.
	chosen string
	args   []any

	facts catalog.Facts
	byID  map[int64]int // operation id -> index of its observation
	pages map[int64]int // operation id -> index of its page
	err   error
}

func (l *loader) where(filter catalog.Filter) {
	if filter.All() {
		l.chosen = "SELECT id FROM operation"
		return
	}
	// One parameter, however many lineages: SQLite bounds the number of parameters.
	names, err := json.Marshal(filter.Lineages)
	l.err = err
	l.chosen = "SELECT id FROM operation WHERE lineage IN (SELECT value FROM json_each(?))"
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
	for rows.Next() {
		if l.err = scan(rows.Scan); l.err != nil {
			return
		}
	}
	l.err = rows.Err()
}

// eachChosen is each for the rows of the chosen operations in a table that
// refers to them; scan reads an operation's id first.
func (l *loader) eachChosen(columns, table, order string, scan func(row func(...any) error) error) {
	l.each(`
		SELECT operation, `+columns+`
		FROM   `+table+`
		WHERE  operation IN (`+l.chosen+`)
		ORDER  BY operation, `+order, l.args, scan)
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
		SELECT   d.role, ifnull(d.api, ''), d.url, d.sha256, d.fetched_at, d.kept, d.refused, d.refused_on
		FROM     document d
		LEFT     JOIN api a ON a.id = d.api
		ORDER BY a.position IS NULL, a.position, d.role, d.url`, nil, func(row func(...any) error) error {
		var d catalog.Document
		var fetched string
		err := row(&d.Role, &d.API, &d.URL, &d.SHA256, &fetched, &d.Kept, &d.Refused, &d.RefusedOn)
		if err == nil {
			d.FetchedAt, err = parseTimestamp(fetched)
		}
		l.facts.Documents = append(l.facts.Documents, d)
		return err
	})
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

// overrides reads the corrections of the operations that were read: of one
// that a filter left out there is nothing to correct.
func (l *loader) overrides(filter catalog.Filter) {
	read := map[catalog.Key]bool{}
	for _, o := range l.facts.Observations {
		read[o.Key] = true
	}
	l.each(`
		SELECT api, method, path, fact, value, replaces, reason, evidence, date
		FROM   override
		ORDER  BY api, path, method`, nil, func(row func(...any) error) error {
		var o catalog.Override
		var value, replaces string
		err := row(&o.API, &o.Method, &o.Path, &o.Fact, &value, &replaces, &o.Reason, &o.Evidence, &o.Date)
		if filter.All() || read[o.Key] {
			o.Values, o.Replaces = split(value), split(replaces)
			l.facts.Overrides = append(l.facts.Overrides, o)
		}
		return err
	})
}

func split(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, "|")
}
