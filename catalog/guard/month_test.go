package guard_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/guard"
	"authcat/catalog/guard/guardtest"
)

// month is a past with an older catalog.
func month(published, older *catalog.Snapshot) guard.Past {
	return guard.Past{Published: published, Older: older, OlderDay: "2026-07-24"}
}

// What is little every night is much in a month; what is out already is out.
func TestMonth(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	c := config(t)
	c.Sentinels = nil
	july, august := tags(t, 358), tags(t, 350)
	tonight := guard.Check(c, month(august, july), tags(t, 346), nil, today)
	const begins, ends = "v3: 12 of 358 operations have other tags or none, in this version alone, the first ", "; allowed: 10; compared with the catalog of 2026-07-24"
	if got := lines(tonight.Refusals); len(got) != 1 || !strings.HasPrefix(got[0], begins) || !strings.HasSuffix(got[0], ends) {
		t.Errorf("refusals %q, want one %q…%q", got, begins, ends)
	}
	for name, v := range map[string]guard.Verdict{
		"without an older one":  guard.Check(c, after(august), tags(t, 346), nil, today),
		"nothing new":           guard.Check(c, month(tags(t, 300), july), tags(t, 300), nil, today),
		"better":                guard.Check(c, month(tags(t, 300), july), tags(t, 310), nil, today),
		"the older one is none": guard.Check(c, month(august, august), tags(t, 346), nil, today),
	} {
		if !v.OK() {
			t.Errorf("%s: %q", name, lines(v.Refusals))
		}
	}
}

// A fall of what is only counted creeps too.
func TestMonthOfCounts(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	pages := func(left int) *catalog.Snapshot {
		f := bundled(t)
		f.Pages = f.Pages[:left]
		return merged(f)
	}
	v := guard.Check(config(t), month(pages(880), pages(917)), pages(860), nil, today)
	want := []string{"v1: operations with a documentation page fell from 917 to 860; allowed: 5% or 3, so no fewer than 872; compared with the catalog of 2026-07-24"}
	if !slices.Equal(lines(v.Refusals), want) {
		t.Errorf("refusals %q", lines(v.Refusals))
	}
	accepted := []guard.Acceptance{guard.Accept(v, "true", today, today)}
	for left, ok := range map[int]bool{860: true, 817: true, 816: false} {
		if v := guard.Check(config(t), month(pages(850), pages(917)), pages(left), accepted, today.AddDate(0, 0, 20)); v.OK() != ok {
			t.Errorf("%d pages: %q", left, lines(v.Refusals))
		}
	}
}

// What was accepted is not refused again for a month, only because the older
// catalog is from before it. Beyond it, the limit holds anew.
func TestAcceptedIsNotRefusedForAMonth(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	c := config(t)
	c.Sentinels = nil
	july, first := tags(t, 358), tags(t, 300)
	v := guard.Check(c, month(july, july), first, nil, today)
	accepted := []guard.Acceptance{guard.Accept(v, "renamed", today, time.Time{})}
	if v := guard.Check(c, month(july, july), first, accepted, today); !v.OK() || len(v.Accepted) != 1 {
		t.Fatalf("refused %q", lines(v.Refusals))
	}
	for left, ok := range map[int]bool{300: true, 295: true, 290: true, 289: false} {
		past, candidate := month(tags(t, min(left+5, 300)), july), tags(t, left)
		for _, days := range []int{1, 8, guard.MonthDays - 1} { // the acceptance itself ends after 7
			day := today.AddDate(0, 0, days)
			if v := guard.Check(c, past, candidate, accepted, day); v.OK() != ok || accepted[0].Over(day) {
				t.Errorf("%d days later, %d tags left: %q", days, left, lines(v.Refusals))
			}
		}
	}
	// An older catalog from after the acceptance has what was accepted.
	after := guard.Past{Published: tags(t, 295), Older: first, OlderDay: "2026-08-23"}
	if v := guard.Check(c, after, tags(t, 289), accepted, today.AddDate(0, 0, 30)); v.OK() {
		t.Error("an acceptance covers what came after it")
	}
	if !accepted[0].Over(today.AddDate(0, 0, guard.MonthDays+1)) {
		t.Error("it matters for more than a month")
	}
}

// Every way to damage a catalog is refused, at once and within 10 nights of
// creeping. What the real past says of them, 'make guard-report' tells.
func TestMutations(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	c := config(t)
	c.Sentinels = nil
	out := published(t)
	for _, m := range guardtest.Mutations() {
		if v := guard.Check(c, after(out), merged(m.All(out.Facts)), nil, today); v.OK() {
			t.Errorf("%s: not refused", m.Name)
		}
		if !slices.ContainsFunc([]int{1, 5, 10}, func(night int) bool { return creeps(t, c, m, night) }) {
			t.Errorf("%s, %d a night: not refused in 10 nights", m.Name, m.Creep)
		}
	}
}

// creeps reports whether the night is refused until which a mutation crept.
func creeps(t *testing.T, c guard.Config, m guardtest.Mutation, night int) bool {
	t.Helper()
	out := published(t)
	yesterday, tonight := merged(m.Some(out.Facts, m.Creep*(night-1))), merged(m.Some(out.Facts, m.Creep*night))
	return !guard.Check(c, month(yesterday, out), tonight, nil, today).OK()
}
