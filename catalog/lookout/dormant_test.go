package lookout_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/lookout"
)

// Through four years of the real documents no version of ISC's API is ever
// called dormant; NERM's v2025 was, while NERM's other document moved on.
func TestDormantInThePast(t *testing.T) {
	list, _ := declared(t)
	changed := map[string][]string{}
	var days []string
	for _, line := range lines(t, "testdata/changes.txt") {
		words := strings.Fields(line)
		changed[words[0]] = words[1:]
		days = append(days, words[1:]...)
	}
	slices.Sort(days)
	days = slices.Compact(days)
	named := map[string][]string{}
	var past []lookout.Day
	for day := date(t, days[0]); day.Format(time.DateOnly) <= "2026-08-22"; day = day.AddDate(0, 0, 1) {
		today := lookout.Day{Date: day.Format(time.DateOnly)}
		for _, api := range list.APIs {
			at, exact := slices.BinarySearch(changed[api.ID], today.Date)
			if exact {
				at++
			}
			if at > 0 {
				today.Documents = append(today.Documents, catalog.Document{Role: catalog.RoleSpec, API: api.ID, SHA256: changed[api.ID][at-1]})
			}
		}
		for _, p := range lookout.Dormant(list.APIs, append(slices.Clip(past), today)) {
			named[p.API] = append(named[p.API], today.Date+" "+p.Seen)
		}
		if _, exact := slices.BinarySearch(days, today.Date); exact {
			past = append(past, today)
		}
	}
	all := named["nerm-v2025"]
	if len(named) != 1 || len(all) != 39 || all[0] != "2025-10-24 unchanged since 2025-08-25" || !strings.HasPrefix(all[38], "2026-04-19 ") {
		t.Errorf("named: %q", named)
	}
}

func date(t *testing.T, text string) time.Time {
	t.Helper()
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return day
}

func TestDormant(t *testing.T) {
	apis := []catalog.API{{ID: "a", Product: "x"}, {ID: "b", Product: "x"}, {ID: "c", Product: "x"}, {ID: "d", Product: "y"}}
	// lives makes days of what each API's document was on them: "a1 b2" and, where it was kept, "c3-".
	lives := func(start string, each int, texts ...string) (days []lookout.Day) {
		day := date(t, start)
		for _, text := range texts {
			d := lookout.Day{Date: day.Format(time.DateOnly)}
			for _, word := range strings.Fields(text) {
				hash, kept := strings.CutSuffix(word, "-")
				d.Documents = append(d.Documents, catalog.Document{Role: catalog.RoleSpec, API: word[:1], SHA256: hash, Kept: kept})
			}
			days, day = append(days, d), day.AddDate(0, 0, each)
		}
		return days
	}
	six := []string{"a1 b1 c1 d1", "a1 b2 c1 d1", "a1 b3 c1 d1", "a1 b4 c1 d1", "a1 b5 c1 d1", "a1 b6 c1 d1", "a1 b7 c1 d1"}
	for _, test := range []struct {
		name string
		days []lookout.Day
		want []string
	}{
		{"no days", nil, nil},
		{"half of the siblings are lively", lives("2026-01-01", 10, six...), []string{"a unchanged since 2026-01-01", "c unchanged since 2026-01-01"}},
		{"a day too early", lives("2026-01-01", 9, six...), nil},
		{"too few changes", lives("2026-01-01", 15, six[:5]...), nil},
		{"a change long ago", append(lives("2025-01-01", 10, "a0 b0 c1"), lives("2026-01-01", 10, six...)...),
			[]string{"a unchanged since 2026-01-01", "c unchanged since 2025-01-01"}},
		{"kept from an earlier day", lives("2026-01-01", 10, append(slices.Clone(six[:6]), "a1- b7 c1 d1")...), []string{"c unchanged since 2026-01-01"}},
		{"gone by now", lives("2026-01-01", 10, append(slices.Clone(six[:6]), "b7 c1 d1")...), []string{"c unchanged since 2026-01-01"}},
		{"no sibling", lives("2026-01-01", 10, "d1", "d1", "d1", "d1", "d1", "d1", "d1"), nil},
	} {
		var got []string
		for _, p := range lookout.Dormant(apis, test.days) {
			got = append(got, p.API+" "+p.Seen)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
