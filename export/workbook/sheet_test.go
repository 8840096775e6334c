package workbook

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"authcat/export"
)

// one is a sheet of one row.
func one(values ...any) []Sheet {
	columns := make([]string, len(values))
	for i := range columns {
		columns[i] = fmt.Sprintf("column %d", i)
	}
	return []Sheet{{"one", export.Listing{Dataset: dataset, Columns: columns, Rows: [][]any{values}}}}
}

func TestCells(t *testing.T) {
	long := strings.Repeat("idn:scope:", 1000)
	for _, test := range []struct {
		value any
		want  string
		kind  excelize.CellType
	}{
		{true, "1", excelize.CellTypeBool},
		{false, "0", excelize.CellTypeBool},
		{0, "0", excelize.CellTypeUnset},
		{5755, "5755", excelize.CellTypeUnset},
		{int64(-3), "-3", excelize.CellTypeUnset},
		{"5755", "5755", excelize.CellTypeInlineString},
		{"true", "true", excelize.CellTypeInlineString},
		{"2026-08-22", "2026-08-22", excelize.CellTypeInlineString},
		{"", "", excelize.CellTypeUnset},
		{nil, "", excelize.CellTypeUnset},
		{[]string(nil), "", excelize.CellTypeUnset},
		{[]string{"b", "a c"}, "b\na c", excelize.CellTypeInlineString},
		{"=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0", excelize.CellTypeInlineString},
		{"+1", "+1", excelize.CellTypeInlineString},
		{"@SUM(A1)", "@SUM(A1)", excelize.CellTypeInlineString},
		{"=HYPERLINK(\"https://example.com\")", "=HYPERLINK(\"https://example.com\")", excelize.CellTypeInlineString},
		{"<script>alert(1)</script>&amp;]]>", "<script>alert(1)</script>&amp;]]>", excelize.CellTypeInlineString},
		{" blanks\tand\nlines \n", " blanks\tand\nlines \n", excelize.CellTypeInlineString},
		{"a\x00b\x1fc\ufffed\uffffe", "a\ufffdb\ufffdc\ufffdd\ufffde", excelize.CellTypeInlineString},
		{"not UTF-8: \xff", "not UTF-8: \ufffd", excelize.CellTypeInlineString},
		{"_x0041_ is no A", "_x0041_ is no A", excelize.CellTypeInlineString},
		{"__x0041_x005F_x00e9__x41_", "__x0041_x005F_x00e9__x41_", excelize.CellTypeInlineString},
		{"_x", "_x", excelize.CellTypeInlineString},
		{"\u202egpj", "\u202egpj", excelize.CellTypeInlineString},
		{long, long, excelize.CellTypeInlineString},
	} {
		body := write(t, one(test.value, "last"))
		wellFormed(t, body)
		file := open(t, body)
		got, err := file.GetCellValue("one", "A2", excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		kind, err := file.GetCellType("one", "A2")
		if err != nil {
			t.Fatal(err)
		}
		formula, err := file.GetCellFormula("one", "A2")
		if err != nil {
			t.Fatal(err)
		}
		if got != test.want || kind != test.kind || formula != "" {
			t.Errorf("%.60q: %.60q of type %d with formula %q, want %.60q of type %d", test.value, got, kind, formula, test.want, test.kind)
		}
	}
}

func TestLongTexts(t *testing.T) {
	const limit = 32767 // https://support.microsoft.com: Excel specifications and limits
	for _, test := range []struct {
		name  string
		value any
		units int // of the whole text, 0 where it is not cut
	}{
		{"just fits", strings.Repeat("x", limit), 0},
		{"two bytes each", strings.Repeat("é", limit), 0},
		{"one too many", strings.Repeat("x", limit+1), limit + 1},
		{"pairs that fit", strings.Repeat("😀", limit/2), 0},
		{"pairs", strings.Repeat("😀", 20000), 40000},
		{"pairs after one", "x" + strings.Repeat("😀", 20000), 40001},
		{"list", []string{strings.Repeat("a", 20000), strings.Repeat("b", 20000)}, 40001},
	} {
		file := open(t, write(t, one(test.value)))
		got, err := file.GetCellValue("one", "A2")
		if err != nil {
			t.Fatal(err)
		}
		if test.units == 0 {
			if got != words(test.value) {
				t.Errorf("%s: was changed to %d bytes", test.name, len(got))
			}
			continue
		}
		mark := fmt.Sprintf(" … [cut: the text has %d characters]", test.units)
		start, marked := strings.CutSuffix(got, mark)
		units := len(utf16.Encode([]rune(got)))
		if !marked || !strings.HasPrefix(words(test.value), start) || strings.ContainsRune(start, utf8.RuneError) || units > limit || units < limit-1 {
			t.Errorf("%s: %d units, end %q", test.name, units, got[len(got)-60:])
		}
	}
}

func TestLayout(t *testing.T) {
	listing := export.Listing{
		Dataset: dataset, Columns: []string{"api", "path", "user_scopes", "count"},
		Rows: [][]any{
			{"v1", "/" + strings.Repeat("long", 60), []string{"idn:account:read", "idn:account:manage"}, 3},
			{"v1", "/short", []string{"idn:account:read"}, 12},
			{"v1", "/prose", "a sentence", 12},
		},
	}
	file := open(t, write(t, []Sheet{{"first", listing}, {"second", listing}}))
	for _, tab := range []string{"first", "second"} {
		panes, err := file.GetPanes(tab)
		if err != nil {
			t.Fatal(err)
		}
		if !panes.Freeze || panes.YSplit != 1 || panes.XSplit != 0 || panes.TopLeftCell != "A2" {
			t.Errorf("%s: panes %+v", tab, panes)
		}
		for i, want := range []float64{8, 60, 19, 8} {
			column, _ := excelize.ColumnNumberToName(i + 1)
			if got, err := file.GetColWidth(tab, column); err != nil || got != want {
				t.Errorf("%s: column %s is %v wide, want %v (%v)", tab, column, got, want, err)
			}
		}
		for cell, want := range map[string]struct{ bold, wrapped bool }{
			"A1": {true, false}, "D1": {true, false}, "A2": {}, "B2": {}, "C2": {false, true}, "C3": {}, "C4": {false, true}, "D2": {},
		} {
			style := styleOf(t, file, tab, cell)
			if got := style.Font != nil && style.Font.Bold; got != want.bold || style.Alignment.WrapText != want.wrapped {
				t.Errorf("%s!%s: bold %v, wrapped %v, want %+v", tab, cell, got, style.Alignment.WrapText, want)
			}
		}
	}
	filters := map[string]string{}
	for _, name := range file.GetDefinedName() {
		filters[name.Scope] = name.Name + " " + name.RefersTo
	}
	want := map[string]string{"first": "_xlnm._FilterDatabase 'first'!$A$1:$D$4", "second": "_xlnm._FilterDatabase 'second'!$A$1:$D$4"}
	if !reflect.DeepEqual(filters, want) {
		t.Errorf("filters %v", filters)
	}
}

func styleOf(t *testing.T, file *excelize.File, tab, cell string) *excelize.Style {
	t.Helper()
	id, err := file.GetCellStyle(tab, cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := file.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return style
}

func TestTabNames(t *testing.T) {
	long := strings.Repeat("n", 40)
	given := []string{
		"SHEET1", "Endpoints", "endpoints", "History", "", "  ", `a:b\c/d?e*f[g]h'i`, "line\nfeed\x00\u202e\uffff",
		long, long, strings.Repeat("😀", 20), "=cmd()", "<x>&",
	}
	want := []string{
		"SHEET1", "Endpoints", "endpoints (2)", "History (2)", "Sheet", "Sheet (2)", "a_b_c_d_e_f_g_h_i", "line_feed___",
		long[:31], long[:27] + " (2)", strings.Repeat("😀", 15), "=cmd()", "<x>&",
	}
	var sheets []Sheet
	for i, name := range given {
		sheets = append(sheets, Sheet{name, one(i)[0].Listing})
	}
	body := write(t, sheets)
	wellFormed(t, body)
	file := open(t, body)
	if got := file.GetSheetList(); !reflect.DeepEqual(got, want) {
		t.Errorf("tabs\n%q, want\n%q", got, want)
	}
	for i, name := range want {
		if got, err := file.GetCellValue(name, "A2"); err != nil || got != fmt.Sprint(i) {
			t.Errorf("tab %q holds %q (%v), want %d", name, got, err, i)
		}
	}
}

// A filter on the 703rd column is one on AAA.
func TestCellNames(t *testing.T) {
	for column, want := range map[int]string{0: "A1", 25: "Z1", 26: "AA1", 701: "ZZ1", 702: "AAA1", 16383: "XFD1"} {
		if got := cellName(column, 1, ""); got != want {
			t.Errorf("column %d is %s, want %s", column, got, want)
		}
	}
}

func TestEmptyListings(t *testing.T) {
	for name, listing := range map[string]export.Listing{
		"no rows":    {Dataset: dataset, Columns: []string{"a", "b"}},
		"no columns": {Dataset: dataset},
		"short row":  {Dataset: dataset, Columns: []string{"a", "b"}, Rows: [][]any{{"x"}}},
	} {
		body := write(t, []Sheet{{"empty", listing}})
		wellFormed(t, body)
		rows, err := open(t, body).GetRows("empty")
		if err != nil {
			t.Fatal(err)
		}
		if len(listing.Columns) > 0 && !reflect.DeepEqual(rows[0], listing.Columns) {
			t.Errorf("%s: rows %q", name, rows)
		}
	}
}
