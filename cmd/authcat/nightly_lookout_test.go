package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"authcat/catalog/history"
)

// listed is a place whose sources name the places where documents appear.
func listed(t *testing.T, up *upstream) *place {
	t.Helper()
	up.listed = true
	return newPlace(t, up)
}

// adds has the repository publish a file.
func (u *upstream) adds(name, body string) {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	u.bodies[repository+name] = []byte(body)
}

// A document that no source reads is named on the night on which it appears, in
// the report and on top of the documents, and on every night until a source reads it.
func TestNightlyNamesWhatNoSourceReads(t *testing.T) {
	slow(t)
	t.Parallel()
	p := listed(t, newQuickUpstream(t))
	if o := p.mustNight(t, exitOK); len(o.report.Notices) > 0 || len(o.report.Warnings) > 0 {
		t.Errorf("notices %q, warnings %q", o.report.Notices, o.report.Warnings)
	}
	p.now = p.now.Add(nextDay)
	asked := p.up.asked
	p.mustNight(t, exitUnchanged)
	if n := p.up.asked - asked; n != 5 {
		t.Errorf("%d requests, want one for each of 3 documents and the 2 folders", n)
	}
	const file = "dereferenced/deref-sailpoint-api.v2027.yaml"
	p.up.adds(file, string(p.up.body("v3")))
	p.up.adds("idn/sailpoint-api.v2027.yaml", "openapi: 3.0.1")
	p.up.adds("idn/v2027/paths/x.yaml", "get: {}")
	p.up.adds("dereferenced/deref-sailpoint-api.v2027.json", "{}")
	address := p.up.URL + repository + file
	says := "A document or folder is published that no source reads"
	o := p.mustNight(t, exitOK)
	o.says(t, says+": "+address)
	if len(o.report.Notices) != 1 {
		t.Errorf("notices %q", o.report.Notices)
	}
	if !strings.Contains(p.top(t), says) || !strings.Contains(p.top(t), "deref-sailpoint-api.v2027.yaml") {
		t.Errorf("the top of the documents says\n%s", p.top(t))
	}
	if !strings.Contains(p.documents(t)["findings.csv"], "document-uncovered,warning,,,,"+address+",") {
		t.Error("findings.csv does not name it")
	}
	p.oneCatalog(t)
	published := p.files(t)
	for range 2 { // no news any more, but said still
		p.now = p.now.Add(nextDay)
		p.mustNight(t, exitUnchanged).says(t, says+": "+address)
		untouched(t, published, p.files(t))
	}
	rewrite(t, p.sources, func(text []byte) []byte {
		return fmt.Appendf(text, "  - {id: v2027, base_path: /v2027, spec: %q}\n", address)
	})
	o = p.night(t, "--accept", "the same document as v3") // it is a copy
	if o.code != exitOK || len(o.report.Notices) > 0 || strings.Contains(p.top(t), says) {
		t.Errorf("exit code %d, notices %q, and the top of the documents says\n%s", o.code, o.report.Notices, p.top(t))
	}
	p.mustNight(t, exitUnchanged)
}

// A listing that can't be had is warned of and costs nothing else: what was
// seen before is named still.
func TestNightlyListingFails(t *testing.T) {
	slow(t)
	t.Parallel()
	p := listed(t, newQuickUpstream(t))
	p.up.adds("machine-identity/openapi.yaml", "openapi: 3.0.1")
	p.mustNight(t, exitOK).says(t, "no source reads: "+p.up.URL+repository+"machine-identity/.")
	published := p.files(t)
	heal := p.up.mark()
	for _, answer := range []string{`{"message": "API rate limit exceeded for 192.0.2.1."}`, "<html>Unicorn!</html>", "[]"} {
		p.up.faults[listing] = sends("application/json", answer)
		p.now = p.now.Add(nextDay)
		o := p.mustNight(t, exitUnchanged)
		o.says(t, "what else is published can't be listed", "machine-identity/")
		if len(o.report.Warnings) != 1 || len(o.report.Notices) != 1 {
			t.Errorf("warnings %q, notices %q", o.report.Warnings, o.report.Notices)
		}
		untouched(t, published, p.files(t))
	}
	p.up.faults[listing] = status(403)
	p.up.edit("nerm-v2025", retitle("Changed upstream"))
	p.mustNight(t, exitOK).says(t, "403 Forbidden", "machine-identity/")
	if !strings.Contains(p.top(t), "machine-identity/") {
		t.Errorf("the top of the documents says\n%s", p.top(t))
	}
	heal()
	p.up.edit("nerm-v2025", retitle("Changed once more")) // what was out before would be a rollback
	p.up.mutex.Lock()
	delete(p.up.bodies, repository+"machine-identity/openapi.yaml")
	p.up.mutex.Unlock()
	p.mustNight(t, exitOK).keepsQuiet(t, "machine-identity")
	if strings.Contains(p.top(t), "machine-identity/") {
		t.Errorf("the top of the documents says\n%s", p.top(t))
	}
}

// Pages of a version that no source reads are named too, and stay so while the
// sitemap is down or refused.
func TestNightlyNamesPagesOfAnUnknownAPI(t *testing.T) {
	slow(t)
	t.Parallel()
	p := listed(t, newPagesUpstream(t))
	rewrite(t, p.guard, withoutLine("{api: v1,")) // its sentinels are beyond the part that is served
	docs := []string{"--docs", "sitemap"}
	if o := p.mustNight(t, exitOK, docs...); len(o.report.Notices) > 0 || len(o.report.Warnings) > 0 {
		t.Errorf("notices %q, warnings %q", o.report.Notices, o.report.Warnings)
	}
	site := p.up.URL + "/developer.sailpoint.com/docs/api/"
	p.up.edit("sitemap", func(body []byte) []byte {
		return bytes.Replace(body, []byte("<url>"), []byte("<url><loc>"+site+"v2027/list-identities</loc></url><url>"), 1)
	})
	o := p.mustNight(t, exitOK, docs...)
	if want := []string{"The documentation has pages of an API that no source reads: " + site + "v2027/"}; !slices.Equal(o.report.Notices, want) || len(o.report.Warnings) > 0 {
		t.Errorf("notices %q, want %q; warnings %q", o.report.Notices, want, o.report.Warnings)
	}
	p.up.breaks("sitemap", status(503))
	p.up.edit("nerm-v2025", retitle("Changed upstream"))
	p.mustNight(t, exitKept, docs...).says(t, site+"v2027/")
	if !strings.Contains(p.top(t), "v2027/") {
		t.Errorf("the top of the documents says\n%s", p.top(t))
	}
}

// A document that upstream no longer changes, while it changes its siblings, is
// named once that has been so for long.
func TestNightlyNamesDormantDocuments(t *testing.T) {
	slow(t)
	t.Parallel()
	p := newPlace(t, newQuickUpstream(t))
	p.mustNight(t, exitOK)
	store, err := history.Open(p.at("history"))
	if err != nil {
		t.Fatal(err)
	}
	facts := p.load(t)
	for week := 1; week <= 10; week++ { // NERM's two documents, and v3, which has no sibling here
		facts.Documents = slices.Clone(facts.Documents)
		for i := range facts.Documents {
			if facts.Documents[i].API == "nerm" {
				facts.Documents[i].SHA256 = strings.Repeat(fmt.Sprint(week%10), 64)
			}
		}
		if _, err := store.Put(p.now.AddDate(0, 0, 7*week).Format("2006-01-02"), facts); err != nil {
			t.Fatal(err)
		}
	}
	p.now = p.now.AddDate(0, 0, 71)
	p.up.edit("nerm", retitle("Changed upstream"))
	o := p.mustNight(t, exitOK)
	const says = "A document has not changed for a long time, while its siblings have"
	if want := []string{"nerm-v2025: " + says + ": unchanged since 2026-09-01"}; !slices.Equal(o.report.Notices, want) {
		t.Errorf("notices %q, want %q", o.report.Notices, want)
	}
	if !strings.Contains(p.top(t), "nerm-v2025: "+says) {
		t.Errorf("the top of the documents says\n%s", p.top(t))
	}
	p.mustNight(t, exitUnchanged).says(t, "unchanged since 2026-09-01")
	p.up.edit("nerm-v2025", retitle("Changed at last"))
	if o := p.mustNight(t, exitOK); len(o.report.Notices) > 0 {
		t.Errorf("notices %q", o.report.Notices)
	}
}
