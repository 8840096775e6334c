package sqlite

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// object is a table, an index or a view as SQLite keeps it: by the text that made it.
type object struct{ kind, name, text string }

// objects are those of the schema.
func objects() []object {
	var all []object
	for statement := range strings.SplitSeq(schema, ";\n") {
		at := strings.Index("\n"+statement, "\nCREATE ")
		if at < 0 {
			continue // what follows the last one
		}
		text := strings.TrimSpace(statement[at:])
		words := strings.Fields(text)
		all = append(all, object{strings.ToLower(words[1]), words[2], text})
	}
	return all
}

// tables are the names of those tables that have rows to add up.
func tables() []string {
	var names []string
	for _, o := range objects() {
		if o.kind == "table" && o.name != "checksum" {
			names = append(names, o.name)
		}
	}
	return names
}

// readTables are the tables that readers read.
var readTables = []string{"fact_text", "checksum_list", "checksum"}

// checkSchema refuses a catalog in which a table, an index or a view of some is
// not what this package makes: a view in a table's place would be run, not
// read. What else there is nobody asks.
func (c *Catalog) checkSchema(ctx context.Context, missing []object) error {
	rows, err := c.db.QueryContext(context.WithoutCancel(ctx), `
		SELECT type, name, sql
		FROM   sqlite_schema
		WHERE  sql IS NOT NULL`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := ctx.Err(); err != nil {
			return err
		}
		var o object
		if err := rows.Scan(&o.kind, &o.name, &o.text); err != nil {
			return err
		}
		if at := slices.Index(missing, o); at >= 0 {
			missing = slices.Delete(missing, at, at+1)
		}
	}
	if len(missing) > 0 && rows.Err() == nil {
		return fmt.Errorf("the %s %s is not there, or not as authcat makes it", missing[0].kind, missing[0].name)
	}
	return rows.Err()
}
