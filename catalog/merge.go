package catalog

import (
	"cmp"
	"slices"
	"time"
)

// Snapshot is a whole catalog: the facts and what authcat concludes from them.
type Snapshot struct {
	Facts
	// Operations in the order of their APIs, then path, then method.
	Operations []Operation
	// Findings that concern no single readable operation: a document, an API.
	Findings []Finding
}

// Merge concludes from facts. It is pure: the same facts give the same
// snapshot, whatever their order.
func Merge(facts Facts) Snapshot {
	position := make(map[string]int, len(facts.APIs))
	apis := make(map[string]API, len(facts.APIs))
	for i, api := range facts.APIs {
		position[api.ID], apis[api.ID] = i, api
	}
	documents := make(map[string]Document, len(facts.Documents))
	for _, document := range facts.Documents {
		documents[document.API] = document
	}

	slices.SortFunc(facts.Observations, func(a, b Observation) int { return compareKeys(position, a.Key, b.Key) })
	slices.SortStableFunc(facts.Problems, func(a, b Problem) int { return compareKeys(position, a.Key, b.Key) })

	snapshot := Snapshot{Facts: facts, Operations: make([]Operation, 0, len(facts.Observations))}
	for _, observation := range facts.Observations {
		snapshot.Operations = append(snapshot.Operations, conclude(observation, apis[observation.API], documents[observation.API]))
	}
	for _, problem := range facts.Problems {
		snapshot.Findings = append(snapshot.Findings, Finding(problem))
	}
	for _, document := range facts.Documents {
		if document.Kept {
			snapshot.Findings = append(snapshot.Findings, keptFinding(document))
		}
	}
	return snapshot
}

// conclude makes an operation of an observation.
func conclude(observation Observation, api API, document Document) Operation {
	rule := AnyScope
	if observation.Prose.AllScopes {
		rule = AllScopes
	}
	operation := Operation{
		Observation: observation,
		Document:    document,
		Decision:    Decide(observation.Security, rule),
		UserLevels:  concludeLevels(observation.Levels),
		Lineage:     lineage(api, observation.Method, observation.Path),
	}
	operation.Findings = inspect(&operation)
	return operation
}

func compareKeys(position map[string]int, a, b Key) int {
	return cmp.Or(
		cmp.Compare(position[a.API], position[b.API]),
		cmp.Compare(a.Path, b.Path),
		cmp.Compare(a.Method, b.Method),
	)
}

// AsOf is the day of the newest document, in UTC: the date of the data set.
// It is the zero time for a snapshot without documents.
func (s *Snapshot) AsOf() time.Time {
	var newest time.Time
	for _, document := range s.Documents {
		if document.FetchedAt.After(newest) {
			newest = document.FetchedAt
		}
	}
	return newest
}

// API returns the declared API of an id.
func (f *Facts) API(id string) (API, bool) {
	for _, api := range f.APIs {
		if api.ID == id {
			return api, true
		}
	}
	return API{}, false
}

// AllFindings lists the findings about documents, then those about operations
// in the order of the operations.
func (s *Snapshot) AllFindings() []Finding {
	all := slices.Clone(s.Findings)
	for i := range s.Operations {
		all = append(all, s.Operations[i].Findings...)
	}
	return all
}
