package catalog

import (
	"slices"
	"strings"
	"testing"
)

// operationOf concludes an operation of a security, and of levels where a test names some.
func operationOf(security Security, levels ...string) Operation {
	observation := Observation{Key: Key{"v2025", "GET", "/things"}, Security: security}
	if len(levels) > 0 {
		observation.LevelsField, observation.Levels = LevelsField, levels
	}
	return conclude(observation, API{ID: "v2025", Product: ProductISC}, Document{}, nil, nil)
}

func with(o Operation, change func(*Observation)) Operation {
	change(&o.Observation)
	return conclude(o.Observation, API{ID: "v2025", Product: ProductISC}, Document{}, nil, nil)
}

func experimental(o Operation) Operation {
	return with(o, func(o *Observation) { o.Experimental = "/paths/x" })
}

func conditioned(o Operation, conditions ...Condition) Operation {
	return with(o, func(o *Observation) { o.Prose.Conditions = conditions })
}

func patOf(method string) Operation {
	observation := Observation{Key: Key{"v3", method, "/personal-access-tokens/{id}"}, Security: stated(user("idn:a:manage"))}
	return conclude(observation, API{ID: "v3", Product: ProductISC}, Document{}, nil, nil)
}

func ofProduct(product Product, security Security) Operation {
	return conclude(Observation{Key: Key{"x", "GET", "/things"}, Security: security}, API{ID: "x", Product: product}, Document{}, nil, nil)
}

func pat(scopes ...string) Held {
	return Held{Credential: CredentialPAT, Scopes: scopes, ScopesKnown: true}
}

func apiClient(scopes ...string) Held {
	return Held{Credential: CredentialClient, Scopes: scopes, ScopesKnown: true}
}

func (h Held) at(levels ...string) Held {
	h.Levels, h.LevelsKnown = levels, true
	return h
}

func (h Held) sending(header bool) Held {
	h.Experimental, h.ExperimentalKnown = header, true
	return h
}

func TestExplain(t *testing.T) {
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
	inherited := operationOf(Security{[]Requirement{user(ScopeAll)}, BasisInherited})
	unscoped := operationOf(stated(user()))
	defaultScope := operationOf(stated(user(ScopeDefault)))
	public := operationOf(stated())
	basic := operationOf(stated(Requirement{{Scheme: "basicAuth"}}))
	silent := operationOf(Security{Basis: BasisInherited})
	allOf := with(userOnly, func(o *Observation) { o.Prose.AllScopes = true })
	byProse := with(userOnly, func(o *Observation) { o.Prose.Levels = []string{"ORG_ADMIN"} })
	reviewer := conditioned(admin, Condition{Kind: Widens, Applies: Subject{Type: OnAll}, Asks: Ask{Person: PersonReviewer, Object: "certification"}})
	byLevel := func(level string) Subject { return Subject{Type: OnLevel, Names: []string{level}} }
	byScope := func(scope string) Subject { return Subject{Type: OnScope, Names: []string{scope}} }
	without := func(s Subject) Subject { s.Without = true; return s }
	subadmin := conditioned(operationOf(stated(user(r)), "ROLE_SUBADMIN", "CERT_ADMIN"),
		Condition{Kind: Narrows, Applies: byLevel("ROLE_SUBADMIN"), Asks: Ask{Person: PersonAdministrator, Object: "source"}})
	owner := conditioned(userOnly, Condition{Kind: Widens, Applies: byScope(r), Asks: Ask{Person: PersonOwner, Object: "source"}})
	own := conditioned(userOnly, Condition{Kind: Ownership, Applies: without(byScope(m)), Asks: Ask{Person: PersonOwner}})
	everyones := conditioned(userOnly, Condition{Kind: Widens, Applies: byScope(m), Asks: Ask{Person: PersonAnyone}}, Condition{Kind: Ownership, Applies: Subject{Type: OnAll}, Asks: Ask{Person: PersonOwner}})
	paired := conditioned(operationOf(stated(user(r, m)), "ORG_ADMIN", "USER"),
		Condition{Kind: Pairs, Applies: byScope(m), Asks: Ask{Levels: []string{"ORG_ADMIN"}}}, Condition{Kind: Pairs, Applies: byScope(r), Asks: Ask{Levels: []string{"USER"}}})
	halfPaired := conditioned(userOnly, Condition{Kind: Pairs, Applies: byScope(m), Asks: Ask{Levels: []string{"ORG_ADMIN"}}})
	passesMe := conditioned(admin, Condition{Kind: ByParameter, Applies: without(byLevel("ORG_ADMIN")), Asks: Ask{Parameter: "owner-id", Value: ValueMe}},
		Condition{Kind: ByParameter, Applies: byLevel("ORG_ADMIN"), Asks: Ask{Parameter: "owner-id", Value: ValueAny}})
	scopeInstead := conditioned(admin, Condition{Kind: Widens, Applies: byLevel("ORG_ADMIN"), Asks: Ask{Scopes: []string{m}}})
	forced := conditioned(anyone, Condition{Kind: ByParameter, Applies: Subject{Type: OnParameter, Names: []string{"force"}, Value: "true"}, Asks: Ask{Scopes: []string{m}}})
	licensed := conditioned(either, Condition{Kind: NeedsLicence, Applies: Subject{Type: OnAll}, Asks: Ask{Licence: "Product"}})
	segmented := conditioned(either, Condition{Kind: Narrows, Applies: Subject{Type: OnFeature, Names: []string{"Segments"}}, Asks: Ask{Token: ClassUser}})
	differs := userOnly
	differs.DiffersIn = []string{"v3"}
	unknownScopes := Held{Credential: CredentialPAT}
	code := Held{Credential: CredentialAuthorizationCode, Scopes: []string{r}, ScopesKnown: true}
	expired := pat(r)
	expired.Expired = true

	tests := []struct {
		name   string
		o      Operation
		held   Held
		status int
		passes Answer
		causes string
	}{
		{"the thread's own case", userOnly, apiClient(ScopeAll), 403, No, "user-missing!"},
		{"no scope helps an API client", userOnly, apiClient(r, m), 0, No, "user-missing!"},
		{"unknown scopes don't matter there", userOnly, Held{Credential: CredentialClient}, 0, No, "user-missing!"},
		{"another version differs", differs, apiClient(r), 0, No, "user-missing! version-differs"},
		{"nobody stated it", inherited, apiClient(ScopeAll), 0, No, "user-missing?"},
		{"API among the levels of a user's endpoint", contradicted, apiClient(r), 403, No, "user-missing? conflict"},
		{"a user where only a client may call", clientOnly, pat(r), 403, No, "user-not-accepted!"},
		{"an authorization code there", clientOnly, code, 0, No, "user-not-accepted!"},
		{"a client where only a client may call", clientOnly, apiClient(r), 0, Yes, ""},
		{"all scopes on a client", clientOnly, apiClient(ScopeAll), 0, Yes, ""},
		{"basicAuth", basic, pat(ScopeAll), 0, Unknown, "not-published"},
		{"nothing published", silent, apiClient(r), 0, Unknown, "not-published"},
		{"public with no scope", public, pat(), 0, Yes, ""},
		{"public with an expired token", public, expired, 0, Yes, ""},
		{"public, yet 401", public, pat(), 401, Yes, "published-public? token-expired? wrong-tenant ip-allow-list legacy-client"},
		{"public, yet 403", public, apiClient(), 403, Yes, "published-public? feature-license unexplained"},

		{"one of the scopes", userOnly, pat(m), 0, Yes, ""},
		{"authorization code", userOnly, code, 0, Yes, ""},
		{"another scope", userOnly, pat("idn:other:read"), 0, No, "scope-missing!"},
		{"no scope", userOnly, pat(), 0, No, "scope-missing!"},
		{"the default scope", userOnly, pat(ScopeDefault), 0, No, "scope-missing!"},
		{"all scopes", userOnly, pat(ScopeAll), 0, Yes, ""},
		{"scopes not known", userOnly, unknownScopes, 0, Unknown, "scope-unknown"},
		{"the client's own list", either, apiClient(m), 0, Unknown, "scope-manages?"},
		{"the user's own list", either, pat(m), 0, Yes, ""},
		{"inherited, narrow scope", inherited, pat(r), 0, No, "scope-missing?"},
		{"inherited, all scopes", inherited, pat(ScopeAll), 0, Yes, ""},
		{"no scope published", unscoped, pat(), 0, Yes, ""},
		{"no authorization needed", defaultScope, pat(r), 0, Yes, ""},
		{"one of all", allOf, pat(r), 0, No, "scope-missing!"},
		{"all of all", allOf, pat(m, r), 0, Yes, ""},
		{"all scopes for all", allOf, pat(ScopeAll), 0, Yes, ""},
		{"the owner needs no scope", owner, pat(), 0, Unknown, "scope-depends"},
		{"a condition of another scope", conditioned(userOnly, Condition{Kind: Widens, Applies: byScope("idn:else:read"), Asks: Ask{Person: PersonOwner}}), pat(), 0, No, "scope-missing!"},
		{"without the scope one's own", own, pat(), 0, Unknown, "scope-depends"},
		{"without that scope, but with another", own, pat(r), 0, Yes, "condition"},
		{"with the scope anybody's", own, pat(m), 0, Yes, ""},
		{"a scope that opens everyone's", everyones, pat(m), 0, Yes, ""},
		{"a scope that doesn't", everyones, pat(r), 0, Yes, "condition"},

		{"scope and level of two pairs", paired, pat(m).at("USER"), 0, No, "pair-missing?"},
		{"scope and level of a pair", paired, pat(r).at("USER"), 0, Yes, ""},
		{"of the other pair", paired, pat(m).at("ORG_ADMIN"), 0, Yes, ""},
		{"every user is a USER", paired, pat(r).at("HELPDESK"), 0, Yes, ""},
		{"and so where the levels are not known", paired, pat(r), 0, Yes, ""},
		{"a pair that may be", paired, pat(m), 0, Unknown, "pair-missing"},
		{"all scopes are of every pair", paired, pat(ScopeAll).at("USER"), 0, Yes, ""},
		{"scopes not known", paired, unknownScopes.at("USER"), 0, Unknown, "scope-unknown pair-missing"},
		{"a scope of no pair", halfPaired, pat(r).at("HELPDESK"), 0, Yes, ""},
		{"a scope of a pair, and another level", halfPaired, pat(m).at("HELPDESK"), 0, No, "pair-missing?"},

		{"a level", admin, pat(r).at("CERT_ADMIN"), 0, Yes, ""},
		{"a level in lower case", admin, pat(r).at("org_admin"), 0, Yes, ""},
		{"another level", admin, pat(r).at("HELPDESK"), 0, No, "level-missing!"},
		{"no level", admin, pat(r).at(), 0, No, "level-missing!"},
		{"levels not known", admin, pat(r), 0, Unknown, "level-unknown"},
		{"all scopes give no level", admin, pat(ScopeAll).at("HELPDESK"), 403, No, "level-missing!"},
		{"scope and level", admin, pat().at("HELPDESK"), 0, No, "scope-missing! level-missing!"},
		{"a missing scope outranks unknown levels", admin, pat(), 0, No, "scope-missing! level-unknown"},
		{"every user", anyone, pat(r).at(), 0, Yes, ""},
		{"the end user", endUser, pat(r), 0, Yes, ""},
		{"levels are no client's", apiLevel, apiClient(r), 0, Yes, ""},
		{"API is no user's level", apiLevel, pat(r).at("API"), 0, No, "level-missing!"},
		{"levels by the description", byProse, pat(r).at("HELPDESK"), 0, No, "level-missing?"},
		{"contradicted levels", contradicted, pat(r).at("HELPDESK"), 0, No, "level-missing? conflict"},
		{"the level depends on the approval", approver, pat(r).at("ORG_ADMIN"), 0, Unknown, "level-depends"},
		{"a reviewer needs no level", reviewer, pat(r).at("HELPDESK"), 0, Unknown, "level-depends"},
		{"the submitter, where the words speak of the scope", conditioned(userOnly, Condition{Kind: Widens, Applies: Subject{Type: OnAll}, Asks: Ask{Person: PersonRequester}},
			Condition{Kind: Narrows, Applies: byScope(r), Asks: Ask{Person: PersonOwner}}), pat(), 0, Unknown, "scope-depends"},
		{"one of several asks is met", conditioned(userOnly, Condition{Kind: Narrows, Applies: byScope(r), Asks: Ask{Levels: []string{"ORG_ADMIN"}}},
			Condition{Kind: Narrows, Applies: byScope(r), Asks: Ask{Person: PersonOwner}}), pat(r).at("ORG_ADMIN"), 0, Yes, ""},
		{"but a scope", reviewer, pat().at("HELPDESK"), 0, No, "scope-missing! level-depends"},
		{"a condition that narrows another level", subadmin, pat(r).at("HELPDESK"), 0, No, "level-missing!"},
		{"or one that isn't held", subadmin, pat(r).at("CERT_ADMIN"), 0, Yes, ""},
		{"a condition that narrows the level", subadmin, pat(r).at("ROLE_SUBADMIN"), 0, Yes, "condition"},
		{"a narrowed level may be held", subadmin, pat(r), 0, Unknown, "level-unknown condition"},
		{"a level that the words alone speak of", conditioned(operationOf(stated(user(r)), "CERT_ADMIN"), Condition{Kind: Narrows, Applies: byLevel("ROLE_SUBADMIN"), Asks: Ask{Person: PersonAdministrator}}),
			pat(r).at("ROLE_SUBADMIN"), 0, Unknown, "level-depends"},
		{"others may pass me", passesMe, pat(r).at("USER"), 0, Unknown, "level-depends"},
		{"a level may pass anything", passesMe, pat(r).at("ORG_ADMIN"), 0, Yes, ""},
		{"a level without which one passes me", passesMe, pat(r).at("CERT_ADMIN"), 0, Yes, "condition"},
		{"a scope in place of the level", scopeInstead, pat(r, m).at("USER"), 0, Unknown, "level-depends"},
		{"which the token lacks", scopeInstead, pat(r).at("USER"), 0, No, "level-missing!"},
		{"a value that takes a scope", forced, pat(r).at(), 0, Yes, "condition"},
		{"and the scope", forced, pat(r, m).at(), 0, Yes, ""},
		{"a licence", licensed, pat(r), 0, Yes, "condition"},
		{"a licence and a 403", licensed, apiClient(r), 403, Yes, "condition? unexplained"},
		{"a feature that wants users", segmented, apiClient(r), 0, Yes, "condition"},
		{"a user", segmented, pat(r), 0, Yes, ""},

		{"manage where read is listed", operationOf(stated(user(r))), pat(m), 0, Unknown, "scope-manages?"},
		{"manage of another resource", operationOf(stated(user(r))), pat("idn:other:manage"), 0, No, "scope-missing!"},
		{"read where manage is listed", operationOf(stated(user(m))), pat(r), 0, No, "scope-missing!"},
		{"manage where all are needed", with(operationOf(stated(user(r, "idn:other:read"))), func(o *Observation) { o.Prose.AllScopes = true }), pat(m), 0, No, "scope-missing!"},
		{"an admin where only another level is named", operationOf(stated(user(r)), "POLICY_ADMIN"), pat(r).at("ORG_ADMIN"), 0, Unknown, "level-admin?"},
		{"no admin there", operationOf(stated(user(r)), "POLICY_ADMIN"), pat(r).at("HELPDESK"), 0, No, "level-missing!"},
		{"the end user, yet 403", endUser, pat(r).at("USER"), 403, Yes, "scope-dropped? other-kind scope-stale feature-license unexplained"},
		{"an admin, yet 403", userOnly, pat(r).at("ORG_ADMIN"), 403, Yes, "other-kind? scope-stale feature-license unexplained"},
		{"somebody else's PAT", patOf("PATCH"), pat(ScopeAll).at("ORG_ADMIN"), 403, Yes, "ownership? other-kind? scope-stale feature-license unexplained"},
		{"reading PATs", patOf("GET"), pat(ScopeAll).at("ORG_ADMIN"), 403, Yes, "other-kind? scope-stale feature-license unexplained"},
		{"another tenant's token", userOnly, Held{Credential: CredentialPAT, Scopes: []string{r}, ScopesKnown: true, OtherTenant: true}, 0, No, "wrong-tenant!!"},
		{"400", userOnly, pat(r), 400, Yes, "bad-request?"},
		{"400 of an experimental endpoint", experimental(userOnly), pat(r), 400, Yes, "experimental-header? bad-request?"},
		{"404", userOnly, pat(r), 404, Yes, "not-found? ownership"},
		{"404 on an API client", clientOnly, apiClient(r), 404, Yes, "not-found?"},
		{"429", userOnly, pat(r), 429, Yes, "rate-limit?"},
		{"429 on a call that 403 would meet", userOnly, apiClient(r), 429, No, "rate-limit? user-missing!"},
		{"500", userOnly, pat(r), 500, Yes, "server-error"},
		{"500 on an API client", either, apiClient(r), 500, Yes, "no-user-context? server-error"},
		{"NERM, 403", ofProduct(ProductNERM, stated(user())), pat().at("ORG_ADMIN"), 403, Yes, "other-kind? product-key feature-license unexplained"},
		{"IdentityIQ", ofProduct(ProductIIQ, stated(Requirement{{Scheme: "basicAuth"}})), pat(ScopeAll), 0, Unknown, "product-key"},

		{"header sent", experimental(userOnly), pat(r).sending(true), 0, Yes, ""},
		{"header not sent", experimental(userOnly), pat(r).sending(false), 0, No, "experimental-header!!"},
		{"header not mentioned", experimental(userOnly), pat(r), 0, Yes, "experimental-header"},
		{"no header needed", userOnly, pat(r).sending(false), 0, Yes, ""},

		{"expired", userOnly, expired, 0, No, "token-expired!!"},
		{"expired, 401", userOnly, expired, 401, No, "token-expired!! wrong-tenant ip-allow-list legacy-client"},
		{"401 on a call that passes", userOnly, pat(r), 401, Yes, "token-expired? wrong-tenant ip-allow-list legacy-client"},
		{"401 on a call that 403 would meet", userOnly, apiClient(ScopeAll), 401, No, "token-expired? wrong-tenant ip-allow-list legacy-client grant-type user-missing!"},
		{"401 while the scopes are not known", userOnly, unknownScopes, 401, Unknown, "token-expired? wrong-tenant ip-allow-list legacy-client scope-unknown"},

		{"403, no level published", userOnly, pat(r), 403, Yes, "scope-dropped? level-unknown other-kind scope-stale feature-license unexplained"},
		{"403, the level held", admin, pat(r).at("ORG_ADMIN"), 403, Yes, "other-kind? scope-stale feature-license unexplained"},
		{"403, the level not known", admin, pat(r), 403, Unknown, "level-unknown? scope-dropped other-kind scope-stale feature-license unexplained"},
		{"403 with a condition", subadmin, pat(r).at("ROLE_SUBADMIN"), 403, Yes, "condition? ownership? scope-dropped other-kind scope-stale feature-license unexplained"},
		{"403 on an API client", clientOnly, apiClient(r), 403, Yes, "feature-license unexplained"},
		{"403 without a scope to drop", operationOf(stated(user()), "ANY"), pat(), 403, Yes, "other-kind feature-license unexplained"},
		{"403 in another version", differs, code, 403, Yes, "scope-dropped? level-unknown scope-stale version-differs feature-license unexplained"},
		{"403, header not mentioned", experimental(clientOnly), apiClient(r), 403, Yes, "experimental-header feature-license unexplained"},
		{"403, nothing published", basic, pat(), 403, Unknown, "not-published feature-license unexplained"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			v := Explain(&test.o, test.held, test.status)
			if v.Passes != test.passes {
				t.Errorf("passes %s, want %s", v.Passes, test.passes)
			}
			if got := codes(v.Causes); got != test.causes {
				t.Errorf("causes %q, want %q", got, test.causes)
			}
			if v.Passes != Unknown && v.Leaning != Unknown {
				t.Errorf("it passes: %s, and leans to %s", v.Passes, v.Leaning)
			}
		})
	}
}

// The conditions of a verdict are those of the cause that names them, and no other's.
func TestConditionsOfAVerdict(t *testing.T) {
	asked := []Condition{{Kind: Narrows, Applies: Subject{Type: OnAll}, Asks: Ask{Person: PersonOwner}}}
	pairs := []Condition{{Kind: Pairs}}
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
			Scopes: []string{"a:b:c"}, Rule: AnyScope, Levels: []string{"A"}, Findings: []Finding{{Code: CodePublic, Seen: "x", Pointer: "/a"}},
			Conditions: []Condition{{Kind: Narrows, Applies: Subject{Type: OnAll}, Asks: Ask{Person: PersonOwner}}},
		}}
	}
	for name, test := range map[string]struct {
		change func(*Cause)
		want   bool
	}{
		"nothing":              {func(c *Cause) {}, true},
		"a condition's place":  {func(c *Cause) { c.Conditions[0].Said = Place{Witness: WitnessNote} }, true},
		"a finding's place":    {func(c *Cause) { c.Findings[0].Pointer = "/b" }, true},
		"the code":             {func(c *Cause) { c.Code = CauseLevelMissing }, false},
		"the certainty":        {func(c *Cause) { c.Certainty = Possible }, false},
		"what is behind a 401": {func(c *Cause) { c.Behind401 = true }, false},
		"the scopes":           {func(c *Cause) { c.Scopes = nil }, false},
		"the rule":             {func(c *Cause) { c.Rule = AllScopes }, false},
		"the scope that does":  {func(c *Cause) { c.Manages = "a:b:manage" }, false},
		"the levels":           {func(c *Cause) { c.Levels[0] = "B" }, false},
		"the witness":          {func(c *Cause) { c.Witness = WitnessPage }, false},
		"that nobody says so":  {func(c *Cause) { c.Unstated = true }, false},
		"that it is open":      {func(c *Cause) { c.Open = true }, false},
		"the schemes":          {func(c *Cause) { c.Schemes = []string{"basicAuth"} }, false},
		"the API":              {func(c *Cause) { c.API = "v3" }, false},
		"the other APIs":       {func(c *Cause) { c.OtherAPIs = []string{"v1"} }, false},
		"a finding":            {func(c *Cause) { c.Findings[0].Seen = "y" }, false},
		"a finding's class":    {func(c *Cause) { c.Findings[0].Code = CodeRightsDiffer }, false},
		"a condition":          {func(c *Cause) { c.Conditions[0].Asks.Person = PersonReviewer }, false},
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
	v := Explain(&contradicted, apiClient(ScopeAll), 403)
	if c := cause(v, CauseUserMissing); !slices.Equal(c.Scopes, []string{"idn:a:read"}) || !slices.Equal(c.Levels, []string{"ORG_ADMIN"}) || c.Behind401 {
		t.Errorf("the missing user: %+v", c)
	}
	if c := cause(v, CauseConflict); len(c.Findings) != 1 || c.Findings[0].Seen != "levels API, ORG_ADMIN; security [userAuth (idn:a:read)]" {
		t.Errorf("the conflict: %+v", c.Findings)
	}
	if c := cause(Explain(&contradicted, apiClient(), 401), CauseUserMissing); !c.Behind401 {
		t.Errorf("after a 401: %+v", c)
	}
	either := with(operationOf(stated(user("idn:a:read", ScopeDefault))), func(o *Observation) { o.Prose.AllScopes = true })
	if c := cause(Explain(&either, apiClient(), 0), CauseUserMissing); len(c.Scopes) != 0 || c.Rule != "" {
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
		o    Operation
		held Held
		want Answer
	}{
		{"manage reads", reads, pat(m), Yes},
		{"an admin", policy, pat(r).at("ORG_ADMIN"), Yes},
		{"both", policy, pat(m).at("ORG_ADMIN"), Yes},
		{"the levels are not known", policy, pat(m), Unknown},
		{"the level is missing", policy, pat(m).at("HELPDESK"), Unknown},
		{"all is published", reads, pat(r), Unknown},
	} {
		if v := Explain(&test.o, test.held, 0); v.Leaning != test.want {
			t.Errorf("%s: passes %s, leaning %s, want %s", test.name, v.Passes, v.Leaning, test.want)
		}
	}
}
