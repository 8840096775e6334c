package export

import (
	"encoding/csv"
	"encoding/json"
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
		"v3 GET /a\n  scopes: none of them\n    before: x\n    after: y\n  levels: nor of those\n    before: X\n    after: Y\n\nFrom the test of 2026-08-22.\n": {
			{Key: key, What: plan.AspectScopes, Before: "x", After: "y", Reason: "none of them"},
			{Key: key, What: plan.AspectLevels, Before: "X", After: "Y", Reason: "nor of those"},
		},
	} {
		if got := render(t, Terminal{Width: 60}, Check(&answer.Checked{Catalog: &answer.Catalog{Dataset: dataset}, Lock: lock, Changes: changes})); got != want {
			t.Errorf("%s\nwant\n%s", got, want)
		}
	}
}
