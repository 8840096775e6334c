package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"authcat/catalog/guard"
)

// A clock that is set back or forth misleads nobody for longer than it is wrong.
func TestNightlyClockJumps(t *testing.T) {
	slow(t)
	t.Parallel()
	p := newPlace(t, newQuickUpstream(t))
	p.mustNight(t, exitOK)
	for i, jump := range []struct {
		years, days int
		says        string
	}{{0, -30, "the clock says 2026-08-02, and the newest snapshot is of 2026-09-01: one of the two is wrong"}, {10, 0, "Published"}, {-56, 0, "the clock says 1970-"}} {
		p.now = firstNight.AddDate(jump.years, 0, jump.days)
		p.mustNight(t, exitUnchanged) // a clock alone changes nothing
		p.up.edit("nerm-v2025", retitle(fmt.Sprintf("Jump %d", i)))
		p.mustNight(t, exitOK).says(t, jump.says)
		p.answers(t, []string{"2026-09-01"})
		p.oneCatalog(t)
	}
	p.now = firstNight.Add(2 * nextDay)
	p.up.edit("nerm-v2025", retitle("The clock is right again"))
	p.mustNight(t, exitOK)
	p.answers(t, []string{"2026-09-01", "2026-09-03"})
	if page := p.documents(t)["api-nerm-v2025.md"]; !strings.Contains(page, "The clock is right again") || !strings.Contains(p.documents(t)["endpoint-authorization.md"], "2026-09-03") {
		t.Error("the documents are not those of the right clock")
	}
	p.mustNight(t, exitUnchanged)
}

// A refusal that a person accepts is published and on record with its end, and
// nothing needs accepting twice.
func TestNightlyAccept(t *testing.T) {
	t.Parallel()
	p := newPlace(t, newQuickUpstream(t))
	p.mustNight(t, exitOK)
	p.now = p.now.Add(nextDay)
	p.up.edit("v3", firstPaths(12))
	p.mustNight(t, exitRefused)
	p.mustNight(t, exitRefused) // it stays refused
	o := p.mustNight(t, exitOK, "--accept", "SailPoint retired half of v3", "--accept-days", "3")
	o.says(t, "Published: ", "Accepted by hand: v3: 20 of 36 operations are gone", "SailPoint retired half of v3, until 2026-09-05")
	if len(o.report.Accepted) == 0 || len(o.report.Refusals) > 0 {
		t.Errorf("accepted %q, refused %q", o.report.Accepted, o.report.Refusals)
	}
	text, err := os.ReadFile(p.at("acceptances.json"))
	if err != nil {
		t.Fatal(err)
	}
	recorded, err := guard.DecodeAcceptances(text)
	if err != nil || len(recorded) != 1 || recorded[0].Reason != "SailPoint retired half of v3" || recorded[0].Expires != "2026-09-05" {
		t.Errorf("recorded %+v, %v", recorded, err)
	}
	p.oneCatalog(t)
	p.mustNight(t, exitUnchanged)
	p.up.edit("v3", retitle("The retired half is no news any more"))
	p.mustNight(t, exitOK)
	if left := p.leftovers(t); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// An acceptance holds until its last day, and not a day longer.
func TestNightlyAcceptanceExpires(t *testing.T) {
	slow(t)
	t.Parallel()
	for days, code := range map[int]int{3: exitOK, 4: exitRefused} {
		p := newPlace(t, newQuickUpstream(t))
		p.mustNight(t, exitOK)
		published := p.copy(t)
		p.up.edit("v3", firstPaths(12))
		p.mustNight(t, exitOK, "--accept", "for three days", "--accept-days", "3")
		// The publication is lost, the acceptance is not.
		text, err := os.ReadFile(p.at("acceptances.json"))
		if err != nil {
			t.Fatal(err)
		}
		put(t, published.at("acceptances.json"), string(text))
		published.now = firstNight.AddDate(0, 0, days)
		published.mustNight(t, code)
	}
}

func TestNightlyAcceptNeedsDays(t *testing.T) {
	t.Parallel()
	p := newPlace(t, newQuickUpstream(t))
	p.mustNight(t, exitUsage, "--accept", "for ever", "--accept-days", "0").says(t, "--accept-days must be at least 1")
}

// A source that is down for weeks is warned of at the top of the documents, and
// no longer once it is back. In between its being down is no news.
func TestNightlyStaleSource(t *testing.T) {
	slow(t)
	t.Parallel()
	p := newPlace(t, newQuickUpstream(t))
	p.mustNight(t, exitOK)
	heal := p.up.mark()
	p.up.breaks("v3", status(503))
	top := func() string {
		front, _, _ := strings.Cut(p.documents(t)["endpoint-authorization.md"], "\n## ")
		return front
	}
	for night := 1; night <= 16; night++ {
		p.now = firstNight.AddDate(0, 0, night)
		o := p.mustNight(t, exitKept)
		if wrote := len(o.report.Written) > 0; wrote != (night == 1 || night == 15) {
			t.Errorf("night %d wrote %q", night, o.report.Written)
		}
		p.oneCatalog(t)
	}
	if !strings.Contains(top(), "2026-09-01") || !strings.Contains(top(), "14 days") {
		t.Errorf("the top of the documents says\n%s", top())
	}
	heal()
	p.mustNight(t, exitOK)
	if strings.Contains(top(), "14 days") || strings.Contains(top(), "2026-09-01") {
		t.Errorf("after the recovery the top of the documents says\n%s", top())
	}
	p.mustNight(t, exitUnchanged)
}

// When everything is down for weeks, the documents say once that they are old;
// every night fails all the same, so that someone hears of it.
func TestNightlyAllDownForWeeks(t *testing.T) {
	slow(t)
	t.Parallel()
	p := newPlace(t, newQuickUpstream(t))
	p.mustNight(t, exitOK)
	yesterday := p.documents(t)
	heal := p.up.mark()
	p.up.breaks("", status(503))
	for night, code := range map[int]int{1: exitError, 14: exitError} {
		p.now = firstNight.AddDate(0, 0, night)
		p.mustNight(t, code)
		if names := differences(yesterday, p.documents(t)); len(names) > 0 {
			t.Errorf("night %d changed %q", night, names)
		}
	}
	p.now = firstNight.AddDate(0, 0, 15)
	p.mustNight(t, exitKept).says(t, "v3, nerm, nerm-v2025")
	p.oneCatalog(t)
	p.now = firstNight.AddDate(0, 0, 16)
	p.mustNight(t, exitError).says(t, "no source could be had")
	heal()
	p.mustNight(t, exitOK)
	p.mustNight(t, exitUnchanged)
}

// The first catalog of all must be whole: nothing of it is published before.
func TestNightlyFirstNight(t *testing.T) {
	t.Parallel()
	p := newPlace(t, newQuickUpstream(t))
	heal := p.up.mark()
	p.up.breaks("", status(503))
	p.mustNight(t, exitError).says(t, "no source could be had")
	heal()
	heal = p.up.mark()
	p.up.breaks("v3", status(503))
	o := p.mustNight(t, exitRefused)
	o.says(t, "v3: it has no operations")
	if got := o.report.Sources[0]; got.Name != "v3" || got.Outcome != "missing" || !strings.Contains(got.Error, "503") {
		t.Errorf("the report says %+v", got)
	}
	if documents := p.documents(t); len(documents) > 0 {
		t.Errorf("%d documents", len(documents))
	}
	heal()
	p.mustNight(t, exitOK).says(t, "Published: ")
	p.answers(t, nil)
	p.oneCatalog(t)
	p.mustNight(t, exitUnchanged)
}

// What was refused and is then taken back upstream leaves nothing to look at.
func TestNightlyRefusalPasses(t *testing.T) {
	slow(t)
	t.Parallel()
	p := newPlace(t, newQuickUpstream(t))
	p.mustNight(t, exitOK)
	heal := p.up.mark()
	p.up.edit("v3", firstPaths(12))
	p.mustNight(t, exitRefused)
	heal()
	p.mustNight(t, exitOK) // it is marked no longer
	p.mustNight(t, exitUnchanged)
	if left := p.leftovers(t); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// Nonsense that is the same every night is no news every night.
func TestNightlyNothingNewOfNonsense(t *testing.T) {
	slow(t)
	t.Parallel()
	p := newPlace(t, newQuickUpstream(t))
	p.mustNight(t, exitOK)
	heal := p.up.mark()
	p.up.breaks("v3", sends("text/html", "<h1>Maintenance</h1>"))
	for night := 1; night <= 16; night++ {
		p.now = firstNight.AddDate(0, 0, night)
		o := p.mustNight(t, exitKept)
		o.says(t, "facts kept from earlier: v3.")
		if wrote := len(o.report.Written) > 0; wrote != (night == 1 || night == 15) {
			t.Errorf("night %d wrote %q", night, o.report.Written)
		}
		if source := o.report.Sources[0]; source.Outcome != "kept" || source.Error == "" {
			t.Errorf("night %d: %+v", night, source)
		}
		p.oneCatalog(t)
	}
	heal()
	p.mustNight(t, exitOK)
	p.mustNight(t, exitUnchanged)
}
