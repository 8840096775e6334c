package export

import (
	"bytes"
	"fmt"
)

// Schema is the JSON Schema of the answer as '--format json' writes it. Members may
// be added to it without a new version: it is open.
func (f Form) Schema() []byte {
	members := f.Members
	if f.Rows != "" {
		members = append(append([]Member{}, f.Beside...), Member{Name: f.Rows, Type: List, Of: f.Members, About: "The rows."})
	}
	if !f.Bare {
		members = append(headingMembers(), members...)
	}
	schema := append(orderedObject{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"$id", fmt.Sprintf("urn:authcat:answer:%s:%d", f.Name, SchemaVersion)},
		{"title", "authcat's answer " + f.Name}, {"description", f.About},
	}, objectSchema(members)...)
	if !f.Bare {
		properties := schema.value("properties").(orderedObject)
		properties[0].value = orderedObject{{"description", members[0].About}, {"const", SchemaVersion}}
	}
	var out bytes.Buffer
	_ = encodeJSON(&out, schema) // what it is made of can't fail to encode
	return out.Bytes()
}

func objectSchema(members []Member) orderedObject {
	required, properties := []string{}, make(orderedObject, len(members))
	for i, m := range members {
		if !m.Optional {
			required = append(required, m.Name)
		}
		properties[i] = member{m.Name, append(orderedObject{{"description", m.About}}, m.schema()...)}
	}
	return orderedObject{{"type", "object"}, {"required", required}, {"properties", properties}}
}

// schema is that of the member's value.
func (m Member) schema() orderedObject {
	names := orderedObject{{"type", "array"}, {"items", orderedObject{{"type", "string"}}}}
	switch m.Type {
	case Flag:
		return orderedObject{{"type", "boolean"}}
	case Count:
		return orderedObject{{"type", "integer"}}
	case Names:
		return names
	case Scalar:
		return orderedObject{{"type", []string{"string", "boolean", "integer", "array"}}, names[1]}
	case Object:
		return objectSchema(m.Of)
	case List:
		return orderedObject{{"type", "array"}, {"items", objectSchema(m.Of)}}
	default:
		if m.Words != nil {
			return orderedObject{{"enum", m.Words}}
		}
		return orderedObject{{"type", "string"}}
	}
}
