package sqlite

import (
	"context"
	"database/sql"
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
	l := loader{ctx: ctx, tx: tx, byID: map[int64]int{}}
	l.where(filter)
	l.sources()
	l.operations()
	l.tags()
	l.requirements()
	l.requirementScopes()
	l.levels()
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
	err   error
}

func (l *loader) where(filter catalog.Filter) {
	if filter.All() {
		l.chosen = "SELECT id FROM operation"
		return
	}
	l.chosen = "SELECT id FROM operation WHERE lineage IN (?" + strings.Repeat(", ?", len(filter.Lineages)-1) + ")"
	for _, lineage := range filter.Lineages {
		l.args = append(l.args, lineage)
	}
}

// each runs a query and calls scan for each row.
func (l *loader) each(query string, args []any, scan func(*sql.Rows) error) {
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
		if l.err = scan(rows); l.err != nil {
			return
		}
	}
	l.err = rows.Err()
}

// eachChosen is each for the rows of the chosen operations; scan reads an
// operation's id first and is given its observation.
func (l *loader) eachChosen(columns, table, order string, scan func(row func(...any) error) error) {
	l.each(`
		SELECT operation, `+columns+`
		FROM   `+table+`
		WHERE  operation IN (`+l.chosen+`)
		ORDER  BY operation, `+order, l.args,
		func(rows *sql.Rows) error { return scan(rows.Scan) })
}

func (l *loader) observation(id int64) *catalog.Observation { return &l.facts.Observations[l.byID[id]] }

func (l *loader) sources() {
	l.each(`
		SELECT id, title, product, base_path, spec_url, docs_url, status, end_of_life
		FROM   api
		ORDER  BY position`, nil,
		func(rows *sql.Rows) error {
			var a catalog.API
			err := rows.Scan(&a.ID, &a.Title, &a.Product, &a.BasePath, &a.SpecURL, &a.DocsURL, &a.Status, &a.EndOfLife)
			l.facts.APIs = append(l.facts.APIs, a)
			return err
		})
	l.each(`
		SELECT d.api, d.url, d.sha256, d.fetched_at, d.kept
		FROM   document d
		JOIN   api      a ON a.id = d.api
		ORDER  BY a.position`, nil,
		func(rows *sql.Rows) error {
			var d catalog.Document
			var fetched string
			err := rows.Scan(&d.API, &d.URL, &d.SHA256, &fetched, &d.Kept)
			if err == nil {
				d.FetchedAt, err = time.Parse(time.RFC3339, fetched)
			}
			l.facts.Documents = append(l.facts.Documents, d)
			return err
		})
	l.each(`
		SELECT api, method, path, code, seen, pointer
		FROM   problem
		ORDER  BY id`, nil,
		func(rows *sql.Rows) error {
			var p catalog.Problem
			err := rows.Scan(&p.API, &p.Method, &p.Path, &p.Code, &p.Seen, &p.Pointer)
			l.facts.Problems = append(l.facts.Problems, p)
			return err
		})
}

func (l *loader) operations() {
	l.each(`
		SELECT id, api, method, path, operation_id, title, deprecated, experimental, levels_field, basis, scope_rule
		FROM   operation
		WHERE  id IN (`+l.chosen+`)
		ORDER  BY id`, l.args,
		func(rows *sql.Rows) error {
			var id int64
			var o catalog.Observation
			var rule catalog.ScopeRule
			err := rows.Scan(&id, &o.API, &o.Method, &o.Path, &o.OperationID, &o.Title, &o.Deprecated,
				&o.Experimental, &o.LevelsField, &o.Security.Basis, &rule)
			o.Prose.AllScopes = rule == catalog.AllScopes
			l.byID[id] = len(l.facts.Observations)
			l.facts.Observations = append(l.facts.Observations, o)
			return err
		})
}

func (l *loader) tags() {
	l.eachChosen("tag", "operation_tag", "position", func(row func(...any) error) error {
		var id int64
		var tag string
		if err := row(&id, &tag); err != nil {
			return err
		}
		o := l.observation(id)
		o.Tags = append(o.Tags, tag)
		return nil
	})
}

func (l *loader) requirements() {
	l.eachChosen("alternative, scheme, undeclared, scoped", "requirement", "alternative, scheme", func(row func(...any) error) error {
		var id int64
		var alternative int
		use := catalog.SchemeUse{Scopes: []string{}}
		if err := row(&id, &alternative, &use.Scheme, &use.Undeclared, &use.Scoped); err != nil {
			return err
		}
		security := &l.observation(id).Security
		if alternative == len(security.Alternatives) {
			security.Alternatives = append(security.Alternatives, catalog.Requirement{})
		}
		if use.Scheme != "" {
			security.Alternatives[alternative] = append(security.Alternatives[alternative], use)
		}
		return nil
	})
}

func (l *loader) requirementScopes() {
	l.eachChosen("alternative, scheme, scope", "requirement_scope", "alternative, scheme, position", func(row func(...any) error) error {
		var id int64
		var alternative int
		var scheme, scope string
		if err := row(&id, &alternative, &scheme, &scope); err != nil {
			return err
		}
		requirement := l.observation(id).Security.Alternatives[alternative]
		for i := range requirement {
			if requirement[i].Scheme == scheme {
				requirement[i].Scopes = append(requirement[i].Scopes, scope)
			}
		}
		return nil
	})
}

func (l *loader) levels() {
	l.eachChosen("level", "published_level", "position", func(row func(...any) error) error {
		var id int64
		var level string
		if err := row(&id, &level); err != nil {
			return err
		}
		o := l.observation(id)
		o.Levels = append(o.Levels, level)
		return nil
	})
}
