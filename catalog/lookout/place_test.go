package lookout_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/lookout"
	"authcat/data"
)

// declared are the bundled sources and the repository among the places.
func declared(t *testing.T) (list data.List, repository lookout.Place) {
	t.Helper()
	list, err := data.Sources()
	if err != nil {
		t.Fatal(err)
	}
	for _, place := range list.Places {
		if place.Listing != "" {
			return list, place
		}
	}
	t.Fatal("no repository among the places")
	return list, repository
}

// lines are a file's, without its comments.
func lines(t *testing.T, file string) (all []string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "#") {
			all = append(all, line)
		}
	}
	return all
}

// listed calls f with what the repository had on each day on which that
// changed, and what was new.
func listed(t *testing.T, f func(day string, entries, added []string)) {
	t.Helper()
	var entries, added []string
	events := lines(t, "testdata/listing.txt")
	for i, event := range events {
		day, change, _ := strings.Cut(event, " ")
		if sign, entry, _ := strings.Cut(change, " "); sign == "+" {
			entries, added = append(entries, entry), append(added, entry)
		} else {
			entries = slices.DeleteFunc(slices.Clone(entries), func(e string) bool { return e == entry })
		}
		if i+1 == len(events) || !strings.HasPrefix(events[i+1], day) {
			f(day, entries, added)
			added = nil
		}
	}
}

// known are the sources whose documents are among what is listed.
func known(apis []catalog.API, place lookout.Place, entries []string) []catalog.API {
	return slices.DeleteFunc(slices.Clone(apis), func(a catalog.API) bool {
		return !slices.ContainsFunc(entries, func(entry string) bool { return a.SpecURL == place.URL+entry })
	})
}

// Every document that appeared since 2022 would have been named on the day of
// its appearance, by whoever read the documents of the day before; the day
// after, with a source of its own, nothing is named.
func TestEachNewDocumentIsNamed(t *testing.T) {
	list, place := declared(t)
	var yesterday []string
	first := map[string]string{}
	listed(t, func(day string, entries, added []string) {
		named := place.Uncovered(entries, known(list.APIs, place, yesterday))
		for _, a := range known(list.APIs, place, added) {
			if !slices.Contains(named, a.SpecURL) {
				t.Errorf("%s: %s appeared and was not named, but %q", day, a.SpecURL, named)
			}
		}
		for _, address := range named {
			if first[address] == "" {
				first[address] = day
			}
		}
		yesterday = entries
	})
	// Sources in many files come before the document that joins them.
	for entry, day := range map[string]string{
		"dereferenced/deref-sailpoint-api.v2024.yaml": "2024-08-07", "idn/sailpoint-api.v2024.yaml": "2024-08-06",
		"dereferenced/deref-sailpoint-api.v2025.yaml":      "2025-03-26",
		"dereferenced/deref-sailpoint-api.nerm.v2025.yaml": "2025-08-25", "nerm/v2025/": "2025-08-01",
		"dereferenced/deref-sailpoint-api.v2026.yaml": "2025-11-07", "idn/sailpoint-api.v2026.yaml": "2025-08-26",
		"dereferenced/deref-sailpoint-api.yaml": "2026-06-12", "idn/sailpoint-api.yaml": "2026-06-02",
		"iiq/sailpoint-api.iiq-9.0.yaml": "2026-08-13",
		"idn/sailpoint-api.cc.yaml":      "2023-01-24", "idn/sailpoint-api.v2.yaml": "2023-01-19",
	} {
		if got := first[place.URL+entry]; got != day {
			t.Errorf("%s was named on %q first, want %s", entry, got, day)
		}
	}
}

// Of what is there today all is read, or left unread for a reason that is given.
func TestNothingIsUncoveredToday(t *testing.T) {
	list, place := declared(t)
	var last []string
	listed(t, func(_ string, entries, _ []string) { last = entries })
	if named := place.Uncovered(last, list.APIs); len(named) > 0 {
		t.Errorf("named: %q", named)
	}
	for _, test := range []struct{ added, named string }{
		{"dereferenced/deref-sailpoint-api.v2027.yaml", "dereferenced/deref-sailpoint-api.v2027.yaml"},
		{"dereferenced/deref-sailpoint-api.v2027.json", "dereferenced/deref-sailpoint-api.v2027.json"}, // without its twin
		{"dereferenced/deref-sailpoint-api.v2027.yml", "dereferenced/deref-sailpoint-api.v2027.yml"},
		{"idn/sailpoint-api.v2027.yaml", "idn/sailpoint-api.v2027.yaml"},
		{"idn/v2027/", "idn/v2027/"},
		{"nerm/v2026/", "nerm/v2026/"},
		{"machine-identity/", "machine-identity/"},
		{"openapi.yaml", "openapi.yaml"},
		{"CONTRIBUTING.md", ""},
		{".gitlab/", ""},
		{"idn/.spectral.yaml", "idn/.spectral.yaml"},
		{"dereferenced/README.md", ""},
	} {
		var want []string
		if test.named != "" {
			want = []string{place.URL + test.named}
		}
		if named := place.Uncovered(append(slices.Clone(last), test.added), list.APIs); !slices.Equal(named, want) {
			t.Errorf("with %s: named %q, want %q", test.added, named, want)
		}
	}
	both := append(slices.Clone(last), "dereferenced/deref-sailpoint-api.v2027.yaml", "dereferenced/deref-sailpoint-api.v2027.json", "idn/sailpoint-api.v2027.yaml", "idn/v2027/")
	if named := place.Uncovered(both, list.APIs); !slices.Equal(named, []string{place.URL + "dereferenced/deref-sailpoint-api.v2027.yaml"}) {
		t.Errorf("one document in four forms: named %q", named)
	}
	others := slices.DeleteFunc(slices.Clone(list.APIs), func(a catalog.API) bool { return a.ID == "v2024" })
	if named := place.Uncovered(last, others); !slices.Equal(named, []string{place.URL + "dereferenced/deref-sailpoint-api.v2024.yaml"}) {
		t.Errorf("without a source: named %q", named)
	}
}

func TestUncoveredPages(t *testing.T) {
	list, _ := declared(t)
	const site = "https://developer.sailpoint.com"
	var named []string
	pages := []string{
		site + "/docs/api/list-identities-v-1", site + "/docs/api/authorization", site + "/docs/api", site + "/docs/cli/install", site + "/blog/v2027/x",
		site + "/docs/api/nerm/get-users", site + "/docs/api/nerm/v2025/get-delegations", site + "/docs/api/nerm/v1/search", site + "/docs/api/iiq/get-accounts",
		site + "/docs/api/v2025/list-identities", site + "/docs/api/beta/list-identities", site + "/redoc/sailpoint-api-v2025-light.html",
		site + "/docs/api/v2027/list-identities", site + "/docs/api/v2027/list-accounts", site + "/docs/api/nerm/v2026/x", site + "/redoc/sailpoint-api-v2027-light.html",
	}
	for _, place := range list.Places {
		if place.Listing == "" {
			named = append(named, place.UncoveredPages(pages, list.APIs)...)
		}
	}
	want := []string{site + "/docs/api/nerm/v2026/", site + "/docs/api/v2027/", site + "/redoc/sailpoint-api-v2027-light.html"}
	if !slices.Equal(named, want) {
		t.Errorf("named %q, want %q", named, want)
	}
}

func TestPlaceCheck(t *testing.T) {
	good := lookout.Place{URL: "https://host/main/", Listing: "https://api/{folder}?ref=main", Folders: []string{"a/"},
		Unread: []lookout.Unread{{Names: []string{"a/*.json"}, Twin: "a/*.yaml", Why: "the same"}}}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	if got := good.ListingOf("a/b/"); got != "https://api/a/b?ref=main" {
		t.Errorf("the listing is %s", got)
	}
	for says, change := range map[string]func(*lookout.Place){
		"must end with":      func(p *lookout.Place) { p.URL = "https://host/main" },
		"has no {folder}":    func(p *lookout.Place) { p.Listing = "https://api/" },
		`folder "a"`:         func(p *lookout.Place) { p.Folders = []string{"a"} },
		`folder "/a/"`:       func(p *lookout.Place) { p.Folders = []string{"/a/"} },
		"names, and a why":   func(p *lookout.Place) { p.Unread = []lookout.Unread{{Names: []string{"a"}}} },
		"and a why":          func(p *lookout.Place) { p.Unread = []lookout.Unread{{Why: "no names"}} },
		"syntax error":       func(p *lookout.Place) { p.Unread = []lookout.Unread{{Names: []string{"[a"}, Why: "x"}} },
		`"[b": syntax error`: func(p *lookout.Place) { p.Unread = []lookout.Unread{{Names: []string{"a"}, Twin: "[b", Why: "x"}} },
	} {
		bad := good
		change(&bad)
		if err := bad.Check(); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, want one that says %q", err, says)
		}
	}
}
