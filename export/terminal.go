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
// and cuts them at tabs, as one line a row: nothing wrapped, nothing padded, and no
// header unless it is asked for.
type Terminal struct {
	// Width in columns; 0 where the output is no terminal.
	Width int
	// Header is set where a program wants a line with the titles of the columns too.
	Header bool
	// Color and Links say whether it shows colours and takes links (OSC 8). They
	// are for a writer that tells what steers a terminal from text, as
	// VisibleWriter does: any other gets neither. Lines for a program have none.
	Color, Links bool
}

// Render writes the words or the table.
func (t Terminal) Render(w io.Writer, a Answer) (string, error) {
	if own, ok := a.(texted); ok {
		return own.Text(w, t)
	}
	listing := a.Table()
	grid, note := gridOf(listing), a.Note()
	switch {
	case len(listing.Rows) == 0 && listing.None != "" && t.Width > 0:
		_, err := io.WriteString(w, listing.None+"\n")
		return "", err
	case len(listing.Rows) == 0 && listing.None != "": // a sentence is no row
		note = listing.None
	case t.Width > 0:
		if left := grid.fit(t.Width, listing.Spare); len(left) > 0 && note != "" {
			note += "\nA wider terminal shows " + strings.ReplaceAll(strings.Join(left, ", "), "_", " ") + " too."
		}
	}
	return note, t.table(w, grid.header, grid.rows)
}

// Rows writes the brief columns of a listing.
func (t Terminal) Rows(w io.Writer, listing Listing) error {
	grid := gridOf(listing)
	return t.table(w, grid.header, grid.rows)
}

// table writes rows in columns; header may be nil.
func (t Terminal) table(w io.Writer, header []string, rows [][]cell) error {
	if t.Width <= 0 {
		if t.Header && header != nil {
			rows = append([][]cell{headerCells(header)}, rows...)
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
	var lines [][]cell // of the table, as it comes out
	if header != nil {
		wrapped := wrapRow(headerCells(header), widths)
		table.Header(joined(wrapped))
		lines = append(lines, acrossLines(wrapped)...)
	}
	for _, row := range rows {
		wrapped := wrapRow(row, widths)
		if err := table.Append(joined(wrapped)); err != nil {
			return err
		}
		lines = append(lines, acrossLines(wrapped)...)
	}
	if err := table.Render(); err != nil {
		return err
	}
	return t.paintLines(w, out.String(), lines)
}

func headerCells(header []string) []cell {
	cells := make([]cell, len(header))
	for i, name := range header {
		cells[i] = cell{text: name, tone: toneStrong}
	}
	return cells
}

// paintLines writes lines of a table, in which the cells stand in their order.
func (t Terminal) paintLines(w io.Writer, table string, lines [][]cell) error {
	for line := range strings.Lines(table) {
		line = strings.TrimRight(line, " \n") // the last column is padded too
		var cells []cell
		if len(lines) > 0 {
			cells, lines = lines[0], lines[1:]
		}
		for _, c := range cells {
			before, after, found := strings.Cut(line, c.text)
			if !found || c.text == "" {
				continue
			}
			if _, err := io.WriteString(w, before); err != nil {
				return err
			}
			if err := t.paint(w, c); err != nil {
				return err
			}
			line = after
		}
		if _, err := io.WriteString(w, line+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// tabSeparated writes a line a row. No cell has a tab or a line break of its own.
func tabSeparated(w io.Writer, rows [][]cell) error {
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = printable(cell.text)
		}
		if _, err := io.WriteString(w, strings.Join(cells, "\t")+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// Paragraph writes text in lines that fit, the first and the others indented.
func (t Terminal) Paragraph(w io.Writer, text, first, others string) {
	t.lead(w, cell{}, text, first, others)
}

// Heading writes what the lines below it are about.
func (t Terminal) Heading(w io.Writer, text string) {
	t.lead(w, cell{text, toneStrong, ""}, "", "", "")
}

// lead writes a paragraph that begins with words in a tone of their own.
func (t Terminal) lead(w io.Writer, begin cell, text, first, others string) {
	text = printable(begin.text + text)
	lines := []string{strings.Join(strings.Fields(text), " ")}
	if t.Width > 0 {
		lines = wrap(text, max(t.Width-len(others), narrowest))
	}
	rest := len(strings.Join(strings.Fields(printable(begin.text)), "")) // of the beginning, in bytes without spaces
	for i, line := range lines {
		indent := first
		if i > 0 {
			indent = others
		}
		at := 0
		for ; at < len(line) && rest > 0; at++ {
			if line[at] != ' ' {
				rest--
			}
		}
		_, _ = io.WriteString(w, indent)
		_ = t.paint(w, cell{line[:at], begin.tone, begin.link})
		fmt.Fprintln(w, line[at:])
	}
}

// wrapRow breaks the cells of a row into lines, each as a cell.
func wrapRow(cells []cell, widths []int) [][]cell {
	wrapped := make([][]cell, len(cells))
	for i, c := range cells {
		for _, line := range wrap(printable(c.text), widths[i]) {
			wrapped[i] = append(wrapped[i], cell{line, c.tone, c.link})
		}
	}
	return wrapped
}

// joined is a row of cells with line breaks.
func joined(wrapped [][]cell) []string {
	row := make([]string, len(wrapped))
	for i, lines := range wrapped {
		row[i] = strings.Join(texts(lines), "\n")
	}
	return row
}

// acrossLines are the cells of a wrapped row, by line.
func acrossLines(wrapped [][]cell) (across [][]cell) {
	for _, lines := range wrapped {
		for i, line := range lines {
			if i == len(across) {
				across = append(across, nil)
			}
			across[i] = append(across[i], line)
		}
	}
	return across
}

// breaks are what a word may be broken after.
const breaks = "/:-_,"

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
		if i > 0 && strings.ContainsRune(breaks, r) { // a lone "/" says nothing
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
