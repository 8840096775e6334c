// Package workbook writes listings as an Excel workbook: people filter and sort
// there what scripts take from CSV or JSON.
//
// It writes the few parts of Office Open XML (ECMA-376) that a plain workbook
// needs. A library for all of the format costs every command of the program
// 2.6 ms at its start, a quarter of what a lookup may take; the tests read the
// workbooks with it.
package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"

	"authcat/export"
)

// Sheet is a listing with the name of its tab.
type Sheet struct {
	// Name is made fit where Excel would not take it: see tabNames.
	Name    string
	Listing export.Listing
}

// Write returns a workbook (.xlsx) with a tab for each sheet, in order. The same
// sheets give the same bytes: the only date in it is the data set's. It fails
// where there is no sheet, and where one has more rows or columns than Excel takes.
func Write(sheets []Sheet) ([]byte, error) {
	if len(sheets) == 0 {
		return nil, errors.New("workbook: there are no sheets to write: Excel opens none that is empty")
	}
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	names := tabNames(sheets)
	// "[Content_Types].xml" comes first: programs know a workbook by it.
	for _, part := range []struct {
		name string
		body []byte
	}{
		{"[Content_Types].xml", contentTypes(len(sheets))},
		{"_rels/.rels", []byte(packageRelationships)},
		{"docProps/core.xml", properties(sheets)},
		{"xl/_rels/workbook.xml.rels", workbookRelationships(len(sheets))},
		{"xl/styles.xml", []byte(stylesPart)},
		{"xl/workbook.xml", workbookPart(sheets, names)},
	} {
		w, err := create(archive, part.name)
		if err == nil {
			_, err = w.Write(part.body)
		}
		if err != nil {
			return nil, fmt.Errorf("workbook: part %s: %w", part.name, err)
		}
	}
	for i, sheet := range sheets {
		w, err := create(archive, "xl/"+sheetPath(i))
		if err == nil {
			err = writeSheet(w, sheet.Listing, i == 0)
		}
		if err != nil {
			return nil, fmt.Errorf("workbook: sheet %q: %w", names[i], err)
		}
	}
	if err := archive.Close(); err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	return out.Bytes(), nil
}

// create begins a compressed part without a time.
func create(archive *zip.Writer, name string) (io.Writer, error) {
	return archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
}

// properties are the document's: its title names the data set, and its times
// are the data set's day, for a clock's would differ in each copy.
func properties(sheets []Sheet) []byte {
	dataset := sheets[0].Listing.Dataset
	for _, sheet := range sheets[1:] {
		if sheet.Listing.Dataset.AsOf.After(dataset.AsOf) {
			dataset = sheet.Listing.Dataset
		}
	}
	times := ""
	if day := dataset.AsOf.UTC().Truncate(24 * time.Hour); !day.IsZero() {
		for _, name := range []string{"created", "modified"} {
			times += fmt.Sprintf(`<dcterms:%[1]s xsi:type="dcterms:W3CDTF">%[2]s</dcterms:%[1]s>`, name, day.Format(time.RFC3339))
		}
	}
	return fmt.Appendf(nil, corePart, escape("SailPoint endpoint authorization of "+dataset.Date()), times)
}
