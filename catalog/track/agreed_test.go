package track

import (
	"testing"

	"authcat/catalog"
	"authcat/catalog/observed"
)

// Until when what was published agreed with a record.
func TestAgreed(t *testing.T) {
	needs := &Needs{
		APIs: []catalog.API{{ID: "v3", BasePath: "/v3", Product: catalog.ProductISC}, {ID: "v1", Product: catalog.ProductISC}},
		Of: map[catalog.Key][]Need{
			{API: "v3", Method: "GET", Path: "/roles/{}"}: {
				{"2023-01-10", catalog.NeedsOther}, {"2023-08-24", catalog.NeedsPAT}, {"2025-11-18", catalog.NeedsPATOrClient}, {"2026-01-09", ""}, {"2026-02-01", catalog.NeedsPATOrClient},
			},
			{API: "v1", Method: "GET", Path: "/roles/v1/{}"}: {{"2026-06-12", catalog.NeedsPATOrClient}},
		},
	}
	refused := observed.Record{Method: "GET", Path: "/roles/{id}", Credential: catalog.CredentialClient, Status: "403", Scopes: []string{catalog.ScopeAll}, Concluded: observed.Open}
	works := observed.Record{Method: "GET", Path: "/roles/{id}", Credential: catalog.CredentialClient, Status: "200"}
	own := observed.Record{Method: "GET", Path: "/v3/roles/{id}", Credential: catalog.CredentialClient, Status: "403", Scopes: []string{"idn:role-checked:manage"}, Tenant: "0123456789abcdef"}
	for _, test := range []struct {
		name    string
		record  observed.Record
		day     string
		version string
		want    string
	}{
		{"it was PAT only then", refused, "2024-05-01", "", "2025-11-18"},
		{"it was so later", refused, "2022-05-01", "", "2025-11-18"},
		{"it was open on that day already", refused, "2025-11-18", "", ""},
		{"the month in which it changed", refused, "2025-11", "", ""},
		{"the month before", refused, "2025-10", "", "2025-11-18"},
		{"own traffic, of which nobody concluded anything", own, "2025-09-01", "v3", "2025-11-18"},
		{"no day: it may be later than the change", refused, "", "", ""},
		{"in a version that never was so", refused, "2024-05-01", "v1", ""},
		{"it gets in, and may", works, "2025-12-24", "", catalog.StillAgreed},
		{"it got in before it might, and may now", works, "2024-05-01", "", catalog.StillAgreed},
		{"no day, and it may now", works, "", "", catalog.StillAgreed},
		{"in a version that there is not", works, "2025-12-24", "v2025", ""},
		{"what says nothing agrees with nothing", observed.Record{Method: "GET", Path: "/roles/{id}", Status: "404"}, "2025-12-24", "", ""},
	} {
		test.record.Day, test.record.Version = test.day, test.version
		if got := needs.Agreed(test.record); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
