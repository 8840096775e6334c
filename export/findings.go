package export

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"authcat/catalog"
)

// FindingClasses lists the classes of finding that occur, with counts and an example each.
func FindingClasses(dataset Dataset, findings []catalog.Finding) Listing {
	listing := Listing{
		Kind: FindingClassForm.Rows, Dataset: dataset,
		Columns: FindingClassForm.Columns(),
		Brief:   []string{"class", "severity", "count", "title"},
	}
	byClass := groupFindings(findings)
	for _, class := range catalog.FindingClasses {
		if found := byClass[class.Code]; len(found) > 0 {
			words := FindingWordsOf(class.Code)
			listing.Rows = append(listing.Rows, []any{string(class.Code), string(class.Severity), len(found), words.Title, words.Assumed, subject(found[0]) + ": " + found[0].Seen})
		}
	}
	return listing
}

// Findings lists findings, one a row.
func Findings(dataset Dataset, snapshot *catalog.Snapshot, findings []catalog.Finding) Listing {
	listing := Listing{
		Kind: FindingForm.Rows, Dataset: dataset,
		Columns: FindingForm.Columns(),
		Brief:   []string{"class", "api", "method", "path", "seen"},
		Spare:   []string{"class", "api"},
	}
	specs := specURLs(snapshot)
	for _, f := range findings {
		source := specs[f.API]
		if f.Pointer != "" {
			source += "#" + f.Pointer
		}
		listing.Rows = append(listing.Rows, []any{string(f.Code), string(f.Severity()), f.API, f.Method, f.Path, f.Seen, Assumed(f.Code), source})
	}
	return listing
}

func specURLs(snapshot *catalog.Snapshot) map[string]string {
	urls := map[string]string{}
	for _, document := range snapshot.Documents {
		if document.Role == catalog.RoleSpec {
			urls[document.API] = document.URL
		}
	}
	return urls
}

func groupFindings(findings []catalog.Finding) map[catalog.Code][]catalog.Finding {
	groups := map[catalog.Code][]catalog.Finding{}
	for _, f := range findings {
		groups[f.Code] = append(groups[f.Code], f)
	}
	return groups
}

func subject(f catalog.Finding) string {
	if f.Method != "" {
		return f.Key.String()
	}
	return cmp.Or(f.API, "documentation")
}

// reportLimit bounds the operations that a report of one class lists in full.
const reportLimit = 60

// reported are findings as an answer: a report in Markdown.
type reported struct {
	Listing
	snapshot *catalog.Snapshot
	findings []catalog.Finding
}

// FindingReport is the answer to "what is odd in the published data?": rows of
// classes, or of findings where each is asked for, and in Markdown a report.
func FindingReport(dataset Dataset, snapshot *catalog.Snapshot, findings []catalog.Finding, each bool) Answer {
	rows := FindingClasses(dataset, findings)
	if each {
		rows = Findings(dataset, snapshot, findings)
	}
	return reported{rows, snapshot, findings}
}

// Document is the data-quality report: per class what is wrong, where, and a
// text that can be sent to the publisher as it stands.
func (r reported) Document() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Data quality of SailPoint's OpenAPI documents\n\nAs of %s: %s.\n", r.Dataset.Date(), Plural(len(r.findings), "finding"))
	byClass, specs := groupFindings(r.findings), specURLs(r.snapshot)
	for _, class := range catalog.FindingClasses {
		if found := byClass[class.Code]; len(found) > 0 {
			reportClass(&b, class, found, specs)
		}
	}
	return b.String()
}

func reportClass(b *strings.Builder, class catalog.FindingClass, found []catalog.Finding, specs map[string]string) {
	words := FindingWordsOf(class.Code)
	fmt.Fprintf(b, "\n## %s\n\n", Escape(words.Title))
	fmt.Fprintf(b, "Class `%s`, severity %s: %s in %s. authcat assumes: %s.\n\n", class.Code, class.Severity,
		Plural(len(found), "finding"), strings.Join(apisOf(found), ", "), Escape(words.Assumed))
	if words.Ask != "" {
		fmt.Fprintf(b, "%s\n\n", Escape(words.Ask))
	}
	TableHead(b, []string{"API", "Operation", "Seen"})
	for _, f := range found[:min(len(found), reportLimit)] {
		operation := CodeSpan(strings.TrimSpace(f.Method + " " + f.Path))
		if url := specs[f.API]; url != "" {
			operation += " ([spec](" + url + "))"
		}
		TableRow(b, []string{CodeSpan(f.API), operation, Escape(f.Seen)})
	}
	if more := len(found) - reportLimit; more > 0 {
		fmt.Fprintf(b, "\nAnd %d more: `authcat findings --class %s --format csv` lists them all.\n", more, class.Code)
	}
}

func apisOf(found []catalog.Finding) []string {
	var ids []string
	for _, f := range found {
		if id := cmp.Or(f.API, "the documentation"); !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// Plural counts a noun: "1 finding", "2 findings".
func Plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
