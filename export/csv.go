package export

import (
	"encoding/csv"
	"io"
	"strings"
)

// CSV writes RFC 4180: a header, CRLF line ends, lists joined by "|". No cell
// runs as a formula when a spreadsheet opens the file.
type CSV struct{}

// Render writes the answer's rows with all their columns.
func (CSV) Render(w io.Writer, a Answer) (string, error) {
	listing := a.Table()
	writer := csv.NewWriter(w)
	writer.UseCRLF = true
	if err := writer.Write(listing.Columns); err != nil {
		return "", err
	}
	for _, row := range listing.Rows {
		record := make([]string, len(row))
		for i, value := range row {
			record[i] = defuse(text(value, "|"))
		}
		if err := writer.Write(record); err != nil {
			return "", err
		}
	}
	writer.Flush()
	return a.Note(), writer.Error()
}

// defuse puts an apostrophe before what a spreadsheet would take for a formula
// (https://owasp.org/www-community/attacks/CSV_Injection).
func defuse(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
