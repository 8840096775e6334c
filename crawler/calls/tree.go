package calls

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"

	"authcat/catalog"
	"authcat/catalog/printable"
)

// node is a value of a JSON or YAML document, with the line on which it begins.
type node struct {
	line int
	// text of a scalar.
	text string
	// keys of an object, one for each of items; nil for a list and a scalar.
	keys  []string
	items []node
	// block is set for a text that begins on the line behind: YAML's "|" and ">".
	block bool
	// folded is set for YAML's ">", whose lines are not those of the text.
	folded bool
}

// What is kept of one document: its nodes take many times their size.
const (
	maxNodes = 2_000_000
	maxDepth = 200
)

var errManyNodes = fmt.Errorf("it has more than %d values: split it", maxNodes)

// get is the value at a path of keys, nil where there is none.
func (n *node) get(path ...string) *node {
	for _, key := range path {
		if n = n.child(key); n == nil {
			return nil
		}
	}
	return n
}

func (n *node) child(key string) *node {
	if n == nil {
		return nil
	}
	for i, known := range n.keys {
		if known == key {
			return &n.items[i]
		}
	}
	return nil
}

// value is the text at a path of keys, "" where there is none.
func (n *node) value(path ...string) string {
	if found := n.get(path...); found != nil {
		return found.text
	}
	return ""
}

// list are the elements of a list, the values of an object.
func (n *node) list() []node {
	if n == nil {
		return nil
	}
	return n.items
}

// isObject reports whether it has keys.
func (n *node) isObject() bool { return n != nil && n.keys != nil }

// treeBuilder builds trees, up to the limit.
type treeBuilder struct {
	left int

	tokens *json.Decoder
	body   []byte
	// counted is how far lines are counted, line the number there.
	counted, line int
}

// jsonTree reads a JSON document.
func jsonTree(body []byte) (*node, error) {
	b := treeBuilder{left: maxNodes, tokens: json.NewDecoder(bytes.NewReader(body)), body: body, line: 1}
	b.tokens.UseNumber()
	tree, err := b.json(0)
	if err != nil && !errors.Is(err, errManyNodes) {
		return nil, brokenJSON(body, err)
	}
	return tree, err
}

func (b *treeBuilder) json(depth int) (*node, error) {
	token, err := b.tokens.Token()
	if err != nil {
		return nil, err
	}
	n := &node{line: b.lineHere()}
	if b.left--; b.left < 0 || depth > maxDepth {
		return nil, errManyNodes
	}
	switch token := token.(type) {
	case json.Delim:
		return n, b.jsonItems(n, token == '{', depth)
	case string:
		n.text = token
	case json.Number:
		n.text = token.String()
	case bool:
		n.text = fmt.Sprint(token)
	}
	return n, nil
}

func (b *treeBuilder) jsonItems(n *node, object bool, depth int) error {
	if object {
		n.keys = []string{}
	}
	for b.tokens.More() {
		if object {
			key, err := b.tokens.Token()
			if err != nil {
				return err
			}
			name, _ := key.(string)
			n.keys = append(n.keys, name)
		}
		item, err := b.json(depth + 1)
		if err != nil {
			return err
		}
		n.items = append(n.items, *item)
	}
	_, err := b.tokens.Token()
	return err
}

// lineHere is the line of what was read last.
func (b *treeBuilder) lineHere() int {
	at := int(b.tokens.InputOffset())
	b.line += bytes.Count(b.body[b.counted:at], []byte("\n"))
	b.counted = at
	return b.line
}

// yamlTree reads the documents of a YAML file, as a list where there are several.
func yamlTree(body []byte) (*node, error) {
	if len(body) > maxYAML {
		return nil, errLongYAML
	}
	b := treeBuilder{left: maxNodes}
	all := node{line: 1}
	for documents := yaml.NewDecoder(bytes.NewReader(body)); ; {
		var document yaml.Node
		if err := documents.Decode(&document); err != nil {
			if errors.Is(err, io.EOF) && len(all.items) > 0 {
				break
			}
			return nil, brokenYAML(err)
		}
		tree, err := b.yaml(&document, 0)
		if err != nil {
			return nil, err
		}
		all.items = append(all.items, *tree)
	}
	if len(all.items) == 1 {
		return &all.items[0], nil
	}
	return &all, nil
}

func brokenYAML(err error) error {
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	return fmt.Errorf("it is broken YAML: %s", catalog.OneLine(printable.Unquoted(message)))
}

func (b *treeBuilder) yaml(from *yaml.Node, depth int) (*node, error) {
	n := &node{line: from.Line}
	if b.left--; b.left < 0 || depth > maxDepth {
		return nil, errManyNodes
	}
	switch from.Kind {
	case yaml.DocumentNode:
		if len(from.Content) > 0 {
			return b.yaml(from.Content[0], depth+1)
		}
	case yaml.AliasNode:
		return b.yaml(from.Alias, depth+1)
	case yaml.ScalarNode:
		n.text = from.Value
		n.folded = from.Style&yaml.FoldedStyle != 0
		n.block = n.folded || from.Style&yaml.LiteralStyle != 0
	case yaml.MappingNode:
		n.keys = []string{}
	}
	for i, child := range from.Content {
		if from.Kind == yaml.MappingNode && i%2 == 0 {
			n.keys = append(n.keys, child.Value)
			continue
		}
		item, err := b.yaml(child, depth+1)
		if err != nil {
			return nil, err
		}
		n.items = append(n.items, *item)
	}
	return n, nil
}
