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
	p.paragraph("One row is one endpoint in all the API versions that have it. The path is the newest version's, *Also as* has the others as callers write them; where another version needs another credential, other scopes or other levels, the notes say so.")
	w.legend(p)
	return p
}

// answer is the first screen: the warnings, the numbers, the other files.
func (w *Wiki) answer(p *page) {
	r := w.Report
	w.warnings(p)
	totals := r.Summary.Totals
	pat, both, client, none := totals.Needs[catalog.NeedsPAT], totals.Needs[catalog.NeedsPATOrClient], totals.Needs[catalog.NeedsClient], totals.Needs[catalog.NeedsNone]
	p.paragraph("**%d of the %d %s need a user's token, as published: a Personal Access Token (PAT) or one of the authorization-code grant. An API client's token, which has no user context, is not among what they take, whatever its scopes.** %d take an API client's token as well, %s only an API client's, %s no token: see the %s.",
		pat, totals.Total, w.counted(), both, plural(client, "takes", "take"), plural(none, "needs", "need"), p.link("counts by feature", documentPage, featuresHeading.Anchor))
	p.paragraph("As SailPoint's OpenAPI documents of %s state it: %s of %s. %s%s", w.Dataset.Date(), plural(len(r.Snapshot.Operations), "operation", "operations"), plural(r.Snapshot.SpecCount(), "API", "APIs"),
		p.link("Older and other APIs", documentPage, apisHeading.Anchor)+" are counted one by one.", w.inheriting())
	further := []string{
		p.link("scopes", scopesPage, ""), p.link("user levels", levelsPage, ""), p.link("findings", findingsPage, ""), p.link("what people saw", observedPage, ""), p.link("changes", changesPage, ""),
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

// counted names what the summary counts.
func (w *Wiki) counted() string {
	if w.Report.Summary.API == "" {
		return "endpoints"
	}
	return "operations of the current API (" + export.Escape(w.Report.Summary.API) + ")"
}

// inheriting names the APIs of which nobody stated the security of any operation.
func (w *Wiki) inheriting() string {
	var names []string
	for _, finding := range w.Report.Snapshot.Findings {
		if finding.Code == catalog.CodeSecurityDefault {
			names = append(names, export.Escape(finding.API))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " What is said of " + strings.Join(names, ", ") + " is inherited: their operations state no security, the default of the document applies."
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
	words := export.FindingWordsOf(finding.Code)
	p.paragraph("> **%s%s** (%s). Assumed: %s.", subject, export.Escape(words.Title), export.Escape(finding.Seen), export.Escape(words.Assumed))
}

var (
	featuresHeading = report.NewHeading("Features by credential")
	apisHeading     = report.NewHeading("Operations by API")
	unclearHeading  = report.NewHeading("What is unclear")
)

func (w *Wiki) features(p *page, pages parts) {
	p.heading(2, featuresHeading)
	if w.attached(Chart) {
		p.paragraph("![Features by the credential that their operations need](%s)", w.Layout.Link(Chart))
	}
	summary := w.Report.Summary
	p.paragraph("Counted are the %s.", w.counted())
	kinds := kinds(summary.Totals)
	rows := make([][]string, 0, len(summary.Features)+1)
	for _, f := range summary.Features {
		row := append([]string{p.link(f.Text, pages.where(f.Anchor), f.Anchor)}, countCells(f.Counts, kinds)...)
		rows = append(rows, append(row, f.Counts.Client()))
	}
	total := append([]string{"**All**"}, countCells(summary.Totals, kinds)...)
	rows = append(rows, append(total, summary.Totals.Client()))
	p.table(append(append([]string{"Feature"}, countHeader("All", kinds)...), "API client gets in"), rows)
	var others []string
	for _, f := range w.Report.Elsewhere() {
		others = append(others, p.link(f.Text, pages.where(f.Anchor), f.Anchor))
	}
	if len(others) > 0 {
		p.paragraph("In other APIs only: %s.", strings.Join(others, ", "))
	}
	if w.attached(Courses) && len(w.Since.Features) > 0 {
		p.paragraph("![How much of each feature took API clients, over time](%s)", w.Layout.Link(Courses))
		p.paragraph("Over time: of the operations that were published on a day, in all versions, how many took an API client's token, as published, by the history up to %s. Features of which none ever did are left out.", w.Since.By.Date())
	}
}

func (w *Wiki) apis(p *page) {
	p.heading(2, apisHeading)
	var rows [][]string
	for i := range w.Report.APIs {
		a := &w.Report.APIs[i]
		rows = append(rows, append([]string{p.link(a.ID, apiPage(a.ID), ""), export.Escape(a.Status + endOfLife(a.API))}, countCells(a.Counts, catalog.AllNeeds)...))
	}
	p.table(append([]string{"API", "Status"}, countHeader("Operations", catalog.AllNeeds)...), rows)
	p.paragraph("Non-Employee Risk Management (nerm) and IdentityIQ (iiq) are on the pages of their own APIs only. *Other* is what takes neither a PAT nor an API client's token, or of which nobody says: IdentityIQ takes basic authentication.")
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
			rows = append(rows, w.endpointRow(endpoint))
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
		words := export.FindingWordsOf(class.Code)
		rows = append(rows, []string{
			p.link(string(class.Code), findingsPage, findingHeading(class).Anchor), string(class.Severity),
			fmt.Sprint(len(class.Findings)), export.Escape(words.Title), export.Escape(words.Assumed),
		})
	}
	p.table([]string{"Class", "Severity", "Count", "What was seen", "What is assumed"}, rows)
}
