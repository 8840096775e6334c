package wiki

import (
	"cmp"
	"fmt"
	"strings"

	"authcat/catalog"
	"authcat/export"
	"authcat/export/report"
)

func (w *Wiki) scopes() export.File {
	p := w.page(scopesPage)
	uses := catalog.Scopes(w.Report.Snapshot.Operations)
	p.heading(1, report.NewHeading("Scopes"))
	userOnly := 0
	var rows [][]string
	for _, use := range uses {
		if use.UserTokensOnly() {
			userOnly++
		}
		rows = append(rows, []string{export.CodeSpan(use.Scope), fmt.Sprint(use.User), fmt.Sprint(use.Client), fmt.Sprint(use.UserOnly), scopeNote(use)})
	}
	p.paragraph("%s, %d of which open nothing for an API client. Counted are the operations of all APIs that list a scope; where several are listed, any one suffices. Back to %s.",
		plural(len(uses), "scope", "scopes"), userOnly, p.link(documentTitle, documentPage, ""))
	p.table([]string{"Scope", "Listed for a user's token", "Listed for an API client", "Of these need a PAT", "Notes"}, rows)
	return p.file()
}

func scopeNote(use catalog.ScopeUse) string {
	switch {
	case use.Scope == catalog.ScopeAll:
		return "opens on a PAT everything that its user's level allows, on an API client everything that an API client may call"
	case use.Scope == catalog.ScopeDefault:
		return "opens only what needs no authorization"
	case use.UserTokensOnly():
		return "opens nothing for an API client"
	default:
		return ""
	}
}

func (w *Wiki) levels() export.File {
	p := w.page(levelsPage)
	p.heading(1, report.NewHeading("User levels"))
	p.paragraph("The user behind a PAT or an authorization-code token needs one of an operation's user levels, in addition to a scope. Levels don't apply to API clients. Counted are the operations of all APIs that name a level. Back to %s.", p.link(documentTitle, documentPage, ""))
	var rows [][]string
	for _, use := range w.Report.Snapshot.LevelUses() {
		rows = append(rows, []string{export.CodeSpan(use.Name), export.Escape(export.LevelTitle(use.UserLevel)), fmt.Sprint(use.Operations), export.CodeList(use.Excludes)})
	}
	p.table([]string{"Level", "Title", "Operations", "Can't be held together with"}, rows)
	return p.file()
}

// findingRows bounds the rows of one class on the page; the CSV has them all.
const findingRows = 100

// findingsTable is the file with all findings.
const findingsTable = "findings.csv"

// findingHeading is a class's code, which stays when its title is reworded.
func findingHeading(class report.FindingGroup) report.Heading {
	return report.NewHeading(string(class.Code))
}

func (w *Wiki) findings() export.File {
	p := w.page(findingsPage)
	total := 0
	for _, class := range w.Report.Classes {
		total += len(class.Findings)
	}
	p.heading(1, report.NewHeading("Findings"))
	p.paragraph("What is missing, odd or contradictory in the published data: %s. Back to %s.", plural(total, "finding", "findings"), p.link(documentTitle, documentPage, ""))
	for _, class := range w.Report.Classes {
		w.class(p, class)
	}
	return p.file()
}

func (w *Wiki) class(p *page, class report.FindingGroup) {
	p.heading(2, findingHeading(class))
	words := export.FindingWordsOf(class.Code)
	p.paragraph("**%s.** Severity %s, %s. Assumed: %s.", export.Escape(words.Title), class.Severity, plural(len(class.Findings), "finding", "findings"), export.Escape(words.Assumed))
	if words.Ask != "" {
		p.paragraph("To the publisher: %s", export.Escape(words.Ask))
	}
	var rows [][]string
	for _, f := range class.Findings[:min(len(class.Findings), findingRows)] {
		rows = append(rows, []string{w.apiLink(p, f.API), export.CodeSpan(strings.TrimSpace(f.Method + " " + f.Path)), export.Escape(f.Seen)})
	}
	p.table([]string{"API", "Operation", "Seen"}, rows)
	if more := len(class.Findings) - findingRows; more > 0 {
		where := "`authcat findings --class " + string(class.Code) + "` lists them"
		if w.attached(findingsTable) {
			where = "see [" + findingsTable + "](" + w.Layout.Link(findingsTable) + ")"
		}
		p.paragraph("And %d more: %s.", more, where)
	}
}

func (w *Wiki) apiLink(p *page, id string) string {
	if _, known := w.Report.Snapshot.API(id); !known {
		return export.Escape(cmp.Or(id, "documentation"))
	}
	return p.link(id, apiPage(id), "")
}

func (w *Wiki) changes() export.File {
	p := w.page(changesPage)
	p.text.Write(w.Changes)
	p.paragraph("\nBack to %s.", p.link(documentTitle, documentPage, ""))
	return p.file()
}
