package openapi

import (
	"fmt"
	"strconv"

	"go.yaml.in/yaml/v3"

	"authcat/catalog"
)

// header is a parameter with its place in the document.
type header struct {
	parameter parameter
	pointer   string
	// ref is the reference that leads to it, "" where it stands at the pointer itself.
	ref string
}

// headers reads a list of parameters, references resolved. One that can't
// be read is a problem; it can't be the experimental header.
func (p *parser) headers(key catalog.Key, node *yaml.Node, pointer string) []header {
	if isNull(node) {
		return nil
	}
	list, ok := p.doc.tree.list(node)
	if !ok {
		p.problem(key, catalog.CodeReferenceUnread, pointer, "parameters is no list, but "+describe(node))
		return nil
	}
	if len(list) > maxParameters {
		p.problem(key, catalog.CodeReferenceUnread, pointer, tooMany(len(list), maxParameters, "parameters").Error())
		return nil
	}
	var headers []header
	for i, node := range list {
		at := pointer + "/" + strconv.Itoa(i)
		read, err := p.doc.parameters.read(node)
		ref := read.ref
		if err == nil && ref != "" {
			if read, err = p.doc.parameters.resolve(ref); err != nil {
				err = fmt.Errorf("parameter %s: %w", brief(ref), err)
			}
		}
		if err != nil {
			p.problem(key, catalog.CodeReferenceUnread, at, err.Error())
			continue
		}
		headers = append(headers, header{read, at, ref})
	}
	return headers
}

// experimental returns the place of the header that marks an experimental operation, or "".
func experimental(headers []header) string {
	for _, h := range headers {
		if h.parameter.isExperimental() {
			return h.pointer
		}
	}
	return ""
}
