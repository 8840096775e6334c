package sqlite

import (
	"fmt"

	"authcat/catalog"
)

// observation and page find what an operation's row belongs to. Of an operation
// that was not read they note it as an error, and return one that counts for nothing.
func (l *loader) observation(id int64) *catalog.Observation {
	if at, ok := l.byID[id]; ok {
		return &l.facts.Observations[at]
	}
	l.fail("a row refers to operation %d, which is not there", id)
	return new(catalog.Observation)
}

func (l *loader) page(id int64) *catalog.Page {
	if at, ok := l.pages[id]; ok {
		return &l.facts.Pages[at]
	}
	l.fail("a row refers to the page of operation %d, which is not there", id)
	return new(catalog.Page)
}

func (l *loader) operations() {
	l.eachChosen("id", "api, method, path, operation_id, title, deprecated, experimental, unauthorized, levels_field, successor, basis, lineage",
		"operation", "", func(row func(...any) error) error {
			var id int64
			var o catalog.Observation
			var lineage string
			err := row(&id, &o.API, &o.Method, &o.Path, &o.OperationID, &o.Title, &o.Deprecated, &o.Experimental,
				&o.Unauthorized, &o.LevelsField, &o.Successor, &o.Security.Basis, &lineage)
			l.byID[id] = len(l.facts.Observations)
			l.ids, l.lineages = append(l.ids, id), append(l.lineages, lineage)
			l.facts.Observations = append(l.facts.Observations, o)
			return err
		})
}

func (l *loader) pagesOf() {
	l.eachChosen("operation", "url, read_at, sha256, title, deprecated, experimental, basis", "page", "", func(row func(...any) error) error {
		var id int64
		var p catalog.Page
		var read string
		var basis *catalog.Basis
		err := row(&id, &p.URL, &read, &p.SHA256, &p.Title, &p.Deprecated, &p.Experimental, &basis)
		if err != nil {
			return err
		}
		p.Key = l.observation(id).Key
		if basis != nil {
			p.Security = &catalog.Security{Basis: *basis}
		}
		p.Read, err = parseTimestamp(read)
		l.pages[id] = len(l.facts.Pages)
		l.facts.Pages = append(l.facts.Pages, p)
		return err
	})
}

func (l *loader) items() {
	l.eachChosen("operation", "kind, item", "operation_item", ", kind, position", func(row func(...any) error) error {
		var id int64
		var kind, item string
		if err := row(&id, &kind, &item); err != nil {
			return err
		}
		switch o := l.observation(id); kind {
		case "tag":
			o.Tags = append(o.Tags, item)
		case "right":
			o.Rights = append(o.Rights, item)
		default:
			o.Audience = append(o.Audience, item)
		}
		return nil
	})
}

// security of an operation as one witness states it. One that states none has
// no rows about it.
func (l *loader) security(id int64, witness string) *catalog.Security {
	security := &l.observation(id).Security
	if witness == "page" {
		security = l.page(id).Security
	}
	if security == nil {
		l.fail("a row about the security of operation %d, of which the page shows none", id)
		return new(catalog.Security)
	}
	return security
}

func (l *loader) requirements() {
	found := map[*catalog.Security]bool{}
	l.eachChosen("operation", "witness, alternative, kind, scheme, undeclared, scoped", "requirement", ", witness, alternative, scheme", func(row func(...any) error) error {
		var id int64
		var witness, kind string
		var alternative int
		use := catalog.SchemeUse{Scopes: []string{}}
		if err := row(&id, &witness, &alternative, &kind, &use.Scheme, &use.Undeclared, &use.Scoped); err != nil {
			return err
		}
		security := l.security(id, witness)
		found[security] = true
		if kind == kindNoAlternative {
			return nil
		}
		switch n := len(security.Alternatives); {
		case alternative == n:
			security.Alternatives = append(security.Alternatives, catalog.Requirement{})
		case alternative < 0 || alternative != n-1:
			return fmt.Errorf("alternative %d of operation %d, which has no such", alternative, id)
		}
		switch kind {
		case kindScheme:
			security.Alternatives[alternative] = append(security.Alternatives[alternative], use)
		case kindNoScheme:
		default:
			return fmt.Errorf("a requirement of operation %d of the unknown kind %q", id, kind)
		}
		return nil
	})
	l.missing(found)
}

// missing refuses a security that somebody stated and that has no row.
func (l *loader) missing(found map[*catalog.Security]bool) {
	for i := range l.facts.Observations {
		o := &l.facts.Observations[i]
		if o.Security.Basis != "" && !found[&o.Security] {
			l.fail("the rows about the security of %s are missing", o.Key)
		}
	}
	for _, page := range l.facts.Pages {
		if page.Security != nil && page.Security.Basis != "" && !found[page.Security] {
			l.fail("the rows about the security on the page of %s are missing", page.Key)
		}
	}
}

func (l *loader) requirementScopes() {
	l.eachChosen("operation", "witness, alternative, scheme, scope", "requirement_scope", ", witness, alternative, scheme, position", func(row func(...any) error) error {
		var id int64
		var alternative int
		var witness, scheme, scope string
		if err := row(&id, &witness, &alternative, &scheme, &scope); err != nil {
			return err
		}
		use := useOf(l.security(id, witness), alternative, scheme)
		if use == nil {
			return fmt.Errorf("a scope of alternative %d, scheme %q, of operation %d, which has no such", alternative, scheme, id)
		}
		use.Scopes = append(use.Scopes, scope)
		return nil
	})
}

// useOf finds a scheme in one alternative; it is nil where there is none.
func useOf(security *catalog.Security, alternative int, scheme string) *catalog.SchemeUse {
	if alternative < 0 || alternative >= len(security.Alternatives) {
		return nil
	}
	requirement := security.Alternatives[alternative]
	for i := range requirement {
		if requirement[i].Scheme == scheme {
			return &requirement[i]
		}
	}
	return nil
}

func (l *loader) levels() {
	l.eachChosen("operation", "witness, level", "published_level", ", witness, position", func(row func(...any) error) error {
		var id int64
		var witness, level string
		if err := row(&id, &witness, &level); err != nil {
			return err
		}
		levels := &l.observation(id).Levels
		if witness == "page" {
			levels = &l.page(id).Levels
		}
		*levels = append(*levels, level)
		return nil
	})
}

// proseOf an operation as one witness has it.
func (l *loader) proseOf(id int64, witness string) *catalog.Prose {
	switch witness {
	case "page":
		return &l.page(id).Prose
	case "note":
		return &l.observation(id).SecurityNote
	default:
		return &l.observation(id).Prose
	}
}

func (l *loader) prose() {
	l.eachChosen("operation", "witness, needs, all_scopes, broken", "prose", ", witness", func(row func(...any) error) error {
		var id int64
		var witness string
		var p catalog.Prose
		err := row(&id, &witness, &p.Needs, &p.AllScopes, &p.Broken)
		*l.proseOf(id, witness) = p
		return err
	})
	l.eachChosen("operation", "witness, kind, item", "prose_item", ", witness, kind, position", func(row func(...any) error) error {
		var id int64
		var witness, kind, item string
		if err := row(&id, &witness, &kind, &item); err != nil {
			return err
		}
		switch p := l.proseOf(id, witness); kind {
		case "level":
			p.Levels = append(p.Levels, item)
		case "scope":
			p.Scopes = append(p.Scopes, item)
		}
		return nil
	})
	l.conditions()
}
