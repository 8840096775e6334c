package catalog

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"
)

// day is one of September 2026.
func day(n int) time.Time { return time.Date(2026, 9, n, 4, 0, 0, 0, time.UTC) }

// crawled are facts of two APIs and the documentation, as a crawl of a day found them.
func crawled(n int, title string) Facts {
	facts := Facts{APIs: []API{{ID: "a", DocsURL: "https://docs/"}, {ID: "b"}}}
	for _, id := range []string{"a", "b"} {
		key := Key{API: id, Method: "GET", Path: "/things"}
		facts.Documents = append(facts.Documents, Document{Role: RoleSpec, API: id, URL: "https://specs/" + id, SHA256: fmt.Sprint(id, n), FetchedAt: day(n)})
		facts.Observations = append(facts.Observations, Observation{Key: key, OperationID: "listThings", Title: title})
		facts.Problems = append(facts.Problems,
			Problem{Key: key, Code: CodeReferenceUnread, Seen: title},
			Problem{Key: Key{API: id}, Code: CodeSourceStale, Seen: title}, Problem{Key: Key{API: id}, Code: CodeDocumentDormant, Seen: title})
		facts.Pages = append(facts.Pages, Page{Key: key, URL: "https://docs/" + id + "-" + title})
		facts.Statements = append(facts.Statements, OperationStatement{Key: key, Statement: Statement{Witness: WitnessReport, Fact: FactTitle, Value: Text(title)}})
	}
	facts.Documents = append(facts.Documents,
		Document{Role: RoleSitemap, URL: "https://docs/sitemap.xml", FetchedAt: day(n)}, Document{Role: RoleLevels, URL: "https://docs/levels", FetchedAt: day(n)})
	facts.Levels = []UserLevel{{Name: title}}
	facts.Problems = append(facts.Problems, Problem{Code: CodePagesUncovered, Seen: title}, Problem{Code: CodeDocumentUncovered, Seen: title})
	return facts
}

// said is what facts say, by the title in it: "a old", "sitemap old refused".
func said(facts Facts) (all []string) {
	say := func(what, title string) { all = append(all, what+" "+title) }
	for _, d := range facts.Documents {
		say(string(d.Role)+d.API, fmt.Sprint(d.FetchedAt.Day(), " ", d.Kept, " ", d.Refused, " ", d.RefusedOn))
	}
	for _, o := range facts.Observations {
		say("operation of "+o.API, o.Title)
	}
	for _, p := range facts.Problems {
		say(string(p.Code)+" "+p.API, p.Seen)
	}
	for _, p := range facts.Pages {
		say("page", p.URL)
	}
	for _, s := range facts.Statements {
		say("statement of "+s.API, s.Value.String())
	}
	for _, l := range facts.Levels {
		say("level", l.Name)
	}
	slices.Sort(all)
	return all
}

// What is refused of a document is replaced by what was known, and nothing
// else is; the facts that were given stay as they were.
func TestQuarantine(t *testing.T) {
	for _, test := range []struct {
		role Role
		api  string
		want map[string]string // of what is said with "new", what is said in its place; "" for nothing
	}{
		{RoleSpec, "a", map[string]string{
			"speca 2 false  ":            "speca 1 true half is gone 2026-09-02",
			"operation of a new":         "operation of a old",
			"reference-unresolved a new": "reference-unresolved a old",
			"source-stale a new":         "", // it is told anew of what is kept
			"document-dormant a new":     "",
			"page https://docs/a-new":    "page https://docs/a-old",
			"statement of a new":         "statement of a old",
		}},
		{RoleSitemap, "", map[string]string{
			"sitemap 2 false  ":       "sitemap 1 true half is gone 2026-09-02",
			"page https://docs/a-new": "page https://docs/a-old",
			"page https://docs/b-new": "page https://docs/b-old",
			"pages-uncovered  new":    "pages-uncovered  old",
		}},
		{RoleLevels, "", map[string]string{
			"user-levels 2 false  ": "user-levels 1 true half is gone 2026-09-02",
			"level new":             "level old",
		}},
	} {
		facts, older := crawled(2, "new"), crawled(1, "old")
		got, ok := facts.Quarantine(test.role, test.api, older, "half is gone", day(2))
		var want []string
		for _, line := range said(facts) {
			if by, replaced := test.want[line]; !replaced {
				want = append(want, line)
			} else if by != "" {
				want = append(want, by)
			}
		}
		slices.Sort(want)
		if !ok || !slices.Equal(said(got), want) {
			t.Errorf("%s: %v,\n%q, want\n%q", test.role, ok, said(got), want)
		}
		if !reflect.DeepEqual(facts, crawled(2, "new")) || !reflect.DeepEqual(older, crawled(1, "old")) {
			t.Errorf("%s: the facts that were given changed", test.role)
		}
		again, ok := facts.Quarantine(test.role, test.api, got, "all is gone", day(7))
		document, _ := again.document(test.role, test.api)
		if !ok || document.Refused != "all is gone" || document.RefusedOn != "2026-09-02" || !document.FetchedAt.Equal(day(1)) {
			t.Errorf("%s: refused again on another day it is %+v", test.role, document)
		}
	}
	if facts, ok := crawled(2, "new").Quarantine(RoleSpec, "a", Facts{}, "half is gone", day(2)); ok || !reflect.DeepEqual(facts, crawled(2, "new")) {
		t.Errorf("without older facts: %v, %q", ok, said(facts))
	}
}

// The finding says whether a document could not be read or is not believed, and
// what is in quarantine stays so while it can't be had.
func TestKeptFindings(t *testing.T) {
	older := crawled(1, "old")
	held, _ := crawled(2, "new").Quarantine(RoleSpec, "a", older, "half is gone", day(2))
	failed := crawled(3, "newest").without(RoleSpec, "a")
	for name, test := range map[string]struct {
		facts Facts
		code  Code
		seen  string
	}{
		"could not be read":       {failed.Keep(API{ID: "a"}, older, "404"), CodeSourceKept, "spec of 2026-09-01"},
		"refused":                 {held, CodeSourceQuarantined, "spec of 2026-09-01, refused since 2026-09-02: half is gone"},
		"refused, then not there": {failed.Keep(API{ID: "a"}, held, "404"), CodeSourceQuarantined, "spec of 2026-09-01, refused since 2026-09-02: half is gone"},
	} {
		var got []Finding
		for _, f := range Merge(test.facts).Findings {
			if f.Code == CodeSourceKept || f.Code == CodeSourceQuarantined {
				got = append(got, f)
			}
		}
		if len(got) != 1 || got[0].Code != test.code || got[0].Seen != test.seen || got[0].API != "a" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// What a page said when it was last read is kept while the list still names that
// page: another address is another page, and what was read this time is newer.
func TestKeepDocumentationOfPages(t *testing.T) {
	key := Key{API: "a", Method: "GET", Path: "/things"}
	read := Page{Key: key, URL: "https://docs/things", Read: day(1), Title: "old"}
	for name, test := range map[string]struct {
		page Page
		want string
	}{
		"listed, not read":             {Page{Key: key, URL: "https://docs/things"}, "old"},
		"listed at another address":    {Page{Key: key, URL: "https://docs/things-v-1"}, ""},
		"read again":                   {Page{Key: key, URL: "https://docs/things", Read: day(2), Title: "new"}, "new"},
		"of another operation, unread": {Page{Key: Key{API: "b", Method: "GET", Path: "/things"}, URL: "https://docs/things"}, ""},
	} {
		facts := Facts{Documents: []Document{{Role: RoleSitemap}, {Role: RoleLevels}}, Pages: []Page{test.page}}
		if got := facts.KeepDocumentation(Facts{Pages: []Page{read, {Key: test.page.Key, URL: test.page.URL}}}); got.Pages[0].Title != test.want {
			t.Errorf("%s: it says %q, want %q", name, got.Pages[0].Title, test.want)
		}
	}
	// A list that could not be read is kept with its pages; one that was is not.
	older := crawled(1, "old")
	facts := Facts{APIs: older.APIs, Documents: []Document{{Role: RoleLevels, FetchedAt: day(2)}}, Levels: []UserLevel{{Name: "new"}}}
	want := []string{"level new", "page https://docs/a-old", "page https://docs/b-old", "pages-uncovered  old", "sitemap 1 true  ", "user-levels 2 false  "}
	if got := said(facts.KeepDocumentation(older)); !slices.Equal(got, want) {
		t.Errorf("%q, want\n%q", got, want)
	}
}

// Age and the like are told anew each time: they don't add up over the nights.
func TestKeepForgetsWhatIsToldEveryTime(t *testing.T) {
	facts := crawled(2, "new").without(RoleSpec, "a").Keep(API{ID: "a"}, crawled(1, "old"), "404")
	for _, p := range facts.Problems {
		if p.API == "a" && p.Code != CodeReferenceUnread {
			t.Errorf("kept: %+v", p)
		}
	}
}

// Documents stand in the order of the APIs, then those of no API, whichever was kept.
func TestKeptDocumentsStandInOrder(t *testing.T) {
	want := []string{"spec a", "spec b", "sitemap ", "user-levels "}
	for _, lost := range [][]string{{"a"}, {"b"}, {"b", "a"}, {""}, {"", "a"}} {
		facts, older := crawled(2, "new"), crawled(1, "old")
		for _, api := range lost {
			facts.Documents = drop(facts.Documents, func(d Document) bool { return d.API == api })
		}
		for _, api := range facts.APIs {
			if slices.Contains(lost, api.ID) {
				facts = facts.Keep(api, older, "down")
			}
		}
		facts = facts.KeepDocumentation(older)
		var got []string
		for _, d := range facts.Documents {
			got = append(got, string(d.Role)+" "+d.API)
		}
		if !slices.Equal(got, want) {
			t.Errorf("without those of %q: %q, want %q", lost, got, want)
		}
	}
}
