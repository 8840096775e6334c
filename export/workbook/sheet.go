package workbook

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"authcat/export"
)

// What a sheet may hold (https://support.microsoft.com: Excel specifications and limits).
const (
	maxRows    = 1048576
	maxColumns = 16384
)

// writeSheet writes a tab: the header, bold, frozen and with filters, then the
// rows. The first tab is the one that is open. The order of the elements is the
// schema's; Excel repairs, with a complaint, a sheet that has another.
func writeSheet(w io.Writer, listing export.Listing, open bool) error {
	if len(listing.Rows) >= maxRows || len(listing.Columns) > maxColumns {
		return fmt.Errorf("%d rows of %d columns: Excel takes %d, the header among them, of %d", len(listing.Rows), len(listing.Columns), maxRows, maxColumns)
	}
	out := bufio.NewWriter(w)
	selected := ""
	if open {
		selected = ` tabSelected="1"`
	}
	fmt.Fprintf(out, `%s<worksheet xmlns="%s"><sheetViews><sheetView%s workbookViewId="0">`, xmlHeader, sheetNS, selected)
	out.WriteString(`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>`)
	writeColumns(out, widths(listing))
	out.WriteString(`<sheetData>`)
	writeHeader(out, listing.Columns)
	for i, row := range listing.Rows {
		writeRow(out, i+2, row[:min(len(row), maxColumns)])
	}
	out.WriteString(`</sheetData>`)
	if area := filtered(listing, ""); area != "" {
		fmt.Fprintf(out, `<autoFilter ref="%s"/>`, area)
	}
	out.WriteString(`</worksheet>`)
	return out.Flush() // a bufio.Writer keeps its first error
}

func writeColumns(out *bufio.Writer, widths []int) {
	if len(widths) == 0 {
		return
	}
	out.WriteString(`<cols>`)
	for i, width := range widths {
		fmt.Fprintf(out, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, width)
	}
	out.WriteString(`</cols>`)
}

func writeHeader(out *bufio.Writer, columns []string) {
	out.WriteString(`<row r="1">`)
	for i, column := range columns {
		writeText(out, cellName(i, 1, ""), headerStyle, cellText(column))
	}
	out.WriteString(`</row>`)
}

func writeRow(out *bufio.Writer, number int, values []any) {
	out.WriteString(`<row r="`)
	out.WriteString(strconv.Itoa(number))
	out.WriteString(`">`)
	for i, value := range values {
		writeCell(out, cellName(i, number, ""), value)
	}
	out.WriteString(`</row>`)
}

// filtered is the area of the filter, its header and all rows, "" where there
// are no columns. The mark stands before each letter and number: "$" fixes them.
func filtered(listing export.Listing, mark string) string {
	if len(listing.Columns) == 0 {
		return ""
	}
	return cellName(0, 1, mark) + ":" + cellName(len(listing.Columns)-1, len(listing.Rows)+1, mark)
}

// cellName is the name of the cell in a column, counted from 0, and a row,
// counted from 1: "AB12". Columns count A to Z, then AA to ZZ and so on.
func cellName(column, row int, mark string) string {
	letters := ""
	for column++; column > 0; column = (column - 1) / 26 {
		letters = string(rune('A'+(column-1)%26)) + letters
	}
	return strings.Join([]string{"", letters, strconv.Itoa(row)}, mark)
}
