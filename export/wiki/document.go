package wiki

import (
	"fmt"
	"strings"

	"authcat/catalog"
	"authcat/export"
	"authcat/export/report"
)

const documentTitle = "Which SailPoint endpoints need a Personal Access Token"

// document is the page that stands alone: the answer, what the credentials are,
// the features by credential, every endpoint, and what is unclear.
func (w *Wiki) document() []export.File {
	tail := w.page(documentPage)
	w.unclear(tail)
	return w.spread(documentPage, documentTitle, w.head, w.endpointSections(), tail.text.String())
}

func (w *Wiki) head(pages parts) *page {
	p := w.page(documentPage)
	p.heading(1, report.NewHeading(documentTitle))
	w.answer(p)
	w.credentials(p)
	w.features(p, pages)
	w.apis(p)
	p.heading(2, report.NewHeading("Endpoints by feature"))
	p.paragraph("One row is one endpoint in all the API versions that have it. The path is the newest version's, *Versions* lists the APIs; where another version needs another credential, other scopes or other levels, the notes say so.")
	legend(p)
	return p
}

// answer is the first screen: the warnings, the numbers, the other files.
func (w *Wiki) answer(p *page) {
	r := w.Report
	w.warnings(p)
	pat, both, client, none := r.Totals.Needs[catalog.NeedsPAT], r.Totals.Needs[catalog.NeedsPATOrClient], r.Totals.Needs[catalog.NeedsClient], r.Totals.Needs[catalog.NeedsNone]
	p.paragraph("**%d of %s a user's token: a Personal Access Token (PAT) or one of the authorization-code grant. An API client's token, which has no user context, is refused there whatever its scopes.** %d take an API client's token as well, %s only an API client's, %s no token. Counted by endpoint, each with all its API versions: see the %s.",
		pat, plural(r.Totals.Total, "endpoint needs", "endpoints need"), both, plural(client, "takes", "take"), plural(none, "needs", "need"), p.link("counts by feature", documentPage, featuresHeading.Anchor))
	p.paragraph("As SailPoint's OpenAPI documents of %s state it: %s of %s.", w.Dataset.Date(), plural(len(r.Snapshot.Operations), "operation", "operations"), plural(r.Snapshot.SpecCount(), "API", "APIs"))
	further := []string{
		p.link("scopes", scopesPage, ""), p.link("user levels", levelsPage, ""), p.link("findings", findingsPage, ""), p.link("changes", changesPage, ""),
		p.link("questions about credentials, answered", guidePage, ""),
	}
	p.paragraph("Further pages: %s, and %s.", strings.Join(further, ", "), p.link("one for each API", documentPage, apisHeading.Anchor))
	for _, attachment := range w.Attachments {
		if attachment.What == "" {
			continue
		}
		p.printf("- [%s](%s): %s\n", export.Escape(attachment.Name), w.Layout.Link(attachment.Name), attachment.What)
	}
	p.printf("\n")
}

// warnings is what a reader must know before the rest.
func (w *Wiki) warnings(p *page) {
	for _, finding := range w.Report.Warnings {
		p.warning(finding, finding.API)
	}
}

// warning writes one; subject is what it is about, "" on a page about nothing else.
func (p *page) warning(finding catalog.Finding, subject string) {
	if subject != "" {
		subject = export.Escape(subject) + ": "
	}
	class, _ := catalog.ClassOfCode(finding.Code)
	p.paragraph("> **%s%s** (%s). Assumed: %s.", subject, export.Escape(class.Title), export.Escape(finding.Seen), export.Escape(class.Assumed))
}

var (
	featuresHeading = report.NewHeading("Features by credential")
	apisHeading     = report.NewHeading("Operations by API")
	unclearHeading  = report.NewHeading("What is unclear")
)

func (w *Wiki) features(p *page, pages parts) {
	p.heading(2, featuresHeading)
	if w.attached(Chart) {
		p.paragraph("![Endpoints of each feature by the credential that they need](%s)", w.Layout.Link(Chart))
	}
	kinds := kinds(w.Report.Totals)
	rows := make([][]string, 0, len(w.Report.Features)+1)
	for _, f := range w.Report.Features {
		row := append([]string{p.link(f.Text, pages.where(f.Anchor), f.Anchor)}, countCells(f.Counts, kinds)...)
		rows = append(rows, append(row, f.Counts.Client()))
	}
	total := append([]string{"**All**"}, countCells(w.Report.Totals, kinds)...)
	rows = append(rows, append(total, w.Report.Totals.Client()))
	p.table(append(append([]string{"Feature"}, countHeader("Endpoints", kinds)...), "API client gets in"), rows)
}

func (w *Wiki) apis(p *page) {
	p.heading(2, apisHeading)
	var rows [][]string
	for i := range w.Report.APIs {
		a := &w.Report.APIs[i]
		rows = append(rows, append([]string{p.link(a.ID, apiPage(a.ID), ""), export.Escape(a.Status + endOfLife(a.API))}, countCells(a.Counts, catalog.AllNeeds)...))
	}
	p.table(append([]string{"API", "Status"}, countHeader("Operations", catalog.AllNeeds)...), rows)
	p.paragraph("*Other* is what takes neither a PAT nor an API client's token, or of which nobody says: IdentityIQ takes basic authentication, and is on its own pages only.")
}

func endOfLife(api catalog.API) string {
	if api.EndOfLife == "" {
		return ""
	}
	return ", ends " + api.EndOfLife
}

func (w *Wiki) endpointSections() []section {
	var sections []section
	for _, f := range w.Report.Features {
		p := w.page(documentPage)
		p.heading(3, f.Heading)
		rows := make([][]string, 0, len(f.Endpoints))
		for _, endpoint := range f.Endpoints {
			rows = append(rows, endpointRow(w.Report.Snapshot, endpoint))
		}
		p.table(endpointHeader, rows)
		sections = append(sections, section{f.Heading, p.text.String()})
	}
	return sections
}

// unclear counts the findings by class.
func (w *Wiki) unclear(p *page) {
	p.heading(2, unclearHeading)
	p.paragraph("What the published data leaves open, contradicts or gets wrong, and what is taken for true here. %s lists where.", p.link("Findings", findingsPage, ""))
	var rows [][]string
	for _, class := range w.Report.Classes {
		rows = append(rows, []string{
			p.link(string(class.Code), findingsPage, findingHeading(class).Anchor), string(class.Severity),
			fmt.Sprint(len(class.Findings)), export.Escape(class.Title), export.Escape(class.Assumed),
		})
	}
	p.table([]string{"Class", "Severity", "Count", "What was seen", "What is assumed"}, rows)
}
