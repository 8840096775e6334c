package main

import (
	"slices"
	"testing"

	"authcat/catalog"
	"authcat/catalog/explain"
	"authcat/data"
	"authcat/export"
)

// For every operation and kind of credential the verdict agrees with what the
// operation needs and with its scopes; the user has the levels that it names.
func TestExplainAgreesWithTheCatalog(t *testing.T) {
	slow(t)
	facts, err := data.Snapshot(catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	snapshot := catalog.Merge(facts)
	seen := map[catalog.Answer]int{}
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		for _, kind := range []catalog.Credential{catalog.CredentialPAT, catalog.CredentialAuthorizationCode, catalog.CredentialClient} {
			needed := o.Decision.UserScopes
			if kind == catalog.CredentialClient {
				needed = o.Decision.ClientScopes
			}
			sets := [][]string{nil, needed, {"idn:nothing:read"}, {catalog.ScopeAll}}
			for _, scope := range needed {
				sets = append(sets, []string{scope, "idn:nothing:read"})
			}
			for _, scopes := range sets {
				held := explain.Held{
					Credential: kind, Scopes: scopes, ScopesKnown: true, Levels: o.UserLevels, LevelsKnown: true,
					Experimental: true, ExperimentalKnown: true,
				}
				want := expected(o, kind, needed, scopes)
				seen[want]++
				for _, status := range []int{0, 401, 403} {
					checkVerdict(t, explain.Call(o, held, status), want)
				}
			}
		}
	}
	if seen[catalog.Yes] < 10000 || seen[catalog.No] < 10000 || seen[catalog.Unknown] == 0 {
		t.Errorf("answers %v: the test tested little", seen)
	}
}

// expected is the decision written a second time, as plainly as can be.
func expected(o *catalog.Operation, kind catalog.Credential, needed, scopes []string) catalog.Answer {
	accepts := o.Decision.Accepts(kind)
	if accepts != catalog.Yes || o.Decision.Needs == catalog.NeedsNone || len(needed) == 0 {
		return accepts
	}
	if slices.Contains(scopes, "sp:scopes:all") || slices.Contains(needed, "sp:scopes:default") {
		return catalog.Yes
	}
	n := 0
	for _, scope := range needed {
		if slices.Contains(scopes, scope) {
			n++
		}
	}
	if n == len(needed) || n > 0 && o.Decision.ScopeRule == catalog.AnyScope {
		return catalog.Yes
	}
	for _, c := range o.Conditions() { // the words name who does without
		spares := c.Kind == catalog.Widens || c.Applies.Without
		person := c.Asks.Person != "" && c.Asks.Person != catalog.PersonAnyone && !c.Applies.Without
		if spares && c.Applies.Type == catalog.OnScope && slices.ContainsFunc(c.Applies.Names, func(scope string) bool { return slices.Contains(needed, scope) }) &&
			c.Asks.String() != "" && !(person && kind == catalog.CredentialClient) {
			return catalog.Unknown
		}
	}
	return catalog.No
}

func checkVerdict(t *testing.T, v explain.Verdict, want catalog.Answer) {
	t.Helper()
	if v.Passes != want {
		t.Errorf("%s with %s %q: %s, want %s", v.Operation.Key, v.Held.Credential, v.Held.Scopes, v.Passes, want)
	}
	sure := false
	for _, cause := range v.Causes {
		sure = sure || cause.Certainty != explain.Possible
		if text, remedy := export.CauseWords(v, cause); text == "" || remedy == "" {
			t.Errorf("%s: cause %s has no words", v.Operation.Key, cause.Code)
		}
	}
	if want == catalog.No && !sure || want != catalog.Yes && len(v.Causes) == 0 || v.Status != 0 && len(v.Causes) == 0 {
		t.Errorf("%s with %s: %s, %d: nothing says why", v.Operation.Key, v.Held.Credential, v.Passes, v.Status)
	}
}
