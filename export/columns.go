package export

import (
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"
)

const (
	columnGap = 2
	// readable is how wide a column stays while others can be left out, and
	// widestWord how long a word may be that it isn't broken for.
	readable, widestWord = 12, 32
	// narrowest is how wide a column is in any case.
	narrowest = 8
)

// grid is a table as a terminal shows it.
type grid struct {
	columns []string // names
	header  []string
	rows    [][]cell
}

// gridOf are the columns of a listing that a terminal shows.
func gridOf(l Listing) grid {
	brief := l.brief()
	docs := slices.Index(l.Columns, "docs_url")
	g := grid{columns: slices.Clone(brief.Columns)}
	for _, column := range brief.Columns {
		g.header = append(g.header, strings.ToUpper(strings.ReplaceAll(column, "_", " ")))
	}
	for i, values := range brief.Rows {
		row := make([]cell, len(values))
		for j, value := range values {
			column := brief.Columns[j]
			row[j] = cell{text: printable(text(value, " "))}
			row[j].tone = columnTones[column][row[j].text]
			if docs >= 0 && (column == "path" || column == "address") {
				row[j].link = text(l.Rows[i][docs], "")
			}
		}
		g.rows = append(g.rows, row)
	}
	return g
}

// fit leaves spare columns out: those without a value where a row would be
// broken for them, the others, in the order of spare, until the rest is readable.
// It returns the others.
func (g *grid) fit(width int, spare []string) (left []string) {
	for _, name := range spare {
		column := slices.Index(g.columns, name)
		if column >= 0 && g.blank(column) && g.width(func(m measured) int { return m.whole }) > width {
			g.drop(column)
		}
	}
	for _, name := range spare {
		column := slices.Index(g.columns, name)
		if column >= 0 && g.width(func(m measured) int { return m.least }) > width {
			g.drop(column)
			left = append(left, name)
		}
	}
	return left
}

func (g *grid) blank(column int) bool {
	return !slices.ContainsFunc(g.rows, func(row []cell) bool { return row[column].text != "" })
}

func (g *grid) drop(column int) {
	g.columns, g.header = slices.Delete(g.columns, column, column+1), slices.Delete(g.header, column, column+1)
	for i, row := range g.rows {
		g.rows[i] = slices.Delete(row, column, column+1)
	}
}

// width is that of the table with columns of a width.
func (g *grid) width(of func(measured) int) int {
	width := (len(g.columns) - 1) * columnGap
	for _, m := range measure(g.header, g.rows) {
		width += of(m)
	}
	return width
}

// measured is how wide a column would be, how wide it is with a broken header,
// and how wide it is at least to be readable.
type measured struct{ whole, values, least int }

func measure(header []string, rows [][]cell) []measured {
	columns := len(header)
	if len(rows) > 0 {
		columns = len(rows[0])
	}
	all := make([]measured, columns)
	for i := range all {
		var widest, word, head, headWord int
		for _, row := range rows {
			if w := runewidth.StringWidth(row[i].text); w > widest {
				widest = w
			}
			if widest > readable {
				word = max(word, longestPiece(row[i].text))
			}
		}
		if header != nil {
			head, headWord = runewidth.StringWidth(header[i]), longestPiece(header[i])
		}
		least := widest
		if widest > readable {
			least = max(readable, min(word, widestWord))
		}
		all[i] = measured{max(widest, head), max(widest, headWord), max(least, headWord)}
	}
	return all
}

// longestPiece is the width of the longest piece of a text that wrap leaves whole.
func longestPiece(text string) int {
	longest, width := 0, 0
	for _, r := range text {
		if r == ' ' {
			width = 0
			continue
		}
		width += runewidth.RuneWidth(r)
		longest = max(longest, width)
		if strings.ContainsRune(breaks, r) {
			width = 0
		}
	}
	return longest
}

// columnWidths narrows columns until a row fits, always the widest: first those
// that only their header makes so wide, then those that stay readable, then any.
func columnWidths(header []string, rows [][]cell, width int) []int {
	measures := measure(header, rows)
	widths := make([]int, len(measures))
	total := (len(measures) - 1) * columnGap
	for i, m := range measures {
		widths[i] = m.whole
		total += m.whole
	}
	for _, least := range []func(measured) int{
		func(m measured) int { return m.values },
		func(m measured) int { return m.least },
		func(m measured) int { return min(m.least, narrowest) },
	} {
		for ; total > width; total-- {
			widest := -1
			for i, m := range measures {
				if widths[i] > least(m) && (widest < 0 || widths[i] > widths[widest]) {
					widest = i
				}
			}
			if widest < 0 {
				break
			}
			widths[widest]--
		}
	}
	return widths
}
