package catalog

import (
	"slices"
	"testing"
	"time"
)

func sayings(conclusion Conclusion) []string {
	var all []string
	for _, s := range conclusion.Statements() {
		all = append(all, string(s.Counts)+" "+string(s.Witness)+" "+s.Value.String())
	}
	return all
}

// who says what of levels, and which of them counts.
func TestLevelsAreOfTheFirstWitness(t *testing.T) {
	read := time.Date(2026, 8, 22, 0, 0, 0, 0, time.UTC)
	shown := &Security{Alternatives: []Requirement{{{Scheme: "userAuth"}}}, Basis: BasisOperation}
	page := func(levels ...string) *Page { return &Page{Read: read, Security: shown, Levels: levels} }
	for _, test := range []struct {
		name      string
		extension []string
		words     []string
		page      *Page
		corrected []string
		others    []Statement
		want      []string
		findings  []Code
	}{
		{name: "nobody"},
		{name: "the extension", extension: []string{"org_admin"}, want: []string{"believed extension ORG_ADMIN"}},
		{name: "words that agree", extension: []string{"ORG_ADMIN"}, words: []string{"ORG_ADMIN"},
			want: []string{"believed extension ORG_ADMIN", "for description ORG_ADMIN"}},
		{name: "words that contradict", extension: []string{"ORG_ADMIN"}, words: []string{"HELPDESK"},
			want: []string{"believed extension ORG_ADMIN", "against description HELPDESK"}, findings: []Code{CodeLevelsDiffer}},
		{name: "every user is one of those with the level USER", extension: []string{"USER"}, words: []string{LevelAny},
			want: []string{"believed extension USER", "for description ANY"}},
		{name: "words alone", words: []string{"HELPDESK"}, want: []string{"believed description HELPDESK"}, findings: []Code{CodeLevelsProseOnly}},
		{name: "a page alone", page: page("HELPDESK"), want: []string{"believed page HELPDESK"}, findings: []Code{CodePageSecurityDiffers}},
		{name: "a page without levels", extension: []string{"ORG_ADMIN"}, page: page(),
			want: []string{"believed extension ORG_ADMIN", "against page none"}, findings: []Code{CodePageSecurityDiffers}},
		{name: "nobody, and a page that shows none", page: page(), want: []string{"believed page none"}},
		{name: "a correction settles it, and what contradicted is still reported", extension: []string{"ORG_ADMIN"}, words: []string{"HELPDESK"}, corrected: []string{"HELPDESK"},
			want: []string{"believed correction HELPDESK", "for description HELPDESK", "against extension ORG_ADMIN"}, findings: []Code{CodeLevelsDiffer, CodeOverrideStale}},
		{name: "a witness that no table knows is heard", others: []Statement{{Witness: "toy", Fact: FactLevels, Value: LevelNames{"HELPDESK"}}},
			want: []string{"heard toy HELPDESK"}},
		{name: "and contradicts", extension: []string{"ORG_ADMIN"}, others: []Statement{{Witness: "toy", Fact: FactLevels, Value: LevelNames{"HELPDESK"}}},
			want: []string{"believed extension ORG_ADMIN", "against toy HELPDESK"}, findings: []Code{CodeWitnessDiffers}},
	} {
		observation := Observation{Key: Key{"v1", "GET", "/a/v1"}, OperationID: "a", Security: *shown, Prose: Prose{Levels: test.words}}
		if test.extension != nil {
			observation.LevelsField, observation.Levels = LevelsField, test.extension
		}
		var override *Override
		if test.corrected != nil {
			override = &Override{Fact: FactLevels, Values: test.corrected}
		}
		o := conclude(observation, API{ID: "v1"}, Document{}, test.page, override, test.others...)
		var got []string
		for _, conclusion := range o.Ledger() {
			if conclusion.Fact == FactLevels {
				got = sayings(conclusion)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: the ledger has %q, want %q", test.name, got, test.want)
		}
		var codes []Code
		for _, f := range o.Findings {
			codes = append(codes, f.Code)
		}
		if !slices.Equal(codes, test.findings) {
			t.Errorf("%s: findings %v, want %v", test.name, codes, test.findings)
		}
		if conflict := o.Confidence == ConfidenceConflict; conflict != slices.ContainsFunc(o.Findings, Finding.Conflict) {
			t.Errorf("%s: confidence %s beside findings %v", test.name, o.Confidence, codes)
		}
	}
}

// What is believed of a fact is what the operation has.
func TestTheLedgerIsTheAnswer(t *testing.T) {
	security := Security{Alternatives: []Requirement{{{Scheme: "userAuth", Scopes: []string{"a:b:c"}}}}, Basis: BasisInherited}
	o := conclude(Observation{Key: Key{"v1", "GET", "/a/v1"}, OperationID: "a", Security: security, Rights: []string{"d:e:f"},
		Prose: Prose{Scopes: []string{"a:b:c"}, Levels: []string{"API"}, AllScopes: true, Needs: ClassClient}}, API{ID: "v1"}, Document{}, nil, nil)
	want := map[Fact][]string{
		FactSecurity:  {"believed default [userAuth (a:b:c)]"},
		FactToken:     {"believed default [userAuth (a:b:c)]", "against description asks for a user-less token"},
		FactClient:    {"believed default [userAuth (a:b:c)]", "against description API"},
		FactScopes:    {"believed default a:b:c", "for description a:b:c", "against right d:e:f"},
		FactScopeRule: {"believed description all"},
		FactLevels:    {"believed description API"},
	}
	for _, conclusion := range o.Ledger() {
		if got := sayings(conclusion); !slices.Equal(got, want[conclusion.Fact]) {
			t.Errorf("%s: %q, want %q", conclusion.Fact, got, want[conclusion.Fact])
		}
		delete(want, conclusion.Fact)
	}
	if len(want) > 0 {
		t.Errorf("the ledger lacks %v", want)
	}
	if o.Decision.ScopeRule != AllScopes || o.LevelsWitness != WitnessDescription || !slices.Equal(o.UserLevels, []string{"API"}) {
		t.Errorf("%+v, levels %v by %s", o.Decision, o.UserLevels, o.LevelsWitness)
	}
}

// An answer is as sure as the less sure of what the security and the levels rest on.
func TestConfidenceIsOfTheWitnesses(t *testing.T) {
	user := []Requirement{{{Scheme: "userAuth"}}}
	client := []Requirement{{{Scheme: "applicationAuth"}}}
	for _, test := range []struct {
		name      string
		security  Security
		extension bool
		words     []string
		want      Confidence
	}{
		{"both stated", Security{user, BasisOperation}, true, nil, ConfidenceStated},
		{"no levels", Security{user, BasisOperation}, false, nil, ConfidenceUnstated},
		{"levels by words", Security{user, BasisOperation}, false, []string{"A"}, ConfidenceProse},
		{"an API client has no levels", Security{client, BasisOperation}, false, nil, ConfidenceStated},
		{"nor do words about them count", Security{client, BasisOperation}, false, []string{"A"}, ConfidenceStated},
		{"inherited, levels stated", Security{user, BasisInherited}, true, nil, ConfidenceInherited},
		{"inherited, levels by words", Security{user, BasisInherited}, false, []string{"A"}, ConfidenceInherited},
		{"inherited and empty", Security{nil, BasisInherited}, true, nil, ConfidenceUnstated},
		{"nothing anywhere", Security{}, true, nil, ConfidenceUnstated},
		{"no token", Security{nil, BasisOperation}, false, nil, ConfidenceStated},
	} {
		observation := Observation{Key: Key{"v1", "GET", "/a/v1"}, OperationID: "a", Security: test.security, Prose: Prose{Levels: test.words}}
		if test.extension {
			observation.LevelsField, observation.Levels = LevelsField, []string{"ORG_ADMIN"}
		}
		o := conclude(observation, API{ID: "v1"}, Document{}, nil, nil)
		if o.Confidence != test.want {
			t.Errorf("%s: %s, want %s", test.name, o.Confidence, test.want)
		}
		// Only where a user may call is it news that no levels are stated.
		if want := test.name == "no levels"; o.LevelsUnstated() != want {
			t.Errorf("%s: levels unstated: %v", test.name, !want)
		}
	}
}

func TestParseValueReadsWhatStringWrites(t *testing.T) {
	for fact, values := range map[Fact][]Value{
		FactLevels:     {LevelNames{"A", "B"}, LevelNames(nil), LevelNames{"A, B"}, LevelNames{"none"}, LevelNames{""}, LevelNames{`"A"`, "`", "'", "A"}},
		FactScopes:     {ScopeNames{"a:b:c"}, ScopeNames(nil)},
		FactTitle:      {Text(""), Text("List, all")},
		FactDeprecated: {Flag(true), Flag(false)},
		FactScopeRule:  {AllScopes, AnyScope},
		FactToken:      {Callers{User: Yes, Client: Unknown}, Callers{User: No, Client: Yes}},
	} {
		for _, value := range values {
			if got, err := ParseValue(fact, value.String()); err != nil || got.String() != value.String() || got.Contradicts(value) {
				t.Errorf("%s: %q is read as %v, %v", fact, value, got, err)
			}
		}
	}
	for _, bad := range []struct {
		fact Fact
		text string
	}{
		{FactToken, "yes"}, {FactToken, "user , client "}, {FactToken, "user maybe, client no"}, {FactClient, "user yes, client no, and more"}, {FactScopeRule, "some"}, {FactScopeRule, ""},
		{FactDeprecated, "yes"}, {FactLevels, `"A" B`}, {FactLevels, ""}, {FactSecurity, "[]"}, {"colour", "red"},
	} {
		if got, err := ParseValue(bad.fact, bad.text); err == nil {
			t.Errorf("%s %q is read as %v", bad.fact, bad.text, got)
		}
	}
}

// Merge leaves what it was given as it was.
func TestMergeLeavesItsInputAlone(t *testing.T) {
	b, a := Key{"v1", "GET", "/b/v1"}, Key{"v1", "GET", "/a/v1"}
	facts := Facts{
		APIs:         []API{{ID: "v1"}},
		Observations: []Observation{{Key: b}, {Key: a}},
		Pages:        []Page{{Key: b}, {Key: a}},
		Problems:     []Problem{{Key: b}, {Key: a}},
		Statements:   []OperationStatement{{Key: b, Statement: Statement{Value: Text("")}}, {Key: a, Statement: Statement{Value: Text("")}}},
	}
	Merge(facts)
	if facts.Observations[0].Key != b || facts.Pages[0].Key != b || facts.Problems[0].Key != b || facts.Statements[0].Key != b {
		t.Errorf("sorted: %+v", facts)
	}
}

// A page whose words say something else than the document's is outdated.
func TestPageOfOtherWords(t *testing.T) {
	page := func(levels ...string) *Page {
		return &Page{Read: time.Date(2026, 8, 22, 0, 0, 0, 0, time.UTC), Prose: Prose{Levels: levels}}
	}
	for _, test := range []struct {
		words []string
		page  *Page
		want  []Code
	}{
		{nil, page("HELPDESK"), []Code{CodePageDiffers}},
		{[]string{"HELPDESK"}, page(), []Code{CodePageDiffers, CodeLevelsProseOnly}},
		{[]string{"HELPDESK"}, page("HELPDESK"), []Code{CodeLevelsProseOnly}},
		{nil, page(), nil},
	} {
		o := conclude(Observation{Key: Key{"v1", "GET", "/a/v1"}, OperationID: "a", Security: stated(client("a:b:c")), Prose: Prose{Levels: test.words}}, API{ID: "v1"}, Document{}, test.page, nil)
		var codes []Code
		for _, f := range o.Findings {
			codes = append(codes, f.Code)
		}
		if !slices.Equal(codes, test.want) {
			t.Errorf("document %v, page %v: findings %v, want %v", test.words, test.page.Prose.Levels, codes, test.want)
		}
	}
}

// What is paired with a certain level is no scope of every user, where others are listed.
func TestScopesOfEveryUser(t *testing.T) {
	const free, bound = "a:b:c", "d:e:f"
	paired := func(level string, scopes ...string) Operation {
		pair := Condition{Kind: Pairs, Applies: Subject{Type: OnScope, Names: []string{bound}}, Asks: Ask{Levels: []string{level}}}
		return conclude(Observation{Security: stated(user(scopes...)), Prose: Prose{Conditions: []Condition{pair}}}, API{}, Document{}, nil, nil)
	}
	for level, want := range map[string][]string{
		LevelOrgAdmin: {free}, LevelUser: {free, bound}, LevelAny: {free, bound},
	} {
		o := paired(level, free, bound)
		if got := o.ScopesOfEveryUser(); !slices.Equal(got, want) {
			t.Errorf("%s is paired with %s: %v, want %v", bound, level, got, want)
		}
	}
	only := paired(LevelOrgAdmin, bound)
	if got := only.ScopesOfEveryUser(); !slices.Equal(got, []string{bound}) {
		t.Errorf("where no other is listed: %v", got)
	}
}
