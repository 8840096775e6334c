package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"authcat/catalog"
	"authcat/catalog/factfile"
)

// Assumed says in words what is taken for true in spite of findings of a class.
type Assumed func(catalog.Code) string

// Save writes a catalog beside its place, as PATH.new, verifies what it wrote
// and swaps it in. Whatever fails, what was at path before is still there. Two
// callers must not save to one path at once. The words are for those who ask the
// catalog in SQL: the program itself reads codes.
func Save(ctx context.Context, path string, snapshot *catalog.Snapshot, assumed Assumed) error {
	mode, err := CheckTarget(path)
	if err != nil {
		return err
	}
	candidate := path + ".new" // a fixed name: what a killed save left is overwritten by the next
	err = os.Remove(candidate)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		err = build(ctx, candidate, snapshot, assumed)
	}
	if err == nil {
		err = os.Chmod(candidate, mode)
	}
	if err == nil {
		err = swapCatalog(candidate, path)
	}
	if err != nil {
		_ = os.Remove(candidate) // the error that matters is the one above
		return fmt.Errorf("%s can't be written: %w", path, err)
	}
	return nil
}

// CheckTarget reports whether a catalog may be written to a path: where nothing
// is, or a catalog of whatever schema, damaged or not. Anything else is a
// *NotCatalogError, and left alone. It returns the mode that the file has, or gets.
func CheckTarget(path string) (os.FileMode, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0o644, nil
	}
	if err != nil {
		return 0, err
	}
	if !info.Mode().IsRegular() {
		return 0, &NotCatalogError{Path: path, Why: "not a file"}
	}
	file, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	header := make([]byte, headerSize)
	if n, err := io.ReadFull(file, header); n > 0 && (err != nil || !ourHeader(header)) {
		return 0, &NotCatalogError{Path: path, Why: "not a catalog of authcat; it is left alone"}
	}
	return info.Mode().Perm(), nil
}

// headerSize and where the application id stands: https://www.sqlite.org/fileformat.html#the_database_header
const (
	headerSize    = 100
	applicationAt = 68
)

func ourHeader(header []byte) bool {
	return bytes.HasPrefix(header, []byte("SQLite format 3\x00")) && binary.BigEndian.Uint32(header[applicationAt:]) == applicationID
}

// swap puts a file in its place and makes sure that it is on the disk first.
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

func build(ctx context.Context, path string, snapshot *catalog.Snapshot, assumed Assumed) error {
	db, err := sql.Open(driverName, dataSource(path, forBuild()))
	if err != nil {
		return err
	}
	if err := errors.Join(write(ctx, db, snapshot, assumed), db.Close()); err != nil {
		return err
	}
	return verify(ctx, path, snapshot)
}

func write(ctx context.Context, db *sql.DB, snapshot *catalog.Snapshot, assumed Assumed) error {
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
	w := writer{ctx: ctx, tx: tx, assumed: assumed, inserts: map[string]insert{}}
	w.sources(&snapshot.Facts)
	ids := make(map[catalog.Key]int64, len(snapshot.Operations))
	for i := range snapshot.Operations {
		id := int64(i + 1)
		ids[snapshot.Operations[i].Key] = id
		w.operation(id, &snapshot.Operations[i])
	}
	w.features(snapshot)
	w.versions(snapshot.Endpoints(), ids)
	for _, finding := range snapshot.Findings {
		w.finding(nil, finding)
	}
	w.checksum(w.parts(factfile.Split(snapshot)))
	if w.err != nil {
		return w.err
	}
	return tx.Commit()
}

// verify reads the candidate itself, as every reader will, before it may replace anything.
func verify(ctx context.Context, path string, snapshot *catalog.Snapshot) (err error) {
	c, err := Open(ctx, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	var integrity string
	if err := c.db.QueryRowContext(ctx, `PRAGMA quick_check`).Scan(&integrity); err != nil {
		return err
	}
	if integrity != "ok" {
		return fmt.Errorf("the catalog just written is damaged: %s", integrity)
	}
	facts, err := c.Load(ctx, catalog.Filter{})
	if err == nil && len(facts.Observations) != len(snapshot.Operations) {
		err = fmt.Errorf("the catalog just written has %d operations instead of %d", len(facts.Observations), len(snapshot.Operations))
	}
	return err
}
