package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/sqlite"
	"authcat/cmd/authcat/nightly"
)

// held is a place on the night after its first, on which v3 lost half of its
// operations and nerm-v2025 a title.
func held(t *testing.T) (p *place, heal func()) { return heldWith(t, 12) }

// heldWith is held, with so many paths of v3 that are left of 25.
func heldWith(t *testing.T, paths int) (p *place, heal func()) {
	t.Helper()
	p = newPlace(t, newQuickUpstream(t))
	p.mustNight(t, exitOK)
	p.now = p.now.Add(nextDay)
	heal = p.up.mark()
	p.up.edit("v3", firstPaths(paths))
	p.up.edit("nerm-v2025", retitle("Changed upstream"))
	return p, heal
}

// top is what stands in the document before everything else.
func (p *place) top(t *testing.T) string {
	front, _, _ := strings.Cut(p.documents(t)["endpoint-authorization.md"], "\n## ")
	return front
}

// count counts the operations of an API in a catalog.
func count(t *testing.T, file, api string) (n int) {
	t.Helper()
	store, err := sqlite.Open(context.Background(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	facts, err := store.Load(context.Background(), catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range facts.Observations {
		if o.API == api {
			n++
		}
	}
	return n
}

// sourceOf is what the report says of a source.
func (o outcome) sourceOf(name string) nightly.Source {
	i := slices.IndexFunc(o.report.Sources, func(s nightly.Source) bool { return s.Name == name })
	if i < 0 {
		return nightly.Source{}
	}
	return o.report.Sources[i]
}

// An API that is refused takes nothing from the others: its last good facts are
// out, marked, and theirs of tonight. The night is a refused one all the same.
func TestNightlyQuarantine(t *testing.T) {
	t.Parallel()
	p, _ := held(t)
	before := count(t, p.at("catalog.db"), "v3")
	o := p.mustNight(t, exitRefused)
	o.says(t, "Refused: ", "Published with the last good facts of v3: ", "v3: 20 of 36 operations are gone", "the guard refuses today's v3 (", "lets the rest pass", "--accept REASON")
	if o.report.Outcome != nightly.Refused || len(o.report.Written) == 0 || !slices.Equal(o.report.Quarantined, []string{"v3"}) {
		t.Errorf("outcome %s, written %q, in quarantine %q", o.report.Outcome, o.report.Written, o.report.Quarantined)
	}
	if s := o.sourceOf("v3"); s.Outcome != "quarantined" || s.AsOf != "2026-09-01" || s.RefusedOn != "2026-09-02" || !strings.Contains(s.Error, "operations are gone") {
		t.Errorf("of v3 it says %+v", s)
	}
	if s := o.sourceOf("nerm-v2025"); s.Outcome != "fetched" || s.AsOf != "2026-09-02" {
		t.Errorf("of nerm-v2025 it says %+v", s)
	}
	if now, refused := count(t, p.at("catalog.db"), "v3"), count(t, p.at("refused.db"), "v3"); now != before || refused >= before {
		t.Errorf("v3 had %d operations, has %d, and %d in the refused catalog", before, now, refused)
	}
	documents := p.documents(t)
	if !strings.Contains(documents["api-nerm-v2025.md"], "Changed upstream") {
		t.Error("the other API's news are not out")
	}
	const mark = "refused since 2026-09-02: 20 of 36 operations are gone"
	for _, page := range []string{p.top(t), documents["api-v3.md"], documents["findings.md"]} {
		if !strings.Contains(page, mark) || !strings.Contains(page, "spec of 2026-09-01") {
			t.Errorf("it does not say %q:\n%.600s", mark, page)
		}
	}
	if strings.Contains(documents["findings.csv"], "source-kept") || !strings.Contains(documents["findings.csv"], "source-quarantined,warning,v3,") {
		t.Error("findings.csv does not say why v3 was kept")
	}
	for line := range strings.Lines(documents["endpoint-authorization.csv"]) {
		if strings.HasPrefix(line, "v3,") != strings.Contains(line, ",2026-09-01,/") {
			t.Errorf("kept_since is wrong in %s", line)
		}
	}
	if got := p.changes(t); len(got) > 0 { // a title is no change for callers, and what is kept is none at all
		t.Errorf("changes on %q", got)
	}
	p.oneCatalog(t)
	p.answers(t, []string{"2026-09-01", "2026-09-02"})
}

// As long as the same is refused and nothing else changes, nothing is read or
// written again but the report, every night tells of it, and age is told once.
func TestNightlyQuarantineStays(t *testing.T) {
	slow(t)
	t.Parallel()
	p, heal := held(t)
	l := newListener(t)
	p.settings["AUTHCAT_HEARTBEAT"], p.settings["AUTHCAT_WEBHOOK"] = l.URL+"/alive", l.URL+"/chat"
	first := p.mustNight(t, exitRefused)
	published := p.files(t)
	for night := 2; night <= 16; night++ {
		p.now = firstNight.AddDate(0, 0, night)
		l.since()
		o := p.mustNight(t, exitRefused, "--exit-zero")
		if got := l.since(); !slices.Equal(got, []string{"POST /chat"}) {
			t.Errorf("night %d: heard %q", night, got)
		}
		if s := o.sourceOf("v3"); s.Outcome != "quarantined" || s.RefusedOn != "2026-09-02" || s.AsOf != "2026-09-01" {
			t.Errorf("night %d: of v3 the report says %+v", night, s)
		}
		if night == 15 { // more than 14 days old
			published = p.files(t)
			if !strings.Contains(p.top(t), "older than 14 days") {
				t.Errorf("nothing says that v3 is old:\n%s", p.top(t))
			}
			continue
		}
		o.says(t, "The last good facts of v3 are still out, as before; nothing else changed.", "v3: 20 of 36 operations are gone")
		if !slices.Equal(o.report.Refusals, first.report.Refusals) || !slices.Equal(o.report.Quarantined, []string{"v3"}) {
			t.Errorf("night %d: refused %q, in quarantine %q", night, o.report.Refusals, o.report.Quarantined)
		}
		if len(o.report.Steps) != 1 {
			t.Errorf("night %d: steps %+v", night, o.report.Steps)
		}
		untouched(t, published, p.files(t))
	}
	// What changes elsewhere is published; the day of the refusal stays.
	p.up.edit("nerm", retitle("Changed later"))
	p.mustNight(t, exitRefused)
	if !strings.Contains(p.documents(t)["api-nerm.md"], "Changed later") || !strings.Contains(p.top(t), "refused since 2026-09-02") {
		t.Errorf("the top of the documents says\n%s", p.top(t))
	}
	heal() // upstream mends it, and takes nothing else back
	p.up.edit("nerm-v2025", retitle("Changed upstream"))
	p.up.edit("nerm", retitle("Changed later"))
	p.mustNight(t, exitOK).says(t, "Published: ")
	if strings.Contains(p.top(t), "refused") || strings.Contains(p.top(t), "older than") {
		t.Errorf("the top of the documents still says\n%s", p.top(t))
	}
	p.mustNight(t, exitUnchanged)
	if left := p.leftovers(t); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// A person lets out what is in quarantine, though upstream sends what it sent
// before: by accepting it, or by a guard that thinks otherwise.
func TestNightlyQuarantineEnds(t *testing.T) {
	slow(t)
	t.Parallel()
	for name, end := range map[string]func(p *place) []string{
		"accepted": func(*place) []string { return []string{"--accept", "SailPoint retired half of v3"} },
		"other limits": func(p *place) []string {
			rewrite(t, p.guard, func(text []byte) []byte {
				text = regexp.MustCompile(`alone: \d+, everywhere: \d+`).ReplaceAll(text, []byte("alone: 90, everywhere: 90"))
				return regexp.MustCompile(`percent: \d+, slack: \d+`).ReplaceAll(text, []byte("percent: 90, slack: 3"))
			})
			return nil
		},
	} {
		p, _ := heldWith(t, 20)
		p.mustNight(t, exitRefused)
		p.mustNight(t, exitRefused)
		p.mustNight(t, exitOK, end(p)...).says(t, "Published: ")
		if strings.Contains(p.top(t), "refused") || strings.Count(p.documents(t)["endpoint-authorization.csv"], "\nv3,") != count(t, p.at("catalog.db"), "v3") {
			t.Errorf("%s: the top of the documents says\n%s", name, p.top(t))
		}
		p.oneCatalog(t)
		p.mustNight(t, exitUnchanged)
		if _, err := os.Stat(p.at("refused.db")); err == nil {
			t.Errorf("%s: refused.db is still there", name)
		}
	}
}

// A document that is in quarantine and then can't be had, or read, was not
// mended: the night is refused still.
func TestNightlyQuarantineOutlivesAnOutage(t *testing.T) {
	slow(t)
	t.Parallel()
	p, _ := held(t)
	p.mustNight(t, exitRefused)
	heal := p.up.mark()
	for night, change := range []func(){
		func() { p.up.breaks("v3", status(503)) },
		func() { p.up.edit("nerm", retitle("Changed in the outage")) },
		func() {
			heal()
			p.up.edit("nerm", retitle("Changed in the outage"))
			p.up.breaks("v3", sends("text/html", "<h1>Maintenance</h1>"))
		},
		heal, // the refused document is there again
	} {
		change()
		p.now = p.now.Add(nextDay)
		o := p.mustNight(t, exitRefused)
		if s := o.sourceOf("v3"); s.Outcome != "quarantined" || s.RefusedOn != "2026-09-02" || s.AsOf != "2026-09-01" {
			t.Errorf("change %d: of v3 the report says %+v", night, s)
		}
		if !strings.Contains(p.top(t), "refused since 2026-09-02: 20 of 36 operations are gone") {
			t.Errorf("change %d: the top of the documents says\n%s", night, p.top(t))
		}
		if count(t, p.at("refused.db"), "v3") >= count(t, p.at("catalog.db"), "v3") {
			t.Errorf("change %d: what was refused can't be looked at", night)
		}
		p.oneCatalog(t)
	}
	// All that is left is what is refused: the night did its work nevertheless.
	p.up.breaks("nerm", status(503))
	p.up.breaks("nerm-v2025", status(503))
	p.mustNight(t, exitRefused).says(t, "v3: 20 of 36 operations are gone")
	// Where there is nothing to let out, a person's word ends the alarm.
	heal()
	p.up.breaks("v3", status(404))
	o := p.mustNight(t, exitKept, "--accept", "SailPoint took v3 away")
	if s := o.sourceOf("v3"); s.Outcome != "kept" || strings.Contains(p.top(t), "refused") {
		t.Errorf("of v3 the report says %+v", s)
	}
	p.mustNight(t, exitKept)
}

// Where every page is read, those of the API in quarantine stay as they were too.
func TestNightlyQuarantineWithPages(t *testing.T) {
	slow(t)
	t.Parallel()
	p := newPlace(t, newPagesUpstream(t))
	rewrite(t, p.guard, withoutLine("{api: v1,")) // its sentinels are beyond the part that is served
	pages := []string{"--docs", "pages", "--docs-pause", "0"}
	p.mustNight(t, exitOK, pages...)
	read, listed := len(p.read(t)), len(p.load(t).Pages)
	p.now = p.now.Add(nextDay)
	heal := p.up.mark()
	p.up.edit("v1", firstPaths(30))
	p.mustNight(t, exitRefused, pages...).says(t, "operations are gone, in this version alone")
	if n, all := len(p.read(t)), len(p.load(t).Pages); n != read || all != listed {
		t.Errorf("%d of %d pages are known as read, want %d of %d", n, all, read, listed)
	}
	published := p.files(t)
	p.now = p.now.Add(nextDay)
	p.mustNight(t, exitRefused, pages...)
	untouched(t, published, p.files(t))
	heal()
	p.mustNight(t, exitOK, pages...)
	p.mustNight(t, exitUnchanged, pages...)
}

// The list of pages and the user levels are held back on their own: the APIs go on.
func TestNightlyQuarantineOfDocumentation(t *testing.T) {
	slow(t)
	t.Parallel()
	p := newPlace(t, newPagesUpstream(t))
	rewrite(t, p.guard, withoutLine("{api: v1,"))
	docs := []string{"--docs", "sitemap"}
	p.mustNight(t, exitOK, docs...)
	yesterday := p.load(t)
	if len(yesterday.Pages) < 50 || len(yesterday.Levels) != 14 {
		t.Fatalf("%d pages, %d levels", len(yesterday.Pages), len(yesterday.Levels))
	}
	p.now = p.now.Add(nextDay)
	heal := p.up.mark()
	p.up.edit("sitemap", func(body []byte) []byte {
		return bytes.ReplaceAll(body, []byte("/docs/api/list-"), []byte("/docs/api/old-list-"))
	})
	p.up.edit("levels", fewerLevels)
	p.up.edit("nerm-v2025", retitle("Changed upstream"))
	o := p.mustNight(t, exitRefused, docs...)
	if !slices.Equal(o.report.Quarantined, []string{"sitemap", "user-levels"}) {
		t.Errorf("in quarantine: %q\n%q", o.report.Quarantined, o.report.Refusals)
	}
	if now := p.load(t); len(now.Pages) != len(yesterday.Pages) || len(now.Levels) != len(yesterday.Levels) {
		t.Errorf("%d pages and %d levels are out", len(now.Pages), len(now.Levels))
	}
	if !strings.Contains(p.documents(t)["api-nerm-v2025.md"], "Changed upstream") || !strings.Contains(p.top(t), "sitemap of 2026-09-01, refused since 2026-09-02: ") {
		t.Errorf("the top of the documents says\n%s", p.top(t))
	}
	published := p.files(t)
	p.now = p.now.Add(nextDay)
	p.mustNight(t, exitRefused, docs...)
	untouched(t, published, p.files(t))
	heal()
	p.up.edit("nerm-v2025", retitle("Changed upstream"))
	p.mustNight(t, exitOK, docs...)
	p.mustNight(t, exitUnchanged, docs...)
}

// fewerLevels takes two of the 14 user levels from the matrix.
func fewerLevels(body []byte) []byte {
	return []byte(strings.NewReplacer("Role Admin<br>Sub-Admin", "Role Admin", "ROLE_ADMIN<br>ROLE_SUBADMIN", "ROLE_ADMIN",
		"Cloud Gov Admin/User", "Cloud Gov Admin", "CLOUD_GOV_ADMIN<br>CLOUD_GOV_USER", "CLOUD_GOV_ADMIN",
		"<li>Role Sub-Admin and Source Admin</li><li>Role Sub-Admin and Role Admin</li>", "").Replace(string(body)))
}

// Where nothing is out that could stand in for what is refused, or it is no
// single document's fault, nothing is published.
func TestNightlyQuarantineImpossible(t *testing.T) {
	slow(t)
	t.Parallel()
	p := newPlace(t, newQuickUpstream(t))
	rewrite(t, p.sources, withoutLine("id: v3,"))
	rewrite(t, p.guard, withoutLine("{api: v3,"))
	p.mustNight(t, exitOK)
	yesterday := p.documents(t)
	p.now = p.now.Add(nextDay)
	p.up.sources(t, p.dir) // v3 is new, and is nerm's document
	p.up.edit("v3", saying(string(p.up.body("nerm"))))
	p.up.edit("nerm-v2025", retitle("Changed upstream"))
	o := p.mustNight(t, exitRefused)
	o.says(t, "Yesterday's documents are still out", "v3: the ")
	if names := differences(yesterday, p.documents(t)); len(names) > 0 || len(o.report.Quarantined) > 0 {
		t.Errorf("%q changed, in quarantine %q", names, o.report.Quarantined)
	}
}

// The wiki gets what is published; what it misses it gets another night,
// though every one of them is refused.
func TestNightlyQuarantineWiki(t *testing.T) {
	slow(t)
	t.Parallel()
	p, _ := held(t)
	wiki := wikiOf(t)
	args := []string{"--wiki", wiki}
	if err := os.Rename(wiki, wiki+".away"); err != nil {
		t.Fatal(err)
	}
	p.mustNight(t, exitError, args...).says(t, "Failed: ", "The new documents are out all the same", "Refused: v3: 20 of 36 operations are gone")
	p.oneCatalog(t)
	if err := os.Rename(wiki+".away", wiki); err != nil {
		t.Fatal(err)
	}
	if o := p.mustNight(t, exitRefused, args...); o.report.Wiki == "" {
		t.Error("the report names no commit")
	}
	page, err := exec.Command("git", "-C", wiki, "show", "HEAD:"+documentOf(t, wiki)).Output()
	if err != nil || !strings.Contains(string(page), "refused since 2026-09-02") {
		t.Errorf("the wiki's page: %v\n%.400s", err, page)
	}
	p.mustNight(t, exitRefused, args...)
	if got := commits(t, wiki); len(got) != 1 {
		t.Errorf("commits %q", got)
	}
}

// documentOf is the wiki's page that stands alone.
func documentOf(t *testing.T, wiki string) string {
	t.Helper()
	out, err := exec.Command("git", "-C", wiki, "ls-tree", "-r", "--name-only", "HEAD").Output()
	if err != nil {
		t.Fatal(err)
	}
	for name := range strings.Lines(string(out)) {
		if name = strings.TrimSpace(name); strings.HasPrefix(strings.ToLower(filepath.Base(name)), "endpoint-authorization.md") {
			return name
		}
	}
	t.Fatalf("the wiki has\n%s", out)
	return ""
}

// Killed at the beginning of any step, a night with a quarantine leaves one set
// of documents or the other, and the next one ends as it would have.
func TestNightlyQuarantineKilled(t *testing.T) {
	slow(t)
	t.Parallel()
	before, _ := held(t)
	yesterday := before.documents(t)
	reference := before.copy(t)
	reference.mustNight(t, exitRefused)
	right := reference.documents(t)
	for _, step := range steps {
		p := before.copy(t)
		if acted, log := atLine(t, p.process(t), func(process *os.Process) { _ = process.Kill() }, `"step"`, `"`+step+`"`); !acted {
			t.Fatalf("there is no step %q in the log\n%s", step, log)
		}
		if documents := p.documents(t); len(differences(documents, yesterday)) > 0 && len(differences(documents, right)) > 0 {
			t.Errorf("%s: a mixture", step)
		}
		p.mustNight(t, exitRefused)
		if names := differences(p.documents(t), right); len(names) > 0 {
			t.Errorf("%s: after the next night %q are not what they should be", step, names)
		}
		p.oneCatalog(t)
		published := p.files(t)
		p.mustNight(t, exitRefused)
		untouched(t, published, p.files(t))
	}
}
