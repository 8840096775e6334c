package wiki

import (
	"strings"

	"authcat/export"
	"authcat/export/report"
)

// apiPage names an API's page. An id's dot would be taken for a file's
// extension where links name pages: "iiq-9.0" is api-iiq-9-0.
func apiPage(id string) string { return "api-" + strings.ReplaceAll(id, ".", "-") }

// api is the page of one API: one row per operation, by feature.
func (w *Wiki) api(a *report.APISection) []export.File {
	name, title := apiPage(a.ID), "API "+a.ID
	var sections []section
	for _, f := range a.Features {
		p := w.page(name)
		p.heading(2, f.Heading)
		rows := make([][]string, 0, len(f.Operations))
		for _, o := range f.Operations {
			rows = append(rows, w.operationRow(o))
		}
		p.table(operationHeader, rows)
		sections = append(sections, section{f.Heading, p.text.String()})
	}
	return w.spread(name, title, func(pages parts) *page { return w.apiHead(a, pages) }, sections, "")
}

func (w *Wiki) apiHead(a *report.APISection, pages parts) *page {
	p := w.page(apiPage(a.ID))
	p.heading(1, report.NewHeading("API "+a.ID))
	p.paragraph("%s (%s): %s. All APIs in one: %s.", export.Escape(a.Title), export.Escape(a.Status+endOfLife(a.API)),
		plural(a.Counts.Total, "operation", "operations"), p.link(documentTitle, documentPage, ""))
	for _, finding := range w.Report.Warnings {
		if finding.API == a.ID {
			p.warning(finding, "")
		}
	}
	if a.Document.URL == "" {
		p.paragraph("> **Nothing is known of this API: its document could not be read.**")
		return p
	}
	p.paragraph("From %s of %s, SHA-256 %s.", web("the OpenAPI document", a.Document.URL), a.Document.FetchedAt.UTC().Format("2006-01-02"), export.CodeSpan(a.Document.SHA256))
	p.table(append([]string{"Feature"}, countHeader("Operations", kinds(a.Counts))...), p.apiFeatures(a, pages))
	w.legend(p)
	return p
}

func (p *page) apiFeatures(a *report.APISection, pages parts) [][]string {
	kinds := kinds(a.Counts)
	rows := make([][]string, 0, len(a.Features)+1)
	for _, f := range a.Features {
		rows = append(rows, append([]string{p.link(f.Text, pages.where(f.Anchor), f.Anchor)}, countCells(f.Counts, kinds)...))
	}
	return append(rows, append([]string{"**All**"}, countCells(a.Counts, kinds)...))
}
