package catalog_test

import (
	"fmt"

	"authcat/catalog"
)

// The security of an operation says which credential it needs. Several
// alternatives are a choice; of the scopes in one, any one suffices.
func ExampleDecide() {
	decision := catalog.Decide(catalog.Security{
		Alternatives: []catalog.Requirement{
			{{Scheme: "userAuth", Scopes: []string{"idn:entitlement:manage", "idn:entitlement:read"}}},
			{{Scheme: "applicationAuth", Scopes: []string{"idn:entitlement:read"}}},
		},
		Basis: catalog.BasisOperation,
	}, catalog.AnyScope)
	fmt.Println(decision.Needs)
	fmt.Println(decision.UserScopes, decision.ClientScopes)
	fmt.Println(decision.Accepts(catalog.CredentialClient))

	// What nobody states is not known, and never "no token".
	fmt.Println(catalog.Decide(catalog.Security{}, catalog.AnyScope).Needs)
	// Output:
	// pat-or-client
	// [idn:entitlement:manage idn:entitlement:read] [idn:entitlement:read]
	// yes
	// other
}

// facts are what a document says of one operation: its description names another
// level than the extension.
func facts() catalog.Facts {
	return catalog.Facts{
		APIs:      []catalog.API{{ID: "v2025", Product: catalog.ProductISC, BasePath: "/v2025"}},
		Documents: []catalog.Document{{Role: catalog.RoleSpec, API: "v2025", URL: "https://specs.example/v2025.yaml"}},
		Observations: []catalog.Observation{{
			Key: catalog.Key{API: "v2025", Method: "GET", Path: "/reports/{id}"}, OperationID: "getReport",
			Security:    catalog.Security{Alternatives: []catalog.Requirement{{{Scheme: "userAuth"}}}, Basis: catalog.BasisOperation},
			LevelsField: catalog.LevelsField, Levels: []string{"ORG_ADMIN"},
			Prose: catalog.Prose{Levels: []string{"REPORT_ADMIN"}},
		}},
	}
}

// Merge concludes from facts.
func ExampleMerge() {
	snapshot := catalog.Merge(facts())
	for _, o := range snapshot.Operations {
		fmt.Println(o.Method, o.Address, "needs", o.Decision.Needs, o.UserLevels, "by the", o.LevelsWitness)
		fmt.Println("confidence:", o.Confidence)
		for _, finding := range o.Findings {
			fmt.Printf("%s: %s\n", finding.Code, finding.Seen)
		}
	}
	// Output:
	// GET /v2025/reports/{id} needs pat [ORG_ADMIN] by the extension
	// confidence: conflict
	// levels-differ: description REPORT_ADMIN; extension ORG_ADMIN
}

// A ledger has what every witness says, and which of them is believed.
func ExampleOperation_Ledger() {
	snapshot := catalog.Merge(facts())
	for _, conclusion := range snapshot.Operations[0].Ledger() {
		for _, s := range conclusion.Statements() {
			fmt.Println(s.Fact, s.Counts, s.Witness, s.Value)
		}
	}
	// Output:
	// security believed operation [userAuth ()]
	// user_levels believed extension ORG_ADMIN
	// user_levels against description REPORT_ADMIN
}
