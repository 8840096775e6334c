// Package routes writes which calls reach which operation as SQL, for logs that
// are too large for one machine: one join in a store of logs gives each line
// the operation that authcat would.
package routes

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/export"
)

// Name of the file.
const Name = "routes.sql"

// Join is the query that counts the calls of a table log (method, url) by
// operation, in DuckDB's words.
//
//go:embed join.sql
var Join string

// head explains the table, to whom has nothing but the file.
const head = `-- Which calls reach which operation of SailPoint's APIs, and with which credential, as published.
-- Written by authcat from the data of %s: %d routes.
--
-- Each row is an operation's address with its API's version. Of the rows that fit a call the one with
-- the lowest rank is the operation that authcat finds: literals come before parameters, from the left.
--   segments    how many there are; segment1 and segment2 are the first two, '' for a parameter or none
--   path_like   the address for LIKE, "\" before what would be a wildcard there. It fits the same calls as
--               pattern where the number of segments is the same, and joins some thirty times as fast:
--               engines compile a regular expression anew for each pair of rows
--   pattern     the address as a regular expression (RE2) for the path alone
--   user_scopes, client_scopes, user_levels   lists joined by "|"
--
-- A call fits as it is sent, with a version and with no literal segment percent-encoded. authcat plan also
-- finds the others, and leaves out the hosts that are none of SailPoint's.
--
-- The calls of a table log (method, url) by operation, in DuckDB:
--
`

// join is Join for some routes. Where one begins with a parameter, which none of
// SailPoint's does, the first segment can't be looked up.
func join(all []find.Route) string {
	if slices.ContainsFunc(all, func(r find.Route) bool { return catalog.ParameterSegment(r.Segments[0]) }) {
		return strings.Replace(Join, "route.segment1 = split_part(call.path, '/', 2)", "route.segment1 IN ('', split_part(call.path, '/', 2))", 1)
	}
	return Join
}

// columns of the table: their names, types and values. A list is joined by "|".
var columns = []struct {
	name, kind string
	value      func(route) string
}{
	{"method", "VARCHAR", func(r route) string { return quoted(r.Operation.Method) }},
	{"segments", "INTEGER", func(r route) string { return strconv.Itoa(len(r.Segments)) }},
	{"segment1", "VARCHAR", func(r route) string { return quoted(r.literal(0)) }},
	{"segment2", "VARCHAR", func(r route) string { return quoted(r.literal(1)) }},
	{"path_like", "VARCHAR", func(r route) string { return quoted(r.like()) }},
	{"pattern", "VARCHAR", func(r route) string { return quoted(r.pattern()) }},
	{"rank", "INTEGER", func(r route) string { return strconv.Itoa(r.rank) }},
	{"api", "VARCHAR", func(r route) string { return quoted(r.Operation.API) }},
	{"path", "VARCHAR", func(r route) string { return quoted(r.Operation.Path) }},
	{"operation_id", "VARCHAR", func(r route) string { return quoted(r.Operation.OperationID) }},
	{"title", "VARCHAR", func(r route) string { return quoted(export.Visible(r.Operation.Name())) }},
	{"needs", "VARCHAR", func(r route) string { return quoted(string(r.Operation.Decision.Needs)) }},
	{"confidence", "VARCHAR", func(r route) string { return quoted(string(r.Operation.Confidence)) }},
	{"user_scopes", "VARCHAR", func(r route) string { return quoted(r.Operation.Decision.UserScopes...) }},
	{"client_scopes", "VARCHAR", func(r route) string { return quoted(r.Operation.Decision.ClientScopes...) }},
	{"scope_rule", "VARCHAR", func(r route) string { return quoted(string(r.Operation.Decision.ScopeRule)) }},
	{"user_levels", "VARCHAR", func(r route) string { return quoted(r.Operation.UserLevels...) }},
	{"deprecated", "BOOLEAN", func(r route) string { return strings.ToUpper(strconv.FormatBool(r.Operation.Deprecated)) }},
}

// batch is how many rows one INSERT has: one for each row takes an engine
// minutes, all in one is more than some of them read.
const batch = 500

// SQL writes the table authcat_route. The same catalog gives the same bytes.
func SQL(snapshot *catalog.Snapshot, dataset export.Dataset) []byte {
	all := find.Routes(snapshot)
	var out bytes.Buffer
	fmt.Fprintf(&out, head, dataset.Date(), len(all))
	for line := range strings.Lines(join(all)) {
		out.WriteString("--   " + line)
	}
	names := make([]string, len(columns))
	out.WriteString("\nCREATE TABLE authcat_route (\n")
	for i, c := range columns {
		names[i] = c.name
		end := ",\n"
		if i == len(columns)-1 {
			end = "\n);\n"
		}
		out.WriteString("  " + c.name + " " + c.kind + " NOT NULL" + end)
	}
	for i, r := range all {
		start := ",\n("
		if i%batch == 0 {
			start = "\nINSERT INTO authcat_route (" + strings.Join(names, ", ") + ") VALUES\n("
		}
		out.WriteString(start + route{r, i + 1}.values() + ")")
		if (i+1)%batch == 0 || i == len(all)-1 {
			out.WriteString(";\n")
		}
	}
	return out.Bytes()
}
