package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"database/sql/driver"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// rowSum is a hash of rows in whatever order: the sum of the rows' own hashes,
// in four lanes. Every row has a key, so none counts twice.
type rowSum [4]uint64

// add adds a row. Values are those that are given to SQLite, or come back from it.
func (s *rowSum) add(t columns, values []any) error {
	if len(t.names) != len(values) {
		return fmt.Errorf("%s: %d values in %d columns", t.table, len(values), len(t.names))
	}
	b := appendText(nil, t.table)
	for _, i := range t.order {
		b = appendText(b, t.names[i])
		var err error
		if b, err = appendValue(b, values[i]); err != nil {
			return fmt.Errorf("%s.%s: %w", t.table, t.names[i], err)
		}
	}
	sum := sha256.Sum256(b)
	for i := range s {
		s[i] += binary.BigEndian.Uint64(sum[8*i:])
	}
	return nil
}

// appendValue appends a value with its type. SQLite's truth values are integers.
func appendValue(b []byte, value any) ([]byte, error) {
	value, err := driver.DefaultParameterConverter.ConvertValue(value)
	if err != nil {
		return nil, err
	}
	if truth, ok := value.(bool); ok {
		value = int64(0)
		if truth {
			value = int64(1)
		}
	}
	switch value := value.(type) {
	case nil:
		return append(b, 'n'), nil
	case int64:
		return binary.AppendVarint(append(b, 'i'), value), nil
	case string:
		return appendText(append(b, 't'), value), nil
	default:
		return nil, fmt.Errorf("a %T, which no column has", value)
	}
}

func appendText(b []byte, text string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

// columns are those of a table, in the order of a statement.
type columns struct {
	table string
	names []string
	// order is that by name: tables and statements may have another.
	order []int
}

func newColumns(table string, names []string) columns {
	order := make([]int, len(names))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(names[a], names[b]) })
	return columns{table, names, order}
}

func (s rowSum) String() string { return fmt.Sprintf("%016x%016x%016x%016x", s[0], s[1], s[2], s[3]) }

// table adds all rows of a table.
func (s *rowSum) table(ctx context.Context, tx *sql.Tx, table string) error {
	rows, err := tx.QueryContext(ctx, `SELECT * FROM "`+table+`"`)
	if err != nil {
		return err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	columns := newColumns(table, names)
	values, into := make([]any, len(names)), make([]any, len(names))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if err := s.add(columns, values); err != nil {
			return err
		}
	}
	return rows.Err()
}
