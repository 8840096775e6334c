package export

import (
	"io"

	"go.yaml.in/yaml/v3"
)

// YAML writes what JSON does, as YAML.
type YAML struct{}

// Render writes the listing with all its columns.
func (YAML) Render(w io.Writer, listing Listing) error {
	rows := &yaml.Node{Kind: yaml.SequenceNode}
	for _, row := range listing.Rows {
		object := &yaml.Node{Kind: yaml.MappingNode}
		for i, value := range row {
			if list, ok := value.([]string); ok && list == nil {
				value = []string{}
			}
			if err := addMember(object, listing.Columns[i], value); err != nil {
				return err
			}
		}
		rows.Content = append(rows.Content, object)
	}
	head := &yaml.Node{Kind: yaml.MappingNode}
	dataset := &yaml.Node{Kind: yaml.MappingNode}
	for _, m := range []struct {
		object *yaml.Node
		name   string
		value  any
	}{
		{head, "schema", SchemaVersion},
		{dataset, "name", listing.Dataset.Name},
		{dataset, "as_of", listing.Dataset.Date()},
		{head, "dataset", dataset},
		{head, listing.Kind, rows},
	} {
		if err := addMember(m.object, m.name, m.value); err != nil {
			return err
		}
	}
	encoder := yaml.NewEncoder(w)
	encoder.SetIndent(2)
	if err := encoder.Encode(head); err != nil {
		return err
	}
	return encoder.Close()
}

// addMember adds a key and its value; a mapping node keeps their order.
func addMember(object *yaml.Node, name string, value any) error {
	node, ok := value.(*yaml.Node)
	if !ok {
		node = &yaml.Node{}
		if err := node.Encode(value); err != nil {
			return err
		}
	}
	object.Content = append(object.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: name}, node)
	return nil
}
