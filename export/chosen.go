package export

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/find"
)

// Choice is what a program asks for in place of a whole answer: some fields of
// its rows, or of its object; the whole object where it names none.
type Choice struct {
	Form   Form
	Fields []string
}

// FieldError is a field that an answer doesn't have.
type FieldError struct {
	Name string
	// Meant is the one that it can only have meant, "" where that is not clear.
	Meant string
	// Known are the fields that there are, the most alike first.
	Known []string
}

func (e *FieldError) Error() string {
	text := "there is no such field"
	if isFieldName(e.Name) {
		text = fmt.Sprintf("there is no field %q", e.Name)
	}
	known := "there are " + strings.Join(e.Known, ", ")
	if e.Meant != "" {
		return text + "; did you mean " + e.Meant + "? " + upperFirst(known)
	}
	return text + "; " + known
}

// isFieldName reports whether a text is what a field could be called: no secret in the wrong place.
func isFieldName(text string) bool {
	const longest = 24
	return text != "" && len(text) <= longest && strings.Trim(text, "abcdefghijklmnopqrstuvwxyz_-") == ""
}

// Choose reads the names of fields, separated by commas. It fails with a *FieldError.
func (f Form) Choose(list string) (Choice, error) {
	known := f.Fields()
	var fields []string
	for name := range strings.SplitSeq(list, ",") {
		name = strings.TrimSpace(name)
		if !slices.Contains(known, name) {
			meant := find.Meant(name, known)
			slices.SortStableFunc(known, func(a, b string) int { return unlike(name, a) - unlike(name, b) })
			return Choice{}, &FieldError{name, meant, known}
		}
		fields = append(fields, name)
	}
	return Choice{f, fields}, nil
}

// unlike says how far a name is from a field's.
func unlike(name, field string) int {
	if len(name) >= 3 && strings.Contains(field, name) {
		return 1
	}
	return catalog.EditDistance(name, field)
}

// of is the chosen part of an answer.
func (c Choice) of(a Answer) any {
	if len(c.Fields) == 0 {
		return objectOf(a)
	}
	return c.Form.chosen(a, c.Fields)
}

// Render writes the chosen part as JSON.
func (c Choice) Render(w io.Writer, a Answer) (string, error) {
	return a.Note(), encodeJSON(w, c.of(a))
}

// data is the chosen part as maps, lists and plain values. Whole numbers are int.
func (c Choice) data(a Answer) (any, error) {
	var text bytes.Buffer
	if err := encodeJSON(&text, c.of(a)); err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(&text)
	decoder.UseNumber()
	var data any
	if err := decoder.Decode(&data); err != nil {
		return nil, err
	}
	return plainNumbers(data)
}

func plainNumbers(data any) (any, error) {
	var err error
	switch data := data.(type) {
	case map[string]any:
		for name, value := range data {
			if data[name], err = plainNumbers(value); err != nil {
				return nil, err
			}
		}
	case []any:
		for i, value := range data {
			if data[i], err = plainNumbers(value); err != nil {
				return nil, err
			}
		}
	case json.Number:
		n, err := data.Int64() // what is counted
		return int(n), err
	}
	return data, nil
}

// Queried writes what a jq expression makes of the chosen part: texts as they
// are, the rest as JSON, a result a line.
type Queried struct {
	Choice
	Query *Query
	// Until ends the expression, which may have no end of its own.
	Until context.Context
}

// Render writes the results.
func (q Queried) Render(w io.Writer, a Answer) (string, error) {
	data, err := q.data(a)
	if err != nil {
		return "", err
	}
	err = within(q.Until, w, func(ctx context.Context, w io.Writer) error { return q.Query.write(ctx, w, data) })
	return a.Note(), err
}

// Templated writes what a template makes of the chosen part.
type Templated struct {
	Choice
	Template *Template
	// Width is the terminal's, 0 where there is none.
	Width int
	// Until ends the template, which may take any time.
	Until context.Context
}

// Render executes the template.
func (t Templated) Render(w io.Writer, a Answer) (string, error) {
	data, err := t.data(a)
	if err != nil {
		return "", err
	}
	err = within(t.Until, w, func(_ context.Context, w io.Writer) error { return t.Template.write(w, data, Terminal{Width: t.Width}) })
	return a.Note(), err
}

// ExpressionError is an expression or a template that fails on the answer.
type ExpressionError struct {
	// Flag has it.
	Flag string
	what string
}

func (e *ExpressionError) Error() string { return "--" + e.Flag + ": " + e.what }
