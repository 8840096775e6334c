package chart

import (
	"bytes"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/data"
)

var update = flag.Bool("update", false, "write the golden files anew")

var series = []string{"User token only (PAT)", "PAT or API client", "API client only", "No token"}

var needs = []catalog.Needs{catalog.NeedsPAT, catalog.NeedsPATOrClient, catalog.NeedsClient, catalog.NeedsNone}

// hostile are bars and words that a picture must survive.
func hostile() (title string, names []string, bars []Bar) {
	long := strings.Repeat("idn:scope:", 1000)
	return "<script>alert(1)</script> & \"" + long,
		[]string{"a | b", "\u202egpj\x00", "</text><script>", long, "e", "the sixth"},
		[]Bar{
			{"=cmd()", []int{1, 2, 3, 4, 5, 6}},
			{"]]></title><script>x</script>\nnext", []int{1}},
			{"\u202e\u2067\x00\x1b\ufffe not UTF-8: \xff", []int{12345, 0, 1, 1, 1, 1}},
			{strings.Repeat("M", 200), []int{-3, 50}},
			{strings.Repeat("漢", 200), nil},
			{long, []int{1, 1, 1, 1, 1, 1, 99}},
			{"", []int{400, 400, 400, 400, 400, 400}},
		}
}

func on(day string) time.Time {
	date, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return date
}

func TestGolden(t *testing.T) {
	for name, got := range map[string][]byte{
		"apis.svg": Stacked("Endpoints of each API by credential", series, []Bar{
			{"v1", []int{511, 403, 0, 3}}, {"v2026", []int{477, 379, 0, 3}}, {"beta", []int{306, 253}}, {"nerm-v2025", []int{5}}, {"nothing", nil},
		}),
		"empty.svg": Stacked("Nothing", nil, nil),
		"courses.svg": Courses("Operations that take an API client's token, over time", []Course{
			{"All features", []Step{{on("2022-09-02"), 0, 10}, {on("2025-11-18"), 4, 12}, {on("2026-01-09"), 9, 12}}},
			{"Access Profiles", []Step{{on("2024-08-06"), 6, 6}, {on("2025-12-18"), 0, 6}}},
			{"Gone in between", []Step{{on("2024-08-06"), 1, 1}, {on("2025-01-01"), 0, 0}, {on("2026-01-01"), 1, 2}}},
			{"<script>alert(1)</script> & \u202egpj\x00", nil},
		}, on("2026-08-22")),
		"no-courses.svg": Courses("Nothing", nil, on("2026-08-22")),
	} {
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs: look at it, then run the test with -update", name)
		}
	}
}

// features are those of API v1 in the bundled snapshot.
func features(t *testing.T) ([]catalog.Feature, []Bar) {
	t.Helper()
	facts, err := data.Snapshot(catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	snapshot := catalog.Merge(facts)
	all := catalog.Features(find.Select(&snapshot, find.Query{APIs: []string{"v1"}}))
	var bars []Bar
	for _, feature := range all {
		bar := Bar{Label: feature.Name}
		for _, need := range needs {
			bar.Values = append(bar.Values, feature.Counts[need])
		}
		bars = append(bars, bar)
	}
	if len(bars) < 100 {
		t.Fatalf("%d features, want those of API v1", len(bars))
	}
	return all, bars
}

// Every feature's label and numbers are in print, and its parts make its bar.
func TestFeaturesOfV1(t *testing.T) {
	all, bars := features(t)
	c := newChart("Features", series, bars)
	rows := rowsOf(t, Stacked("Features", series, bars))
	if len(rows) != len(all) {
		t.Fatalf("%d rows, want %d", len(rows), len(all))
	}
	for i, row := range rows {
		want := []string{all[i].Name}
		for _, at := range c.counted {
			want = append(want, count(bars[i].Values[at]))
		}
		want = append(want, count(all[i].Total))
		if got := row.texts(); strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("row %q, want %q", got, want)
		}
		if !strings.HasPrefix(row.Title, all[i].Name+": ") || !strings.HasSuffix(row.Title, "total "+count(all[i].Total)) {
			t.Errorf("row's title %q", row.Title)
		}
		checkParts(t, c, bars[i], row)
	}
}

func TestHostileRows(t *testing.T) {
	title, names, bars := hostile()
	c := newChart(title, names, bars)
	for i, row := range rowsOf(t, Stacked(title, names, bars)) {
		texts := row.texts()
		if got, want := texts[len(texts)-1], count(bars[i].total(len(names))); got != want {
			t.Errorf("%.20q: total %s, want %s", bars[i].Label, got, want)
		}
		if !strings.HasPrefix(row.Title, oneLine(bars[i].Label)+": ") {
			t.Errorf("%.20q: the title %.40q has not its label in full", bars[i].Label, row.Title)
		}
		if width := textWidth(texts[0], fontSize); width > min(c.layout.labelWidth, widestLabel) {
			t.Errorf("%.20q: the label is %d wide", bars[i].Label, width)
		}
		checkParts(t, c, bars[i], row)
	}
}

// checkParts reports whether a row's parts stand one after another, one for each
// count, from the bars' left edge to no further than the numbers.
func checkParts(t *testing.T, c *chart, bar Bar, row row) {
	t.Helper()
	seen := 0
	for i := range c.series {
		if bar.value(i) > 0 {
			seen++
		}
	}
	if room := c.layout.numberRight - c.layout.numberWidth - c.layout.barLeft; c.layout.barLength > room {
		t.Errorf("bars of %d run into the numbers after %d", c.layout.barLength, room)
	}
	x := c.layout.barLeft
	drawn := 0
	for _, rect := range row.Rects {
		if rect.Class != "part" {
			continue
		}
		if rect.X != x || rect.Width < smallestPart {
			t.Errorf("%.20q: a part at %d of %d, want it at %d", bar.Label, rect.X, rect.Width, x)
		}
		x += rect.Width
		drawn++
	}
	if drawn != seen || x > c.layout.barLeft+c.layout.barLength {
		t.Errorf("%.20q: %d parts up to %d, want %d up to %d at most", bar.Label, drawn, x, seen, c.layout.barLeft+c.layout.barLength)
	}
}

func TestParts(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		values := make([]int, 1+random.IntN(5))
		sum, counted := 0, 0
		for i := range values {
			if random.IntN(3) > 0 {
				values[i] = 1 + random.IntN(60)
				counted++
			}
			sum += values[i]
		}
		widest, length := sum+random.IntN(200), 40+random.IntN(500)
		got := 0
		for i, width := range parts(values, widest, length) {
			if (values[i] > 0) != (width > 0) || width < 0 || values[i] > 0 && width < smallestPart {
				t.Fatalf("%v of %d in %d: part %d is %d wide", values, widest, length, i, width)
			}
			got += width
		}
		exact := 0
		if widest > 0 {
			exact = sum * length / widest
		}
		// Only a bar that has no room for its smallest parts is longer than its scale says.
		if got != exact && got != exact+1 && exact > 2*counted*smallestPart {
			t.Fatalf("%v of %d in %d: %d wide together, want %d", values, widest, length, got, exact)
		}
		if got > length {
			t.Fatalf("%v of %d in %d: %d wide together", values, widest, length, got)
		}
	}
}

func TestPartsInScale(t *testing.T) {
	for _, test := range []struct {
		values         []int
		widest, length int
		want           []int
	}{
		{[]int{10, 20, 0, 70}, 100, 500, []int{50, 100, 0, 350}},
		{[]int{10, 20}, 100, 500, []int{50, 100}},
		{[]int{1, 1, 1}, 3, 100, []int{33, 34, 33}},
		{[]int{1, 999}, 1000, 500, []int{3, 497}},
		{[]int{1}, 100000, 500, []int{3}},
		{[]int{0, 0}, 0, 500, []int{0, 0}},
		{[]int{-5, 10}, 10, 500, []int{0, 500}},
	} {
		got := parts(test.values, test.widest, test.length)
		if !slices.Equal(got, test.want) {
			t.Errorf("%v of %d in %d: %v, want %v", test.values, test.widest, test.length, got, test.want)
		}
	}
}
