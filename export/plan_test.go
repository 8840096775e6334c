package export

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
	"go.yaml.in/yaml/v3"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/catalog/find"
	"authcat/catalog/plan"
)

func plannedOperation(needs catalog.Needs, path string) *catalog.Operation {
	return &catalog.Operation{
		Observation: catalog.Observation{Key: catalog.Key{API: "v3", Method: "GET", Path: path}, OperationID: "op" + strings.ReplaceAll(path, "/", "-")},
		Decision:    catalog.Decision{Needs: needs, UserScopes: []string{"idn:a:read"}},
	}
}

func callTo(url, where string) plan.Call {
	return plan.Call{Address: find.ReadAddress("GET", url, url), Where: where}
}

func samplePlan() plan.Plan {
	pat, both, other := plannedOperation(catalog.NeedsPAT, "/a"), plannedOperation(catalog.NeedsPATOrClient, "/b"), plannedOperation(catalog.NeedsOther, "/c")
	return plan.Plan{
		Calls: []plan.PlannedCall{
			{Call: callTo("/v3/a", "line 1"), Count: 3, Operation: pat},
			{Call: callTo("/v3/b", "line 2"), Count: 1, Operation: both},
			{Call: callTo("/v3/c", "line 3"), Count: 1, Operation: other},
		},
		Unmatched:  []plan.UnmatchedCall{{Call: callTo("/<b>/"+strings.Repeat("long", 45), "line\x1b[31m|9"), Count: 1, Reason: "no operation has this path"}},
		Credential: catalog.CredentialPAT, ForcedBy: []catalog.Key{pat.Key},
		Scopes: []string{"idn:a:read", "yes"}, ScopesProven: true,
		ScopeReasons: []plan.Reason{{Name: "idn:a:read", ForcedBy: []catalog.Key{pat.Key}, Serves: []catalog.Key{both.Key}}, {Name: "yes", Serves: []catalog.Key{both.Key}}},
		LevelsProven: true,
		Unstated:     []plan.Unstated{{Key: other.Key, What: []string{"credential"}}},
	}
}

func writePlan(t *testing.T, format string, width int, p plan.Plan) string {
	t.Helper()
	renderer, err := FormatNamed(format, width)
	if err != nil {
		t.Fatal(err)
	}
	return render(t, renderer, Plan(&answer.Planned{Catalog: &answer.Catalog{Dataset: dataset}, Plan: p}))
}

func TestPlanAnswer(t *testing.T) {
	call := func(needs catalog.Needs) plan.PlannedCall {
		return plan.PlannedCall{Operation: plannedOperation(needs, "/a")}
	}
	pat, both, other := call(catalog.NeedsPAT), call(catalog.NeedsPATOrClient), call(catalog.NeedsOther)
	for want, p := range map[string]plan.Plan{
		"An API client can do all 2 calls.":                                                      {Calls: []plan.PlannedCall{both, both}, Credential: catalog.CredentialClient},
		"An API client can do the one call; 2 calls matched no operation.":                       {Calls: []plan.PlannedCall{both}, Credential: catalog.CredentialClient, Unmatched: make([]plan.UnmatchedCall, 2)},
		"A PAT is needed: 1 of 2 calls forces it.":                                               {Calls: []plan.PlannedCall{both, pat}, Credential: catalog.CredentialPAT, ForcedBy: make([]catalog.Key, 1)},
		"A PAT is needed: 2 of 3 calls force it, yet 1 takes only an API client's token.":        {Calls: []plan.PlannedCall{both, pat, pat}, Credential: catalog.CredentialPAT, ForcedBy: make([]catalog.Key, 2), ClientOnly: make([]catalog.Key, 1)},
		"No token is needed for the one call; of 1 call more it is not published what it needs.": {Calls: []plan.PlannedCall{call(catalog.NeedsNone), other}, Credential: plan.CredentialNone},
		"It is not published what the one call needs.":                                           {Calls: []plan.PlannedCall{other}, Credential: plan.CredentialUnknown},
		"No call matched an operation.":                                                          {Credential: plan.CredentialUnknown, Unmatched: make([]plan.UnmatchedCall, 2)},
	} {
		if got := planAnswer(p); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestPlanTerminal(t *testing.T) {
	text := writePlan(t, "table", 60, samplePlan())
	for line := range strings.Lines(text) {
		if width := runewidth.StringWidth(strings.TrimSuffix(line, "\n")); width > 60 {
			t.Errorf("%d columns: %q", width, line)
		}
	}
	for _, want := range []string{
		"A PAT is needed: 1 of 2 calls forces it;", "\nScopes:\n  idn:a:read (forced by 1 of 2 calls)\n    v3 GET /a (line 1 and 2 more)\n", "\nUser levels:\nNone is asked for, as far as published.",
		"\nCalls that force a PAT:\n  v3 GET /a (line 1 and 2 more)\n", "\nNot published:\n  v3 GET /c (no credential)\n", "\nMatched no operation:\n", "From the test of 2026-08-22.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "\x1b") {
		t.Error("text of a file steers the terminal")
	}
}

func TestPlanJSON(t *testing.T) {
	text := writePlan(t, "json", 0, samplePlan())
	var got map[string]any
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	want := []string{"calls", "credential", "dataset", "forced_by", "level_reasons", "levels", "levels_proven", "schema", "scope_reasons", "scopes", "scopes_proven", "unmatched", "unstated"}
	if keys := slices.Sorted(maps.Keys(got)); !slices.Equal(keys, want) {
		t.Errorf("keys %q, want %q", keys, want)
	}
	first := got["calls"].([]any)[0]
	if want := map[string]any{"method": "GET", "url": "/v3/a", "where": "line 1", "count": 3.0, "operation": map[string]any{
		"api": "v3", "method": "GET", "path": "/a", "operation_id": "op-a", "needs": "pat",
	}}; !reflect.DeepEqual(first, want) {
		t.Errorf("first call %v", first)
	}
	if strings.Contains(text, "null") || !strings.HasPrefix(text, "{\n  \"schema\": 1,\n  \"dataset\": {") {
		t.Errorf("JSON:\n%s", text)
	}
	if empty := writePlan(t, "json", 0, plan.Plan{}); strings.Contains(empty, "null") {
		t.Errorf("JSON of an empty plan:\n%s", empty)
	}
}

// Calls whose addresses are too many to list are counted in every format.
func TestPlanUnlisted(t *testing.T) {
	p := samplePlan()
	p.Unlisted = 7
	for format, want := range map[string]string{
		"table":    "Matched no operation:\n7 calls more did so: of the addresses that no operation has, only the first 1\nare listed.\n",
		"markdown": "## Matched no operation\n\n7 calls more did so: of the addresses that no operation has, only the first 1 are listed.\n\n- ",
		"json":     "  \"unlisted\": 7\n}\n",
		"yaml":     "\nunlisted: 7\n",
		"csv":      "\n,,,7,,,,,,,,\"of the addresses that no operation has, only the first 1 are listed\",,\r\n",
	} {
		if text := writePlan(t, format, 80, p); !strings.Contains(text, want) {
			t.Errorf("%s has no %q:\n%s", format, want, text)
		}
	}
	if answer := planAnswer(p); !strings.HasSuffix(answer, "; 1 call matched no operation, nor did 7 more to other addresses.") {
		t.Error(answer)
	}
	if note := Plan(&answer.Planned{Catalog: &answer.Catalog{Dataset: dataset}, Plan: p}).Note(); !strings.Contains(note, "unmatched: 1 and 7 calls more,") {
		t.Error(note)
	}
}

// YAML says what JSON says, strings that look like something else included.
func TestPlanYAML(t *testing.T) {
	var fromJSON, fromYAML any
	if err := json.Unmarshal([]byte(writePlan(t, "json", 0, samplePlan())), &fromJSON); err != nil {
		t.Fatal(err)
	}
	text := writePlan(t, "yaml", 0, samplePlan())
	if err := yaml.Unmarshal([]byte(text), &fromYAML); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(fromYAML)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(again, &fromYAML); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(fromJSON, fromYAML) || !strings.HasPrefix(text, "schema: 1\ndataset:\n  name: test\n") {
		t.Errorf("YAML:\n%s", text)
	}
}

// Whatever stands in a file can be written in every format.
func TestPlanOfAnyText(t *testing.T) {
	p := samplePlan()
	p.Calls[0].Where = "\x00\x1b\x7f\u0085\u009b\u2028\u202e\ufeff\uffff\U000e0041"
	for _, format := range []string{"table", "json", "csv", "markdown", "yaml"} {
		text := writePlan(t, format, 0, p)
		var object struct {
			Calls []struct{ Where string } `yaml:"calls"`
		}
		if format != "yaml" && format != "json" {
			continue
		}
		if err := yaml.Unmarshal([]byte(Visible(text)), &object); err != nil || object.Calls[0].Where != p.Calls[0].Where {
			t.Errorf("%s: %v\n%q", format, err, object.Calls)
		}
	}
}

func TestPlanMarkdownAndCSV(t *testing.T) {
	text := writePlan(t, "markdown", 0, samplePlan())
	for _, want := range []string{"# Credential plan\n", "\n## Scopes\n\n- `idn:a:read`: forced by 1 of 2 calls\n  - `v3 GET /a`: line 1 and 2 more\n- `yes`: 1 call\n  - `v3 GET /b`: line 2\n", "- `v3 GET /a`: line 1 and 2 more\n", "| `v3 GET /b` | line 2 | PAT or API client |"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	records, err := csv.NewReader(strings.NewReader(writePlan(t, "csv", 0, samplePlan()))).ReadAll()
	if err != nil || len(records) != 5 || records[1][3] != "3" || records[4][11] != "no operation has this path" {
		t.Errorf("records %q, %v", records, err)
	}
}

func TestChangesInATerminal(t *testing.T) {
	key := catalog.Key{API: "v3", Method: "GET", Path: "/a"}
	lock := plan.Lock{Dataset: "2026-08-01", Operations: make([]plan.LockedOperation, 2)}
	for want, changes := range map[string][]plan.Change{
		"Nothing became stricter for the 2 operations of the plan of\n2026-08-01.\n\nFrom the test of 2026-08-22.\n": nil,
		"1 of 2 operations became stricter since the plan of\n2026-08-01.\n\nv3 GET /a\n  levels: none of the plan's user levels is accepted: it\n    has none\n    before: none published\n    after: any one of A B\n  experimental: callers must send the header\n    X-SailPoint-Experimental: true\n    before: not experimental\n    after: experimental\n\nFrom the test of 2026-08-22.\n": {
			{Key: key, What: plan.AspectLevels, Loss: plan.LossLevels, After: plan.LockedOperation{UserLevels: []string{"A", "B"}}},
			{Key: key, What: plan.AspectExperimental, Loss: plan.LossHeader},
		},
	} {
		if got := render(t, Terminal{Width: 60}, Check(&answer.Checked{Catalog: &answer.Catalog{Dataset: dataset}, Lock: lock, Changes: changes})); got != want {
			t.Errorf("%s\nwant\n%s", got, want)
		}
	}
}

// What became stricter is said in words, with what was before and what is now.
func TestLossesInWords(t *testing.T) {
	key := catalog.Key{API: "v3", Method: "GET", Path: "/a"}
	needs := func(needs catalog.Needs) plan.LockedOperation { return plan.LockedOperation{Needs: needs} }
	scopes := func(rule catalog.ScopeRule, names ...string) plan.LockedOperation {
		return plan.LockedOperation{UserScopes: names, ClientScopes: []string{"client:only"}, ScopeRule: rule}
	}
	pat := plan.Lock{Credential: catalog.CredentialPAT, Scopes: []string{"a:b:c"}, Levels: []string{"ORG_ADMIN"}}
	for want, test := range map[string]struct {
		lock   plan.Lock
		change plan.Change
	}{
		"pat-or-client|pat|an API client's token is not accepted any more": {plan.Lock{Credential: catalog.CredentialClient},
			plan.Change{What: plan.AspectCredential, Loss: plan.LossRefused, Before: needs(catalog.NeedsPATOrClient), After: needs(catalog.NeedsPAT)}},
		"pat|client|a user's token is not accepted any more": {pat,
			plan.Change{What: plan.AspectCredential, Loss: plan.LossRefused, Before: needs(catalog.NeedsPAT), After: needs(catalog.NeedsClient)}},
		"none|pat|a token is needed now, and the plan has none": {plan.Lock{Credential: plan.CredentialNone},
			plan.Change{What: plan.AspectCredential, Loss: plan.LossRefused, Before: needs(catalog.NeedsNone), After: needs(catalog.NeedsPAT)}},
		"pat|other|nothing says any more that the plan's credential is accepted": {pat,
			plan.Change{What: plan.AspectCredential, Loss: plan.LossUnstated, Before: needs(catalog.NeedsPAT), After: needs(catalog.NeedsOther)}},
		"a:b:c|any one of d:e:f g:h:i|none of the plan's scopes is accepted: it has a:b:c": {pat,
			plan.Change{What: plan.AspectScopes, Loss: plan.LossEveryScope, Before: scopes(catalog.AnyScope, "a:b:c"), After: scopes(catalog.AnyScope, "d:e:f", "g:h:i")}},
		"none published|client:only|none of the plan's scopes is accepted: it has none": {plan.Lock{Credential: catalog.CredentialClient},
			plan.Change{What: plan.AspectScopes, Loss: plan.LossEveryScope, After: scopes(catalog.AnyScope)}},
		"a:b:c|all of a:b:c d:e:f|all of them are needed, and the plan lacks d:e:f": {pat,
			plan.Change{What: plan.AspectScopes, Loss: plan.LossSomeScope, Missing: []string{"d:e:f"}, Before: scopes(catalog.AnyScope, "a:b:c"), After: scopes(catalog.AllScopes, "a:b:c", "d:e:f")}},
		"ORG_ADMIN|HELPDESK|none of the plan's user levels is accepted: it has ORG_ADMIN": {pat,
			plan.Change{What: plan.AspectLevels, Loss: plan.LossLevels, Before: plan.LockedOperation{UserLevels: []string{"ORG_ADMIN"}}, After: plan.LockedOperation{UserLevels: []string{"HELPDESK"}}}},
		"published|gone|the operation is not published any more":                                       {pat, plan.Change{What: plan.AspectOperation, Loss: plan.LossGone}},
		"published|gone|the operation is not published any more; the endpoint goes on as GET /v2026/a": {pat, plan.Change{What: plan.AspectOperation, Loss: plan.LossGone, Elsewhere: "GET /v2026/a"}},
		"published|unknown|the data set has no document of the API v3":                                 {pat, plan.Change{What: plan.AspectOperation, Loss: plan.LossUnknown}},
		"published|unreadable|the operation can't be read in the API's document":                       {pat, plan.Change{What: plan.AspectOperation, Loss: plan.LossUnreadable}},
	} {
		test.change.Key = key
		row := Check(&answer.Checked{Catalog: &answer.Catalog{Dataset: dataset}, Lock: test.lock, Changes: []plan.Change{test.change}}).(checked).Rows[0]
		if got := fmt.Sprintf("%s|%s|%s", row[4], row[5], row[6]); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
