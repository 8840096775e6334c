package explain

import (
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
)

func user(scopes ...string) catalog.Requirement {
	return catalog.Requirement{{Scheme: "userAuth", Scopes: scopes, Scoped: true}}
}

func client(scopes ...string) catalog.Requirement {
	return catalog.Requirement{{Scheme: "applicationAuth", Scopes: scopes, Scoped: true}}
}

func stated(alternatives ...catalog.Requirement) catalog.Security {
	return catalog.Security{Alternatives: alternatives, Basis: catalog.BasisOperation}
}

func conclude(o catalog.Observation, product catalog.Product) catalog.Operation {
	facts := catalog.Facts{APIs: []catalog.API{{ID: o.API, Product: product}}, Observations: []catalog.Observation{o}}
	return catalog.Merge(facts).Operations[0]
}

// operationOf concludes an operation of a security, and of levels where a test names some.
func operationOf(security catalog.Security, levels ...string) catalog.Operation {
	observation := catalog.Observation{Key: catalog.Key{API: "v2025", Method: "GET", Path: "/things"}, Security: security}
	if len(levels) > 0 {
		observation.LevelsField, observation.Levels = catalog.LevelsField, levels
	}
	return conclude(observation, catalog.ProductISC)
}

func with(o catalog.Operation, change func(*catalog.Observation)) catalog.Operation {
	change(&o.Observation)
	return conclude(o.Observation, catalog.ProductISC)
}

func experimental(o catalog.Operation) catalog.Operation {
	return with(o, func(o *catalog.Observation) { o.Experimental = "/paths/x" })
}

func conditioned(o catalog.Operation, conditions ...catalog.Condition) catalog.Operation {
	return with(o, func(o *catalog.Observation) { o.Prose.Conditions = conditions })
}

func patOf(method string) catalog.Operation {
	observation := catalog.Observation{Key: catalog.Key{API: "v3", Method: method, Path: "/personal-access-tokens/{id}"}, Security: stated(user("idn:a:manage"))}
	return conclude(observation, catalog.ProductISC)
}

func ofProduct(product catalog.Product, security catalog.Security) catalog.Operation {
	return conclude(catalog.Observation{Key: catalog.Key{API: "x", Method: "GET", Path: "/things"}, Security: security}, product)
}

func pat(scopes ...string) Held {
	return Held{Credential: catalog.CredentialPAT, Scopes: scopes, ScopesKnown: true}
}

func apiClient(scopes ...string) Held {
	return Held{Credential: catalog.CredentialClient, Scopes: scopes, ScopesKnown: true}
}

func (h Held) at(levels ...string) Held {
	h.Levels, h.LevelsKnown = levels, true
	return h
}

func (h Held) sending(header bool) Held {
	h.Experimental, h.ExperimentalKnown = header, true
	return h
}

func TestCall(t *testing.T) {
	const r, m = "idn:thing:read", "idn:thing:manage"
	userOnly := operationOf(stated(user(r, m)))
	either := operationOf(stated(user(r, m), client(r)))
	clientOnly := operationOf(stated(client(r)))
	admin := operationOf(stated(user(r)), "ORG_ADMIN", "CERT_ADMIN")
	anyone := operationOf(stated(user(r)), "Any")
	endUser := operationOf(stated(user(r)), "ORG_ADMIN", "USER")
	approver := operationOf(stated(user(r)), "APPROVAL_OWNER")
	apiLevel := operationOf(stated(user(r), client(r)), "ORG_ADMIN", "API")
	contradicted := operationOf(stated(user(r)), "ORG_ADMIN", "API")
	inherited := operationOf(catalog.Security{Alternatives: []catalog.Requirement{user(catalog.ScopeAll)}, Basis: catalog.BasisInherited})
	unscoped := operationOf(stated(user()))
	defaultScope := operationOf(stated(user(catalog.ScopeDefault)))
	public := operationOf(stated())
	basic := operationOf(stated(catalog.Requirement{{Scheme: "basicAuth"}}))
	silent := operationOf(catalog.Security{Basis: catalog.BasisInherited})
	allOf := with(userOnly, func(o *catalog.Observation) { o.Prose.AllScopes = true })
	byProse := with(userOnly, func(o *catalog.Observation) { o.Prose.Levels = []string{"ORG_ADMIN"} })
	reviewer := conditioned(admin, catalog.Condition{Kind: catalog.Widens, Applies: catalog.Subject{Type: catalog.OnAll}, Asks: catalog.Ask{Person: catalog.PersonReviewer, Object: "certification"}})
	byLevel := func(level string) catalog.Subject {
		return catalog.Subject{Type: catalog.OnLevel, Names: []string{level}}
	}
	byScope := func(scope string) catalog.Subject {
		return catalog.Subject{Type: catalog.OnScope, Names: []string{scope}}
	}
	without := func(s catalog.Subject) catalog.Subject { s.Without = true; return s }
	subadmin := conditioned(operationOf(stated(user(r)), "ROLE_SUBADMIN", "CERT_ADMIN"),
		catalog.Condition{Kind: catalog.Narrows, Applies: byLevel("ROLE_SUBADMIN"), Asks: catalog.Ask{Person: catalog.PersonAdministrator, Object: "source"}})
	owner := conditioned(userOnly, catalog.Condition{Kind: catalog.Widens, Applies: byScope(r), Asks: catalog.Ask{Person: catalog.PersonOwner, Object: "source"}})
	own := conditioned(userOnly, catalog.Condition{Kind: catalog.Ownership, Applies: without(byScope(m)), Asks: catalog.Ask{Person: catalog.PersonOwner}})
	everyones := conditioned(userOnly, catalog.Condition{Kind: catalog.Widens, Applies: byScope(m), Asks: catalog.Ask{Person: catalog.PersonAnyone}}, catalog.Condition{Kind: catalog.Ownership, Applies: catalog.Subject{Type: catalog.OnAll}, Asks: catalog.Ask{Person: catalog.PersonOwner}})
	paired := conditioned(operationOf(stated(user(r, m)), "ORG_ADMIN", "USER"),
		catalog.Condition{Kind: catalog.Pairs, Applies: byScope(m), Asks: catalog.Ask{Levels: []string{"ORG_ADMIN"}}}, catalog.Condition{Kind: catalog.Pairs, Applies: byScope(r), Asks: catalog.Ask{Levels: []string{"USER"}}})
	halfPaired := conditioned(userOnly, catalog.Condition{Kind: catalog.Pairs, Applies: byScope(m), Asks: catalog.Ask{Levels: []string{"ORG_ADMIN"}}})
	passesMe := conditioned(admin, catalog.Condition{Kind: catalog.ByParameter, Applies: without(byLevel("ORG_ADMIN")), Asks: catalog.Ask{Parameter: "owner-id", Value: catalog.ValueMe}},
		catalog.Condition{Kind: catalog.ByParameter, Applies: byLevel("ORG_ADMIN"), Asks: catalog.Ask{Parameter: "owner-id", Value: catalog.ValueAny}})
	scopeInstead := conditioned(admin, catalog.Condition{Kind: catalog.Widens, Applies: byLevel("ORG_ADMIN"), Asks: catalog.Ask{Scopes: []string{m}}})
	forced := conditioned(anyone, catalog.Condition{Kind: catalog.ByParameter, Applies: catalog.Subject{Type: catalog.OnParameter, Names: []string{"force"}, Value: "true"}, Asks: catalog.Ask{Scopes: []string{m}}})
	licensed := conditioned(either, catalog.Condition{Kind: catalog.NeedsLicence, Applies: catalog.Subject{Type: catalog.OnAll}, Asks: catalog.Ask{Licence: "Product"}})
	segmented := conditioned(either, catalog.Condition{Kind: catalog.Narrows, Applies: catalog.Subject{Type: catalog.OnFeature, Names: []string{"Segments"}}, Asks: catalog.Ask{Token: catalog.ClassUser}})
	differs := userOnly
	differs.DiffersIn = []string{"v3"}
	unknownScopes := Held{Credential: catalog.CredentialPAT}
	code := Held{Credential: catalog.CredentialAuthorizationCode, Scopes: []string{r}, ScopesKnown: true}
	expired := pat(r)
	expired.Expired = true

	tests := []struct {
		name   string
		o      catalog.Operation
		held   Held
		status int
		passes catalog.Answer
		causes string
	}{
		{"the thread's own case", userOnly, apiClient(catalog.ScopeAll), 403, catalog.No, "user-missing!"},
		{"no scope helps an API client", userOnly, apiClient(r, m), 0, catalog.No, "user-missing!"},
		{"unknown scopes don't matter there", userOnly, Held{Credential: catalog.CredentialClient}, 0, catalog.No, "user-missing!"},
		{"another version differs", differs, apiClient(r), 0, catalog.No, "user-missing! version-differs"},
		{"nobody stated it", inherited, apiClient(catalog.ScopeAll), 0, catalog.No, "user-missing?"},
		{"API among the levels of a user's endpoint", contradicted, apiClient(r), 403, catalog.No, "user-missing? conflict"},
		{"a user where only a client may call", clientOnly, pat(r), 403, catalog.No, "user-not-accepted!"},
		{"an authorization code there", clientOnly, code, 0, catalog.No, "user-not-accepted!"},
		{"a client where only a client may call", clientOnly, apiClient(r), 0, catalog.Yes, ""},
		{"all scopes on a client", clientOnly, apiClient(catalog.ScopeAll), 0, catalog.Yes, ""},
		{"basicAuth", basic, pat(catalog.ScopeAll), 0, catalog.Unknown, "not-published"},
		{"nothing published", silent, apiClient(r), 0, catalog.Unknown, "not-published"},
		{"public with no scope", public, pat(), 0, catalog.Yes, ""},
		{"public with an expired token", public, expired, 0, catalog.Yes, ""},
		{"public, yet 401", public, pat(), 401, catalog.Yes, "published-public? token-expired? wrong-tenant ip-allow-list legacy-client"},
		{"public, yet 403", public, apiClient(), 403, catalog.Yes, "published-public? feature-license unexplained"},

		{"one of the scopes", userOnly, pat(m), 0, catalog.Yes, ""},
		{"authorization code", userOnly, code, 0, catalog.Yes, ""},
		{"another scope", userOnly, pat("idn:other:read"), 0, catalog.No, "scope-missing!"},
		{"no scope", userOnly, pat(), 0, catalog.No, "scope-missing!"},
		{"the default scope", userOnly, pat(catalog.ScopeDefault), 0, catalog.No, "scope-missing!"},
		{"all scopes", userOnly, pat(catalog.ScopeAll), 0, catalog.Yes, ""},
		{"scopes not known", userOnly, unknownScopes, 0, catalog.Unknown, "scope-unknown"},
		{"the client's own list", either, apiClient(m), 0, catalog.Unknown, "scope-manages?"},
		{"the user's own list", either, pat(m), 0, catalog.Yes, ""},
		{"inherited, narrow scope", inherited, pat(r), 0, catalog.No, "scope-missing?"},
		{"inherited, all scopes", inherited, pat(catalog.ScopeAll), 0, catalog.Yes, ""},
		{"no scope published", unscoped, pat(), 0, catalog.Yes, ""},
		{"no authorization needed", defaultScope, pat(r), 0, catalog.Yes, ""},
		{"one of all", allOf, pat(r), 0, catalog.No, "scope-missing!"},
		{"all of all", allOf, pat(m, r), 0, catalog.Yes, ""},
		{"all scopes for all", allOf, pat(catalog.ScopeAll), 0, catalog.Yes, ""},
		{"the owner needs no scope", owner, pat(), 0, catalog.Unknown, "scope-depends"},
		{"a condition of another scope", conditioned(userOnly, catalog.Condition{Kind: catalog.Widens, Applies: byScope("idn:else:read"), Asks: catalog.Ask{Person: catalog.PersonOwner}}), pat(), 0, catalog.No, "scope-missing!"},
		{"without the scope one's own", own, pat(), 0, catalog.Unknown, "scope-depends"},
		{"without that scope, but with another", own, pat(r), 0, catalog.Yes, "condition"},
		{"with the scope anybody's", own, pat(m), 0, catalog.Yes, ""},
		{"a scope that opens everyone's", everyones, pat(m), 0, catalog.Yes, ""},
		{"a scope that doesn't", everyones, pat(r), 0, catalog.Yes, "condition"},

		{"scope and level of two pairs", paired, pat(m).at("USER"), 0, catalog.No, "pair-missing?"},
		{"scope and level of a pair", paired, pat(r).at("USER"), 0, catalog.Yes, ""},
		{"of the other pair", paired, pat(m).at("ORG_ADMIN"), 0, catalog.Yes, ""},
		{"every user is a USER", paired, pat(r).at("HELPDESK"), 0, catalog.Yes, ""},
		{"and so where the levels are not known", paired, pat(r), 0, catalog.Yes, ""},
		{"a pair that may be", paired, pat(m), 0, catalog.Unknown, "pair-missing"},
		{"all scopes are of every pair", paired, pat(catalog.ScopeAll).at("USER"), 0, catalog.Yes, ""},
		{"scopes not known", paired, unknownScopes.at("USER"), 0, catalog.Unknown, "scope-unknown pair-missing"},
		{"a scope of no pair", halfPaired, pat(r).at("HELPDESK"), 0, catalog.Yes, ""},
		{"a scope of a pair, and another level", halfPaired, pat(m).at("HELPDESK"), 0, catalog.No, "pair-missing?"},

		{"a level", admin, pat(r).at("CERT_ADMIN"), 0, catalog.Yes, ""},
		{"a level in lower case", admin, pat(r).at("org_admin"), 0, catalog.Yes, ""},
		{"another level", admin, pat(r).at("HELPDESK"), 0, catalog.No, "level-missing!"},
		{"no level", admin, pat(r).at(), 0, catalog.No, "level-missing!"},
		{"levels not known", admin, pat(r), 0, catalog.Unknown, "level-unknown"},
		{"all scopes give no level", admin, pat(catalog.ScopeAll).at("HELPDESK"), 403, catalog.No, "level-missing!"},
		{"scope and level", admin, pat().at("HELPDESK"), 0, catalog.No, "scope-missing! level-missing!"},
		{"a missing scope outranks unknown levels", admin, pat(), 0, catalog.No, "scope-missing! level-unknown"},
		{"every user", anyone, pat(r).at(), 0, catalog.Yes, ""},
		{"the end user", endUser, pat(r), 0, catalog.Yes, ""},
		{"levels are no client's", apiLevel, apiClient(r), 0, catalog.Yes, ""},
		{"API is no user's level", apiLevel, pat(r).at("API"), 0, catalog.No, "level-missing!"},
		{"levels by the description", byProse, pat(r).at("HELPDESK"), 0, catalog.No, "level-missing?"},
		{"contradicted levels", contradicted, pat(r).at("HELPDESK"), 0, catalog.No, "level-missing? conflict"},
		{"the level depends on the approval", approver, pat(r).at("ORG_ADMIN"), 0, catalog.Unknown, "level-depends"},
		{"a reviewer needs no level", reviewer, pat(r).at("HELPDESK"), 0, catalog.Unknown, "level-depends"},
		{"the submitter, where the words speak of the scope", conditioned(userOnly, catalog.Condition{Kind: catalog.Widens, Applies: catalog.Subject{Type: catalog.OnAll}, Asks: catalog.Ask{Person: catalog.PersonRequester}},
			catalog.Condition{Kind: catalog.Narrows, Applies: byScope(r), Asks: catalog.Ask{Person: catalog.PersonOwner}}), pat(), 0, catalog.Unknown, "scope-depends"},
		{"one of several asks is met", conditioned(userOnly, catalog.Condition{Kind: catalog.Narrows, Applies: byScope(r), Asks: catalog.Ask{Levels: []string{"ORG_ADMIN"}}},
			catalog.Condition{Kind: catalog.Narrows, Applies: byScope(r), Asks: catalog.Ask{Person: catalog.PersonOwner}}), pat(r).at("ORG_ADMIN"), 0, catalog.Yes, ""},
		{"but a scope", reviewer, pat().at("HELPDESK"), 0, catalog.No, "scope-missing! level-depends"},
		{"a condition that narrows another level", subadmin, pat(r).at("HELPDESK"), 0, catalog.No, "level-missing!"},
		{"or one that isn't held", subadmin, pat(r).at("CERT_ADMIN"), 0, catalog.Yes, ""},
		{"a condition that narrows the level", subadmin, pat(r).at("ROLE_SUBADMIN"), 0, catalog.Yes, "condition"},
		{"a narrowed level may be held", subadmin, pat(r), 0, catalog.Unknown, "level-unknown condition"},
		{"a level that the words alone speak of", conditioned(operationOf(stated(user(r)), "CERT_ADMIN"), catalog.Condition{Kind: catalog.Narrows, Applies: byLevel("ROLE_SUBADMIN"), Asks: catalog.Ask{Person: catalog.PersonAdministrator}}),
			pat(r).at("ROLE_SUBADMIN"), 0, catalog.Unknown, "level-depends"},
		{"others may pass me", passesMe, pat(r).at("USER"), 0, catalog.Unknown, "level-depends"},
		{"a level may pass anything", passesMe, pat(r).at("ORG_ADMIN"), 0, catalog.Yes, ""},
		{"a level without which one passes me", passesMe, pat(r).at("CERT_ADMIN"), 0, catalog.Yes, "condition"},
		{"a scope in place of the level", scopeInstead, pat(r, m).at("USER"), 0, catalog.Unknown, "level-depends"},
		{"which the token lacks", scopeInstead, pat(r).at("USER"), 0, catalog.No, "level-missing!"},
		{"a value that takes a scope", forced, pat(r).at(), 0, catalog.Yes, "condition"},
		{"and the scope", forced, pat(r, m).at(), 0, catalog.Yes, ""},
		{"a licence", licensed, pat(r), 0, catalog.Yes, "condition"},
		{"a licence and a 403", licensed, apiClient(r), 403, catalog.Yes, "condition? unexplained"},
		{"a feature that wants users", segmented, apiClient(r), 0, catalog.Yes, "condition"},
		{"a user", segmented, pat(r), 0, catalog.Yes, ""},

		{"manage where read is listed", operationOf(stated(user(r))), pat(m), 0, catalog.Unknown, "scope-manages?"},
		{"manage of another resource", operationOf(stated(user(r))), pat("idn:other:manage"), 0, catalog.No, "scope-missing!"},
		{"read where manage is listed", operationOf(stated(user(m))), pat(r), 0, catalog.No, "scope-missing!"},
		{"manage where all are needed", with(operationOf(stated(user(r, "idn:other:read"))), func(o *catalog.Observation) { o.Prose.AllScopes = true }), pat(m), 0, catalog.No, "scope-missing!"},
		{"an admin where only another level is named", operationOf(stated(user(r)), "POLICY_ADMIN"), pat(r).at("ORG_ADMIN"), 0, catalog.Unknown, "level-admin?"},
		{"no admin there", operationOf(stated(user(r)), "POLICY_ADMIN"), pat(r).at("HELPDESK"), 0, catalog.No, "level-missing!"},
		{"the end user, yet 403", endUser, pat(r).at("USER"), 403, catalog.Yes, "scope-dropped? other-kind scope-stale feature-license unexplained"},
		{"an admin, yet 403", userOnly, pat(r).at("ORG_ADMIN"), 403, catalog.Yes, "other-kind? scope-stale feature-license unexplained"},
		{"somebody else's PAT", patOf("PATCH"), pat(catalog.ScopeAll).at("ORG_ADMIN"), 403, catalog.Yes, "ownership? other-kind? scope-stale feature-license unexplained"},
		{"reading PATs", patOf("GET"), pat(catalog.ScopeAll).at("ORG_ADMIN"), 403, catalog.Yes, "other-kind? scope-stale feature-license unexplained"},
		{"another tenant's token", userOnly, Held{Credential: catalog.CredentialPAT, Scopes: []string{r}, ScopesKnown: true, OtherTenant: true}, 0, catalog.No, "wrong-tenant!!"},
		{"400", userOnly, pat(r), 400, catalog.Yes, "bad-request?"},
		{"400 of an experimental endpoint", experimental(userOnly), pat(r), 400, catalog.Yes, "experimental-header? bad-request?"},
		{"404", userOnly, pat(r), 404, catalog.Yes, "not-found? ownership"},
		{"404 on an API client", clientOnly, apiClient(r), 404, catalog.Yes, "not-found?"},
		{"429", userOnly, pat(r), 429, catalog.Yes, "rate-limit?"},
		{"429 on a call that 403 would meet", userOnly, apiClient(r), 429, catalog.No, "rate-limit? user-missing!"},
		{"500", userOnly, pat(r), 500, catalog.Yes, "server-error"},
		{"500 on an API client", either, apiClient(r), 500, catalog.Yes, "no-user-context? server-error"},
		{"NERM, 403", ofProduct(catalog.ProductNERM, stated(user())), pat().at("ORG_ADMIN"), 403, catalog.Yes, "other-kind? product-key feature-license unexplained"},
		{"IdentityIQ", ofProduct(catalog.ProductIIQ, stated(catalog.Requirement{{Scheme: "basicAuth"}})), pat(catalog.ScopeAll), 0, catalog.Unknown, "product-key"},

		{"header sent", experimental(userOnly), pat(r).sending(true), 0, catalog.Yes, ""},
		{"header not sent", experimental(userOnly), pat(r).sending(false), 0, catalog.No, "experimental-header!!"},
		{"header not mentioned", experimental(userOnly), pat(r), 0, catalog.Yes, "experimental-header"},
		{"no header needed", userOnly, pat(r).sending(false), 0, catalog.Yes, ""},

		{"expired", userOnly, expired, 0, catalog.No, "token-expired!!"},
		{"expired, 401", userOnly, expired, 401, catalog.No, "token-expired!! wrong-tenant ip-allow-list legacy-client"},
		{"401 on a call that passes", userOnly, pat(r), 401, catalog.Yes, "token-expired? wrong-tenant ip-allow-list legacy-client"},
		{"401 on a call that 403 would meet", userOnly, apiClient(catalog.ScopeAll), 401, catalog.No, "token-expired? wrong-tenant ip-allow-list legacy-client grant-type user-missing!"},
		{"401 while the scopes are not known", userOnly, unknownScopes, 401, catalog.Unknown, "token-expired? wrong-tenant ip-allow-list legacy-client scope-unknown"},

		{"403, no level published", userOnly, pat(r), 403, catalog.Yes, "scope-dropped? level-unknown other-kind scope-stale feature-license unexplained"},
		{"403, the level held", admin, pat(r).at("ORG_ADMIN"), 403, catalog.Yes, "other-kind? scope-stale feature-license unexplained"},
		{"403, the level not known", admin, pat(r), 403, catalog.Unknown, "level-unknown? scope-dropped other-kind scope-stale feature-license unexplained"},
		{"403 with a condition", subadmin, pat(r).at("ROLE_SUBADMIN"), 403, catalog.Yes, "condition? ownership? scope-dropped other-kind scope-stale feature-license unexplained"},
		{"403 on an API client", clientOnly, apiClient(r), 403, catalog.Yes, "feature-license unexplained"},
		{"403 without a scope to drop", operationOf(stated(user()), "ANY"), pat(), 403, catalog.Yes, "other-kind feature-license unexplained"},
		{"403 in another version", differs, code, 403, catalog.Yes, "scope-dropped? level-unknown scope-stale version-differs feature-license unexplained"},
		{"403, header not mentioned", experimental(clientOnly), apiClient(r), 403, catalog.Yes, "experimental-header feature-license unexplained"},
		{"403, nothing published", basic, pat(), 403, catalog.Unknown, "not-published feature-license unexplained"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			v := Call(&test.o, test.held, test.status)
			if v.Passes != test.passes {
				t.Errorf("passes %s, want %s", v.Passes, test.passes)
			}
			if got := codes(v.Causes); got != test.causes {
				t.Errorf("causes %q, want %q", got, test.causes)
			}
			if v.Passes != catalog.Unknown && v.Leaning != catalog.Unknown {
				t.Errorf("it passes: %s, and leans to %s", v.Passes, v.Leaning)
			}
		})
	}
}

// The conditions of a verdict are those of the cause that names them, and no other's.
func TestConditionsOfAVerdict(t *testing.T) {
	asked := []catalog.Condition{{Kind: catalog.Narrows, Applies: catalog.Subject{Type: catalog.OnAll}, Asks: catalog.Ask{Person: catalog.PersonOwner}}}
	pairs := []catalog.Condition{{Kind: catalog.Pairs}}
	v := Verdict{Causes: []Cause{{Code: CausePair, About: About{Conditions: pairs}}, {Code: CauseCondition, About: About{Conditions: asked}}}}
	if got := v.Conditions(); len(got) != 1 || !got[0].Says(asked[0]) {
		t.Errorf("conditions %v, want %v", got, asked)
	}
	if got := (Verdict{Causes: v.Causes[:1]}).Conditions(); got != nil {
		t.Errorf("conditions %v of a verdict that depends on none", got)
	}
}

// Two causes are the same to a reader who sees no difference in any part of
// them; where their conditions and findings stand is none.
func TestCauseEqual(t *testing.T) {
	cause := func() Cause {
		return Cause{Code: CauseLevelDepends, Certainty: Likely, About: About{
			Scopes: []string{"a:b:c"}, Rule: catalog.AnyScope, Levels: []string{"A"}, Findings: []catalog.Finding{{Code: catalog.CodePublic, Seen: "x", Pointer: "/a"}},
			Conditions: []catalog.Condition{{Kind: catalog.Narrows, Applies: catalog.Subject{Type: catalog.OnAll}, Asks: catalog.Ask{Person: catalog.PersonOwner}}},
		}}
	}
	for name, test := range map[string]struct {
		change func(*Cause)
		want   bool
	}{
		"nothing":              {func(c *Cause) {}, true},
		"a condition's place":  {func(c *Cause) { c.Conditions[0].Said = catalog.Place{Witness: catalog.WitnessNote} }, true},
		"a finding's place":    {func(c *Cause) { c.Findings[0].Pointer = "/b" }, true},
		"the code":             {func(c *Cause) { c.Code = CauseLevelMissing }, false},
		"the certainty":        {func(c *Cause) { c.Certainty = Possible }, false},
		"what is behind a 401": {func(c *Cause) { c.Behind401 = true }, false},
		"the scopes":           {func(c *Cause) { c.Scopes = nil }, false},
		"the rule":             {func(c *Cause) { c.Rule = catalog.AllScopes }, false},
		"the scope that does":  {func(c *Cause) { c.Manages = "a:b:manage" }, false},
		"the levels":           {func(c *Cause) { c.Levels[0] = "B" }, false},
		"the witness":          {func(c *Cause) { c.Witness = catalog.WitnessPage }, false},
		"that nobody says so":  {func(c *Cause) { c.Unstated = true }, false},
		"that it is open":      {func(c *Cause) { c.Open = true }, false},
		"the schemes":          {func(c *Cause) { c.Schemes = []string{"basicAuth"} }, false},
		"the API":              {func(c *Cause) { c.API = "v3" }, false},
		"the other APIs":       {func(c *Cause) { c.OtherAPIs = []string{"v1"} }, false},
		"a finding":            {func(c *Cause) { c.Findings[0].Seen = "y" }, false},
		"a finding's class":    {func(c *Cause) { c.Findings[0].Code = catalog.CodeRightsDiffer }, false},
		"a condition":          {func(c *Cause) { c.Conditions[0].Asks.Person = catalog.PersonReviewer }, false},
		"no condition":         {func(c *Cause) { c.Conditions = nil }, false},
	} {
		other := cause()
		test.change(&other)
		if got := cause().Equal(other); got != test.want {
			t.Errorf("%s differs: equal %v", name, got)
		}
	}
}

// codes writes causes in their order: "!!" after a certain one, "!" after one
// that is published, "?" after a likely one.
func codes(causes []Cause) string {
	var words []string
	for _, cause := range causes {
		words = append(words, string(cause.Code)+map[Certainty]string{Certain: "!!", Published: "!", Likely: "?"}[cause.Certainty])
	}
	return strings.Join(words, " ")
}

// A cause has what its sentences need: the scopes and levels of the right
// credential, both witnesses of a conflict, what a 401 hides.
func TestCausesSayWhatTheyAreAbout(t *testing.T) {
	cause := func(v Verdict, code CauseCode) Cause {
		return v.Causes[slices.IndexFunc(v.Causes, func(c Cause) bool { return c.Code == code })]
	}
	contradicted := operationOf(stated(user("idn:a:read")), "ORG_ADMIN", "API")
	v := Call(&contradicted, apiClient(catalog.ScopeAll), 403)
	if c := cause(v, CauseUserMissing); !slices.Equal(c.Scopes, []string{"idn:a:read"}) || !slices.Equal(c.Levels, []string{"ORG_ADMIN"}) || c.Behind401 {
		t.Errorf("the missing user: %+v", c)
	}
	if c := cause(v, CauseConflict); len(c.Findings) != 1 || c.Findings[0].Seen != "levels API, ORG_ADMIN; security [userAuth (idn:a:read)]" {
		t.Errorf("the conflict: %+v", c.Findings)
	}
	if c := cause(Call(&contradicted, apiClient(), 401), CauseUserMissing); !c.Behind401 {
		t.Errorf("after a 401: %+v", c)
	}
	either := with(operationOf(stated(user("idn:a:read", catalog.ScopeDefault))), func(o *catalog.Observation) { o.Prose.AllScopes = true })
	if c := cause(Call(&either, apiClient(), 0), CauseUserMissing); len(c.Scopes) != 0 || c.Rule != "" {
		t.Errorf("scopes are asked for where any token does: %+v", c)
	}
}

// What the guide says for a call is no "yes", and leaves the answer leaning to one only where nothing else is open.
func TestLeaning(t *testing.T) {
	const r, m = "idn:thing:read", "idn:thing:manage"
	reads := operationOf(stated(user(r)))
	policy := operationOf(stated(user(r)), "POLICY_ADMIN")
	for _, test := range []struct {
		name string
		o    catalog.Operation
		held Held
		want catalog.Answer
	}{
		{"manage reads", reads, pat(m), catalog.Yes},
		{"an admin", policy, pat(r).at("ORG_ADMIN"), catalog.Yes},
		{"both", policy, pat(m).at("ORG_ADMIN"), catalog.Yes},
		{"the levels are not known", policy, pat(m), catalog.Unknown},
		{"the level is missing", policy, pat(m).at("HELPDESK"), catalog.Unknown},
		{"all is published", reads, pat(r), catalog.Unknown},
	} {
		if v := Call(&test.o, test.held, 0); v.Leaning != test.want {
			t.Errorf("%s: passes %s, leaning %s, want %s", test.name, v.Passes, v.Leaning, test.want)
		}
	}
}

// What is asked is met, is not, or depends on what nobody says.
func TestMeets(t *testing.T) {
	admin := pat("a:b:c").at("ORG_ADMIN")
	for _, test := range []struct {
		name string
		ask  catalog.Ask
		held Held
		want catalog.Answer
	}{
		{"nothing that a code stands for", catalog.Ask{}, admin, catalog.Unknown},
		{"a level that is held", catalog.Ask{Levels: []string{"ORG_ADMIN"}}, admin, catalog.Yes},
		{"one that is not", catalog.Ask{Levels: []string{"HELPDESK"}}, admin, catalog.No},
		{"a scope that is held", catalog.Ask{Scopes: []string{"a:b:c", "x:y:z"}}, admin, catalog.Yes},
		{"all of them", catalog.Ask{Scopes: []string{"a:b:c", "x:y:z"}, All: true}, admin, catalog.No},
		{"scopes of a token that nobody has read", catalog.Ask{Scopes: []string{"a:b:c"}}, Held{Credential: catalog.CredentialPAT}, catalog.Unknown},
		{"anyone", catalog.Ask{Person: catalog.PersonAnyone}, admin, catalog.Yes},
		{"anyone, an API client too", catalog.Ask{Person: catalog.PersonAnyone}, apiClient(), catalog.Yes},
		{"the owner", catalog.Ask{Person: catalog.PersonOwner}, admin, catalog.Unknown},
		{"an owner who is no user", catalog.Ask{Person: catalog.PersonOwner}, apiClient(), catalog.No},
		{"a level, of the owner", catalog.Ask{Levels: []string{"ORG_ADMIN"}, Person: catalog.PersonOwner}, admin, catalog.Unknown},
		{"a user's token", catalog.Ask{Token: catalog.ClassUser}, admin, catalog.Yes},
		{"a user's token of an API client", catalog.Ask{Token: catalog.ClassUser}, apiClient(), catalog.No},
		{"a licence", catalog.Ask{Licence: "X"}, admin, catalog.Unknown},
		{"a parameter", catalog.Ask{Parameter: "x", Value: "y"}, admin, catalog.Unknown},
	} {
		e := explanation{o: &catalog.Operation{}, held: test.held}
		if got := e.meets(test.ask); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// A licence that a tenant needs makes no "no" softer.
func TestLicencesLoosenNothing(t *testing.T) {
	o := conditioned(operationOf(stated(user("a:b:c")), "CERT_ADMIN"), catalog.Condition{Kind: catalog.NeedsLicence, Applies: catalog.Subject{Type: catalog.OnAll}, Asks: catalog.Ask{Licence: "A"}})
	verdict := Call(&o, Held{Credential: catalog.CredentialPAT, Scopes: []string{"a:b:c"}, ScopesKnown: true, Levels: []string{"HELPDESK"}, LevelsKnown: true}, 403)
	if verdict.Passes != catalog.No {
		t.Errorf("%+v", verdict)
	}
}

// What people saw of one kind of credential makes answers about that kind less
// sure, and is among their causes; of the other kind it changes nothing.
func TestSeenOtherwise(t *testing.T) {
	seen := catalog.Statement{Witness: catalog.WitnessReport, Fact: catalog.FactClient, URL: "https://a.example/1",
		Value: catalog.Outcome{Credential: catalog.CredentialClient, Status: "200", Callers: catalog.Callers{User: catalog.Unknown, Client: catalog.Yes}}}
	key := catalog.Key{API: "v3", Method: "GET", Path: "/a"}
	snapshot := catalog.Merge(catalog.Facts{
		APIs: []catalog.API{{ID: "v3", Product: catalog.ProductISC}},
		Observations: []catalog.Observation{{Key: key, OperationID: "a", Security: catalog.Security{
			Alternatives: []catalog.Requirement{{{Scheme: "userAuth", Scopes: []string{"a:b:c"}}}}, Basis: catalog.BasisOperation}}},
		Statements: []catalog.OperationStatement{{Key: key, Statement: seen}},
	})
	for _, test := range []struct {
		held      Held
		certainty Certainty
		saw       bool
	}{
		{Held{Credential: catalog.CredentialClient, Scopes: []string{"a:b:c"}, ScopesKnown: true}, Likely, true},
		{Held{Credential: catalog.CredentialPAT, Scopes: []string{"d:e:f"}, ScopesKnown: true}, Published, false},
	} {
		verdict := Call(&snapshot.Operations[0], test.held, 0)
		answered := Call(&snapshot.Operations[0], test.held, 500).Causes
		if slices.IndexFunc(answered, func(c Cause) bool { return c.Code == CauseServer }) < slices.IndexFunc(answered, func(c Cause) bool { return c.Code == CauseObserved }) {
			t.Errorf("%s: what is possible comes before what is likely: %+v", test.held.Credential, answered)
		}
		saw := slices.ContainsFunc(verdict.Causes, func(c Cause) bool { return c.Code == CauseObserved && len(c.Saw) == 1 })
		if verdict.Passes != catalog.No || verdict.Causes[0].Certainty != test.certainty || saw != test.saw {
			t.Errorf("%s: %s, %+v", test.held.Credential, verdict.Passes, verdict.Causes)
		}
	}
}
