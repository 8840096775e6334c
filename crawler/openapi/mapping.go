package openapi

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// mapping is a YAML mapping as it is meant: aliases followed, merges done.
type mapping struct {
	// fields have each key once, in the document's order, merged ones last.
	fields []field
	// twice are the keys that stand more than once; they are not among the fields.
	twice []string
	// odd are the keys that are no text, as written.
	odd []string
}

type field struct {
	key   string
	value *yaml.Node
}

// get returns the value of a key, nil where there is none.
func (m mapping) get(key string) *yaml.Node {
	for _, f := range m.fields {
		if f.key == key {
			return f.value
		}
	}
	return nil
}

var errNoMapping = errors.New("it is no mapping")

// tree reads mappings, and counts what it reads.
type tree struct {
	visits int
	read   map[*yaml.Node]*merged
	// merging is how many mappings are being merged into one another.
	merging int
}

// merged is a mapping that was read once, or why it can't be.
type merged struct {
	mapping
	err error
}

// spent is the error of a document that repeats more than is read, by its aliases and merges.
func (t *tree) spent() error {
	if t.visits > maxVisits {
		return fmt.Errorf("it has more than %d keys and entries, those that its aliases repeat counted each time: no more are read", maxVisits)
	}
	return nil
}

// mapping reads a mapping. One whose merges can't be done is an error, one
// with repeated keys is not: where they stand decides what they spoil.
func (t *tree) mapping(node *yaml.Node) (mapping, error) {
	node = target(node)
	if node == nil || node.Kind != yaml.MappingNode {
		return mapping{}, errNoMapping
	}
	known := t.read[node]
	if known == nil {
		known = &merged{err: errors.New("it is merged into itself (<<)")}
		t.read[node] = known
		known.mapping, known.err = t.merge(node)
	}
	t.visits += 1 + len(known.fields) + len(known.twice) + len(known.odd)
	if err := t.spent(); err != nil {
		return mapping{}, err
	}
	return known.mapping, known.err
}

// merge reads a mapping's own keys, and adds those that it merges ("<<", of
// YAML 1.1: https://yaml.org/type/merge.html): its own go before merged ones,
// and among those the first.
func (t *tree) merge(node *yaml.Node) (mapping, error) {
	var m mapping
	var source *yaml.Node
	seen := make(map[string]int, len(node.Content)/2) // how often
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := target(node.Content[i]), target(node.Content[i+1])
		switch {
		case isMerge(key) && source != nil:
			return mapping{}, errors.New("it has two merges (<<)")
		case isMerge(key):
			source = value
		case !isName(key):
			m.odd = append(m.odd, describe(key))
		default:
			seen[key.Value]++
			m.fields = append(m.fields, field{key.Value, value})
		}
	}
	m.dropRepeated(seen)
	t.visits += len(node.Content) / 2
	if source == nil {
		return m, nil
	}
	return m, t.mergeInto(&m, seen, source)
}

// dropRepeated moves keys that stand more than once from the fields.
func (m *mapping) dropRepeated(seen map[string]int) {
	if len(seen) == len(m.fields) {
		return
	}
	for key, n := range seen {
		if n > 1 {
			m.twice = append(m.twice, key)
		}
	}
	slices.Sort(m.twice)
	m.fields = slices.DeleteFunc(m.fields, func(f field) bool { return seen[f.key] > 1 })
}

// mergeInto adds the keys of a mapping, or of a list of them, that m has not.
func (t *tree) mergeInto(m *mapping, seen map[string]int, source *yaml.Node) error {
	if t.merging++; t.merging > maxMerges {
		return fmt.Errorf("its merges (<<) are nested more than %d deep", maxMerges)
	}
	defer func() { t.merging-- }()
	sources := []*yaml.Node{source}
	if source.Kind == yaml.SequenceNode {
		sources = source.Content
	}
	for _, node := range sources {
		from, err := t.mapping(node)
		switch {
		case errors.Is(err, errNoMapping): // not wrapped: it is not this one that is none
			return fmt.Errorf("what it merges (<<) is no mapping, but %s", describe(node))
		case err != nil:
			return fmt.Errorf("what it merges (<<) can't be read: %w", err)
		}
		for _, f := range from.fields {
			if seen[f.key] == 0 {
				seen[f.key]++
				m.fields = append(m.fields, f)
			}
		}
		for _, key := range from.twice {
			if seen[key] == 0 {
				seen[key]++
				m.twice = append(m.twice, key)
			}
		}
		m.odd = append(m.odd, from.odd...)
	}
	return nil
}

// list returns the entries of a list, aliases followed; ok is false for anything else.
func (t *tree) list(node *yaml.Node) (entries []*yaml.Node, ok bool) {
	if node = target(node); node == nil || node.Kind != yaml.SequenceNode {
		return nil, false
	}
	t.visits += len(node.Content)
	return node.Content, true
}

// target follows an alias to its anchor.
func target(node *yaml.Node) *yaml.Node {
	if node != nil && node.Kind == yaml.AliasNode {
		return node.Alias
	}
	return node
}

// isMerge reports whether a key is "<<" and not quoted.
func isMerge(key *yaml.Node) bool { return key.Kind == yaml.ScalarNode && key.Tag == "!!merge" }

// isName reports whether a key is a name: text, or a number (401) as it is written.
func isName(key *yaml.Node) bool {
	if key.Kind != yaml.ScalarNode {
		return false
	}
	tag := key.ShortTag()
	return tag == "!!str" || tag != "!!null" && isPlain(key)
}

// isPlain reports whether a scalar is one that YAML takes for something by the look of it: 401, true.
func isPlain(node *yaml.Node) bool {
	return node.Style&yaml.TaggedStyle == 0 && strings.HasPrefix(node.ShortTag(), "!!")
}

// isNull reports whether a value is null, or is not there.
func isNull(node *yaml.Node) bool {
	node = target(node)
	return node == nil || node.Kind == yaml.ScalarNode && node.ShortTag() == "!!null"
}

// describe names a value as it is written.
func describe(node *yaml.Node) string {
	switch node = target(node); node.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	case yaml.ScalarNode:
		if node.Style&yaml.TaggedStyle != 0 {
			return brief(node.Tag + " " + node.Value)
		}
		if isNull(node) {
			return "null"
		}
		return brief(node.Value)
	default:
		return "nothing"
	}
}
