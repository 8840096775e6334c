package plan_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/find"
	. "authcat/catalog/plan"
)

// story says in one line what a change needs: "pat by /b; scopes +a:b:c -d:e:f".
func story(c CodeChange) string {
	var parts []string
	add := func(name string, more, freed []string) {
		text := name
		for _, n := range more {
			text += " +" + n
		}
		for _, n := range freed {
			text += " -" + n
		}
		if text != name {
			parts = append(parts, text)
		}
	}
	if len(c.Refused) > 0 {
		parts = append(parts, string(c.After.Credential)+" by "+strings.Join(paths(c.Refused), " "))
	} else if c.Least != c.After.Credential {
		parts = append(parts, "least "+string(c.Least))
	}
	add("scopes", names(c.MoreScopes), c.FreedScopes)
	add("levels", names(c.MoreLevels), c.FreedLevels)
	for _, key := range c.LevelsUnmet {
		parts = append(parts, "unmet "+key.Path)
	}
	add("calls", paths(c.Called), paths(c.Dropped))
	return strings.Join(parts, "; ")
}

func names(reasons []Reason) []string {
	var all []string
	for _, r := range reasons {
		all = append(all, r.Name)
	}
	return all
}

func paths(calls []PlannedCall) []string {
	var all []string
	for _, call := range calls {
		all = append(all, call.Operation.Path)
	}
	return all
}

func TestCompareCode(t *testing.T) {
	snapshot := snapshotOf(
		"GET /read pat-or-client a:read a:manage",
		"POST /read pat-or-client a:manage",
		"GET /other pat-or-client b:read a:manage",
		"GET /user pat u:read | HELPDESK ORG_ADMIN",
		"GET /cert pat u:read | CERT_ADMIN ORG_ADMIN",
		"GET /admin pat u:read | ORG_ADMIN",
		"GET /role pat u:read | ROLE_ADMIN",
		"GET /source pat u:read | SOURCE_SUBADMIN",
		"GET /client client c:read",
		"GET /open none",
		"GET /silent other",
		"GET /every pat-or-client sp:scopes:all",
		"POST /all all-of x:read y:read",
	)
	for _, test := range []struct{ before, after, want string }{
		{"GET /read", "GET /read; GET /read", ""},
		{"GET /read", "GET /user; GET /read", "pat by /user; scopes +u:read; levels +HELPDESK; calls +/user"},
		{"GET /user; GET /read", "GET /read", "least client_credentials; scopes -u:read; levels -HELPDESK; calls -/user"},
		// The least set is another, yet the old one lacks only what is new.
		{"GET /read", "GET /read; POST /read", "scopes +a:manage -a:read; calls +/read"},
		{"POST /read", "POST /read; GET /other; GET /read", "calls +/other +/read"},
		{"GET /read; POST /read; GET /other", "GET /read; GET /other", "calls -/read"},
		{"GET /read; GET /other", "GET /read", "calls -/other"},
		{"GET /every", "GET /every; GET /read", "calls +/read"},
		{"GET /every; GET /read", "GET /read", "scopes -sp:scopes:all; calls -/every"},
		{"GET /read", "GET /every", "scopes +sp:scopes:all -a:read; calls +/every -/read"},
		{"GET /user", "POST /all; GET /user", "scopes +x:read +y:read; calls +/all"},
		// Levels that go together, and those that don't.
		{"GET /user", "GET /user; GET /cert", "levels +CERT_ADMIN; calls +/cert"},
		{"GET /admin", "GET /admin; GET /user", "calls +/user"},
		{"GET /user", "GET /user; GET /admin", "levels +ORG_ADMIN -HELPDESK; calls +/admin"},
		{"GET /role", "GET /role; GET /source", "unmet /source; calls +/source"},
		{"GET /role", "GET /source", "levels +SOURCE_SUBADMIN -ROLE_ADMIN; calls +/source -/role"},
		// Kinds of credential.
		{"GET /user", "GET /user; GET /client", "pat by /client; calls +/client"},
		{"GET /user", "GET /client", "client_credentials by /client; scopes +c:read -u:read; levels -HELPDESK; calls +/client -/user"},
		{"GET /user; GET /client", "GET /user; GET /client", ""},
		{"GET /open", "GET /open; GET /read", "client_credentials by /read; scopes +a:read; calls +/read"},
		{"", "GET /read", "client_credentials by /read; scopes +a:read; calls +/read"},
		{"", "GET /open; GET /silent", "calls +/open +/silent"},
		{"GET /read", "GET /read; GET /open; GET /silent", "calls +/open +/silent"},
		{"GET /read", "GET /open", "least none; scopes -a:read; calls +/open -/read"},
		{"GET /read", "", "least unknown; scopes -a:read; calls -/read"},
	} {
		c := CompareCode(Make(snapshot, callsOf(test.before)), Make(snapshot, callsOf(test.after)), snapshot)
		if got := story(c); got != test.want {
			t.Errorf("%q to %q: %q, want %q", test.before, test.after, got, test.want)
		}
		if more := strings.Contains(test.want, "+") && !strings.HasPrefix(test.want, "calls") || strings.Contains(test.want, " by ") || strings.Contains(test.want, "unmet"); !strings.HasPrefix(test.want, "least") && c.More() != more {
			t.Errorf("%q to %q needs more: %v", test.before, test.after, c.More())
		}
	}
}

// Calls that no operation answers, or that are not resolved, are the same ones
// where only their places, files or parameters' names differ.
func TestCompareCodeOfOtherCalls(t *testing.T) {
	snapshot := snapshotOf("GET /a pat a:read", "GET /b pat a:read")
	operations := []*catalog.Operation{&snapshot.Operations[0], &snapshot.Operations[1]}
	plan := func(text string) Plan {
		m := NewMaker(snapshot)
		for line, call := range strings.Fields(text) {
			file, what, _ := strings.Cut(call, ":")
			place := Place{File: file, Line: line}
			switch {
			case what == "ab":
				m.AddOpen(OpenCall{Place: place, What: "get", Candidates: operations})
			case !strings.HasPrefix(what, "/"):
				m.AddOpen(OpenCall{Place: place, What: what})
			default:
				m.AddUnmatched(find.ReadAddress("GET", what, what), place)
			}
		}
		return m.Plan()
	}
	for _, test := range []struct{ before, after, want string }{
		{"f:/x/{id}", "g:/x/{name} g:/x/{name}", ""},
		{"f:/x", "f:/x f:/y", "/y"},
		{"f:ab g:other", "g:other f:ab", ""},
		{"f:ab", "moved:ab", ""},
		{"f:ab", "f:ab f:ab", "f:get"},
		{"f:ab g:ab", "g:ab h:ab i:ab", "i:get"},
		{"f:get", "f:ab", "f:get"},
	} {
		c := CompareCode(plan(test.before), plan(test.after), snapshot)
		var got []string
		for _, call := range c.Unmatched {
			got = append(got, call.Address.URL())
		}
		for _, call := range c.Open {
			got = append(got, call.File+":"+call.What)
		}
		if strings.Join(got, " ") != test.want || c.More() {
			t.Errorf("%q to %q: %q, want %q", test.before, test.after, got, test.want)
		}
	}
}

// Whatever code becomes: what was held with what is needed besides makes every
// call, none of it is needed in vain, and what is freed no call misses.
func TestCompareCodeSuffices(t *testing.T) {
	snapshot := bundled(t)
	var operations []*catalog.Operation
	for i := range snapshot.Operations {
		if o := &snapshot.Operations[i]; o.API == "v2025" || o.API == "v3" {
			operations = append(operations, o)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(kept []*catalog.Operation) []*catalog.Operation {
		chosen := slices.DeleteFunc(slices.Clone(kept), func(*catalog.Operation) bool { return random.IntN(4) == 0 })
		for range random.IntN(6) {
			chosen = append(chosen, operations[random.IntN(len(operations))])
		}
		return chosen
	}
	make := func(calls []*catalog.Operation) Plan {
		m := NewMaker(snapshot)
		for i, o := range calls {
			m.AddOperation(o, find.Address{}, Place{File: "a.go", Line: i})
		}
		return m.Plan()
	}
	for i := range 60 {
		before := pick(nil)
		after := pick(before)
		c := CompareCode(make(before), make(after), snapshot)
		held := slices.Concat(c.Before.Scopes, names(c.MoreScopes))
		if bad := refusedScopes(c.After, held); bad != "" {
			t.Fatalf("%d: %s is refused with %q: %+v", i, bad, held, story(c))
		}
		if bad := refusedScopes(c.After, slices.DeleteFunc(held, func(s string) bool { return slices.Contains(c.FreedScopes, s) })); bad != "" {
			t.Fatalf("%d: %s needs what is freed: %s", i, bad, story(c))
		}
		for _, one := range names(c.MoreScopes) {
			less := slices.DeleteFunc(slices.Concat(c.Before.Scopes, names(c.MoreScopes)), func(s string) bool { return s == one })
			// Beside sp:scopes:all the others are there for who splits the calls.
			if refusedScopes(c.After, less) == "" && !slices.Contains(less, catalog.ScopeAll) {
				t.Fatalf("%d: %s is not needed: %s", i, one, story(c))
			}
		}
		if again := CompareCode(c.After, c.After, snapshot); story(again) != "" && !strings.HasPrefix(story(again), "least") || again.More() {
			t.Fatalf("%d: nothing changed, yet %s", i, story(again))
		}
	}
}

// refusedScopes is a call that the scopes don't open, "" where there is none.
func refusedScopes(p Plan, held []string) string {
	for _, call := range p.Calls {
		listed := credentialScopes(p, call.Operation)
		if p.Credential == catalog.CredentialPAT && len(listed) > 0 {
			listed = call.Operation.ScopesOfEveryUser()
		}
		if !catalog.ScopesSuffice(held, listed, call.Operation.Decision.ScopeRule) {
			return fmt.Sprint(call.Operation.Key)
		}
	}
	return ""
}
