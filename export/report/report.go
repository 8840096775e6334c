// Package report says what the pages and the picture say, before anything is
// rendered: which endpoints there are, in which section, and how many.
package report

import (
	"cmp"
	"slices"
	"strings"

	"authcat/catalog"
)

// Report is the content of the published documents.
type Report struct {
	Snapshot *catalog.Snapshot
	// Features are the sections of the document: every endpoint of Identity
	// Security Cloud stands in exactly one of them. Those of other products are
	// listed with their API only: they share neither scopes nor hosts with it.
	Features []Section
	// Totals counts the endpoints of all features.
	Totals Counts
	// Summary is what documents count where they speak of all: one number in
	// the text, the table and the picture.
	Summary Summary
	// APIs, in their order, with their operations by feature.
	APIs []APISection
	// Warnings are the findings about documents that a reader must know before
	// the rest: a source that was kept from an earlier day.
	Warnings []catalog.Finding
	// Classes are the classes of finding that occur.
	Classes []FindingGroup
}

// Summary counts the operations of the current API of Identity Security Cloud:
// what readers build on, and the one API of which every service has a version.
// Where the data has no such API it counts all endpoints.
type Summary struct {
	// API that is counted, "" where it is all endpoints.
	API      string
	Features []FeatureCounts
	Totals   Counts
}

// FeatureCounts are the counts of one feature.
type FeatureCounts struct {
	Heading
	Counts Counts
}

// Section is a feature with its endpoints, each with all its versions.
type Section struct {
	Heading
	Counts    Counts
	Endpoints []catalog.Endpoint
}

// APISection is one API with its operations by feature.
type APISection struct {
	catalog.API
	// Document is the API's specification; its URL is "" where none was read.
	Document catalog.Document
	Counts   Counts
	Features []OperationSection
}

// OperationSection is a feature's operations in one API.
type OperationSection struct {
	Heading
	Counts     Counts
	Operations []*catalog.Operation
}

// FindingGroup is a class of finding with what was found.
type FindingGroup struct {
	catalog.FindingClass
	Findings []catalog.Finding
}

// Counts counts endpoints or operations by what they need.
type Counts struct {
	Needs map[catalog.Needs]int
	Total int
}

func (c *Counts) add(o *catalog.Operation) {
	if c.Needs == nil {
		c.Needs = map[catalog.Needs]int{}
	}
	c.Needs[o.Decision.Needs]++
	c.Total++
}

// Accepting counts those that are published to accept a credential, those
// without any need of a token included.
func (c Counts) Accepting(credential catalog.Credential) int {
	n := 0
	for needs, count := range c.Needs {
		if needs.Accepts(credential) == catalog.Yes {
			n += count
		}
	}
	return n
}

// Client tells how far an API client gets, as catalog.Feature.Client.
func (c Counts) Client() string {
	return catalog.Feature{Counts: c.Needs, Total: c.Total}.Client()
}

// Make reports on a snapshot.
func Make(snapshot *catalog.Snapshot) *Report {
	r := &Report{Snapshot: snapshot}
	r.features()
	r.apis()
	r.summary()
	r.findings()
	return r
}

func (r *Report) summary() {
	current := slices.IndexFunc(r.APIs, func(a APISection) bool {
		return a.Product == catalog.ProductISC && a.Status == catalog.StatusCurrent && a.Counts.Total > 0
	})
	if current < 0 {
		r.Summary.Totals = r.Totals
		for _, f := range r.Features {
			r.Summary.Features = append(r.Summary.Features, FeatureCounts{f.Heading, f.Counts})
		}
		return
	}
	api := r.APIs[current]
	r.Summary = Summary{API: api.ID, Totals: api.Counts}
	for _, f := range api.Features {
		r.Summary.Features = append(r.Summary.Features, FeatureCounts{f.Heading, f.Counts})
	}
}

// Elsewhere lists the features that the summary does not count: those that
// only other APIs have.
func (r *Report) Elsewhere() []Section {
	return slices.DeleteFunc(slices.Clone(r.Features), func(s Section) bool {
		return slices.ContainsFunc(r.Summary.Features, func(f FeatureCounts) bool { return f.Anchor == s.Anchor })
	})
}

func (r *Report) features() {
	sections := newSections[Section]()
	for _, endpoint := range r.Snapshot.Endpoints() {
		o := endpoint.Current()
		if api, _ := r.Snapshot.API(o.API); api.Product != catalog.ProductISC {
			continue
		}
		section := sections.at(r.heading(o))
		section.Endpoints = append(section.Endpoints, endpoint)
		section.Counts.add(o)
		r.Totals.add(o)
	}
	r.Features = sections.sorted(func(s *Section, h Heading) { s.Heading = h })
}

func (r *Report) apis() {
	documents := map[string]catalog.Document{}
	for _, document := range r.Snapshot.Documents {
		if document.Role == catalog.RoleSpec {
			documents[document.API] = document
		}
	}
	for api, operations := range r.Snapshot.ByAPI() {
		a := APISection{API: api, Document: documents[api.ID]}
		sections := newSections[OperationSection]()
		for i := range operations {
			o := &operations[i]
			section := sections.at(r.heading(o))
			section.Operations = append(section.Operations, o)
			section.Counts.add(o)
			a.Counts.add(o)
		}
		a.Features = sections.sorted(func(s *OperationSection, h Heading) { s.Heading = h })
		r.APIs = append(r.APIs, a)
	}
}

func (r *Report) findings() {
	r.Warnings = slices.DeleteFunc(r.Snapshot.Warnings(), func(f catalog.Finding) bool { return f.Method != "" })
	byCode := map[catalog.Code][]catalog.Finding{}
	for _, finding := range r.Snapshot.AllFindings() {
		byCode[finding.Code] = append(byCode[finding.Code], finding)
	}
	for _, class := range catalog.FindingClasses {
		if found := byCode[class.Code]; len(found) > 0 {
			r.Classes = append(r.Classes, FindingGroup{class, found})
		}
	}
}

// heading is the section that an operation stands in: its feature, with the
// product in front where it is not ISC.
func (r *Report) heading(o *catalog.Operation) Heading {
	name := cmp.Or(o.Feature(), "Without a tag")
	if api, _ := r.Snapshot.API(o.API); api.Product != catalog.ProductISC {
		name = strings.ToUpper(string(api.Product)) + " " + name
	}
	return NewHeading(name)
}

// Operation returns the operation of a lineage in its newest version, nil where there is none.
func (r *Report) Operation(lineage string) *catalog.Operation {
	for i := range r.Snapshot.Operations {
		if o := &r.Snapshot.Operations[i]; o.Lineage == lineage {
			return o
		}
	}
	return nil
}

// sections collects rows under headings. Two tags whose headings would have
// one anchor ("Work Items", "Work items") are one section, named as the first.
type sections[S any] struct {
	byAnchor map[string]*S
	headings []Heading
}

func newSections[S any]() *sections[S] { return &sections[S]{byAnchor: map[string]*S{}} }

func (s *sections[S]) at(h Heading) *S {
	if s.byAnchor[h.Anchor] == nil {
		s.byAnchor[h.Anchor] = new(S)
		s.headings = append(s.headings, h)
	}
	return s.byAnchor[h.Anchor]
}

func (s *sections[S]) sorted(name func(*S, Heading)) []S {
	slices.SortFunc(s.headings, func(a, b Heading) int { return strings.Compare(a.Anchor, b.Anchor) })
	all := make([]S, 0, len(s.headings))
	for _, heading := range s.headings {
		name(s.byAnchor[heading.Anchor], heading)
		all = append(all, *s.byAnchor[heading.Anchor])
	}
	return all
}
