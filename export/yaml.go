package export

import (
	"io"

	"go.yaml.in/yaml/v3"
)

// YAML writes what JSON does, as YAML.
type YAML struct{}

// Render writes the answer's own object, else all columns of its rows.
func (YAML) Render(w io.Writer, a Answer) (string, error) {
	document, err := yamlNode(objectOf(a))
	if err != nil {
		return "", err
	}
	encoder := yaml.NewEncoder(w)
	encoder.SetIndent(2)
	if err := encoder.Encode(document); err != nil {
		return "", err
	}
	return a.Note(), encoder.Close()
}

// yamlNode is a value as a node: a mapping node keeps the order of its keys.
func yamlNode(value any) (*yaml.Node, error) {
	node := &yaml.Node{}
	switch value := value.(type) {
	case orderedObject:
		node.Kind = yaml.MappingNode
		for _, m := range value {
			child, err := yamlNode(m.value)
			if err != nil {
				return nil, err
			}
			node.Content = append(node.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: m.name}, child)
		}
	case []orderedObject:
		node.Kind = yaml.SequenceNode
		for _, object := range value {
			child, err := yamlNode(object)
			if err != nil {
				return nil, err
			}
			node.Content = append(node.Content, child)
		}
	default:
		if list, ok := value.([]string); ok && list == nil {
			value = []string{}
		}
		return node, node.Encode(value)
	}
	return node, nil
}
