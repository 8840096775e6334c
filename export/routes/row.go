package routes

import (
	"strings"

	"authcat/catalog"
	"authcat/catalog/find"
)

// route is a row of the table.
type route struct {
	find.Route
	// rank in the order in which routes are preferred, from 1.
	rank int
}

func (r route) values() string {
	values := make([]string, len(columns))
	for i, c := range columns {
		values[i] = c.value(r)
	}
	return strings.Join(values, ", ")
}

// literal is the segment at a place, "" for a parameter and where there is none.
func (r route) literal(at int) string {
	if at >= len(r.Segments) || catalog.ParameterSegment(r.Segments[at]) {
		return ""
	}
	return r.Segments[at]
}

// like is the path for LIKE. A "%" fits no slash there as long as the path has
// as many segments as the route.
func (r route) like() string {
	return r.written("%", strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace)
}

// pattern is the path as a regular expression. It has no backslashes, which
// some engines take for escapes of the string that it stands in, unless a
// literal segment has one or a "^", which no path has as it is sent.
func (r route) pattern() string {
	return "^" + r.written("[^/]+", func(literal string) string {
		var out strings.Builder
		for _, c := range literal {
			switch {
			case c == '^' || c == '\\':
				out.WriteString(`\` + string(c))
			case strings.ContainsRune(".+*?()|[]{}$", c):
				out.WriteString("[" + string(c) + "]")
			default:
				out.WriteRune(c)
			}
		}
		return out.String()
	}) + "/?$"
}

// written is the path with something in place of each parameter.
func (r route) written(parameter string, literal func(string) string) string {
	var out strings.Builder
	for _, segment := range r.Segments {
		out.WriteByte('/')
		if catalog.ParameterSegment(segment) {
			out.WriteString(parameter)
		} else {
			out.WriteString(literal(segment))
		}
	}
	return out.String()
}

// quoted is a string of SQL, of a list joined by "|".
func quoted(list ...string) string {
	return "'" + strings.ReplaceAll(strings.Join(list, "|"), "'", "''") + "'"
}
