package answer_test

import (
	"errors"
	"fmt"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/catalog/explain"
	"authcat/catalog/find"
	"authcat/catalog/plan"
	"authcat/catalog/token"
)

// things is a data set of one endpoint in two versions, the newer of which API
// clients may call as well.
func things() *answer.Catalog {
	operation := func(api string, security catalog.Requirement, more ...catalog.Requirement) catalog.Observation {
		return catalog.Observation{
			Key: catalog.Key{API: api, Method: "GET", Path: "/things"}, OperationID: "listThings", Title: "List things",
			Security: catalog.Security{Basis: catalog.BasisOperation, Alternatives: append([]catalog.Requirement{security}, more...)},
		}
	}
	scheme := func(name string) catalog.Requirement {
		return catalog.Requirement{{Scheme: name, Scopes: []string{"idn:thing:read"}, Scoped: true}}
	}
	return answer.Named("example", catalog.Merge(catalog.Facts{
		APIs:         []catalog.API{{ID: "v2026", Product: catalog.ProductISC, BasePath: "/v2026"}, {ID: "v2025", Product: catalog.ProductISC, BasePath: "/v2025"}},
		Documents:    []catalog.Document{{Role: catalog.RoleSpec, API: "v2026"}, {Role: catalog.RoleSpec, API: "v2025"}},
		Observations: []catalog.Observation{operation("v2026", scheme("userAuth"), scheme("applicationAuth")), operation("v2025", scheme("userAuth"))},
	}))
}

// read reads the data set whatever is asked; others read only what the filter takes.
func read(catalog.Filter) (*answer.Catalog, error) { return things(), nil }

func ExampleLookup() {
	question, err := answer.ParseQuestion("GET /things")
	if err != nil {
		fmt.Println(err)
		return
	}
	found, err := answer.Lookup(read, question)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, o := range found.Operations {
		fmt.Println(o.Called(), "needs", o.Decision.Needs)
	}
	// Output:
	// GET /v2026/things needs pat-or-client
	// GET /v2025/things needs pat
}

func ExampleLookup_nothing() {
	question, _ := answer.ParseQuestion("POST /v2025/things")
	_, err := answer.Lookup(read, question)
	var nothing *answer.NothingError
	if errors.As(err, &nothing) {
		fmt.Println(nothing.Absence.Kind, nothing.Absence.Methods)
	}
	// Output: other-method [GET]
}

func ExampleExplain() {
	question, _ := answer.ParseQuestion("GET /v2025/things")
	explained, err := answer.Explain(read, answer.Call{
		Question: question,
		Held:     explain.Held{Credential: catalog.CredentialClient, Scopes: []string{catalog.ScopeAll}, ScopesKnown: true},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	verdict := explained.Explanations[0]
	fmt.Println(verdict.Passes, verdict.Causes[0].Code, verdict.Causes[0].Certainty)
	// Output: no user-missing published
}

func ExampleCatalog_Plan() {
	call, _ := find.ParseAddress("GET", "/v2026/things")
	planned := things().Plan([]plan.Call{{Address: call, Where: "line 1"}})
	fmt.Println(planned.Plan.Credential, planned.Plan.Scopes)
	// Output: client_credentials [idn:thing:read]
}

func ExampleCatalog_Token() {
	facts := things().Token(token.Token{Scopes: []string{"idn:thing:read"}, ScopesReadable: true}, things().Dataset.AsOf)
	for _, count := range facts.Calls {
		fmt.Println(count.API, count.By[catalog.Yes], "yes,", count.By[catalog.No], "no")
	}
	// Output:
	// v2026 1 yes, 0 no
	// v2025 0 yes, 1 no
}

func ExampleCatalog_List() {
	_, err := things().List(answer.Filters{APIs: []string{"v2027"}})
	fmt.Println(err)
	listed, err := things().List(answer.Filters{Needs: []string{"PAT"}})
	fmt.Println(len(listed), err)
	// Output:
	// api: there is no API "v2027", only v2026, v2025
	// 1 <nil>
}

func ExampleDiff() {
	older, _ := answer.SideOf(things(), "v2025")
	newer, _ := answer.SideOf(things(), "v2026")
	changed, err := answer.Diff(older, newer, "", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range changed.Changes {
		fmt.Println(c.Effect, c.Aspect, c.Before, c.After)
	}
	// Output:
	// looser needs pat pat-or-client
	// neutral scopes user: idn:thing:read user: idn:thing:read; API client: idn:thing:read
}

func ExampleCatalog_Status() {
	for _, source := range things().Status(things().Dataset.AsOf) {
		fmt.Println(source.API, source.Operations)
	}
	// Output:
	// v2026 1
	// v2025 1
}
