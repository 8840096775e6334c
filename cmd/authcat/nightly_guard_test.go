package main

import (
	"fmt"
	"regexp"
	"testing"
)

// summary is where a document has the title of an operation.
var summary = regexp.MustCompile(`\n      summary: [^\n]*`)

// titled gives the first operations of a document other titles.
func titled(n int) func([]byte) []byte {
	return func(body []byte) []byte {
		seen := 0
		return summary.ReplaceAllFunc(body, func(field []byte) []byte {
			if seen++; seen > n {
				return field
			}
			return fmt.Appendf(nil, "\n      summary: Title %d", seen)
		})
	}
}

// What changes a little every night is refused once it is much in a month, and
// is no news again for a month once a person accepted it.
func TestNightlyCreep(t *testing.T) {
	slow(t)
	t.Parallel()
	p := newPlace(t, newQuickUpstream(t))
	p.mustNight(t, exitOK)
	original := p.up.mark()
	night := func(days, titles, code int, args ...string) outcome {
		t.Helper()
		p.now = firstNight.AddDate(0, 0, days)
		original()
		original = p.up.mark()
		p.up.edit("v3", titled(titles))
		return p.mustNight(t, code, args...)
	}
	night(1, 2, exitOK)
	night(2, 4, exitOK)
	night(3, 6, exitRefused).says(t, "v3: 6 of 36 operations have another title or none", "compared with the catalog of 2026-09-01")
	night(3, 6, exitOK, "--accept", "SailPoint renames them").says(t, "SailPoint renames them, until 2026-09-11")
	night(20, 8, exitOK) // the acceptance has ended, the older catalog is still from before it
	night(21, 10, exitOK)
	night(22, 12, exitRefused).says(t, "v3: 12 of 36 operations have another title or none", "compared with the catalog of 2026-09-01")
	night(52, 12, exitOK) // a month on, it is two again
	p.oneCatalog(t)
}

// A document that was published before the one that is out does not come back.
func TestNightlyOldDocument(t *testing.T) {
	slow(t)
	t.Parallel()
	p := newPlace(t, newQuickUpstream(t))
	p.mustNight(t, exitOK)
	heal := p.up.mark()
	p.now = p.now.Add(nextDay)
	p.up.edit("v3", retitle("A newer document"))
	p.mustNight(t, exitOK)
	p.now = p.now.Add(nextDay)
	heal()
	p.mustNight(t, exitRefused).says(t, "v3: the document is the one of 2026-09-01 again, and a later one was published on 2026-09-02")
	p.mustNight(t, exitOK, "--accept", "SailPoint took it back")
	p.oneCatalog(t)
}

// Without a history there is no month to compare with, which is said.
func TestNightlyGuardWithoutHistory(t *testing.T) {
	slow(t)
	t.Parallel()
	p := newPlace(t, newQuickUpstream(t))
	p.mustNight(t, exitOK)
	removeAll(t, p.at("history"))
	p.now = p.now.Add(nextDay)
	p.up.edit("v3", retitle("A newer document"))
	p.mustNight(t, exitOK).says(t, "has no older catalog: the guard compares with the last published one alone")
	p.mustNight(t, exitUnchanged)
}
