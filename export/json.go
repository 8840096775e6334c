package export

import (
	"bytes"
	"encoding/json"
	"io"
)

// JSON writes {"schema", "dataset", KIND: [...]}: one object a row, keys in
// the order of the columns, lists as arrays, flags as booleans.
type JSON struct{}

// SchemaVersion is the version of the JSON form; a change that breaks a reader raises it.
const SchemaVersion = 1

// Render writes the answer's own object, else all columns of its rows.
func (JSON) Render(w io.Writer, a Answer) (string, error) {
	return a.Note(), encodeJSON(w, objectOf(a))
}

func encodeJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}

// objectOf is what JSON and YAML write of an answer.
func objectOf(a Answer) orderedObject {
	if own, ok := a.(structured); ok {
		return own.object()
	}
	listing := a.Table()
	return append(heading(listing.Dataset), member{listing.Kind, Objects(listing)})
}

// heading are the members with which every object begins.
func heading(dataset Dataset) orderedObject {
	return orderedObject{
		{"schema", SchemaVersion},
		{"dataset", orderedObject{{"name", dataset.Name}, {"as_of", dataset.Date()}}},
	}
}

// Objects returns the rows as JSON objects: keys in the order of the columns,
// lists as arrays, flags as booleans. No row at all is an empty array.
func Objects(listing Listing) []orderedObject {
	rows := make([]orderedObject, 0, len(listing.Rows))
	for _, row := range listing.Rows {
		object := make(orderedObject, len(row))
		for i, value := range row {
			object[i] = member{listing.Columns[i], value}
		}
		rows = append(rows, object)
	}
	return rows
}

type member struct {
	name  string
	value any
}

// orderedObject is a JSON object whose members keep their order.
type orderedObject []member

// MarshalJSON writes the members in order.
func (o orderedObject) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := encoder.Encode(m.name); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		value := m.value
		if list, ok := value.([]string); ok && list == nil {
			value = []string{}
		}
		if err := encoder.Encode(value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
