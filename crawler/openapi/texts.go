package openapi

import (
	"strings"

	"authcat/catalog"
	"authcat/catalog/prose"
)

// words reads what texts of an operation say about callers.
func (p *parser) words(f *fields, name string, texts ...prose.Text) catalog.Prose {
	read, err := p.prosaic(texts)
	if err != nil {
		f.remark(catalog.CodeProseUnread, name, "%s: %v", name, err)
	}
	return read
}

// parameterConditions reads what parameters' descriptions say about callers.
func (p *parser) parameterConditions(key catalog.Key, headers []header) []catalog.Condition {
	var all []catalog.Condition
	for _, h := range headers {
		if h.parameter.Description == "" {
			continue
		}
		place := catalog.Place{Witness: catalog.WitnessParameter, Parameter: h.parameter.Name, Pointer: h.pointer + "/description"}
		if h.ref != "" {
			place.Pointer = strings.TrimPrefix(h.ref, "#") + "/description"
		}
		read, err := p.prosaic([]prose.Text{{Words: h.parameter.Description, Place: place}})
		if err != nil {
			p.problem(key, catalog.CodeProseUnread, place.Pointer, "the description of "+brief(h.parameter.Name)+": "+err.Error())
		}
		all = append(all, read.Conditions...)
	}
	return all
}

// prosaic reads texts, up to the bound of all that a document has.
func (p *parser) prosaic(texts []prose.Text) (catalog.Prose, error) {
	for _, text := range texts {
		p.prose += len(text.Words)
	}
	if p.prose > maxProse { // the document is refused
		return catalog.Prose{}, nil
	}
	return p.reader.Read(texts...)
}
