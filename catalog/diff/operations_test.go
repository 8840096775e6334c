package diff

import (
	"reflect"
	"strings"
	"testing"

	"authcat/catalog"
)

// operation is GET /a of API v1 with a decision and user levels.
func operation(decision catalog.Decision, levels ...string) *catalog.Operation {
	return &catalog.Operation{
		Observation: catalog.Observation{Key: catalog.Key{API: "v1", Method: "GET", Path: "/a"}, Title: "A"},
		Decision:    decision, UserLevels: levels, Lineage: "GET /a",
	}
}

// decision lists the same scopes for a user's and an API client's token.
func decision(needs catalog.Needs, rule catalog.ScopeRule, scopes ...string) catalog.Decision {
	return catalog.Decision{Needs: needs, Basis: catalog.BasisOperation, UserScopes: scopes, ClientScopes: scopes, ScopeRule: rule}
}

func one(t *testing.T, before, after *catalog.Operation) Change {
	t.Helper()
	changes := Operations(before, after)
	if len(changes) != 1 {
		t.Fatalf("%d changes, want 1: %+v", len(changes), changes)
	}
	return changes[0]
}

func TestNeeds(t *testing.T) {
	tests := []struct {
		before, after catalog.Needs
		effect        Effect
		reason        string
	}{
		{"pat-or-client", "pat", Stricter, "an API client's token is not accepted any more"},
		{"pat", "pat-or-client", Looser, "an API client's token is accepted now"},
		{"pat", "client", Stricter, "a user's token is not accepted any more; an API client's token is accepted now"},
		{"client", "pat", Stricter, "an API client's token is not accepted any more; a user's token is accepted now"},
		{"none", "pat-or-client", Stricter, "a token is needed now: a user's token or an API client's token"},
		{"none", "pat", Stricter, "no token or an API client's token is not accepted any more"},
		{"client", "none", Looser, "no token is needed any more, as published"},
		{"pat", "other", Stricter, "nothing says any more that a user's token is accepted"},
		{"other", "pat", Neutral, "it was not published before that a user's token is accepted"},
	}
	for _, test := range tests {
		c := one(t, operation(decision(test.before, "any")), operation(decision(test.after, "any")))
		if c.Aspect != AspectNeeds || c.Effect != test.effect || c.Reason != test.reason {
			t.Errorf("%s to %s: %s %s, %q; want %s, %q", test.before, test.after, c.Effect, c.Aspect, c.Reason, test.effect, test.reason)
		}
		if c.Before != string(test.before) || c.After != string(test.after) {
			t.Errorf("%s to %s: before %q, after %q", test.before, test.after, c.Before, c.After)
		}
	}
}

func TestScopes(t *testing.T) {
	const any, all = catalog.AnyScope, catalog.AllScopes
	tests := []struct {
		before, after       string
		ruleBefore, ruleNow catalog.ScopeRule
		effect              Effect
		reason              string
	}{
		{"a:b c:d", "a:b", any, any, Stricter, "a user's token fails now if it carries only c:d"},
		{"a:b", "a:b c:d e:f", any, any, Looser, "a user's token suffices now if it carries any one of c:d e:f"},
		{"a:b", "c:d", any, any, Stricter, "a user's token fails now if it carries only a:b, suffices now if it carries c:d"},
		{"", "a:b c:d", any, any, Stricter, "a user's token needs a scope now: any one of a:b c:d"},
		{"a:b", "", any, any, Looser, "a user's token needs no scope any more, as published"},
		{"a:b", "a:b sp:scopes:default", any, any, Looser, "a user's token needs no scope any more, as published"},
		{"a:b sp:scopes:all", "a:b", any, any, Neutral, "a user's token suffices where it did before, and nowhere else"},
		{"a:b sp:scopes:all", "c:d", any, any, Stricter, "a user's token fails now if it carries only a:b, suffices now if it carries c:d"},
		{"a:b c:d", "a:b", all, all, Looser, "a user's token does without c:d now"},
		{"a:b", "a:b c:d", all, all, Stricter, "a user's token needs c:d as well now"},
		{"a:b c:d", "a:b e:f", all, all, Stricter, "a user's token needs e:f as well now, does without c:d now"},
		{"a:b c:d", "a:b c:d", any, all, Stricter, "a user's token needs all of a:b c:d now"},
		{"a:b c:d", "a:b c:d", all, any, Looser, "a user's token needs any one of a:b c:d now"},
		{"a:b", "a:b", any, all, Neutral, "a user's token suffices where it did before, and nowhere else"},
	}
	for _, test := range tests {
		before := decision(catalog.NeedsPAT, test.ruleBefore, strings.Fields(test.before)...)
		after := decision(catalog.NeedsPAT, test.ruleNow, strings.Fields(test.after)...)
		c := one(t, operation(before), operation(after))
		if c.Aspect != AspectScopes || c.Effect != test.effect || c.Reason != test.reason {
			t.Errorf("%s of %q to %s of %q: %s, %q; want %s, %q", test.ruleBefore, test.before, test.ruleNow, test.after, c.Effect, c.Reason, test.effect, test.reason)
		}
	}
}

// A user's token and an API client's are told apart where it matters.
func TestScopesOfBothCredentials(t *testing.T) {
	both := func(needs catalog.Needs, user, client string) *catalog.Operation {
		return operation(catalog.Decision{Needs: needs, ScopeRule: catalog.AnyScope, UserScopes: strings.Fields(user), ClientScopes: strings.Fields(client)})
	}
	tests := []struct {
		before, after         *catalog.Operation
		want                  Effect
		was, is, becauseScope string
	}{
		{both("pat-or-client", "a:b", "a:b"), both("pat-or-client", "a:b c:d", "a:b c:d"), Looser, "a:b", "any one of a:b c:d",
			"a user's token or an API client's token suffices now if it carries c:d"},
		{both("pat-or-client", "a:b", "a:b"), both("pat-or-client", "c:d a:b", "c:d"), Stricter, "user: a:b; API client: a:b", "user: any one of c:d a:b; API client: c:d",
			"a user's token suffices now if it carries c:d; an API client's token fails now if it carries only a:b, suffices now if it carries c:d"},
		{both("pat-or-client", "a:b", "a:b"), both("pat", "a:b", ""), Neutral, "user: a:b; API client: a:b", "user: a:b",
			"an API client's token is not asked for any more, whatever its scopes"},
		{both("pat", "a:b", ""), both("pat-or-client", "a:b", "a:b c:d"), Neutral, "user: a:b", "user: a:b; API client: any one of a:b c:d",
			"an API client's token is asked for now and needs any one of a:b c:d"},
		{both("pat", "a:b", "x:y"), both("pat", "a:b", ""), Neutral, "a:b", "a:b", "no token that is accepted needs them"},
		{both("none", "a:b", ""), both("none", "", ""), Neutral, "user: a:b", "none published", "no token that is accepted needs them"},
	}
	for _, test := range tests {
		var got Change
		for _, c := range Operations(test.before, test.after) {
			if c.Aspect == AspectScopes {
				got = c
			}
		}
		if got.Effect != test.want || got.Before != test.was || got.After != test.is || got.Reason != test.becauseScope {
			t.Errorf("got %s, %q to %q, %q\nwant %s, %q to %q, %q", got.Effect, got.Before, got.After, got.Reason, test.want, test.was, test.is, test.becauseScope)
		}
	}
}

func TestLevels(t *testing.T) {
	tests := []struct {
		before, after string
		effect        Effect
		reason        string
	}{
		{"ORG_ADMIN", "ORG_ADMIN SOURCE_ADMIN", Looser, "a user with SOURCE_ADMIN may call now"},
		{"CERT_ADMIN ORG_ADMIN", "ORG_ADMIN", Stricter, "a user with no other level than CERT_ADMIN is refused now"},
		{"CERT_ADMIN", "ORG_ADMIN", Stricter, "a user with no other level than CERT_ADMIN is refused now, with ORG_ADMIN may call now"},
		{"", "ORG_ADMIN", Stricter, "the user needs a level now: ORG_ADMIN"},
		{"ORG_ADMIN", "", Looser, "every user may call now, as published"},
		{"ORG_ADMIN", "ANY ORG_ADMIN", Looser, "every user may call now, as published"},
		{"ANY ORG_ADMIN", "ORG_ADMIN", Stricter, "the user needs a level now: ORG_ADMIN"},
		{"ORG_ADMIN", "API ORG_ADMIN", Neutral, "the same users may call"},
		{"ANY", "USER", Neutral, "the same users may call"},
	}
	for _, test := range tests {
		d := decision(catalog.NeedsPAT, catalog.AnyScope, "a:b")
		c := one(t, operation(d, strings.Fields(test.before)...), operation(d, strings.Fields(test.after)...))
		if c.Aspect != AspectLevels || c.Effect != test.effect || c.Reason != test.reason {
			t.Errorf("%q to %q: %s, %q; want %s, %q", test.before, test.after, c.Effect, c.Reason, test.effect, test.reason)
		}
	}
	clients := decision(catalog.NeedsClient, catalog.AnyScope)
	if c := one(t, operation(clients, "ORG_ADMIN"), operation(clients, "CERT_ADMIN")); c.Effect != Neutral {
		t.Errorf("a user level of clients: %+v", c)
	}
}

func TestNotices(t *testing.T) {
	plain := operation(decision(catalog.NeedsPAT, catalog.AnyScope, "a:b"))
	with := func(edit func(*catalog.Operation)) *catalog.Operation {
		o := *plain
		edit(&o)
		return &o
	}
	tests := []struct {
		name      string
		changed   *catalog.Operation
		aspect    Aspect
		set, back Effect
	}{
		{"experimental", with(func(o *catalog.Operation) { o.Experimental = "/paths" }), AspectExperimental, Stricter, Looser},
		{"deprecated", with(func(o *catalog.Operation) { o.Deprecated = true }), AspectDeprecated, Neutral, Neutral},
		{"inherited", with(func(o *catalog.Operation) { o.Decision.Basis = catalog.BasisInherited }), AspectBasis, Neutral, Neutral},
		{"conflict", with(func(o *catalog.Operation) { o.Findings = []catalog.Finding{{Code: catalog.CodeLevelsDiffer}} }), AspectConflict, Neutral, Neutral},
	}
	for _, test := range tests {
		set, back := one(t, plain, test.changed), one(t, test.changed, plain)
		if set.Aspect != test.aspect || set.Effect != test.set || back.Effect != test.back || set.Reason == back.Reason {
			t.Errorf("%s: %+v and back %+v", test.name, set, back)
		}
		if set.Before != back.After || set.After != back.Before {
			t.Errorf("%s: the values of %+v and %+v do not mirror each other", test.name, set, back)
		}
	}
}

// Who states a security is of no interest where the security itself changed.
func TestBasisOfAnotherSecurity(t *testing.T) {
	before, after := operation(decision("pat", "any", "a:b")), operation(decision("pat", "any", "c:d"))
	before.Decision.Basis = catalog.BasisInherited
	if c := one(t, before, after); c.Aspect != AspectScopes {
		t.Errorf("%+v", c)
	}
}

func TestWhatNobodyNotices(t *testing.T) {
	before, after := operation(decision("pat", "any", "a:b")), operation(decision("pat", "any", "a:b"))
	after.Title, after.OperationID, after.Tags, after.DocsURL, after.Confidence = "B", "b", []string{"c"}, "https://h/b", catalog.ConfidenceProse
	if changes := Operations(before, after); len(changes) != 0 {
		t.Errorf("%+v", changes)
	}
}

func TestAddedAndRemoved(t *testing.T) {
	o := operation(decision("pat", "any", "a:b"))
	added, removed := one(t, nil, o), one(t, o, nil)
	want := Change{Key: o.Key, Title: "A", Lineage: "GET /a", Aspect: AspectAdded, Effect: Looser, After: "pat", Reason: "the operation is new"}
	if !reflect.DeepEqual(added, want) {
		t.Errorf("added %+v, want %+v", added, want)
	}
	want = Change{Key: o.Key, Was: o.Key, Title: "A", Lineage: "GET /a", Aspect: AspectRemoved, Effect: Stricter, Before: "pat", Reason: "the operation is gone"}
	if !reflect.DeepEqual(removed, want) {
		t.Errorf("removed %+v, want %+v", removed, want)
	}
	if changes := Operations(nil, nil); changes != nil {
		t.Errorf("of nothing: %+v", changes)
	}
}
