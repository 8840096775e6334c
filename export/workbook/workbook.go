// Package workbook writes listings as an Excel workbook: people filter and sort
// there what scripts take from CSV or JSON.
package workbook

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"authcat/export"
)

// Sheet is a listing with the name of its tab.
type Sheet struct {
	// Name is made fit where Excel would not take it: see tabNames.
	Name    string
	Listing export.Listing
}

// Write returns a workbook (.xlsx) with a tab for each sheet, in order. The same
// sheets give the same bytes: the only date in it is the data set's.
func Write(sheets []Sheet) (body []byte, err error) {
	if len(sheets) == 0 {
		return nil, errors.New("workbook: there are no sheets to write: Excel opens none that is empty")
	}
	file := excelize.NewFile()
	defer func() { err = errors.Join(err, file.Close()) }()
	styles, err := newStyles(file)
	if err != nil {
		return nil, fmt.Errorf("workbook: styles: %w", err)
	}
	for i, name := range tabNames(sheets) {
		if err := addTab(file, i, name); err != nil {
			return nil, fmt.Errorf("workbook: sheet %q: %w", name, err)
		}
		if err := writeSheet(file, name, sheets[i].Listing, styles); err != nil {
			return nil, fmt.Errorf("workbook: sheet %q: %w", name, err)
		}
	}
	if err := file.SetDocProps(properties(sheets)); err != nil {
		return nil, fmt.Errorf("workbook: properties: %w", err)
	}
	packed, err := file.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	return inOrder(packed.Bytes())
}

// addTab makes the tab at a position. A new file has one already, "Sheet1".
func addTab(file *excelize.File, position int, name string) error {
	if position == 0 {
		return file.SetSheetName(file.GetSheetName(0), name)
	}
	_, err := file.NewSheet(name)
	return err
}

// properties are the document's: its title names the data set, and its times
// are the data set's day, for a clock's would differ in each copy.
func properties(sheets []Sheet) *excelize.DocProperties {
	dataset := sheets[0].Listing.Dataset
	for _, sheet := range sheets[1:] {
		if sheet.Listing.Dataset.AsOf.After(dataset.AsOf) {
			dataset = sheet.Listing.Dataset
		}
	}
	properties := &excelize.DocProperties{
		Title: "SailPoint endpoint authorization of " + dataset.Date(), Creator: "authcat", LastModifiedBy: "authcat",
	}
	if day := dataset.AsOf.UTC().Truncate(24 * time.Hour); !day.IsZero() {
		properties.Created = day.Format(time.RFC3339)
		properties.Modified = properties.Created
	}
	return properties
}

// inOrder repacks an archive with its parts by name: excelize takes the sheets
// from a map. "[Content_Types].xml", by which programs know a workbook, comes
// first so. The parts are not compressed anew, and have no times.
func inOrder(packed []byte) ([]byte, error) {
	archive, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, fmt.Errorf("workbook: reading it back: %w", err)
	}
	slices.SortFunc(archive.File, func(a, b *zip.File) int { return cmp.Compare(a.Name, b.Name) })
	var out bytes.Buffer
	writer := zip.NewWriter(&out)
	for _, part := range archive.File {
		if err := writer.Copy(part); err != nil {
			return nil, fmt.Errorf("workbook: part %s: %w", part.Name, err)
		}
	}
	if err := writer.Close(); err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	return out.Bytes(), nil
}
