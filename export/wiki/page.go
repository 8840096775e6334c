package wiki

import (
	"fmt"
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/export"
	"authcat/export/report"
)

// limit is the size of a page in bytes above which it is split. Wikis and
// importers refuse or cut larger pages (GitHub shows no more than 512 KB of a
// file as Markdown).
const limit = 400_000

// page is a Markdown page under way. Paragraphs are one line each: Azure DevOps
// takes a line's end for a line break.
type page struct {
	name   string
	layout Layout
	text   strings.Builder
}

func (p *page) printf(format string, args ...any) { fmt.Fprintf(&p.text, format, args...) }

// paragraph writes one; its arguments are Markdown already.
func (p *page) paragraph(format string, args ...any) {
	fmt.Fprintf(&p.text, format, args...)
	p.text.WriteString("\n\n")
}

func (p *page) heading(level int, heading report.Heading) {
	p.paragraph("%s %s", strings.Repeat("#", level), heading.Text)
}

func (p *page) table(header []string, rows [][]string) {
	export.TableHead(&p.text, header)
	for _, row := range rows {
		export.TableRow(&p.text, row)
	}
	p.text.WriteString("\n")
}

func (p *page) file() export.File {
	return export.File{Name: p.name + ".md", Body: []byte(strings.TrimRight(p.text.String(), "\n") + "\n")}
}

// link links to a page, or to a heading of it or of this one.
func (p *page) link(text, name, anchor string) string {
	if name == p.name && anchor != "" {
		return "[" + export.Escape(text) + "](#" + anchor + ")"
	}
	return "[" + export.Escape(text) + "](" + p.layout.page(name, anchor) + ")"
}

// web links to an address that the data names; what is no web address stays text.
func web(text, address string) string {
	if !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") {
		return export.Escape(text)
	}
	return "[" + export.Escape(text) + "](" + export.Target(address) + ")"
}

// kinds are the columns of a table of counts: what occurs at all, and the two
// that a reader looks for.
func kinds(total report.Counts) []catalog.Needs {
	return slices.DeleteFunc(slices.Clone(catalog.AllNeeds), func(needs catalog.Needs) bool {
		return total.Needs[needs] == 0 && needs != catalog.NeedsPAT && needs != catalog.NeedsPATOrClient
	})
}

// countCells are the numbers of a table by kind of credential.
func countCells(counts report.Counts, kinds []catalog.Needs) []string {
	cells := []string{fmt.Sprint(counts.Total)}
	for _, needs := range kinds {
		cells = append(cells, fmt.Sprint(counts.Needs[needs]))
	}
	return cells
}

// countHeader are the headings of countCells; things is what is counted.
func countHeader(things string, kinds []catalog.Needs) []string {
	header := []string{things}
	for _, needs := range kinds {
		header = append(header, export.NeedsHeading(needs))
	}
	return header
}

// plural counts things in words: "1 endpoint needs", "2 endpoints need".
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
