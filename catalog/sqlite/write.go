package sqlite

import (
	"context"
	"database/sql"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"authcat/catalog"
	"authcat/catalog/factfile"
	"authcat/catalog/sums"
)

// writer inserts rows; after its first error it does nothing more.
type writer struct {
	ctx     context.Context
	tx      *sql.Tx
	assumed Assumed
	inserts map[string]insert
	rows    rowSum
	// findings counts those written: their ids are their order.
	findings int
	err      error
}

// insert is a prepared statement with the columns that it fills.
type insert struct {
	*sql.Stmt
	columns columns
}

// exec inserts a row. The driver starts a goroutine for each statement whose
// context can be cancelled, which takes longer than the row: here the context
// is asked before it.
func (w *writer) exec(query string, args ...any) {
	if w.err == nil {
		w.err = w.ctx.Err()
	}
	if w.err != nil {
		return
	}
	in, ok := w.inserts[query]
	if !ok {
		in.columns = columnsOf(query)
		if in.Stmt, w.err = w.tx.PrepareContext(context.WithoutCancel(w.ctx), query); w.err != nil {
			return
		}
		w.inserts[query] = in
	}
	if w.err = w.rows.add(in.columns, args); w.err == nil {
		_, w.err = in.ExecContext(context.WithoutCancel(w.ctx), args...)
	}
}

// columnsOf reads a statement INSERT INTO table (column, …) VALUES ….
func columnsOf(query string) columns {
	query, _, _ = strings.Cut(query, ")")
	into, list, _ := strings.Cut(query, "(")
	words := strings.Fields(into)
	return newColumns(words[len(words)-1], strings.FieldsFunc(list, func(r rune) bool { return r == ',' || unicode.IsSpace(r) }))
}

// orNull makes NULL of "", for a column that refers to another table.
func orNull(id string) any {
	if id == "" {
		return nil
	}
	return id
}

// timestamp writes a time as SQL text, the zero time as "".
func timestamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func (w *writer) sources(facts *catalog.Facts) {
	for i, api := range facts.APIs {
		w.exec(`
			INSERT INTO api (id, position, title, product, base_path, spec_url, docs_url, status, end_of_life)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			api.ID, i, api.Title, string(api.Product), api.BasePath, api.SpecURL, api.DocsURL, api.Status, api.EndOfLife)
	}
	for _, d := range facts.Documents {
		w.exec(`
			INSERT INTO document (url, role, api, sha256, fetched_at, kept, refused, refused_on)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			d.URL, string(d.Role), orNull(d.API), d.SHA256, timestamp(d.FetchedAt), d.Kept, d.Refused, d.RefusedOn)
	}
	for i, p := range facts.Problems {
		w.exec(`
			INSERT INTO problem (id, api, method, path, code, seen, pointer)
			VALUES (?, ?, ?, ?, ?, ?, ?)`,
			i+1, orNull(p.API), p.Method, p.Path, string(p.Code), p.Seen, p.Pointer)
	}
	for i, level := range facts.Levels {
		w.exec(`INSERT INTO user_level (position, name, title) VALUES (?, ?, ?)`, i, level.Name, level.Title)
		w.levelItems(i, "excludes", level.Excludes)
		w.levelItems(i, "opens", level.Opens)
		w.levelItems(i, "note", level.Notes)
	}
	for _, o := range facts.Overrides {
		w.exec(`
			INSERT INTO override (api, method, path, fact, value, replaces, reason, evidence, date)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			o.API, o.Method, o.Path, string(o.Fact), strings.Join(o.Values, "|"), strings.Join(o.Replaces, "|"), o.Reason, o.Evidence, o.Date)
	}
}

// parts writes the facts as readers read them, and returns their hashes.
func (w *writer) parts(parts factfile.Parts) sums.List {
	list := sums.List{}
	add := func(name, text string) {
		w.exec(`INSERT INTO fact_text (name, facts) VALUES (?, ?)`, name, text)
		list[name] = sums.Of([]byte(text))
	}
	add(sources, parts.Sources)
	add(names, parts.Names)
	for _, lineage := range slices.Sorted(maps.Keys(parts.Endpoints)) {
		add(lineage, parts.Endpoints[lineage])
	}
	return list
}

func (w *writer) levelItems(level int, kind string, items []string) {
	for i, item := range items {
		w.exec(`INSERT INTO user_level_item (level, kind, position, item) VALUES (?, ?, ?, ?)`, level, kind, i, item)
	}
}

func (w *writer) operation(id int64, o *catalog.Operation) {
	d := o.Decision
	w.exec(`
		INSERT INTO operation (id, api, method, path, operation_id, title, name, deprecated, experimental, unauthorized,
		                       levels_field, successor, basis, scope_rule, needs, pat, authorization_code,
		                       client_credentials, levels_source, confidence, docs_url, lineage, source)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, o.API, o.Method, o.Path, o.OperationID, o.Title, o.Name(), o.Deprecated, o.Experimental, o.Unauthorized,
		o.LevelsField, o.Successor, string(d.Basis), string(d.ScopeRule), string(d.Needs), string(d.Accepts(catalog.CredentialPAT)),
		string(d.Accepts(catalog.CredentialAuthorizationCode)), string(d.Accepts(catalog.CredentialClient)),
		o.LevelsWitness.Column(), string(o.Confidence), o.DocsURL, o.Lineage, o.Source())
	w.items(id, "tag", o.Tags)
	w.items(id, "right", o.Rights)
	w.items(id, "audience", o.Audience)
	w.security(id, "spec", o.Security)
	w.levels(id, "spec", o.Levels)
	w.prose(id, "spec", o.Prose)
	w.prose(id, "note", o.SecurityNote)
	if o.Page != nil {
		w.page(id, o.Page)
	}
	for _, conclusion := range o.Ledger() {
		for i, s := range conclusion.Statements() {
			w.exec(`
				INSERT INTO statement (operation, fact, position, witness, value, counts, pointer, url, said_on, agreed)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
				id, string(s.Fact), i, string(s.Witness), s.Value.String(), string(s.Counts), s.Pointer, s.URL, s.On, s.Agreed)
		}
	}
	w.conclusions(id, o)
}

func (w *writer) page(id int64, p *catalog.Page) {
	w.exec(`
		INSERT INTO page (operation, url, read_at, sha256, title, deprecated, experimental, basis)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		id, p.URL, timestamp(p.Read), p.SHA256, p.Title, p.Deprecated, p.Experimental, basisOf(p.Security))
	if p.Security != nil {
		w.security(id, "page", *p.Security)
	}
	w.levels(id, "page", p.Levels)
	w.prose(id, "page", p.Prose)
}

// basisOf is a page's, NULL where it shows no security.
func basisOf(security *catalog.Security) any {
	if security == nil {
		return nil
	}
	return string(security.Basis)
}

func (w *writer) items(id int64, kind string, items []string) {
	for i, item := range items {
		w.exec(`INSERT INTO operation_item (operation, kind, position, item) VALUES (?, ?, ?, ?)`, id, kind, i, item)
	}
}

func (w *writer) levels(id int64, witness string, levels []string) {
	for i, level := range levels {
		w.exec(`INSERT INTO published_level (operation, witness, position, level) VALUES (?, ?, ?, ?)`, id, witness, i, level)
	}
}

func (w *writer) prose(id int64, witness string, p catalog.Prose) {
	if p.Empty() {
		return
	}
	w.exec(`
		INSERT INTO prose (operation, witness, needs, all_scopes, broken)
		VALUES (?, ?, ?, ?, ?)`, id, witness, string(p.Needs), p.AllScopes, p.Broken)
	w.proseItems(id, witness, "level", p.Levels)
	w.proseItems(id, witness, "scope", p.Scopes)
	w.conditions(id, witness, p.Conditions)
}

func (w *writer) proseItems(id int64, witness, kind string, items []string) {
	for i, item := range items {
		w.exec(`INSERT INTO prose_item (operation, witness, kind, position, item) VALUES (?, ?, ?, ?, ?)`, id, witness, kind, i, item)
	}
}

// The kinds of rows about a security. No token is a row of its own: where rows
// are missing nothing is said.
const (
	kindScheme        = "scheme"
	kindNoScheme      = "{}"
	kindNoAlternative = "[]"
)

func (w *writer) security(id int64, witness string, security catalog.Security) {
	requirement := func(alternative int, kind string, use catalog.SchemeUse) {
		w.exec(`
			INSERT INTO requirement (operation, witness, alternative, kind, scheme, undeclared, scoped)
			VALUES (?, ?, ?, ?, ?, ?, ?)`,
			id, witness, alternative, kind, use.Scheme, use.Undeclared, use.Scoped)
	}
	if len(security.Alternatives) == 0 && security.Basis != "" {
		requirement(0, kindNoAlternative, catalog.SchemeUse{})
	}
	for i, alternative := range security.Alternatives {
		if len(alternative) == 0 {
			requirement(i, kindNoScheme, catalog.SchemeUse{})
		}
		for _, use := range alternative {
			requirement(i, kindScheme, use)
			for position, scope := range use.Scopes {
				w.exec(`
					INSERT INTO requirement_scope (operation, witness, alternative, scheme, position, scope)
					VALUES (?, ?, ?, ?, ?, ?)`,
					id, witness, i, use.Scheme, position, scope)
			}
		}
	}
}

func (w *writer) scopes(id int64, credential string, scopes []string) {
	for _, scope := range scopes {
		w.exec(`INSERT INTO operation_scope (operation, credential, scope) VALUES (?, ?, ?)`, id, credential, scope)
	}
}

// finding inserts one; operation is nil for a finding about a document.
func (w *writer) finding(operation any, f catalog.Finding) {
	w.findings++
	w.exec(`
		INSERT INTO finding (id, api, operation, method, path, code, severity, seen, assumed, pointer)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		w.findings, orNull(f.API), operation, f.Method, f.Path, string(f.Code), string(f.Severity()), f.Seen, w.assumed(f.Code), f.Pointer)
}

// checksum closes the catalog with what reports whether it is as it was written.
func (w *writer) checksum(endpoints sums.List) {
	lists, top := listsOf(endpoints), sums.List{}
	for _, first := range slices.Sorted(maps.Keys(lists)) {
		text := lists[first].Encode()
		top[first] = sums.Of(text)
		w.exec(`INSERT INTO checksum_list (first, endpoints) VALUES (?, ?)`, first, string(text))
	}
	text := top.Encode()
	if w.err == nil {
		_, w.err = w.tx.ExecContext(w.ctx, `
			INSERT INTO checksum (id, facts, endpoints, all_rows)
			VALUES (1, ?, ?, ?)`, sums.Of(text), string(text), w.rows.String())
	}
}
