package wiki

import (
	"time"

	"authcat/export"
	"authcat/export/guide"
	"authcat/export/report"
)

// guide is the page that answers questions about credentials in words.
func (w *Wiki) guide() export.File {
	p := w.page(guidePage)
	p.heading(1, report.NewHeading("Credentials: questions and answers"))
	p.paragraph("By SailPoint's pages as they were on %s; where they contradict each other, it says so. %s has what each endpoint needs.",
		guide.AsOf().Format(time.DateOnly), p.link("The list", documentPage, ""))
	p.text.WriteString(guide.Markdown(2))
	return p.file()
}
