package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"authcat/catalog"
)

// Save writes a catalog beside its place, as PATH.new, verifies what it wrote
// and swaps it in. Whatever fails, what was at path before is still there. Two
// callers must not save to one path at once.
func Save(ctx context.Context, path string, snapshot *catalog.Snapshot) error {
	mode := os.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		if !info.Mode().IsRegular() {
			return &NotCatalogError{path, "not a file"}
		}
		mode = info.Mode().Perm()
	}
	candidate := path + ".new" // a fixed name: what a killed save left is overwritten by the next
	err := os.Remove(candidate)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		err = build(ctx, candidate, snapshot)
	}
	if err == nil {
		err = os.Chmod(candidate, mode)
	}
	if err == nil {
		err = swap(candidate, path)
	}
	if err != nil {
		_ = os.Remove(candidate) // the error that matters is the one above
		return fmt.Errorf("%s can't be written: %w", path, err)
	}
	return nil
}

// swap puts the candidate in its place and makes sure that it is on the disk first.
func swap(candidate, path string) error {
	if err := sync(candidate); err != nil {
		return err
	}
	if err := os.Rename(candidate, path); err != nil {
		return err
	}
	return sync(filepath.Dir(path))
}

func sync(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

func build(ctx context.Context, path string, snapshot *catalog.Snapshot) error {
	// No journal: a build that dies leaves a file that nobody reads.
	db, err := connect(path, url.Values{"_journal_mode": {"OFF"}, "_synchronous": {"OFF"}})
	if err != nil {
		return err
	}
	err = write(ctx, db, snapshot)
	if err == nil {
		err = verify(ctx, db, snapshot)
	}
	return errors.Join(err, db.Close())
}

func write(ctx context.Context, db *sql.DB, snapshot *catalog.Snapshot) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // after Commit it does nothing
	if _, err := tx.ExecContext(ctx, fmt.Sprintf(`
		PRAGMA application_id = %d;
		PRAGMA user_version   = %d;
		%s`, applicationID, SchemaVersion, schema)); err != nil {
		return err
	}
	w := writer{ctx: ctx, tx: tx, statements: map[string]*sql.Stmt{}}
	w.sources(&snapshot.Facts)
	for i := range snapshot.Operations {
		w.operation(int64(i+1), &snapshot.Operations[i])
	}
	for _, finding := range snapshot.Findings {
		w.finding(nil, finding)
	}
	if w.err != nil {
		return w.err
	}
	return tx.Commit()
}

// verify reads the candidate itself before it may replace anything.
func verify(ctx context.Context, db *sql.DB, snapshot *catalog.Snapshot) error {
	var integrity string
	if err := db.QueryRowContext(ctx, `PRAGMA quick_check`).Scan(&integrity); err != nil {
		return err
	}
	if integrity != "ok" {
		return fmt.Errorf("the catalog just written is damaged: %s", integrity)
	}
	var operations int
	if err := db.QueryRowContext(ctx, `SELECT count(*) FROM endpoints`).Scan(&operations); err != nil {
		return err
	}
	if operations != len(snapshot.Operations) {
		return fmt.Errorf("the catalog just written has %d operations instead of %d", operations, len(snapshot.Operations))
	}
	return nil
}

// writer inserts rows; after its first error it does nothing more.
type writer struct {
	ctx        context.Context
	tx         *sql.Tx
	statements map[string]*sql.Stmt
	err        error
}

func (w *writer) exec(query string, args ...any) {
	if w.err != nil {
		return
	}
	statement, ok := w.statements[query]
	if !ok {
		if statement, w.err = w.tx.PrepareContext(w.ctx, query); w.err != nil {
			return
		}
		w.statements[query] = statement
	}
	_, w.err = statement.ExecContext(w.ctx, args...)
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
			INSERT INTO document (api, url, sha256, fetched_at, kept)
			VALUES (?, ?, ?, ?, ?)`,
			d.API, d.URL, d.SHA256, d.FetchedAt.UTC().Format(time.RFC3339), d.Kept)
	}
	for _, p := range facts.Problems {
		w.exec(`
			INSERT INTO problem (api, method, path, code, seen, pointer)
			VALUES (?, ?, ?, ?, ?, ?)`,
			p.API, p.Method, p.Path, string(p.Code), p.Seen, p.Pointer)
	}
}

func (w *writer) operation(id int64, o *catalog.Operation) {
	d := o.Decision
	w.exec(`
		INSERT INTO operation (id, api, method, path, operation_id, title, name, deprecated, experimental, levels_field,
		                       basis, scope_rule, needs, pat, authorization_code, client_credentials, lineage, source)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, o.API, o.Method, o.Path, o.OperationID, o.Title, o.Name(), o.Deprecated, o.Experimental, o.LevelsField,
		string(d.Basis), string(d.ScopeRule), string(d.Needs), string(d.Accepts(catalog.CredentialPAT)),
		string(d.Accepts(catalog.CredentialAuthorizationCode)), string(d.Accepts(catalog.CredentialClient)), o.Lineage, o.Source())
	for i, tag := range o.Tags {
		w.exec(`INSERT INTO operation_tag (operation, position, tag) VALUES (?, ?, ?)`, id, i, tag)
	}
	w.security(id, o.Security)
	for i, level := range o.Levels {
		w.exec(`INSERT INTO published_level (operation, position, level) VALUES (?, ?, ?)`, id, i, level)
	}
	for _, e := range o.Evidence() {
		w.exec(`INSERT INTO evidence (operation, fact, pointer) VALUES (?, ?, ?)`, id, string(e.Fact), e.Pointer)
	}
	w.scopes(id, "user", d.UserScopes)
	w.scopes(id, "client", d.ClientScopes)
	for _, level := range o.UserLevels {
		w.exec(`INSERT INTO operation_level (operation, level) VALUES (?, ?)`, id, level)
	}
	for _, finding := range o.Findings {
		w.finding(id, finding)
	}
}

func (w *writer) security(id int64, security catalog.Security) {
	const requirement = `
		INSERT INTO requirement (operation, alternative, scheme, undeclared, scoped)
		VALUES (?, ?, ?, ?, ?)`
	for i, alternative := range security.Alternatives {
		if len(alternative) == 0 {
			w.exec(requirement, id, i, "", false, false)
		}
		for _, use := range alternative {
			w.exec(requirement, id, i, use.Scheme, use.Undeclared, use.Scoped)
			for position, scope := range use.Scopes {
				w.exec(`
					INSERT INTO requirement_scope (operation, alternative, scheme, position, scope)
					VALUES (?, ?, ?, ?, ?)`,
					id, i, use.Scheme, position, scope)
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
	w.exec(`
		INSERT INTO finding (api, operation, code, severity, seen, assumed, pointer)
		VALUES (?, ?, ?, ?, ?, ?, ?)`,
		f.API, operation, string(f.Code), string(f.Severity()), f.Seen, f.Assumed(), f.Pointer)
}
