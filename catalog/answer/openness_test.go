package answer

import (
	"reflect"
	"testing"

	"authcat/catalog"
	"authcat/catalog/track"
)

// How many operations of a feature took API clients, from day to day.
func TestOpenness(t *testing.T) {
	apis := []catalog.API{{ID: "v3", BasePath: "/v3", Product: catalog.ProductISC}, {ID: "nerm", Product: catalog.ProductNERM}}
	facts := catalog.Facts{APIs: apis}
	add := func(api, path, tag string) {
		facts.Observations = append(facts.Observations, catalog.Observation{Key: catalog.Key{API: api, Method: "GET", Path: path}, Tags: []string{tag}})
	}
	add("v3", "/roles/{id}", "Roles")
	add("v3", "/roles", "Roles")
	add("v3", "/tenant", "Tenant")
	add("nerm", "/profiles", "Profiles")
	snapshot := catalog.Merge(facts)
	key := func(api, path string) catalog.Key { return catalog.Key{API: api, Method: "GET", Path: path} }
	past := &PastNeeds{Needs: &track.Needs{APIs: apis, Of: map[catalog.Key][]track.Need{
		key("v3", "/roles/{}"):   {{Day: "2023-01-10", Needs: catalog.NeedsPAT}, {Day: "2025-11-18", Needs: catalog.NeedsPATOrClient}},
		key("v3", "/roles"):      {{Day: "2023-01-10", Needs: catalog.NeedsPAT}, {Day: "2024-05-01"}, {Day: "2025-11-18", Needs: catalog.NeedsClient}},
		key("v3", "/tenant"):     {{Day: "2023-01-10", Needs: catalog.NeedsOther}}, // never open
		key("v3", "/gone"):       {{Day: "2023-01-10", Needs: catalog.NeedsPATOrClient}, {Day: "2024-01-01"}},
		key("nerm", "/profiles"): {{Day: "2023-01-10", Needs: catalog.NeedsPATOrClient}},
	}}}
	want := []Openness{
		{"", []OpenDay{{"2023-01-10", 0, 3}, {"2024-05-01", 0, 2}, {"2025-11-18", 2, 3}}},
		{"Roles", []OpenDay{{"2023-01-10", 0, 2}, {"2024-05-01", 0, 1}, {"2025-11-18", 2, 2}}},
	}
	if got := past.Openness(&snapshot); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}
