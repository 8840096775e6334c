package docs

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// members are the members of a JSON object as they are written: encoding/json
// takes "Security" for "security", and of two the last.
type members map[string]json.RawMessage

func readMembers(data []byte) (members, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	start, err := decoder.Token()
	if err != nil {
		return nil, err
	}
	if start != json.Delim('{') {
		return nil, errors.New("it is no object")
	}
	read := members{}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return nil, err
		}
		key := name.(string) // the names of an object's members are strings
		if _, twice := read[key]; twice {
			return nil, fmt.Errorf("%.100q stands twice in it", key)
		}
		read[key] = value
	}
	if _, err := decoder.Token(); err != nil { // its end
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows it")
	}
	return read, nil
}

// read reads a member into a value, which an absent one and null leave as it is.
func (m members) read(name string, into any) error {
	value, ok := m[name]
	if !ok {
		return nil
	}
	if err := json.Unmarshal(value, into); err != nil {
		return fmt.Errorf("%.100q is not what it should be: %w", name, err)
	}
	return nil
}

// names reads a list of texts; it is nil where there is none.
func (m members) names(name string) ([]string, error) {
	var list []*string
	if err := m.read(name, &list); err != nil || list == nil {
		return nil, err
	}
	if len(list) > maxNames {
		return nil, fmt.Errorf("%.100q has %d entries, where at most %d are read", name, len(list), maxNames)
	}
	names := make([]string, len(list))
	for i, entry := range list {
		if entry == nil {
			return nil, fmt.Errorf("%.100q has an entry that is null", name)
		}
		names[i] = *entry
	}
	return names, nil
}
