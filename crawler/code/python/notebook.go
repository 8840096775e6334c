package python

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"authcat/crawler/code/syntax"
)

// ErrNotebook is JSON that is no notebook, or one that isn't Python's.
var ErrNotebook = errors.New("it is no Python notebook")

// ParseNotebook reads the cells of a Jupyter notebook as one source file, whose
// lines are those of the notebook. Commands to Jupyter ("%pip", "!ls") are left out.
func ParseNotebook(body []byte) (*syntax.Unit, error) {
	n := notebook{decoder: json.NewDecoder(bytes.NewReader(body)), body: body, line: 1}
	if err := n.read(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotebook, err)
	}
	if n.cells == nil {
		return nil, ErrNotebook
	}
	if !isPython(n.language) {
		return nil, fmt.Errorf("%w but %s", ErrNotebook, n.language)
	}
	p := newParser()
	for _, c := range n.cells {
		c.read(p)
	}
	return p.done(), nil
}

// isPython reports whether a notebook's language is Python, as it is where none is named.
func isPython(language string) bool {
	return language == "" || strings.Contains(strings.ToLower(language), "python")
}

// notebook is read in one pass, for the lines on which things stand.
type notebook struct {
	decoder  *json.Decoder
	body     []byte
	cells    []*cell
	language string
	// line is that of offset.
	line, offset int
}

// cell is a cell's source, with the line of each piece of it.
type cell struct {
	kind   string
	pieces []string
	lines  []int
}

func (n *notebook) read() error {
	return n.fields(func(key string) error {
		switch key {
		case "cells":
			n.cells = []*cell{}
			return n.elements(n.cell)
		case "metadata":
			var about struct {
				Info struct {
					Name string `json:"name"`
				} `json:"language_info"`
				Kernel struct {
					Language string `json:"language"`
				} `json:"kernelspec"`
			}
			err := n.decoder.Decode(&about)
			n.language = about.Info.Name
			if n.language == "" {
				n.language = about.Kernel.Language
			}
			return err
		default:
			return n.skip()
		}
	})
}

func (n *notebook) skip() error {
	var unread json.RawMessage
	return n.decoder.Decode(&unread)
}

// fields reads an object, each value by what is told its key.
func (n *notebook) fields(value func(key string) error) error {
	if err := n.open('{'); err != nil {
		return err
	}
	for n.decoder.More() {
		token, err := n.decoder.Token()
		if err != nil {
			return err
		}
		key, _ := token.(string)
		if err := value(key); err != nil {
			return err
		}
	}
	_, err := n.decoder.Token()
	return err
}

// elements reads an array.
func (n *notebook) elements(value func() error) error {
	if err := n.open('['); err != nil {
		return err
	}
	for n.decoder.More() {
		if err := value(); err != nil {
			return err
		}
	}
	_, err := n.decoder.Token()
	return err
}

func (n *notebook) open(bracket json.Delim) error {
	token, err := n.decoder.Token()
	if err == nil && token != bracket {
		err = fmt.Errorf("%v where %v was to be", token, bracket)
	}
	return err
}

func (n *notebook) cell() error {
	c := &cell{}
	n.cells = append(n.cells, c)
	return n.fields(func(key string) error {
		switch key {
		case "cell_type":
			return n.decoder.Decode(&c.kind)
		case "source":
			return n.source(c)
		default:
			return n.skip()
		}
	})
}

// source reads a text, or an array of texts.
func (n *notebook) source(c *cell) error {
	token, err := n.decoder.Token()
	if token != json.Delim('[') {
		n.piece(c, token)
		return err
	}
	for n.decoder.More() {
		token, err := n.decoder.Token()
		if err != nil {
			return err
		}
		n.piece(c, token)
	}
	_, err = n.decoder.Token()
	return err
}

func (n *notebook) piece(c *cell, token json.Token) {
	offset := int(n.decoder.InputOffset())
	n.line += bytes.Count(n.body[n.offset:offset], []byte("\n"))
	n.offset = offset
	text, _ := token.(string)
	for line := range strings.Lines(text) {
		c.pieces = append(c.pieces, line)
		c.lines = append(c.lines, n.line)
	}
}

// read reads a cell's source, unless its first line hands it to something else than Python.
func (c *cell) read(p *parser) {
	source := strings.Join(c.pieces, "")
	if c.kind != "code" || strings.HasPrefix(source, "%%") && !strings.HasPrefix(source, "%%time") && !strings.HasPrefix(source, "%%capture") {
		return
	}
	p.read(source, c.lines)
}
