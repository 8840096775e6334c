package catalog

import (
	"cmp"
	"iter"
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
// snapshot, whatever their order, and are left as they were.
func Merge(facts Facts) Snapshot {
	facts = facts.Public()
	facts.Observations, facts.Pages, facts.Problems = slices.Clone(facts.Observations), slices.Clone(facts.Pages), slices.Clone(facts.Problems)
	index := newIndex(&facts)
	slices.SortFunc(facts.Observations, func(a, b Observation) int { return index.compare(a.Key, b.Key) })
	slices.SortFunc(facts.Pages, func(a, b Page) int { return index.compare(a.Key, b.Key) })
	facts.Statements = slices.Clone(facts.Statements)
	slices.SortStableFunc(facts.Statements, func(a, b OperationStatement) int { return index.compare(a.Key, b.Key) })
	slices.SortStableFunc(facts.Problems, func(a, b Problem) int { return index.compare(a.Key, b.Key) })

	snapshot := Snapshot{Facts: facts, Operations: make([]Operation, 0, len(facts.Observations))}
	for _, observation := range facts.Observations {
		snapshot.Operations = append(snapshot.Operations, index.conclude(observation))
	}
	endpoints := snapshot.Endpoints()
	compareVersions(endpoints)
	misspellings(endpoints)
	unlistedLevels(&snapshot)
	snapshot.addProblems()
	for _, document := range facts.Documents {
		if document.Kept {
			snapshot.Findings = append(snapshot.Findings, keptFinding(document))
		}
	}
	snapshot.Findings = append(snapshot.Findings, index.unknownOverrides()...)
	snapshot.Findings = append(snapshot.Findings, defaults(&snapshot)...)
	snapshot.Findings = append(snapshot.Findings, nearDuplicates(&snapshot)...)
	index.missingPages(&snapshot)
	return snapshot
}

// addProblems makes findings of the problems: of the operation that each is
// about, where that was read all the same.
func (s *Snapshot) addProblems() {
	if len(s.Problems) == 0 { // nearly always
		return
	}
	at := make(map[Key]*Operation, len(s.Operations))
	for i := range s.Operations {
		at[s.Operations[i].Key] = &s.Operations[i]
	}
	for _, problem := range s.Problems {
		if o := at[problem.Key]; o != nil {
			o.Findings = append(o.Findings, Finding(problem))
			SortFindings(o.Findings)
			continue
		}
		s.Findings = append(s.Findings, Finding(problem))
	}
}

// index finds what is known of an operation.
type index struct {
	position  map[string]int
	apis      map[string]API
	specs     map[string]Document
	pages     map[Key]*Page
	overrides map[Key]*Override
	others    map[Key][]Statement
	used      map[Key]bool
	// sitemap is set when there is a list of the pages that exist.
	sitemap bool
}

func newIndex(facts *Facts) *index {
	x := &index{
		position: map[string]int{}, apis: map[string]API{}, specs: map[string]Document{},
		pages: map[Key]*Page{}, overrides: map[Key]*Override{}, others: map[Key][]Statement{}, used: map[Key]bool{},
	}
	for i, api := range facts.APIs {
		x.position[api.ID], x.apis[api.ID] = i, api
	}
	for _, document := range facts.Documents {
		if document.Role == RoleSpec {
			x.specs[document.API] = document
		}
		x.sitemap = x.sitemap || document.Role == RoleSitemap
	}
	for _, page := range facts.Pages {
		x.pages[page.Key] = &page
	}
	for _, override := range facts.Overrides {
		x.overrides[override.Key] = &override
	}
	for _, s := range facts.Statements {
		x.others[s.Key] = append(x.others[s.Key], s.Statement)
	}
	return x
}

func (x *index) compare(a, b Key) int {
	return cmp.Or(
		cmp.Compare(x.position[a.API], x.position[b.API]),
		cmp.Compare(a.Path, b.Path),
		cmp.Compare(a.Method, b.Method),
	)
}

func (x *index) conclude(observation Observation) Operation {
	key := observation.Key
	x.used[key] = true
	return conclude(observation, x.apis[key.API], x.specs[key.API], x.pages[key], x.overrides[key], x.others[key]...)
}

// missingPages reports the operations that the sitemap lists no page of, in
// the APIs of which it lists any.
func (x *index) missingPages(snapshot *Snapshot) {
	documented := map[string]bool{}
	for key := range x.pages {
		documented[key.API] = true
	}
	for i := range snapshot.Operations {
		if o := &snapshot.Operations[i]; x.sitemap && documented[o.API] && o.Page == nil {
			o.add(Finding{Key: o.Key, Code: CodePageMissing, Seen: "no page in the sitemap", Pointer: o.Observation.Pointer()})
		}
	}
}

// unknownOverrides lists the corrections of operations that don't exist. A
// partial read (a Filter) carries no overrides of operations that it left out.
func (x *index) unknownOverrides() []Finding {
	var found []Finding
	for key, override := range x.overrides {
		if !x.used[key] {
			found = append(found, Finding{Key: Key{API: key.API}, Code: CodeOverrideStale,
				Seen: "no operation " + key.String() + "; correction of " + override.Date})
		}
	}
	slices.SortFunc(found, func(a, b Finding) int { return cmp.Compare(a.Seen, b.Seen) })
	return found
}

// compareVersions fills in where another version of an endpoint needs another
// credential. A newer variant of a service within one API ("/v2/…" beside
// "/v1/…") is another contract, not another version of this one.
func compareVersions(endpoints []Endpoint) {
	for _, endpoint := range endpoints {
		versions := endpoint.first()
		if sameNeeds(versions) { // nearly always
			continue
		}
		for _, o := range versions {
			for _, other := range versions {
				if other.Decision.Needs != o.Decision.Needs {
					o.DiffersIn = append(o.DiffersIn, other.API)
				}
			}
		}
	}
}

func sameNeeds(versions []*Operation) bool {
	return !slices.ContainsFunc(versions, func(o *Operation) bool { return o.Decision.Needs != versions[0].Decision.Needs })
}

// AsOf is the day of the newest specification, in UTC: the date of the data
// set. It is the zero time where there is none.
func (f *Facts) AsOf() time.Time {
	var newest time.Time
	for _, document := range f.Documents {
		if document.Role == RoleSpec && document.FetchedAt.After(newest) {
			newest = document.FetchedAt
		}
	}
	return newest
}

// ByAPI are the operations of each API, which stand together.
func (s *Snapshot) ByAPI() iter.Seq2[API, []Operation] {
	return func(yield func(API, []Operation) bool) {
		rest := s.Operations
		for _, api := range s.APIs {
			n := 0
			for n < len(rest) && rest[n].API == api.ID {
				n++
			}
			if !yield(api, rest[:n]) {
				return
			}
			rest = rest[n:]
		}
	}
}

// LevelsURL is the address of the User Level Access Matrix, "" where no source names it.
func (f *Facts) LevelsURL() string {
	for _, document := range f.Documents {
		if document.Role == RoleLevels {
			return document.URL
		}
	}
	return ""
}

// SpecCount is the number of APIs whose document was read.
func (f *Facts) SpecCount() int {
	n := 0
	for _, document := range f.Documents {
		if document.Role == RoleSpec {
			n++
		}
	}
	return n
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

// Warnings are the findings that a reader must know before the rest: a source
// that was kept from an earlier day, an operation that could not be read. A
// document whose operations state no security is as it was published, and no warning.
func (s *Snapshot) Warnings() []Finding {
	var warnings []Finding
	for _, f := range s.Findings {
		if f.Severity() != SeverityInfo && f.Code != CodeSecurityDefault {
			warnings = append(warnings, f)
		}
	}
	return warnings
}

// AllFindings lists the findings about documents, then those about operations
// in the order of the operations. What a document's finding says of all its
// operations is not listed again with each.
func (s *Snapshot) AllFindings() []Finding {
	all := slices.Clone(s.Findings)
	byDefault := map[string]bool{}
	for _, f := range s.Findings {
		byDefault[f.API] = byDefault[f.API] || f.Code == CodeSecurityDefault
	}
	for i := range s.Operations {
		for _, f := range s.Operations[i].Findings {
			if f.Code != CodeSecurityInherited || !byDefault[f.API] {
				all = append(all, f)
			}
		}
	}
	return all
}
