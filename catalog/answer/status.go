package answer

import (
	"time"

	"authcat/catalog"
)

// SourceStatus is one document of a data set: how old it is, and what it gave.
type SourceStatus struct {
	catalog.Document
	AgeDays              int
	Operations, Findings int
}

// Status says of which documents the data set is.
func (c *Catalog) Status(now time.Time) []SourceStatus {
	operations, findings := map[string]int{}, map[string]int{}
	for i := range c.Operations {
		operations[c.Operations[i].API]++
	}
	for _, f := range c.AllFindings() {
		findings[f.API]++
	}
	var sources []SourceStatus
	for _, d := range c.Documents {
		sources = append(sources, SourceStatus{d, int(now.Sub(d.FetchedAt).Hours() / 24), operations[d.API], findings[d.API]})
	}
	return sources
}
