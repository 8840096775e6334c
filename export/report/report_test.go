package report

import (
	"testing"

	"authcat/catalog"
	"authcat/data"
)

func TestNewHeading(t *testing.T) {
	for text, want := range map[string]Heading{
		"Access Profiles":                     {"Access Profiles", "access-profiles"},
		"SP-Config":                           {"SP-Config", "sp-config"},
		"Shared Signals Framework (SSF)":      {"Shared Signals Framework SSF", "shared-signals-framework-ssf"},
		"a user's token, or an API client's":  {"a users token or an API clients", "a-users-token-or-an-api-clients"},
		" two  blanks -- and a dash- ":        {"two blanks and a dash", "two-blanks-and-a-dash"},
		"=cmd()|<b>\n# next \u202egpj `code`": {"cmd b next gpj code", "cmd-b-next-gpj-code"},
		"日本語 API":                             {"日本語 API", "日本語-api"},
		"|||":                                 {"Without a name", "without-a-name"},
		"":                                    {"Without a name", "without-a-name"},
	} {
		if got := NewHeading(text); got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}

func report(t *testing.T, facts catalog.Facts) *Report {
	t.Helper()
	snapshot := catalog.Merge(facts)
	return Make(&snapshot)
}

// Every endpoint that takes SailPoint tokens stands in exactly one section, and
// every operation of an API in one of the API's.
func TestSectionsAreAPartition(t *testing.T) {
	facts, err := data.Snapshot(catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	r := report(t, facts)
	seen := map[string]string{}
	sum := Counts{}
	for _, section := range r.Features {
		for _, endpoint := range section.Endpoints {
			if other, twice := seen[endpoint.Lineage]; twice {
				t.Errorf("%s stands under %s and %s", endpoint.Lineage, other, section.Text)
			}
			seen[endpoint.Lineage] = section.Text
			sum.add(endpoint.Current())
		}
		if section.Counts.Total != len(section.Endpoints) {
			t.Errorf("%s counts %d endpoints and has %d", section.Text, section.Counts.Total, len(section.Endpoints))
		}
	}
	if sum.Total != r.Totals.Total || sum.Total != 920 || sum.Needs[catalog.NeedsPAT] != r.Totals.Needs[catalog.NeedsPAT] {
		t.Errorf("the sections have %+v, the totals say %+v", sum, r.Totals)
	}
	operations := 0
	for _, api := range r.APIs {
		inFeatures := 0
		for _, section := range api.Features {
			inFeatures += len(section.Operations)
		}
		if inFeatures != api.Counts.Total {
			t.Errorf("%s counts %d operations and has %d", api.ID, api.Counts.Total, inFeatures)
		}
		operations += inFeatures
	}
	if operations != len(r.Snapshot.Operations) {
		t.Errorf("the APIs have %d operations of %d", operations, len(r.Snapshot.Operations))
	}
}

// Two tags that would have one anchor are one section.
func TestTagsWithOneAnchor(t *testing.T) {
	operation := func(path, tag string) catalog.Observation {
		return catalog.Observation{Key: catalog.Key{API: "v1", Method: "GET", Path: path}, Tags: []string{tag}}
	}
	r := report(t, catalog.Facts{
		APIs:         []catalog.API{{ID: "v1", Product: catalog.ProductISC}},
		Observations: []catalog.Observation{operation("/a", "Work Items"), operation("/b", "Work items!"), operation("/c", "Work-Items")},
	})
	if len(r.Features) != 1 || r.Features[0].Counts.Total != 3 || r.Features[0].Text != "Work Items" {
		t.Errorf("sections %+v", r.Features)
	}
}

func TestAccepting(t *testing.T) {
	c := Counts{Needs: map[catalog.Needs]int{catalog.NeedsPAT: 5, catalog.NeedsPATOrClient: 3, catalog.NeedsClient: 2, catalog.NeedsNone: 1, catalog.NeedsOther: 7}, Total: 18}
	if pat, client := c.Accepting(catalog.CredentialPAT), c.Accepting(catalog.CredentialClient); pat != 9 || client != 6 {
		t.Errorf("a PAT gets in %d times, a client %d, want 9 and 6", pat, client)
	}
	if c.Client() != "partly" {
		t.Errorf("a client gets in %s", c.Client())
	}
}
