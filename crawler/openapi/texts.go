package openapi

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"authcat/catalog"
	"authcat/catalog/prose"
)

// texts are the words of an operation that may speak of callers, with their places.
func texts(o *catalog.Observation, description, summary string, parameters []header) []prose.Text {
	all := []prose.Text{
		{Words: description, Place: o.Place(catalog.SaidInDescription)},
		{Words: summary, Place: o.Place(catalog.SaidInSummary)},
	}
	for _, h := range parameters {
		if h.parameter == nil || h.parameter.Description == "" {
			continue
		}
		place := catalog.Place{Witness: catalog.SaidInParameter, Parameter: h.parameter.Name, Pointer: h.pointer + "/description"}
		if h.ref != "" {
			place.Pointer = strings.TrimPrefix(h.ref, "#") + "/description"
		}
		all = append(all, prose.Text{Words: h.parameter.Description, Place: place})
	}
	return all
}

// keepParameter keeps the fields of a parameter that matter. A description that
// YAML reads as something else than a text ("description: yes") is dropped: the
// parameter is good without it.
func keepParameter(node *yaml.Node) *yaml.Node {
	kept := keep(node, parameterFields)
	if description := child(kept, "description"); description == nil || description.ShortTag() == "!!str" {
		return kept
	}
	return keep(kept, []string{"$ref", "name", "in", "required"})
}
