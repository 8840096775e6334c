package docs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"authcat/catalog"
)

// ParseMatrix reads SailPoint's User Level Access Matrix, a level a column or
// two, in the page's order
// (https://documentation.sailpoint.com/saas/help/common/users/user_level_matrix.html).
//
// It fails where the page isn't understood as a whole: no table with a row of
// technical names, names that don't go with the titles, a row whose cells are
// no ticks, no tick at all, a pair of levels that names none of them.
func ParseMatrix(ctx context.Context, body []byte) ([]catalog.UserLevel, error) {
	doc, err := readHTML(ctx, body)
	if err != nil {
		return nil, err
	}
	m, err := findMatrix(doc)
	if err != nil {
		return nil, err
	}
	if err := m.readLevels(); err != nil {
		return nil, err
	}
	if err := m.readTicks(footnotes(doc)); err != nil {
		return nil, err
	}
	if err := readExclusions(doc, m.levels); err != nil {
		return nil, err
	}
	return m.levels, nil
}

// matrix is the page's table. The first cell of a row is its name.
type matrix struct {
	rows      [][]cell
	titles    []cell
	technical []cell
	levels    []catalog.UserLevel
	// columns are the levels of each cell of a row, as indexes: two share one ("Role Admin", "Role Sub-Admin").
	columns [][]int
}

// findMatrix finds the table that has a row of technical names.
func findMatrix(doc *goquery.Document) (*matrix, error) {
	tables := doc.Find("table")
	var found []*matrix
	tables.Each(func(_ int, table *goquery.Selection) {
		m := &matrix{}
		table.Find("tr").Each(func(_ int, tr *goquery.Selection) {
			m.rows = append(m.rows, readRow(tr))
		})
		if at := slices.IndexFunc(m.rows, namesLevels); at >= 0 {
			m.technical = m.rows[at]
			m.rows = slices.Delete(m.rows, at, at+1)
			found = append(found, m)
		}
	})
	switch {
	case tables.Length() == 0:
		return nil, errors.New("it has no table: it is no User Level Access Matrix, or its markup changed")
	case len(found) == 0:
		return nil, errors.New("no table of it has a row of technical names: it is no User Level Access Matrix, or its markup changed")
	case len(found) > 1:
		return nil, fmt.Errorf("%d tables of it have a row of technical names, where one is the matrix", len(found))
	}
	m := found[0]
	at := slices.IndexFunc(m.rows, func(row []cell) bool {
		return len(row) == len(m.technical) && !slices.ContainsFunc(row[1:], isTicked)
	})
	if at < 0 {
		return nil, errors.New("the matrix has no row of titles as long as its row of technical names")
	}
	m.titles = m.rows[at]
	return m, nil
}

func namesLevels(row []cell) bool {
	return len(row) > 1 && strings.HasPrefix(strings.ToLower(row[0].text()), "technical name")
}
