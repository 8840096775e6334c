package export

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/template"
	"text/template/parse"

	"github.com/mattn/go-runewidth"
)

// Template is a Go template about an answer.
type Template struct{ parsed *template.Template }

// TemplateFunctions says which functions templates have besides Go's own.
const TemplateFunctions = `join SEPARATOR LIST, pluck FIELD LIST, truncate COLUMNS TEXT, tablerow CELL… and tablerender`

// ParseTemplate reads a template. Its errors don't repeat it, but for short names.
func ParseTemplate(text string) (*Template, error) {
	parsed, err := template.New("--template").Funcs((&templateTable{}).functions()).Parse(text)
	if err != nil {
		message := strings.TrimPrefix(err.Error(), "template: --template:") // what follows is the line
		return nil, errors.New("line " + unquoted(message))
	}
	if !slices.ContainsFunc(parsed.Root.Nodes, func(node parse.Node) bool { return node.Type() != parse.NodeText }) {
		return nil, errors.New("it has no action, like {{.schema}}, so that it says nothing of the answer")
	}
	return &Template{parsed}, nil
}

// write executes the template; rows of a table that nothing wrote come last.
func (t *Template) write(w io.Writer, data any, terminal Terminal) error {
	table := &templateTable{terminal: terminal}
	own, err := t.parsed.Clone()
	if err != nil {
		return err
	}
	if err := own.Funcs(table.functions()).Execute(w, data); err != nil {
		var failed template.ExecError
		if errors.As(err, &failed) {
			return &ExpressionError{"template", unquoted(strings.TrimPrefix(err.Error(), "template: --template:"))}
		}
		return err
	}
	rest, err := table.render()
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, rest)
	return err
}

// templateTable collects the rows of a table.
type templateTable struct {
	terminal Terminal
	rows     [][]cell
}

func (t *templateTable) functions() template.FuncMap {
	return template.FuncMap{
		"join": func(separator string, list any) (string, error) {
			values, err := listOf(list)
			return plainText(values, separator), err
		},
		"pluck":       pluck,
		"truncate":    func(columns int, text any) string { return runewidth.Truncate(plainText(text, " "), columns, "…") },
		"tablerow":    t.row,
		"tablerender": t.render,
	}
}

// listOf is a list in a template; null is an empty one.
func listOf(value any) ([]any, error) {
	switch value := value.(type) {
	case nil:
		return nil, nil
	case []any:
		return value, nil
	default:
		return nil, fmt.Errorf("it takes a list, not a %T", value)
	}
}

// pluck is a field of every object in a list.
func pluck(field string, list any) ([]any, error) {
	objects, err := listOf(list)
	plucked := make([]any, len(objects))
	for i, value := range objects {
		object, ok := value.(map[string]any)
		if !ok {
			return nil, fmt.Errorf("it takes a list of objects, not of %T", value)
		}
		plucked[i] = object[field]
	}
	return plucked, err
}

// row adds a row, as wide as the others: a short one ends in empty cells.
func (t *templateTable) row(cells ...any) string {
	row := make([]cell, len(cells))
	for i, value := range cells {
		row[i].text = printable(plainText(value, " "))
	}
	t.rows = append(t.rows, row)
	return ""
}

// render is the table of the rows since the last one.
func (t *templateTable) render() (string, error) {
	widest := 0
	for _, row := range t.rows {
		widest = max(widest, len(row))
	}
	for i, row := range t.rows {
		t.rows[i] = append(row, make([]cell, widest-len(row))...)
	}
	var out strings.Builder
	var err error
	if len(t.rows) > 0 {
		err = t.terminal.table(&out, nil, t.rows)
	}
	t.rows = nil
	return out.String(), err
}
