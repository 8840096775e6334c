package openapi

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"go.yaml.in/yaml/v3"
)

// parseYAML parses one YAML (or JSON) mapping.
func parseYAML(ctx context.Context, body []byte) (*yaml.Node, error) {
	start := bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\ufeff")))
	if len(start) == 0 {
		return nil, errors.New("it is empty")
	}
	if start[0] == '<' && !bytes.HasPrefix(start, []byte("<<:")) { // not a merge
		return nil, errors.New("it is an HTML or XML page, not an OpenAPI document")
	}
	if err := checkSize(body); err != nil {
		return nil, err
	}
	var root, second yaml.Node
	decoder := yaml.NewDecoder(&interruptible{ctx, bytes.NewReader(body)})
	err := decoder.Decode(&root)
	if err == nil && len(root.Content) == 1 && root.Content[0].Kind == yaml.MappingNode {
		err = decoder.Decode(&second)
		if err == nil {
			return nil, errors.New("it holds a second YAML document: one of the two would have to be ignored")
		}
	}
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case err != nil && !errors.Is(err, io.EOF):
		return nil, fmt.Errorf("it is no valid YAML: %w", err)
	case len(root.Content) != 1 || root.Content[0].Kind != yaml.MappingNode:
		return nil, errors.New("it is no OpenAPI document: the top level is no mapping")
	}
	return root.Content[0], nil
}

// checkSize bounds what the YAML parser can make of a document: a node takes
// some 230 bytes, and there is at most one more than there are characters that
// can begin one. Its time is linear but in the number of %TAG directives, of
// which no document needs any.
func checkSize(body []byte) error {
	if len(body) > maxBytes {
		return fmt.Errorf("it has more than %d MiB, the most that is read", maxBytes>>20)
	}
	if n := marks(body); n > maxMarks {
		return fmt.Errorf("it is YAML of up to %d values, where at most %d are read", n, maxMarks)
	}
	if bytes.HasPrefix(body, []byte("\xff\xfe")) || bytes.HasPrefix(body, []byte("\xfe\xff")) { // YAML's other encoding, which hides directives
		return errors.New("it is UTF-16; UTF-8 is read")
	}
	if n := bytes.Count(body, []byte("%TAG")); n > maxDirectives {
		return tooMany(n, maxDirectives, "%TAG directives of YAML")
	}
	return nil
}

// marks counts the characters that can begin a YAML node.
func marks(body []byte) int {
	n := 0
	for _, c := range body {
		switch c {
		case ',', ':', '-', '[', '{', '?', '\n', '\r':
			n++
		}
	}
	return n
}

// interruptible ends reading when its context ends: the YAML parser asks for a
// few kilobytes at a time.
type interruptible struct {
	ctx  context.Context
	body io.Reader
}

func (r *interruptible) Read(into []byte) (int, error) {
	if r.ctx.Err() != nil {
		return 0, context.Cause(r.ctx)
	}
	return r.body.Read(into)
}
