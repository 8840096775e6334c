package export

import (
	"fmt"
	"io"
	"strings"
	"unicode"
)

// Markdown writes an answer as a GitHub-flavoured document of its own, else as a
// table of its brief columns.
type Markdown struct{}

// Render writes the document or the table.
func (Markdown) Render(w io.Writer, a Answer) (string, error) {
	if own, ok := a.(documented); ok {
		_, err := io.WriteString(w, own.Document())
		return "", err
	}
	brief := a.Table().brief()
	var b strings.Builder
	header := make([]string, len(brief.Columns))
	for i, column := range brief.Columns {
		header[i] = columnTitle(column)
	}
	TableHead(&b, header)
	for _, row := range brief.Rows {
		cells := make([]string, len(row))
		for i, value := range row {
			if code(brief.Columns[i]) {
				cells[i] = CodeList(strings.Split(text(value, "\x00"), "\x00"))
			} else {
				cells[i] = Escape(text(value, ", "))
			}
		}
		TableRow(&b, cells)
	}
	_, err := io.WriteString(w, b.String())
	return a.Note(), err
}

// code reports whether a column holds names that are set in code type.
func code(column string) bool {
	switch column {
	case "path", "operation_id", "user_scopes", "client_scopes", "user_levels", "scope", "level":
		return true
	}
	return false
}

func columnTitle(column string) string {
	name := strings.ReplaceAll(column, "_", " ")
	return strings.ToUpper(name[:1]) + name[1:]
}

// TableHead writes the first row of a Markdown table and the line under it. The
// cells are Markdown already: escape what is not.
func TableHead(b *strings.Builder, cells []string) {
	TableRow(b, cells)
	b.WriteString("|" + strings.Repeat(" --- |", len(cells)) + "\n")
}

// TableRow writes one row of a Markdown table; the cells are Markdown already.
func TableRow(b *strings.Builder, cells []string) {
	b.WriteString("|")
	for _, cell := range cells {
		fmt.Fprintf(b, " %s |", cell)
	}
	b.WriteString("\n")
}

// Escape makes text that means nothing to Markdown or HTML, in one line.
func Escape(s string) string { return markdownEscapes.Replace(oneLine(s)) }

var markdownEscapes = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "|", `\|`, "<", "&lt;", ">", "&gt;", "&", "&amp;",
	"*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "#", `\#`, "~", `\~`,
)

// oneLine makes a text one line of what can be seen: control characters go,
// and so do the marks that turn the direction of what follows (U+202E).
func oneLine(s string) string {
	seen := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		default:
			return r
		}
	}, s)
	return strings.Join(strings.Fields(seen), " ")
}

// CodeSpan sets a name in code type, inside a table or out of it. What has a
// bar is set in HTML: in a table the bar would need a backslash, outside of it
// the backslash would be seen.
func CodeSpan(s string) string {
	s = oneLine(s)
	switch {
	case s == "":
		return ""
	case strings.Contains(s, "|"):
		return "<code>" + codeEntities.Replace(s) + "</code>"
	}
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	pad := ""
	if s[0] == '`' || s[len(s)-1] == '`' {
		pad = " "
	}
	return fence + pad + s + pad + fence
}

var codeEntities = strings.NewReplacer(
	"&", "&amp;", "<", "&lt;", ">", "&gt;", "|", "&#124;", `\`, "&#92;", "`", "&#96;",
	"*", "&#42;", "_", "&#95;", "[", "&#91;", "]", "&#93;", "~", "&#126;", "$", "&#36;",
)

// Target makes an address the target of a Markdown link: what would end the
// link, its line or a table's cell is encoded. Tags have parentheses.
func Target(address string) string { return targetEncodings.Replace(address) }

var targetEncodings = strings.NewReplacer("(", "%28", ")", "%29", " ", "%20", "<", "%3C", ">", "%3E", "|", "%7C",
	"\n", "%0A", "\r", "%0D", "\t", "%09", `\`, "%5C", "`", "%60", `"`, "%22")

// CodeList sets names in code type, separated by spaces.
func CodeList(names []string) string {
	spans := make([]string, 0, len(names))
	for _, name := range names {
		if span := CodeSpan(name); span != "" {
			spans = append(spans, span)
		}
	}
	return strings.Join(spans, " ")
}
