package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"authcat/catalog"
)

// Verify compares all that is in a catalog with what was written: the facts,
// every row of every table, SQLite's own structures, and what rows refer to.
// It returns the facts and their hash, and fails with a *DamagedError.
func (c *Catalog) Verify(ctx context.Context) (facts catalog.Facts, hash string, err error) {
	err = c.bounded(ctx, func(ctx context.Context) error {
		if err := cmp.Or(c.checkSchema(ctx, objects()), c.integrity(ctx)); err != nil {
			return err
		}
		if err := c.references(ctx); err != nil {
			return err
		}
		if facts, err = c.load(ctx, catalog.Filter{}); err != nil {
			return err
		}
		hash, err = c.allRows(ctx)
		return err
	})
	return facts, hash, err
}

// integrity asks SQLite whether its pages and indexes are whole.
func (c *Catalog) integrity(ctx context.Context) error {
	var found string
	if err := c.db.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&found); err != nil {
		return err
	}
	if found != "ok" {
		return errors.New(found)
	}
	return nil
}

// references looks for rows that refer to one that is not there.
func (c *Catalog) references(ctx context.Context) error {
	var table, parent string
	err := c.db.QueryRowContext(ctx, `
		SELECT "table", parent
		FROM   pragma_foreign_key_check
		LIMIT  1`).Scan(&table, &parent)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	default:
		return fmt.Errorf("a row of %s refers to one of %s that is not there", table, parent)
	}
}

// allRows compares the rows of all tables with what was written, and returns
// the hash of the facts.
func (c *Catalog) allRows(ctx context.Context) (facts string, err error) {
	tx, err := c.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return "", err
	}
	defer tx.Rollback()
	var written string
	if err := tx.QueryRowContext(ctx, `SELECT facts, all_rows FROM checksum`).Scan(&facts, &written); err != nil {
		return "", err
	}
	var read rowSum
	for _, table := range tables() {
		if err := read.table(ctx, tx, table); err != nil {
			return "", err
		}
	}
	if read.String() != written {
		return "", errors.New("the rows of its tables are not those that were written")
	}
	return facts, nil
}
