package openapi

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"authcat/catalog"
	"authcat/catalog/prose"
)

func (p *parser) operation(key catalog.Key, node *yaml.Node, common []header) {
	observation := catalog.Observation{Key: key}
	pointer := observation.Pointer()
	m, err := p.doc.tree.mapping(node)
	if err != nil {
		p.unread(key, pointer, "the operation can't be read: "+err.Error())
		return
	}
	f := &fields{tree: p.doc.tree, object: known(m, operationFields)}
	if len(f.twice) > 0 {
		f.fail("the operation has %q twice: one of the two would have to be ignored", f.twice[0])
	}
	if ref := target(f.get("$ref")); ref != nil {
		f.fail("the operation is a reference to %s, which is not followed", describe(ref))
	}
	p.read(f, &observation)
	if f.err != nil {
		p.unread(key, pointer, f.err.Error())
		return
	}
	for _, oddity := range f.oddities() {
		p.problem(key, catalog.CodeFieldOdd, pointer, oddity)
	}
	for _, r := range f.remarks {
		p.problem(key, r.code, pointer+"/"+r.field, r.seen)
	}
	headers := append(p.headers(key, f.get("parameters"), pointer+"/parameters"), common...)
	observation.Experimental = experimental(headers)
	observation.Prose.Conditions = append(observation.Prose.Conditions, p.parameterConditions(key, headers)...)
	p.observations = append(p.observations, observation)
}

// read fills in what the operation's fields say.
func (p *parser) read(f *fields, o *catalog.Observation) {
	o.OperationID = f.text("operationId")
	o.Title = f.text("summary")
	o.Tags = f.tags()
	o.Deprecated = f.flag("deprecated")
	o.Security = p.security(f)
	o.Unauthorized = p.documents401(f.get("responses"))
	o.LevelsField, o.Levels = f.levels()
	o.Rights, o.Audience = f.nameOrNames(catalog.RightsField), f.nameOrNames(catalog.AudienceField)
	o.Successor = f.successor()
	if f.err == nil {
		o.Prose = p.words(f, "description", prose.Text{Words: f.description(), Place: o.Place(catalog.WitnessDescription)},
			prose.Text{Words: o.Title, Place: o.Place(catalog.WitnessSummary)})
		o.SecurityNote = p.words(f, catalog.SecurityNoteField, prose.Text{Words: f.words(catalog.SecurityNoteField), Place: o.Place(catalog.WitnessNote)})
	}
}

// security is the operation's own, or the document's default where it states none.
func (p *parser) security(f *fields) catalog.Security {
	var own security
	var err error
	if node := f.stated("security"); node != nil {
		if own, err = p.doc.readSecurity(node); err != nil {
			f.fail("its security %w", err)
		}
	}
	if own.nulls > 0 {
		f.remark(catalog.CodeSecurityNull, "security", "%s", nullEntries("security", own.nulls, len(own.alternatives)))
	}
	if !own.stated {
		return catalog.Security{Basis: catalog.BasisInherited, Alternatives: p.doc.security.alternatives}
	}
	return catalog.Security{Basis: catalog.BasisOperation, Alternatives: own.alternatives}
}

// documents401 reports whether a 401 is among the responses.
func (p *parser) documents401(responses *yaml.Node) bool {
	m, err := p.doc.tree.mapping(responses)
	return err == nil && (m.get("401") != nil || slices.Contains(m.twice, "401"))
}
