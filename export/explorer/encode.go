package explorer

import (
	"fmt"
	"strings"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/export"
)

// schema is the version of Data's form.
const schema = 1

// encoder collects the tables while it goes through the operations.
type encoder struct {
	snapshot *catalog.Snapshot

	apis, tags, scopes, levels, conditions, lineages, classes *table

	evidence   [][]Evidence
	evidenceAt map[string]int
}

// Encode returns the catalog as the page carries it.
func Encode(snapshot *catalog.Snapshot, dataset export.Dataset, since answer.SinceAll) Data {
	e := &encoder{
		snapshot: snapshot,
		apis:     newTable(), tags: newTable(), scopes: newTable(), levels: newTable(),
		conditions: newTable(), lineages: newTable(), classes: newTable(),
		evidence: [][]Evidence{}, evidenceAt: map[string]int{},
	}
	for _, api := range snapshot.APIs {
		e.apis.index(api.ID)
	}
	d := Data{Schema: schema, Date: dataset.Date(), DefaultAPI: defaultAPI(snapshot), LevelsURL: snapshot.LevelsURL(), Operations: []Operation{}}
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		out := e.operation(o)
		if told, known := since.Of[o.Key]; known && told.Before != "" {
			out.Since = export.SincePhrase(o.Decision.Needs, told)
		}
		d.Operations = append(d.Operations, out)
	}
	e.versions(d.Operations)
	d.APIs = e.publishedAPIs()
	d.Needs, d.Bases, d.Confidences, d.LevelsSources = needsWords(), basisWords(), confidenceWords(), levelsSourceWords()
	d.FindingClasses = e.findingClasses()
	d.Tags, d.Scopes, d.Conditions, d.Lineages = e.tags.names, e.scopes.names, e.conditions.names, e.lineages.names
	d.Levels, d.Evidence = e.levelsWithTitles(), e.evidence
	return d
}

// defaultAPI is the current API of Identity Security Cloud where there is one with operations.
func defaultAPI(snapshot *catalog.Snapshot) string {
	for i := range snapshot.Operations {
		id := snapshot.Operations[i].API
		if api, ok := snapshot.API(id); ok && api.Product == catalog.ProductISC && api.Status == catalog.StatusCurrent {
			return id
		}
	}
	return ""
}

func (e *encoder) operation(o *catalog.Operation) Operation {
	decision := o.Decision
	out := Operation{
		API: e.apis.index(o.API), Method: o.Method, Path: o.Path, OperationID: o.OperationID, Title: o.Name(),
		Tags:  e.tags.indices(catalog.Normalize(o.Tags)),
		Needs: string(decision.Needs), Basis: string(decision.Basis),
		UserScopes: e.scopes.indices(decision.UserScopes), ClientScopes: e.scopes.indices(decision.ClientScopes),
		UserLevels: e.levels.indices(o.UserLevels), LevelsSource: o.LevelsWitness.Column(),
		Conditions: e.conditions.indices(export.ConditionPhrases(o.Conditions())),
		Confidence: string(o.Confidence), Deprecated: o.Deprecated, Experimental: o.IsExperimental(), Successor: o.Successor,
		Pointer: o.Observation.Pointer(), Evidence: e.evidenceOf(o), DocsURL: o.DocsURL,
		Lineage: e.lineages.index(o.Lineage), DiffersIn: e.apis.indices(catalog.Normalize(o.DiffersIn)),
	}
	if decision.ScopeRule == catalog.AllScopes {
		out.ScopeRule = string(catalog.AllScopes)
	}
	for _, finding := range o.Findings {
		out.Findings = append(out.Findings, Finding{
			Class: e.classes.index(string(finding.Code)), Seen: finding.Seen, Pointer: relative(finding.Pointer, out.Pointer),
		})
	}
	for _, s := range export.Sightings([]*catalog.Operation{o}) {
		out.Observed = append(out.Observed, Seen{s.Phrase(), s.URL})
	}
	if c := o.Override; c != nil {
		out.Override = &Override{Fact: string(c.Fact), Values: c.Values, Reason: c.Reason, Evidence: c.Evidence, Date: c.Date}
	}
	return out
}

// evidenceOf numbers the list of an operation's evidence: relative to their
// operations, few lists differ.
func (e *encoder) evidenceOf(o *catalog.Operation) int {
	base := o.Observation.Pointer()
	list := []Evidence{}
	for _, evidence := range o.Evidence() {
		list = append(list, Evidence{Fact: string(evidence.Fact), Pointer: relative(evidence.Pointer, base)})
	}
	key := fmt.Sprintf("%q", list)
	n, ok := e.evidenceAt[key]
	if !ok {
		n = len(e.evidence)
		e.evidenceAt[key] = n
		e.evidence = append(e.evidence, list)
	}
	return n
}

func relative(pointer, base string) string {
	if rest, ok := strings.CutPrefix(pointer, base); ok && (rest == "" || rest[0] == '/') {
		return "." + rest
	}
	return pointer
}

// versions fills in what the versions of each endpoint state differently.
func (e *encoder) versions(operations []Operation) {
	at := make(map[catalog.Key]int, len(operations))
	for i := range e.snapshot.Operations {
		at[e.snapshot.Operations[i].Key] = i
	}
	for _, endpoint := range e.snapshot.Endpoints() {
		for _, o := range endpoint.Versions {
			out := &operations[at[o.Key]]
			out.Variant = endpoint.Variant(o)
			for _, other := range endpoint.Versions {
				if differs := o.Differences(other); len(differs) > 0 {
					out.Differences = append(out.Differences, Version{Operation: at[other.Key], Differs: differs})
				}
			}
		}
	}
}
