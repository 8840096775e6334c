package workbook

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"strings"
	"unicode/utf8"

	"authcat/export"
)

// writeCell writes a value's cell: flags and counts are Excel's own, everything
// else is a text, so that a title "=cmd()" is no formula. Nothing leaves a blank
// cell, which the filter offers as "(Blanks)". Lists and prose are wrapped, as
// they have a place to break a line; addresses and paths stay in one line.
func writeCell(out *bufio.Writer, name string, value any) {
	switch v := value.(type) {
	case bool:
		fmt.Fprintf(out, `<c r="%s" s="%d" t="b"><v>%d</v></c>`, name, plainStyle, map[bool]int{true: 1}[v])
		return
	case int, int64:
		fmt.Fprintf(out, `<c r="%s" s="%d"><v>%d</v></c>`, name, plainStyle, v)
		return
	}
	switch text := cellText(value); {
	case text == "":
	case strings.ContainsAny(text, " \n"):
		writeText(out, name, wrappedStyle, text)
	default:
		writeText(out, name, plainStyle, text)
	}
}

func writeText(out *bufio.Writer, name string, style int, text string) {
	space := ""
	if text != strings.Join(strings.Fields(text), " ") { // Excel drops blanks at the ends
		space = ` xml:space="preserve"`
	}
	fmt.Fprintf(out, `<c r="%s" s="%d" t="inlineStr"><is><t%s>`, name, style, space)
	_ = xml.EscapeText(out, []byte(guardEscapes(text))) // the writer keeps its error for the end
	out.WriteString(`</t></is></c>`)
}

// guardEscapes writes a text so that Excel shows it as it is: "_x0041_" in a
// cell is an "A" to Excel (ECMA-376 part 1, 22.9.2.19, ST_Xstring), unless its
// first character is escaped so itself.
func guardEscapes(text string) string {
	const length = len("_x0041_")
	var b strings.Builder
	for rest := text; ; {
		i := strings.Index(rest, "_x")
		if i < 0 {
			if b.Len() == 0 {
				return text
			}
			b.WriteString(rest)
			return b.String()
		}
		b.WriteString(rest[:i])
		if rest = rest[i:]; len(rest) >= length && rest[length-1] == '_' && hexadecimal(rest[2:length-1]) {
			b.WriteString("_x005F_")
		} else {
			b.WriteByte('_')
		}
		rest = rest[1:]
	}
}

func hexadecimal(digits string) bool {
	return strings.Trim(digits, "0123456789abcdefABCDEF") == ""
}

// cellText is a value in words, no longer than a cell may be.
func cellText(value any) string { return cut(words(value)) }

// listSeparator puts each member of a list on a line of its own. Tags hold
// blanks, a "|" gives Excel no place to break a line, and a filter "contains"
// finds a member whatever stands between them.
const listSeparator = "\n"

func words(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case []string:
		return strings.Join(v, listSeparator)
	default:
		return fmt.Sprint(v)
	}
}

// maxUnits is what a cell may hold (https://support.microsoft.com: Excel specifications and limits).
const maxUnits = 32767

// cut shortens a text that is longer than a cell may be, and says so at its
// end. Excel counts UTF-16 units: a character outside of the basic plane is two.
func cut(text string) string {
	if len(text) <= maxUnits {
		return text
	}
	units := utf16Length(text)
	if units <= maxUnits {
		return text
	}
	mark := fmt.Sprintf(" … [cut: the text has %d characters]", units)
	return firstUnits(text, maxUnits-utf16Length(mark)) + mark
}

func utf16Length(text string) int {
	units := 0
	for _, r := range text {
		units += utf16Units(r)
	}
	return units
}

// firstUnits is as much of a text as fits into a number of UTF-16 units; no
// character is cut in two.
func firstUnits(text string, units int) string {
	for i, r := range text {
		if units -= utf16Units(r); units < 0 {
			return text[:i]
		}
	}
	return text
}

func utf16Units(r rune) int {
	if r >= 0x10000 {
		return 2
	}
	return 1
}

const (
	narrowest, widest = 8, 60
	// filterButton is what the header's button hides of its text.
	filterButton = 3
)

// widths are the columns' widths in characters: that of the longest line, within bounds.
func widths(listing export.Listing) []int {
	all := make([]int, len(listing.Columns))
	for i, column := range listing.Columns {
		all[i] = max(narrowest, longestLine(column)+filterButton)
	}
	for _, row := range listing.Rows {
		for i, value := range row[:min(len(row), len(all))] {
			if all[i] < widest {
				all[i] = max(all[i], longestLine(words(value))+1)
			}
		}
	}
	for i := range all {
		all[i] = min(all[i], widest)
	}
	return all
}

func longestLine(text string) int {
	longest := 0
	for line := range strings.SplitSeq(text, "\n") {
		longest = max(longest, utf8.RuneCountInString(line))
	}
	return longest
}
