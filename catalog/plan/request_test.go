package plan_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	. "authcat/catalog/plan"
)

// creating are the operations that create what is requested.
var creating = []string{
	"POST /personal-access-tokens/v1 pat sp:my:manage", "POST /oauth-clients/v1 pat sp:client:manage",
	"POST /authorization/v1/custom-user-levels pat idn:level:manage | ORG_ADMIN", "GET /authorization/v1/authorization-assignable-right-sets pat idn:level:manage",
}

func TestRequest(t *testing.T) {
	snapshot := snapshotOf(append(creating,
		"GET /both pat-or-client idn:b:read | HELPDESK",
		"GET /user pat idn:u:read",
		"GET /client client idn:c:read",
		"GET /all pat-or-client sp:scopes:all",
		"GET /bare pat-or-client",
		"GET /other other",
	)...)
	for _, test := range []struct {
		name   string
		kind   RequestKind
		calls  string
		reason RefusalReason
		// in names the scopes, or the calls that are in the way.
		in string
	}{
		{"the least", RequestClient, "GET /both", "", "idn:b:read"},
		{"more than the least", RequestPAT, "GET /both", "", "idn:b:read"},
		{"forced", RequestPAT, "GET /both; GET /user", "", "idn:b:read idn:u:read"},
		{"calls force a PAT", RequestClient, "GET /both; GET /user", RefusedByCalls, "/user"},
		{"a call takes no PAT", RequestPAT, "GET /client; GET /both", RefusedByCalls, "/client"},
		{"a level is for a user's token", RequestCustomLevel, "GET /client", RefusedByCalls, "/client"},
		{"no credential makes all: that of the plan", RequestPAT, "GET /client; GET /user", "", "idn:u:read"},
		{"no credential makes all: another", RequestClient, "GET /client; GET /user", RefusedByCalls, "/user"},
		{"sp:scopes:all contains the rest", RequestClient, "GET /all; GET /both", "", "sp:scopes:all"},
		{"a list left out would be sp:scopes:all", RequestClient, "GET /bare", "", "sp:scopes:default"},
		{"a level for a user", RequestCustomLevel, "GET /both", "", "idn:b:read"},
		{"nothing matched", RequestPAT, "GET /nothing", RefusedNoCalls, ""},
		{"nothing published", RequestPAT, "GET /other", RefusedUnknown, ""},
	} {
		request, refusal := Make(snapshot, callsOf(test.calls)).Request(test.kind, snapshot)
		if (refusal == nil) == (request == nil) {
			t.Fatalf("%s: a request %v and a refusal %v", test.name, request, refusal)
		}
		if refusal != nil {
			var in []catalog.Key
			for _, call := range refusal.Calls {
				in = append(in, call.Operation.Key)
			}
			if refusal.Reason != test.reason || words(in) != test.in || refusal.Kind != test.kind {
				t.Errorf("%s: refused for %q by %q, want %q by %q", test.name, refusal.Reason, words(in), test.reason, test.in)
			}
			continue
		}
		if got := strings.Join(request.Scopes, " "); test.reason != "" || got != test.in {
			t.Errorf("%s: scopes %q, want %q and refusal %q", test.name, got, test.in, test.reason)
		}
		if (test.kind == RequestCustomLevel) != (request.RightSets != nil) {
			t.Errorf("%s: right sets are listed by %v", test.name, request.RightSets)
		}
	}
}

func TestRequestChoosesLevelsForItsUser(t *testing.T) {
	snapshot := snapshotOf(append(creating, "GET /both pat-or-client idn:b:read | HELPDESK")...)
	made := Make(snapshot, callsOf("GET /both"))
	request, _ := made.Request(RequestPAT, snapshot)
	if !slices.Equal(request.Plan.Levels, []string{"HELPDESK"}) || request.Least != catalog.CredentialClient || made.Credential != catalog.CredentialClient {
		t.Errorf("levels %v, least %v, the plan itself has %v", request.Plan.Levels, request.Least, made.Credential)
	}
}

func TestRequestNeedsItsOperation(t *testing.T) {
	snapshot := snapshotOf("GET /both pat-or-client idn:b:read")
	for _, kind := range RequestKinds {
		if _, refusal := Make(snapshot, callsOf("GET /both")).Request(kind, snapshot); refusal == nil || refusal.Reason != RefusedUnpublished {
			t.Errorf("%s: refusal %v, want that nothing published creates it", kind, refusal)
		}
	}
}

// The newest version of the creating operations is the current API's.
func TestRequestIsOfTheCurrentAPI(t *testing.T) {
	snapshot := bundled(t)
	p := Make(snapshot, callsOf("GET /v3/accounts"))
	for kind, address := range map[RequestKind]string{
		RequestPAT: "/personal-access-tokens/v1", RequestClient: "/oauth-clients/v1", RequestCustomLevel: "/authorization/v1/custom-user-levels",
	} {
		request, refusal := p.Request(kind, snapshot)
		if refusal != nil || request.Create.Address != address {
			t.Fatalf("%s: %v, want %s", kind, refusal, address)
		}
		if r := request; kind == RequestCustomLevel && (r.RightSets == nil || r.Levels == nil || r.Publish == nil) {
			t.Errorf("%s lacks an operation: %v %v %v", kind, r.RightSets, r.Levels, r.Publish)
		}
	}
}

// Whatever is called: a request's scopes open every call that its credential
// can make, sp:scopes:all is there only where nothing else is published, and a
// refusal has its reason in the calls.
func TestRequestOfAnyCalls(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second: left out with -short")
	}
	snapshot := bundled(t)
	random := rand.New(rand.NewPCG(1, 15))
	granted, refused := 0, 0
	for range 60 {
		var calls []Call
		for range 1 + random.IntN(6) {
			o := snapshot.Operations[random.IntN(len(snapshot.Operations))]
			calls = append(calls, callTo(o.Method, o.Address, "here"))
		}
		p := Make(snapshot, calls)
		for _, kind := range RequestKinds {
			request, refusal := p.Request(kind, snapshot)
			if refusal != nil {
				refused++
				continue
			}
			granted++
			checkScopes(t, request)
		}
	}
	if granted < 20 || refused < 20 {
		t.Errorf("%d requests and %d refusals: the calls are not any", granted, refused)
	}
}

func checkScopes(t *testing.T, r *Request) {
	t.Helper()
	if len(r.Scopes) == 0 || slices.Contains(r.Scopes, catalog.ScopeAll) != (len(r.Plan.AllScopesBy) > 0) {
		t.Errorf("%s: scopes %v, and %v need sp:scopes:all", r.Kind, r.Scopes, r.Plan.AllScopesBy)
	}
	for _, call := range r.Plan.Calls {
		listed := credentialScopes(r.Plan, call.Operation)
		opens := func(scope string) bool { return scope == catalog.ScopeAll || slices.Contains(listed, scope) }
		if len(listed) > 0 && !slices.ContainsFunc(r.Scopes, opens) {
			t.Errorf("%s: scopes %v don't open %s, which lists %v", r.Kind, r.Scopes, call.Operation.Key, listed)
		}
	}
}
