package export

import (
	"fmt"
	"io"
	"strings"
)

// Markdown writes a listing as a GitHub-flavoured table of its brief columns.
type Markdown struct{}

// Render writes the table.
func (Markdown) Render(w io.Writer, listing Listing) error {
	brief := listing.brief()
	var b strings.Builder
	header := make([]string, len(brief.Columns))
	for i, column := range brief.Columns {
		header[i] = heading(column)
	}
	tableHead(&b, header)
	for _, row := range brief.Rows {
		cells := make([]string, len(row))
		for i, value := range row {
			if code(brief.Columns[i]) {
				cells[i] = codeList(strings.Split(text(value, "\x00"), "\x00"))
			} else {
				cells[i] = escape(text(value, ", "))
			}
		}
		tableRow(&b, cells)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// code tells whether a column holds names that are set in code type.
func code(column string) bool {
	switch column {
	case "path", "operation_id", "user_scopes", "client_scopes", "user_levels", "scope", "level":
		return true
	}
	return false
}

func heading(column string) string {
	name := strings.ReplaceAll(column, "_", " ")
	return strings.ToUpper(name[:1]) + name[1:]
}

func tableHead(b *strings.Builder, cells []string) {
	tableRow(b, cells)
	b.WriteString("|" + strings.Repeat(" --- |", len(cells)) + "\n")
}

func tableRow(b *strings.Builder, cells []string) {
	b.WriteString("|")
	for _, cell := range cells {
		fmt.Fprintf(b, " %s |", cell)
	}
	b.WriteString("\n")
}

// escape makes text that means nothing to Markdown or HTML, in one line.
func escape(s string) string {
	return markdownEscapes.Replace(strings.Join(strings.Fields(s), " "))
}

var markdownEscapes = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "|", `\|`, "<", "&lt;", ">", "&gt;", "&", "&amp;",
	"*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "#", `\#`, "~", `\~`,
)

// codeSpan sets a name in code type, inside a table or out of it. GitHub reads
// "\|" as "|" in a table's code span.
func codeSpan(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" {
		return ""
	}
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	pad := ""
	if s[0] == '`' || s[len(s)-1] == '`' {
		pad = " "
	}
	return fence + pad + strings.ReplaceAll(s, "|", `\|`) + pad + fence
}

// codeList sets names in code type, separated by spaces.
func codeList(names []string) string {
	spans := make([]string, 0, len(names))
	for _, name := range names {
		if span := codeSpan(name); span != "" {
			spans = append(spans, span)
		}
	}
	return strings.Join(spans, " ")
}
