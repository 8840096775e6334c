package sqlite

import "authcat/catalog"

func (l *loader) observation(id int64) *catalog.Observation { return &l.facts.Observations[l.byID[id]] }

func (l *loader) page(id int64) *catalog.Page { return &l.facts.Pages[l.pages[id]] }

func (l *loader) operations() {
	l.each(`
		SELECT id, api, method, path, operation_id, title, deprecated, experimental, unauthorized, levels_field, successor, basis
		FROM   operation
		WHERE  id IN (`+l.chosen+`)
		ORDER  BY id`, l.args, func(row func(...any) error) error {
		var id int64
		var o catalog.Observation
		err := row(&id, &o.API, &o.Method, &o.Path, &o.OperationID, &o.Title, &o.Deprecated, &o.Experimental,
			&o.Unauthorized, &o.LevelsField, &o.Successor, &o.Security.Basis)
		l.byID[id] = len(l.facts.Observations)
		l.facts.Observations = append(l.facts.Observations, o)
		return err
	})
}

func (l *loader) pagesOf() {
	l.eachChosen("url, read_at, sha256, title, deprecated, experimental, security", "page", "url", func(row func(...any) error) error {
		var id int64
		var p catalog.Page
		var read string
		var security bool
		err := row(&id, &p.URL, &read, &p.SHA256, &p.Title, &p.Deprecated, &p.Experimental, &security)
		if err != nil {
			return err
		}
		p.Key = l.observation(id).Key
		if security {
			p.Security = &catalog.Security{Basis: catalog.BasisOperation}
		}
		p.Read, err = parseTimestamp(read)
		l.pages[id] = len(l.facts.Pages)
		l.facts.Pages = append(l.facts.Pages, p)
		return err
	})
}

func (l *loader) items() {
	l.eachChosen("kind, item", "operation_item", "kind, position", func(row func(...any) error) error {
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

// security of an operation as one witness states it.
func (l *loader) security(id int64, witness string) *catalog.Security {
	if witness == "page" {
		return l.page(id).Security
	}
	return &l.observation(id).Security
}

func (l *loader) requirements() {
	l.eachChosen("witness, alternative, scheme, undeclared, scoped", "requirement", "witness, alternative, scheme", func(row func(...any) error) error {
		var id int64
		var witness string
		var alternative int
		use := catalog.SchemeUse{Scopes: []string{}}
		if err := row(&id, &witness, &alternative, &use.Scheme, &use.Undeclared, &use.Scoped); err != nil {
			return err
		}
		security := l.security(id, witness)
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
	l.eachChosen("witness, alternative, scheme, scope", "requirement_scope", "witness, alternative, scheme, position", func(row func(...any) error) error {
		var id int64
		var alternative int
		var witness, scheme, scope string
		if err := row(&id, &witness, &alternative, &scheme, &scope); err != nil {
			return err
		}
		requirement := l.security(id, witness).Alternatives[alternative]
		for i := range requirement {
			if requirement[i].Scheme == scheme {
				requirement[i].Scopes = append(requirement[i].Scopes, scope)
			}
		}
		return nil
	})
}

func (l *loader) levels() {
	l.eachChosen("witness, level", "published_level", "witness, position", func(row func(...any) error) error {
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
	l.eachChosen("witness, needs, all_scopes, broken", "prose", "witness", func(row func(...any) error) error {
		var id int64
		var witness string
		var p catalog.Prose
		err := row(&id, &witness, &p.Needs, &p.AllScopes, &p.Broken)
		*l.proseOf(id, witness) = p
		return err
	})
	l.eachChosen("witness, kind, item", "prose_item", "witness, kind, position", func(row func(...any) error) error {
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
