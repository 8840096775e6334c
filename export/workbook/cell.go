package workbook

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"authcat/export"
)

// cell is a value's cell: flags and counts are Excel's own, everything else is
// a text, so that a title "=cmd()" is no formula. Nothing leaves a blank cell,
// which the filter offers as "(Blanks)". Lists and prose are wrapped, as they
// have a place to break a line; addresses and paths stay in one line.
func cell(value any, styles styles) any {
	switch v := value.(type) {
	case bool, int, int64:
		return excelize.Cell{StyleID: styles.plain, Value: v}
	}
	text := cellText(value)
	switch {
	case text == "":
		return nil
	case strings.ContainsAny(text, " \n"):
		return excelize.Cell{StyleID: styles.wrapped, Value: text}
	default:
		return excelize.Cell{StyleID: styles.plain, Value: text}
	}
}

// cellText is a value in words, no longer than a cell may be. What XML can't
// hold, such as U+0000, the encoder writes as U+FFFD.
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

// cut shortens a text that is longer than a cell may be, and says so at its
// end. Excel counts UTF-16 units: a character outside of the basic plane is two.
func cut(text string) string {
	if len(text) <= excelize.TotalCellChars {
		return text
	}
	units := utf16Length(text)
	if units <= excelize.TotalCellChars {
		return text
	}
	mark := fmt.Sprintf(" … [cut: the text has %d characters]", units)
	return firstUnits(text, excelize.TotalCellChars-utf16Length(mark)) + mark
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
