package export

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// Terminal writes an answer for a terminal: in its own words, else as an aligned
// table of its brief columns, no line wider than the terminal; for a program, which reads lines
// and cuts them at tabs, as one line a row: nothing wrapped, nothing padded and
// no header.
type Terminal struct {
	// Width in columns; 0 where the output is no terminal.
	Width int
	// Header is set where a program wants a line with the titles of the columns too.
	Header bool
}

const (
	columnGap = 2
	narrowest = 8
)

// Render writes the words or the table.
func (t Terminal) Render(w io.Writer, a Answer) (string, error) {
	if own, ok := a.(texted); ok {
		return own.Text(w, t)
	}
	listing := a.Table()
	if len(listing.Rows) > 0 || listing.None == "" {
		return a.Note(), t.Rows(w, listing)
	}
	if t.Width <= 0 { // a sentence is no row
		return listing.None, t.Rows(w, listing)
	}
	_, err := io.WriteString(w, listing.None+"\n")
	return "", err
}

// Rows writes the brief columns of a listing.
func (t Terminal) Rows(w io.Writer, listing Listing) error {
	brief := listing.brief()
	header := make([]string, len(brief.Columns))
	for i, column := range brief.Columns {
		header[i] = strings.ToUpper(strings.ReplaceAll(column, "_", " "))
	}
	rows := make([][]string, len(brief.Rows))
	for i, row := range brief.Rows {
		rows[i] = make([]string, len(row))
		for j, value := range row {
			rows[i][j] = printable(text(value, " "))
		}
	}
	return t.table(w, header, rows)
}

// table writes rows in columns; header may be nil.
func (t Terminal) table(w io.Writer, header []string, rows [][]string) error {
	if t.Width <= 0 {
		if t.Header && header != nil {
			rows = append([][]string{header}, rows...)
		}
		return tabSeparated(w, rows)
	}
	widths := columnWidths(header, rows, t.Width)
	var out bytes.Buffer
	table := tablewriter.NewTable(&out,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{Borders: tw.BorderNone, Settings: tw.Settings{
			Separators: tw.SeparatorsNone, Lines: tw.LinesNone,
		}})),
		tablewriter.WithHeaderAlignment(tw.AlignLeft), tablewriter.WithRowAlignment(tw.AlignLeft),
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithHeaderAutoWrap(tw.WrapNone), tablewriter.WithRowAutoWrap(tw.WrapNone),
		tablewriter.WithTrimSpace(tw.Off),
		tablewriter.WithPadding(tw.Padding{Left: "", Right: strings.Repeat(" ", columnGap), Overwrite: true}),
	)
	if header != nil {
		table.Header(wrapRow(header, widths))
	}
	for _, row := range rows {
		if err := table.Append(wrapRow(row, widths)); err != nil {
			return err
		}
	}
	if err := table.Render(); err != nil {
		return err
	}
	for line := range strings.Lines(out.String()) { // the last column is padded too
		if _, err := io.WriteString(w, strings.TrimRight(line, " \n")+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// tabSeparated writes a line a row. No cell has a tab or a line break of its own.
func tabSeparated(w io.Writer, rows [][]string) error {
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = printable(cell)
		}
		if _, err := io.WriteString(w, strings.Join(cells, "\t")+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// Paragraph writes text in lines that fit, the first and the others indented.
func (t Terminal) Paragraph(w io.Writer, text, first, others string) {
	lines := []string{strings.Join(strings.Fields(printable(text)), " ")}
	if t.Width > 0 {
		lines = wrap(printable(text), max(t.Width-len(others), narrowest))
	}
	for i, line := range lines {
		indent := first
		if i > 0 {
			indent = others
		}
		fmt.Fprintln(w, indent+line)
	}
}

// columnWidths narrows the widest columns until a row fits.
func columnWidths(header []string, rows [][]string, width int) []int {
	columns := len(header)
	if len(rows) > 0 {
		columns = len(rows[0])
	}
	widths := make([]int, columns)
	total := columns * columnGap
	for i := range widths {
		if header != nil {
			widths[i] = runewidth.StringWidth(header[i])
		}
		for _, row := range rows {
			widths[i] = max(widths[i], runewidth.StringWidth(row[i]))
		}
		total += widths[i]
	}
	for ; total > width; total-- {
		widest := 0
		for i := range widths {
			if widths[i] > widths[widest] {
				widest = i
			}
		}
		if widths[widest] <= narrowest {
			break
		}
		widths[widest]--
	}
	return widths
}

func wrapRow(cells []string, widths []int) []string {
	wrapped := make([]string, len(cells))
	for i, cell := range cells {
		wrapped[i] = strings.Join(wrap(cell, widths[i]), "\n")
	}
	return wrapped
}

// wrap breaks text into lines of at most width columns: at spaces, else after
// a "/", ":", "-", "_" or ",", else anywhere.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && runewidth.StringWidth(line)+1+runewidth.StringWidth(word) <= width {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for runewidth.StringWidth(word) > width {
			head := breakAt(word, width)
			if head == len(word) {
				break
			}
			lines = append(lines, word[:head])
			word = word[head:]
		}
		line = word
	}
	return append(lines, line)
}

// breakAt returns the length in bytes of the longest good beginning of a word
// that fits: always at least one rune.
func breakAt(word string, width int) int {
	used, fits, good := 0, 0, 0
	for i, r := range word {
		used += runewidth.RuneWidth(r)
		if used > width && i > 0 {
			break
		}
		fits = i + len(string(r))
		if strings.ContainsRune("/:-_,", r) {
			good = fits
		}
	}
	if good > 0 {
		return good
	}
	return fits
}

// printable is text in one line, as a terminal will show it: columns are as
// wide as that.
func printable(s string) string { return Visible(lineBreaks.Replace(s)) }

var lineBreaks = strings.NewReplacer("\r\n", " ", "\n", " ", "\t", " ")
