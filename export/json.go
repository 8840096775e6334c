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

// Render writes the listing with all its columns.
func (JSON) Render(w io.Writer, listing Listing) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(orderedObject{
		{"schema", SchemaVersion},
		{"dataset", orderedObject{{"name", listing.Dataset.Name}, {"as_of", listing.Dataset.Date()}}},
		{listing.Kind, Objects(listing)},
	})
}

// Objects returns the rows as JSON objects: keys in the order of the columns,
// lists as arrays, flags as booleans. No row at all is an empty array.
func Objects(listing Listing) []json.Marshaler {
	rows := make([]json.Marshaler, 0, len(listing.Rows))
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
