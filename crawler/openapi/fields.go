package openapi

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"authcat/catalog"
)

// remark is something about a field that was read all the same.
type remark struct {
	code catalog.Code
	// field is where in its object, "" for the object.
	field, seen string
}

// fields reads the fields of an operation. The first that can't be read makes
// the operation unreadable, and is the error; remarks are what was read although
// it isn't as OpenAPI asks for, and what says nothing.
type fields struct {
	tree *tree
	object
	remarks []remark
	err     error
}

func (f *fields) fail(format string, args ...any) {
	if f.err == nil {
		f.err = fmt.Errorf(format, args...)
	}
}

func (f *fields) remark(code catalog.Code, field, format string, args ...any) {
	f.remarks = append(f.remarks, remark{code, field, fmt.Sprintf(format, args...)})
}

// stated returns a field's value, nil where it is absent. A null states
// nothing, which is worth a word: somebody wrote the field.
func (f *fields) stated(name string) *yaml.Node {
	node := target(f.get(name))
	if node == nil {
		return nil
	}
	if isNull(node) {
		f.remark(catalog.CodeFieldOdd, name, "%s is null: it counts as absent", name)
		return nil
	}
	return node
}

// text reads a name or a title.
func (f *fields) text(name string) string {
	node := f.stated(name)
	if node == nil {
		return ""
	}
	text, ok := f.scalar(name, node)
	if !ok {
		f.fail("%s is no text, but %s", name, describe(node))
	}
	if len(text) > maxName {
		f.fail("%s has %d bytes, where at most %d are read", name, len(text), maxName)
	}
	return text
}

// scalar reads a scalar as it is written. One that YAML takes for a number or
// the like (123, for lack of quotes) is worth a word.
func (f *fields) scalar(name string, node *yaml.Node) (text string, ok bool) {
	node = target(node)
	switch {
	case isText(node):
		return node.Value, true
	case node.Kind == yaml.ScalarNode && isPlain(node) && !isNull(node):
		f.remark(catalog.CodeFieldOdd, name, "%s has %s without quotes, which YAML takes for no text: it is read as it is written", name, brief(node.Value))
		return node.Value, true
	default:
		return "", false
	}
}

func isText(node *yaml.Node) bool {
	node = target(node)
	return node != nil && node.Kind == yaml.ScalarNode && node.ShortTag() == "!!str"
}

// description reads the description, whose length prose bounds.
func (f *fields) description() string {
	node := f.stated("description")
	if node == nil {
		return ""
	}
	text, ok := f.scalar("description", node)
	if !ok {
		f.fail("description is no text, but %s", describe(node))
	}
	return text
}

// words reads a text that is no statement by itself, and may be anything in an extension.
func (f *fields) words(name string) string {
	node := f.stated(name)
	if node == nil {
		return ""
	}
	text, ok := f.scalar(name, node)
	if !ok {
		f.remark(catalog.CodeFieldOdd, name, "%s is no text, but %s: it is not read", name, describe(node))
	}
	return text
}

// flag reads true or false, also where it is quoted or written as YAML 1.1 had it.
func (f *fields) flag(name string) bool {
	node := f.stated(name)
	if node == nil {
		return false
	}
	if node.Kind == yaml.ScalarNode {
		switch strings.ToLower(strings.TrimSpace(node.Value)) {
		case "true", "yes", "on":
			f.unlessBool(name, node)
			return true
		case "false", "no", "off":
			f.unlessBool(name, node)
			return false
		}
	}
	f.fail("%s is neither true nor false, but %s", name, describe(node))
	return false
}

func (f *fields) unlessBool(name string, node *yaml.Node) {
	if node.ShortTag() != "!!bool" {
		f.remark(catalog.CodeFieldOdd, name, "%s is the text %s: it is read as what it says", name, brief(node.Value))
	}
}

// tags reads the tags. They say nothing of callers: an entry that is none takes nothing with it.
func (f *fields) tags() []string {
	node := f.stated("tags")
	if node == nil {
		return nil
	}
	entries, ok := f.tree.list(node)
	if !ok {
		f.fail("tags is no list, but %s", describe(node))
		return nil
	}
	if len(entries) > maxNames {
		f.fail("tags has %w", tooMany(len(entries), maxNames, "entries"))
		return nil
	}
	var tags []string
	for _, entry := range entries {
		tag, ok := f.scalar("tags", entry)
		if !ok {
			f.remark(catalog.CodeFieldOdd, "tags", "tags has an entry that is no tag and is not read: %s", describe(entry))
			continue
		}
		tags = append(tags, f.short("tags", tag))
	}
	return tags
}

// names reads a list of names that say who may call. A list of which one entry
// is no name is damaged: what it would have said is not known. stated is unset
// where there is no list.
func (f *fields) names(name string) (names []string, stated bool) {
	node := f.stated(name)
	if node == nil {
		return nil, false
	}
	names, err := f.tree.names(node, maxNames)
	if err != nil {
		f.fail("%s %w", name, err)
	}
	return names, true
}

// nameOrNames reads a name, or a list of them.
func (f *fields) nameOrNames(name string) []string {
	if node := target(f.get(name)); isText(node) {
		return []string{f.short(name, node.Value)}
	}
	names, _ := f.names(name)
	return names
}

func (f *fields) short(name, text string) string {
	if len(text) > maxName {
		f.fail("%s has an entry of %d bytes, where at most %d are read", name, len(text), maxName)
	}
	return text
}

// names reads a list of texts. It returns a list that is empty where the list is.
func (t *tree) names(node *yaml.Node, most int) ([]string, error) {
	entries, ok := t.list(node)
	switch {
	case !ok:
		return nil, fmt.Errorf("is no list, but %s", describe(node))
	case len(entries) > most:
		return nil, fmt.Errorf("has %w", tooMany(len(entries), most, "entries"))
	}
	names := make([]string, 0, len(entries))
	for _, entry := range entries {
		if !isText(entry) {
			return nil, fmt.Errorf("has an entry that is no name: %s", describe(entry))
		}
		name := target(entry).Value
		if len(name) > maxName {
			return nil, fmt.Errorf("has an entry of %d bytes, where at most %d are read", len(name), maxName)
		}
		names = append(names, name)
	}
	return names, nil
}
