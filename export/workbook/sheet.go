package workbook

import (
	"github.com/xuri/excelize/v2"

	"authcat/export"
)

// styles are the workbook's, by excelize's numbers.
type styles struct {
	header, plain, wrapped int
}

func newStyles(file *excelize.File) (styles, error) {
	var s styles
	for _, style := range []struct {
		id    *int
		style excelize.Style
	}{
		{&s.header, excelize.Style{
			Font:      &excelize.Font{Bold: true},
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DDEBF7"}},
			Alignment: &excelize.Alignment{Vertical: "center"},
		}},
		{&s.plain, excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&s.wrapped, excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}},
	} {
		id, err := file.NewStyle(&style.style)
		if err != nil {
			return styles{}, err
		}
		*style.id = id
	}
	return s, nil
}

// writeSheet fills a tab: the header, bold, frozen and with filters, then the rows.
func writeSheet(file *excelize.File, tab string, listing export.Listing, styles styles) error {
	stream, err := file.NewStreamWriter(tab)
	if err != nil {
		return err
	}
	if err := stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for i, width := range widths(listing) {
		if err := stream.SetColWidth(i+1, i+1, float64(width)); err != nil {
			return err
		}
	}
	if err := writeRows(stream, listing, styles); err != nil {
		return err
	}
	if err := addFilter(file, tab, listing); err != nil {
		return err
	}
	return stream.Flush()
}

func writeRows(stream *excelize.StreamWriter, listing export.Listing, styles styles) error {
	cells := make([]any, len(listing.Columns))
	for i, column := range listing.Columns {
		cells[i] = excelize.Cell{StyleID: styles.header, Value: cellText(column)}
	}
	if err := stream.SetRow("A1", cells); err != nil {
		return err
	}
	for i, row := range listing.Rows {
		cells = cells[:0]
		for _, value := range row {
			cells = append(cells, cell(value, styles))
		}
		at, err := excelize.CoordinatesToCellName(1, i+2)
		if err != nil {
			return err
		}
		if err := stream.SetRow(at, cells); err != nil {
			return err
		}
	}
	return nil
}

// addFilter puts a filter on every column. It must come before the stream's
// flush, which writes what the sheet was given besides rows.
func addFilter(file *excelize.File, tab string, listing export.Listing) error {
	if len(listing.Columns) == 0 {
		return nil
	}
	last, err := excelize.CoordinatesToCellName(len(listing.Columns), len(listing.Rows)+1)
	if err != nil {
		return err
	}
	return file.AutoFilter(tab, "A1:"+last, nil)
}
