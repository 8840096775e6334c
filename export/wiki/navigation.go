package wiki

import (
	"strings"

	"authcat/export"
	"authcat/export/report"
)

// entry is a page of the navigation.
type entry struct{ title, page string }

func (w *Wiki) entries() []entry {
	entries := []entry{{"Which endpoints need a PAT", documentPage}}
	for i := range w.Report.APIs {
		id := w.Report.APIs[i].ID
		entries = append(entries, entry{"API " + id, apiPage(id)})
	}
	return append(entries, entry{"Scopes", scopesPage}, entry{"User levels", levelsPage}, entry{"Findings", findingsPage}, entry{observedTitle, observedPage}, entry{"Changes", changesPage}, entry{"Questions and answers", guidePage})
}

// navigation writes what the layout wants besides the pages: its first page,
// its sidebar, the order of its pages.
func (w *Wiki) navigation() []export.File {
	var files []export.File
	if w.Layout.home != "" {
		home := w.page(strings.TrimSuffix(w.Layout.home, ".md"))
		home.heading(1, report.NewHeading("SailPoint endpoint authorization"))
		w.answer(home)
		home.heading(2, report.NewHeading("Pages"))
		w.list(home)
		files = append(files, home.file())
	}
	if w.Layout.sidebar != "" {
		sidebar := w.page(strings.TrimSuffix(w.Layout.sidebar, ".md"))
		sidebar.printf("- %s\n", sidebar.link("Home", strings.TrimSuffix(w.Layout.home, ".md"), ""))
		w.list(sidebar)
		files = append(files, sidebar.file())
	}
	if w.Layout.order != "" {
		names := []string{strings.TrimSuffix(w.Layout.home, ".md")}
		for _, e := range w.entries() {
			names = append(names, e.page)
		}
		files = append(files, export.File{Name: w.Layout.order, Body: []byte(strings.Join(names, "\n") + "\n")})
	}
	return files
}

func (w *Wiki) list(p *page) {
	for _, e := range w.entries() {
		p.printf("- %s\n", p.link(e.title, e.page, ""))
	}
}
