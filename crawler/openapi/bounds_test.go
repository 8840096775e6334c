package openapi

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/prose"
	"authcat/crawler/mirrortest"
)

// numbered repeats a text, in which %d is the number.
func numbered(n int, text string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(text, "%d", fmt.Sprint(i)))
	}
	return b.String()
}

// What is at a bound is read, what is beyond it is not, and says so: the
// operation where it is one's, else the document.
func TestBounds(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	get := func(fields string) string { return head + "  /good: {get: {}}\n  /a: {get: {" + fields + "}}\n" }
	name := func(n int) string { return strings.Repeat("x", n) }
	tests := map[string]struct {
		most int
		body func(n int) string
		says string
		code catalog.Code // "" where the document is refused
	}{
		"alternatives": {maxAlternatives, func(n int) string { return get("security: [" + numbered(n, "{userAuth: [a%d]},") + "]") }, "33 alternatives, where at most 32 are read", catalog.CodeOperationUnread},
		"schemes":      {maxSchemes, func(n int) string { return get("security: [{" + numbered(n, "s%d: [],") + "}]") }, "17 schemes", catalog.CodeOperationUnread},
		"scopes":       {maxScopes, func(n int) string { return get("security: [{userAuth: [" + numbered(n, "a%d,") + "]}]") }, "65 entries", catalog.CodeOperationUnread},
		"scope":        {maxName, func(n int) string { return get("security: [{userAuth: [" + name(n) + "]}]") }, "1001 bytes", catalog.CodeOperationUnread},
		"scheme":       {maxName, func(n int) string { return get("security: [{? " + name(n) + " : []}]") }, "1001 bytes", catalog.CodeOperationUnread},
		"levels":       {maxNames, func(n int) string { return get("x-sailpoint-userLevels: [" + numbered(n, "a%d,") + "]") }, "65 entries", catalog.CodeOperationUnread},
		"tags":         {maxNames, func(n int) string { return get("tags: [" + numbered(n, "a%d,") + "]") }, "65 entries", catalog.CodeOperationUnread},
		"title":        {maxName, func(n int) string { return get("summary: " + name(n)) }, "1001 bytes", catalog.CodeOperationUnread},
		"right":        {maxName, func(n int) string { return get("x-required-right: " + name(n)) }, "1001 bytes", catalog.CodeOperationUnread},
		"parameters":   {maxParameters, func(n int) string { return get("parameters: [" + strings.Repeat("{name: a, in: query},", n) + "]") }, "257 parameters", catalog.CodeReferenceUnread},
		"description":  {prose.MaxText, func(n int) string { return get("description: " + name(n)) }, "65537 bytes", catalog.CodeProseUnread},
		"note":         {maxNote, func(n int) string { return get("x-deprecated-description: " + name(n)) }, "4001 bytes", catalog.CodeFieldOdd},
		"references": {maxReferences, func(n int) string {
			chain := numbered(n-1, "    p%d: {$ref: '#/components/parameters/p%d+'}\n")
			for i := range n - 1 {
				chain = strings.Replace(chain, fmt.Sprintf("p%d+", i), fmt.Sprintf("p%d", i+1), 1)
			}
			chain += fmt.Sprintf("    p%d: {name: a, in: query}\n", n-1)
			return strings.Replace(get("parameters: [{$ref: '#/components/parameters/p0'}]"), "paths:", chain+"paths:", 1)
		}, "leads back to itself", catalog.CodeReferenceUnread},
		"merges": {maxMerges, func(n int) string {
			return get("? <<\n: " + strings.Repeat("{<<: ", n-1) + "{tags: [a]}" + strings.Repeat("}", n-1))
		}, "nested more than 16 deep", catalog.CodeOperationUnread},

		"default's alternatives": {maxAlternatives, func(n int) string {
			return strings.Replace(get(""), "[{userAuth: ['sp:scopes:all']}]", "["+strings.Repeat("{userAuth: []},", n)+"]", 1)
		}, "33 alternatives", ""},
		"operations": {maxOperations, func(n int) string { return head + numbered(n, "  /a%d: {get: {}}\n") }, "more than 20000 operations", ""},
		"versions":   {maxVersions, func(n int) string { return head + numbered(n, "  '/a/{p%d}': {get: {}}\n") }, `more than 16 operations "GET /a/{}"`, ""},
		"problems":   {maxProblems, func(n int) string { return get("") + numbered(n, "  b%d: {}\n") }, "more than 20000 things in it can't be read", ""},
		"descriptions": {maxProse / 1024, func(n int) string {
			return head + numbered(n, "  /a%d: {get: {description: "+name(1024)+"}}\n")
		}, "more than 2097152 bytes", ""},
		"directives": {maxDirectives, func(n int) string {
			return numbered(n, "%TAG !a%d! tag:a\n") + "---\n" + get("")
		}, "17 %TAG directives", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, atBound, err := Parse(t.Context(), "v1", []byte(test.body(test.most)), new(prose.Reader))
			if err != nil || name != "problems" && len(atBound) > 0 {
				t.Fatalf("at the bound: %v, %v", atBound, err)
			}
			_, problems, err := Parse(t.Context(), "v1", []byte(test.body(test.most+1)), new(prose.Reader))
			var code catalog.Code
			says := fmt.Sprint(err)
			if err == nil && len(problems) == 1 {
				code, says = problems[0].Code, problems[0].Seen
			}
			if code != test.code || !strings.Contains(says, test.says) {
				t.Errorf("beyond it: %s %s, want %s %s", code, says, test.code, test.says)
			}
		})
	}
}

// As many keys and entries as the bound says are read, and no more.
func TestSpent(t *testing.T) {
	for visits, most := range map[int]bool{0: true, maxVisits: true, maxVisits + 1: false} {
		if err := (&tree{visits: visits}).spent(); (err == nil) != most {
			t.Errorf("%d visits: %v", visits, err)
		}
	}
}

// The size bounds what the YAML parser is given at all.
func TestSizeIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	for says, body := range map[string]string{
		"more than 32 MiB":          head + "# " + strings.Repeat("x", maxBytes),
		"up to 1000":                head + "  /a: [" + strings.Repeat(",", maxMarks) + "]",
		"more than 2000000 keys":    "x-a: &a [" + strings.Repeat("{name: a},", 200) + "]\n" + head + numbered(5000, "  /a%d: {parameters: *a, get: {parameters: *a}}\n"),
		"more than 2097152 bytes":   "x-a: &a " + strings.Repeat("x", 60_000) + "\n" + head + numbered(40, "  /a%d: {get: {description: *a}}\n"),
		"2000000 keys and entries":  merges(30_000, 20),
		"more than 20000 things":    "x-a: &a {" + numbered(5, "b%d: {},") + "}\nx-p: &p [" + strings.Repeat("[],", 200) + "]\n" + head + numbered(200, "  /a%d: {get: {parameters: *p}}\n"),
		"the document is cut short": "openapi: 3.0.1\npaths: {/a: {get: {security: []}}}\ncomponents:\n",
	} {
		if _, _, err := Parse(t.Context(), "v1", []byte(body), new(prose.Reader)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("error %v, want one that says %q", err, says)
		}
	}
}

// Real documents are far below the bounds.
func TestRealDocumentsAreFarBelow(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	for _, name := range specs {
		body := mirrortest.Spec(t, name)
		p, err := read(t.Context(), "x", body, new(prose.Reader))
		if err != nil {
			t.Fatal(err)
		}
		crowd := 0
		for _, n := range p.versions {
			crowd = max(crowd, n)
		}
		for what, of := range map[string][2]int{
			"bytes": {len(body), maxBytes}, "marks": {marks(body), maxMarks}, "visits": {p.doc.tree.visits, maxVisits},
			"operations": {p.operations, maxOperations}, "versions": {crowd, maxVersions}, "problems": {len(p.problems), maxProblems}, "prose": {p.prose, maxProse},
		} {
			t.Logf("%s: %d %s", name, of[0], what)
			if 4*of[0] > of[1] {
				t.Errorf("%s has %d %s, and no more than %d are read", name, of[0], what, of[1])
			}
		}
	}
}

// merges is a document of operations that all merge the same wide mappings.
func merges(width, n int) string {
	wide := "x-wide: &wide {" + numbered(width, "x-%d: 1,") + "}\n"
	return wide + head + numbered(n*5, "  /a%d: {get: {<<: *wide}}\n")
}

// The work grows with the document and no faster: four times as much of
// anything takes four times the allocations, those of YAML included.
func TestWorkIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	paths := func(text string) func(int) string { return func(n int) string { return head + numbered(n, text) } }
	one := func(before, entry, after string) func(int) string {
		return func(n int) string { return head + "  /good: {get: {}}\n" + before + numbered(n, entry) + after }
	}
	tests := map[string]func(n int) string{
		"operations":          paths("  /a%d: {get: {security: [{userAuth: [a]}], tags: [a], x-sailpoint-userLevels: [A]}}\n"),
		"methods in capitals": paths("  /a%d: {GET: {}}\n"),
		"schemes":             one("  /a: {get: {security: [{", "s%d: [a],", "}]}}"),
		"alternatives":        one("  /a: {get: {security: [", "{userAuth: [a%d]},", "]}}"),
		"scopes":              one("  /a: {get: {security: [{userAuth: [", "a%d,", "]}]}}"),
		"scopes of a default": func(n int) string {
			return strings.Replace(head, "sp:scopes:all", "a", 1) + numbered(n, "  /a%d: {get: {}}\n")
		},
		"keys twice":   one("  /a: {get: {", "security: [],", "}}"),
		"unknown keys": one("  /a: {get: {", "k%d: [],", "}}"),
		"paths twice":  one("", "  /a: {get: {}}\n", ""),
		"responses":    one("  /a: {get: {responses: {", "'%d': {},", "}}}"),
		"merged":       one("  /a: {<<: [", "{x-%d: {}},", "{get: {}}]}"),
		"aliases": func(n int) string {
			return "x-a: &a {security: [{userAuth: [a]}]}\n" + head + numbered(n, "  /a%d: {get: *a}\n")
		},
		"merged aliases": func(n int) string {
			return "x-a: &a {security: [{userAuth: [a]}]}\n" + head + numbered(n, "  /a%d: {get: {<<: *a}}\n")
		},
		"references, as many parameters": func(n int) string {
			parameters := numbered(n, "    p%d: {name: a, in: query}\n")
			return strings.Replace(head, "paths:", parameters+"paths:", 1) + numbered(n, "  /a%d: {get: {parameters: [{$ref: '#/components/parameters/p%d'}]}}\n")
		},
	}
	for name, body := range tests {
		allocations := func(n int) float64 {
			text := []byte(body(n))
			return testing.AllocsPerRun(1, func() { _, _, _ = Parse(t.Context(), "v1", text, new(prose.Reader)) })
		}
		small, large := allocations(400), allocations(1600)
		if large > 4.2*small {
			t.Errorf("%s: %.0f allocations, and %.0f for four times as much", name, small, large)
		}
	}
}

// counting is a context that ends after it was asked some times whether it has.
type counting struct {
	context.Context
	left int
}

func (c *counting) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

// Parsing asks its context over and over, within YAML and for each operation,
// and ends when that has.
func TestAnEndedContextEndsParsing(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	whole := mirrortest.Spec(t, "dereferenced/deref-sailpoint-api.v3.yaml")
	ctx := &counting{t.Context(), 1 << 30}
	observations, _, err := Parse(ctx, "v3", whole, new(prose.Reader))
	if err != nil {
		t.Fatal(err)
	}
	asked := 1<<30 - ctx.left
	if least := len(observations) + len(whole)/(64<<10); asked < least {
		t.Errorf("it asked %d times, want at least %d", asked, least)
	}
	for _, after := range []int{0, 1, asked / 10, asked / 2, asked - 1} {
		if _, _, err := Parse(&counting{t.Context(), after}, "v3", whole, new(prose.Reader)); err == nil {
			t.Errorf("ended after it asked %d times of %d, it read the document", after, asked)
		}
	}
	ended, cancel := context.WithCancelCause(t.Context())
	why := errors.New("told to end")
	cancel(why)
	if _, _, err := Parse(ended, "v3", whole, new(prose.Reader)); !errors.Is(err, why) {
		t.Errorf("error %v, want the context's cause", err)
	}
}
