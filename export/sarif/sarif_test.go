package sarif

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "write the golden file anew")

// sample has every rule, and what is hard to write.
var sample = []Result{
	{Rule: ForcesPAT, Message: "GET /v2025/identities forces a PAT.", File: "cmd/sync/main.go", Line: 42, Operation: "v2025 GET /identities"},
	{Rule: ForcesPAT, Level: Error, Message: "This change forces a PAT.", File: "cmd/sync/main.go", Line: 7, Operation: "v2025 GET /identities"},
	{Rule: NeedsScope, Message: "GET /v3/accounts/{id} needs idn:accounts:read.", File: "scripts/a b#1.ps1", Line: 3, Operation: "v3 GET /accounts/{id}"},
	{Rule: NeedsLevel, Message: "The user needs [one](https://example.com) of HELPDESK ORG_ADMIN.", File: "c:/x.py", Line: 1, Operation: "v3 GET /accounts"},
	{Rule: Unpublished, Message: "Nobody says\nwhich scopes it needs.", File: "src/ü.ts", Line: 9, Operation: "v1 GET /x"},
	{Rule: Retired, Message: "GET /v2/accounts is retired.", File: "src/App.java", Line: 100, Operation: "GET /v2/accounts"},
	{Rule: NotResolved, Message: "The path is not known.", File: "src/App.java", Operation: ""},
	{Rule: Contested, Message: "<b>Somebody</b> saw an API client get in.", Operation: "v2025 GET /access-profiles"},
}

func encode(t *testing.T, tool Tool, results []Result) []byte {
	t.Helper()
	body, err := Encode(tool, results)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestEncode(t *testing.T) {
	golden := filepath.Join("testdata", "sample.sarif")
	got := encode(t, Tool{"1.2.3", "bundled snapshot of 2026-08-22"}, sample)
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	reversed := slices.Clone(sample)
	slices.Reverse(reversed)
	if again := encode(t, Tool{"1.2.3", "bundled snapshot of 2026-08-22"}, reversed); !bytes.Equal(again, got) {
		t.Error("the order of the results changes the log")
	}
	if sample[0].Line != 42 {
		t.Error("the results were sorted in place")
	}
}

// fingerprints are those of results, in the order of the log.
func fingerprints(t *testing.T, results ...Result) []string {
	t.Helper()
	var got log
	if err := json.Unmarshal(encode(t, Tool{}, results), &got); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, r := range got.Runs[0].Results {
		all = append(all, r.Fingerprints["operationHash/v1"])
	}
	return all
}

func TestFingerprints(t *testing.T) {
	first := Result{Rule: ForcesPAT, Message: "one", File: "a.go", Line: 3, Operation: "v1 GET /a"}
	second := first
	second.Line, second.Message = 90, "two"
	both := fingerprints(t, first, second)
	if both[0] == both[1] {
		t.Error("two calls of an operation in a file have the same fingerprint")
	}
	moved, reworded := first, second
	moved.Line, reworded.Line, reworded.Message, reworded.Level = 13, 100, "other words", Error
	if after := fingerprints(t, reworded, moved); !slices.Equal(after, both) {
		t.Errorf("fingerprints %v after lines moved, want %v", after, both)
	}
	for name, change := range map[string]func(*Result){
		"rule":      func(r *Result) { r.Rule = NeedsScope },
		"file":      func(r *Result) { r.File = "b.go" },
		"operation": func(r *Result) { r.Operation = "v1 GET /b" },
		"border":    func(r *Result) { r.File, r.Operation = "a.gov", "1 GET /a" },
	} {
		other := first
		change(&other)
		if fingerprints(t, other)[0] == both[0] {
			t.Errorf("another %s has the same fingerprint", name)
		}
	}
}

// The files are where a reader of URIs finds them, below the sources.
func TestFilesAreRelative(t *testing.T) {
	base := &url.URL{Scheme: "file", Path: "/src/"}
	for file, want := range map[string]string{
		"a/b.go": "/src/a/b.go", "a b#1?x%20.go": "/src/a b#1?x%20.go", "c:/x.py": "/src/c:/x.py", "//evil.example/x": "/src/evil.example/x", "ü\xff.ts": "/src/ü\xff.ts",
	} {
		got, err := base.Parse(relativeURI(file))
		if err != nil || got.Path != want || got.Host != "" || got.Scheme != "file" {
			t.Errorf("%q is %v (%v), want %q", file, got, err, want)
		}
	}
}

func TestMessagesSayWhatTheySay(t *testing.T) {
	for text, want := range map[string]string{
		"/a/{id}": "/a/{{id}}", "{0}": "{{0}}", "[a](javascript:x)": "[a] (javascript:x)", "[0] is\n\tit": "[0] is it",
	} {
		if got := messageText(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestUnknownRule(t *testing.T) {
	if _, err := Encode(Tool{}, []Result{{Rule: "authcat/nothing"}}); err == nil || !strings.Contains(err.Error(), "authcat/nothing") {
		t.Errorf("error %v, want one that names the rule", err)
	}
}

// Every constant is a rule of the log, with words of its own.
func TestRules(t *testing.T) {
	want := []Rule{ForcesPAT, NeedsScope, NeedsLevel, Unpublished, Retired, NotResolved, Contested}
	texts := map[string]bool{}
	for i, d := range descriptions {
		if d.id != want[i] {
			t.Errorf("rule %d is %s, want %s: the order is kept", i, d.id, want[i])
		}
		for _, text := range []string{d.short, d.full, d.help} {
			if text == "" || texts[text] || strings.ContainsAny(text, "{}[]") {
				t.Errorf("%s: the text %q is empty, another's or more than plain", d.id, text)
			}
			texts[text] = true
		}
	}
	if len(descriptions) != len(want) {
		t.Errorf("%d rules, want %d", len(descriptions), len(want))
	}
}

// The published schema is no part of the project: AUTHCAT_SARIF_SCHEMA names a
// copy of sarif-schema-2.1.0.json of github.com/oasis-tcs/sarif-spec.
func TestLogsAreValid(t *testing.T) {
	name := os.Getenv("AUTHCAT_SARIF_SCHEMA")
	if name == "" {
		t.Skip("needs SARIF's schema: AUTHCAT_SARIF_SCHEMA names a copy")
	}
	text, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer text.Close()
	document, err := jsonschema.UnmarshalJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("sarif.json", document); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, results := range [][]Result{nil, sample, {{Rule: Contested}}} {
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(encode(t, Tool{}, results)))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(value); err != nil {
			t.Error(err)
		}
	}
}
