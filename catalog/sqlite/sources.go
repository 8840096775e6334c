package sqlite

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"authcat/catalog"
)

// sources reads the APIs, their documents, and what could not be read of them.
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
		SELECT role, ifnull(api, ''), url, sha256, fetched_at, kept, refused, refused_on
		FROM   document
		ORDER  BY url`, nil, func(row func(...any) error) error {
		var d catalog.Document
		var fetched string
		err := row(&d.Role, &d.API, &d.URL, &d.SHA256, &fetched, &d.Kept, &d.Refused, &d.RefusedOn)
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

func (l *loader) testimony() {
	l.each(`
		SELECT api, method, path, witness, fact, value, pointer, url, said_on
		FROM   testimony
		ORDER  BY position`, nil, func(row func(...any) error) error {
		var s catalog.OperationStatement
		var value string
		err := row(&s.API, &s.Method, &s.Path, &s.Witness, &s.Fact, &value, &s.Pointer, &s.URL, &s.On)
		if err != nil {
			return err
		}
		s.Value, err = catalog.ParseValue(s.Fact, value)
		l.facts.Statements = append(l.facts.Statements, s)
		return err
	})
}

func split(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, "|")
}
