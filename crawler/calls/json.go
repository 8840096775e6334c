package calls

import (
	"encoding/json"
	"errors"
)

// decodeLoosely decodes JSON whose fields may have other types than expected:
// those stay empty, so that one odd entry does not take the rest with it.
func decodeLoosely(data []byte, into any) error {
	err := json.Unmarshal(data, into)
	if odd := (*json.UnmarshalTypeError)(nil); errors.As(err, &odd) {
		return nil
	}
	return err
}

// scalar is a JSON string, or a number or a boolean as it is written; anything else is "".
type scalar string

// UnmarshalJSON never fails.
func (s *scalar) UnmarshalJSON(data []byte) error {
	var text string
	switch {
	case json.Unmarshal(data, &text) == nil:
		*s = scalar(text) // null is ""
	case data[0] != '{' && data[0] != '[':
		*s = scalar(data)
	}
	return nil
}

// scalars is a list of scalars or of objects with a value, or one scalar alone.
type scalars []string

// UnmarshalJSON never fails.
func (s *scalars) UnmarshalJSON(data []byte) error {
	var list []json.RawMessage
	if json.Unmarshal(data, &list) != nil {
		list = []json.RawMessage{data}
	}
	for _, element := range list {
		var valued struct{ Value scalar }
		var plain scalar
		if json.Unmarshal(element, &valued) != nil {
			_ = plain.UnmarshalJSON(element)
		}
		if text := string(valued.Value + plain); text != "" {
			*s = append(*s, text)
		}
	}
	return nil
}
