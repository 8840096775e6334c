package factfile

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/factstest"
)

func joined(t *testing.T, facts catalog.Facts) catalog.Facts {
	t.Helper()
	snapshot := catalog.Merge(facts)
	parts := Split(&snapshot)
	got, err := Join(parts.Sources, slices.Collect(maps.Values(parts.Endpoints))...)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// Whatever the facts, their parts give all of them back, in whatever order they are read.
func FuzzParts(f *testing.F) {
	for _, text := range factstest.Texts(60) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		want := factstest.Make(text)
		if found := factstest.Differ(joined(t, want), want); found != "" {
			t.Error(found)
		}
	})
}

// A part is refused, or read as what it says.
func FuzzJoin(f *testing.F) {
	snapshot := catalog.Merge(hostileFacts())
	parts := Split(&snapshot)
	for _, endpoint := range parts.Endpoints {
		f.Add(parts.Sources, endpoint)
	}
	f.Add("api v1\n", "in v1\n\nGET /a\nsecurity []\n")
	f.Fuzz(func(t *testing.T, sources, endpoint string) {
		facts, err := Join(sources, endpoint)
		if err != nil {
			return
		}
		for _, o := range facts.Observations {
			if o.Security.Basis == "" && catalog.Decide(o.Security, catalog.AnyScope).Needs == catalog.NeedsNone {
				t.Errorf("%s: nobody states that it needs no token", o.Key)
			}
		}
	})
}

func TestPartsOfHostileFacts(t *testing.T) {
	facts := hostileFacts()
	facts.Levels[0].Opens, facts.Levels[0].Notes = []string{"A page", " \"b\"\n"}, []string{""}
	facts.Overrides = []catalog.Override{{Key: facts.Observations[0].Key, Fact: catalog.FactLevels,
		Values: []string{"A B", "C"}, Replaces: []string{"|"}, Reason: "so\nit is", Evidence: "https://h/e", Date: "2026-08-22"}}
	facts.Problems = append(facts.Problems, catalog.Problem{Code: catalog.CodePagesUnread, Seen: "of no API"})
	want := catalog.Merge(facts).Facts
	if found := factstest.Differ(joined(t, facts), want); found != "" {
		t.Error(found)
	}
}

func TestJoinRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"in v9\n":                                  "there is no such API",
		"in v1\n\nGET /a\nid x\n":                  "no line about its security",
		"GET /a\nsecurity []\n":                    "before its API",
		"in v1\n\nGET\nsecurity []\n":              "no method and path",
		"override v1 GET\n":                        "not an API, a method and a path",
		"in v1\n\nGET /a\nsecurity []\ncolour red": "unknown keyword",
	} {
		if _, err := Join("api v1\n", text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one that says %q", text, err, want)
		}
	}
}
