// Package wiki writes the report as linked Markdown pages: one that stands
// alone, endpoint-authorization.md, and one each for the APIs, scopes, user
// levels, findings, what people saw, and changes.
package wiki

import (
	"slices"
	"strings"

	"authcat/catalog/answer"
	"authcat/export"
	"authcat/export/report"
)

// The names of the pages.
const (
	documentPage = "endpoint-authorization"
	scopesPage   = "scopes"
	levelsPage   = "user-levels"
	findingsPage = "findings"
	changesPage  = "changes"
	guidePage    = "guide"
	observedPage = "observed"
)

// Chart is the name of the picture that the document shows: features by credential.
const Chart = "features.svg"

// Wiki is a report on its way to Markdown.
type Wiki struct {
	Report  *report.Report
	Dataset export.Dataset
	Layout  Layout
	// Attachments are the files that are published beside the pages, in the
	// order in which the document lists them.
	Attachments []Attachment
	// Changes is the page of changes, in Markdown, links included.
	Changes []byte
	// Since says since when operations need what they need, as far as it is known.
	Since answer.SinceAll
	// limit is the size of a page, in bytes; 0 is the real one.
	limit int
}

// Attachment is a file that the document points to.
type Attachment struct {
	Name string
	// What says what is in it, in words that stand in a sentence; "" for one that is not listed.
	What string
}

// Pages writes all pages, sorted by name.
func (w *Wiki) Pages() []export.File {
	if w.limit == 0 {
		w.limit = limit
	}
	files := w.document()
	for i := range w.Report.APIs {
		files = append(files, w.api(&w.Report.APIs[i])...)
	}
	files = append(files, w.scopes(), w.levels(), w.findings(), w.observed(), w.changes(), w.guide())
	files = append(files, w.navigation()...)
	slices.SortFunc(files, func(a, b export.File) int { return strings.Compare(a.Name, b.Name) })
	return files
}

// IsPage reports whether a file bears the name of a page in the layout "folder".
func IsPage(file string) bool {
	name, page := strings.CutSuffix(file, ".md")
	if !page {
		return false
	}
	return strings.HasPrefix(name, apiPage("")) || slices.ContainsFunc(
		[]string{documentPage, scopesPage, levelsPage, findingsPage, observedPage, changesPage, guidePage},
		func(first string) bool { return name == first || isPartOf(first, name) })
}

func (w *Wiki) page(name string) *page { return &page{name: name, layout: w.Layout} }

// attached reports whether a file is published beside the pages.
func (w *Wiki) attached(name string) bool {
	return slices.ContainsFunc(w.Attachments, func(a Attachment) bool { return a.Name == name })
}
