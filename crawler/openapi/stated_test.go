package openapi

import (
	"fmt"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/prose"
)

// told is what a test expects of one operation, GET /a: its security and levels
// in one line, and the problems, each by its code and some words.
type told struct {
	item, want string
	problems   []string
}

func (e told) check(t *testing.T, before string) {
	t.Helper()
	observations, problems := parse(t, before+"  /good: {get: {operationId: good, security: [{userAuth: [a]}]}}\n  /a: "+e.item)
	got := "unread"
	for _, o := range observations {
		if o.Path == "/a" {
			got = strings.TrimSpace(fmt.Sprintf("%s %s %s", o.Security.Basis, o.Security, strings.Join(o.Levels, " ")))
		}
	}
	if got != e.want {
		t.Errorf("read %s, want %s", got, e.want)
	}
	if len(problems) != len(e.problems) {
		t.Fatalf("problems %+v, want %q", problems, e.problems)
	}
	for i, want := range e.problems {
		code, words, _ := strings.Cut(want, ": ")
		if p := problems[i]; string(p.Code) != code || !strings.Contains(p.Seen, words) || !strings.HasPrefix(p.Pointer, "/") {
			t.Errorf("problem %s: %s at %s, want %s", p.Code, p.Seen, p.Pointer, want)
		}
	}
}

func checkAll(t *testing.T, before string, tests []told) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.item, func(t *testing.T) { test.check(t, before) })
	}
}

// What YAML merges ("<<") is part of the mapping: a stated security that was
// lost with it would leave the document's default in its place.
func TestMergeKeys(t *testing.T) {
	const bases = `  x-bases:
    - &op {security: [{applicationAuth: [b]}], x-sailpoint-userLevels: [ORG_ADMIN]}
    - &levels {x-sailpoint-userLevels: [HELPDESK], tags: [T]}
    - &nested {<<: *op, tags: [N]}
    - &item {get: {security: [{userAuth: [i]}]}}
    - &scheme {userAuth: [s]}
    - &text hello
    - &self {get: {<<: *self}}
    - &odd {[security]: a, tags: [T]}
    - &twice {security: [], security: [{userAuth: [a]}]}
`
	const inherited = "inherited [userAuth (sp:scopes:all)]"
	checkAll(t, bases, []told{
		{"{get: {<<: *op}}", "operation [applicationAuth (b)] ORG_ADMIN", nil},
		{"{get: {<<: *nested}}", "operation [applicationAuth (b)] ORG_ADMIN", nil},
		{"{get: {<<: [*levels, *op]}}", "operation [applicationAuth (b)] HELPDESK", nil},
		{"{get: {<<: [*op, *levels]}}", "operation [applicationAuth (b)] ORG_ADMIN", nil},
		{"{get: {<<: *op, security: [{userAuth: [own]}]}}", "operation [userAuth (own)] ORG_ADMIN", nil},
		{"{get: {security: [{userAuth: [own]}], <<: *op}}", "operation [userAuth (own)] ORG_ADMIN", nil},
		{"{get: {<<: {<<: *op, x-sailpoint-userLevels: [A]}}}", "operation [applicationAuth (b)] A", nil},
		{"{<<: *item}", "operation [userAuth (i)]", nil},
		{"*item", "operation [userAuth (i)]", nil},
		{"{<<: *item, get: {}}", inherited, nil},
		{"{get: {security: [{<<: *scheme}]}}", "operation [userAuth (s)]", nil},
		{"{get: {security: [{<<: *scheme, userAuth: [own]}]}}", "operation [userAuth (own)]", nil},
		{"{get: {security: [*scheme]}}", "operation [userAuth (s)]", nil},
		{`{get: {"<<": *op}}`, inherited, []string{"field-odd: no such field"}},
		{"{get: {<<: *twice}}", "unread", []string{`operation-unreadable: "security" twice`}},
		{"{get: {<<: *twice, security: [{userAuth: [own]}]}}", "operation [userAuth (own)]", nil},
		{"{get: {<<: *op, <<: *levels}}", "unread", []string{"operation-unreadable: two merges"}},
		{"{get: {<<: *odd}}", inherited, []string{"field-odd: a key is no name"}},
		{"{get: {<<: *text}}", "unread", []string{"operation-unreadable: what it merges"}},
		{"{get: {<<: [*op, *text]}}", "unread", []string{"operation-unreadable: what it merges"}},
		{"{get: {<<: null}}", "unread", []string{"operation-unreadable: what it merges"}},
		{"*self", inherited, []string{`field-odd: it is not read: "get"`}},
		{"&me {<<: *me}", "unread", []string{"operation-unreadable: merged into itself"}},
		{"{get: {security: [{<<: null}]}}", "unread", []string{"operation-unreadable: what it merges"}},
	})
}

// Null states nothing, and what is no list of alternatives is no statement that
// can be read: neither ever says that no token is needed.
func TestSecurityThatIsNotStated(t *testing.T) {
	const inherited = "inherited [userAuth (sp:scopes:all)]"
	unread := func(words string) []string { return []string{"operation-unreadable: " + words} }
	checkAll(t, "", []told{
		{"{get: {security: null}}", inherited, []string{"field-odd: security is null"}},
		{"{get: {security: }}", inherited, []string{"field-odd: security is null"}},
		{"{get: {security: ~}}", inherited, []string{"field-odd: security is null"}},
		{"{get: {security: [null]}}", inherited, []string{"security-null: nothing but null"}},
		{"{get: {security: [~, null]}}", inherited, []string{"security-null: nothing but null"}},
		{"{get: {security: [null, {userAuth: [a]}]}}", "operation [userAuth (a)]", []string{"security-null: null among its alternatives (1 of 2)"}},
		{"{get: {security: [{}, null]}}", "operation [{}]", []string{"security-null: (1 of 2)"}},
		{"{get: {security: []}}", "operation []", nil},
		{"{get: {security: [{}]}}", "operation [{}]", nil},
		{"{get: {security: wrong}}", "unread", unread(`its security is no list, but "wrong"`)},
		{"{get: {security: ''}}", "unread", unread("is no list")},
		{"{get: {security: 0}}", "unread", unread("is no list")},
		{"{get: {security: false}}", "unread", unread("is no list")},
		{"{get: {security: {}}}", "unread", unread("is no list, but a mapping")},
		{"{get: {security: {userAuth: [a]}}}", "unread", unread("is no list, but a mapping")},
		{"{get: {security: [[]]}}", "unread", unread("no mapping, but a list")},
		{"{get: {security: [userAuth]}}", "unread", unread(`no mapping, but "userAuth"`)},
		{"{get: {security: ['']}}", "unread", unread("no mapping")},
		{"{get: {security: [{userAuth: a}]}}", "unread", unread("no list")},
		{"{get: {security: [{userAuth: {}}]}}", "unread", unread("no list, but a mapping")},
		{"{get: {security: [{userAuth: [1]}]}}", "unread", unread("no name")},
		{"{get: {security: [{userAuth: [a, null]}]}}", "unread", unread("no name: null")},
		{"{get: {security: [{userAuth: [!!binary YQ==]}]}}", "unread", unread("no name")},
		{"{get: {security: [{userAuth: null}]}}", "operation [userAuth ()]", nil}, // scopes-empty says so
		{"{get: {security: [{userAuth: [a], userAuth: []}]}}", "unread", unread(`"userAuth" twice`)},
		{"{get: {security: [{null: []}]}}", "unread", unread("whose name is none: null")},
		{"{get: {security: [{[a]: []}]}}", "unread", unread("whose name is none: a list")},
		{"{get: {security: [{!!binary dXNlckF1dGg=: []}]}}", "unread", unread("whose name is none")},
		{"{get: {security: [{$ref: '#/x'}]}}", "unread", unread("no list")},
		{"{get: {security: [], security: [{userAuth: [a]}]}}", "unread", unread(`"security" twice`)},
		{"{get: {Security: [], security: [{userAuth: [a]}]}}", "unread", unread(`"security" twice`)},
		{"{get: {$ref: '#/paths/~1good/get'}}", "unread", unread("reference")},
	})
}

// What says something and is written otherwise than OpenAPI has it is read
// where it can only mean one thing, and named in any case.
func TestNothingIsLostWithoutAWord(t *testing.T) {
	const inherited = "inherited [userAuth (sp:scopes:all)]"
	const a = "operation [userAuth (a)]"
	odd := func(words ...string) []string {
		for i, w := range words {
			words[i] = "field-odd: " + w
		}
		return words
	}
	unread := func(words string) []string { return []string{"operation-unreadable: " + words} }
	checkAll(t, "", []told{
		{"{GET: {security: [{userAuth: [a]}]}}", a, odd(`"GET", where OpenAPI has get`)},
		{"{Get: {security: [{userAuth: [a]}]}}", a, odd(`"Get"`)},
		{"{get: {security: [{userAuth: [a]}]}, GET: {security: []}}", "unread", unread("twice")},
		{"{gett: {security: [{userAuth: [a]}]}, get: {}}", inherited, unread(`no such field of a path item, and it is not read: "gett"`)},
		{"{query: {security: [{userAuth: [a]}]}, get: {}}", inherited, unread("query")},
		{"{null: {}, get: {}}", inherited, unread("no name")},
		{"{!!binary Z2V0: {}}", "unread", unread("no name")},
		{"{!!str get: {}}", inherited, nil},
		{"{&k get: {security: [{userAuth: [a]}]}}", a, nil},
		{"{x-get: {security: []}, get: {}}", inherited, nil},
		{"{get: {Security: [{userAuth: [a]}]}}", a, odd(`security is written "Security"`)},
		{"{get: {' security': [{userAuth: [a]}]}}", a, odd(`security is written " security"`)},
		{"{get: {securty: [{userAuth: [a]}]}}", inherited, odd(`it is not read: "securty"`)},
		{"{get: {x-sailpoint-userlevels: [ORG_ADMIN]}}", inherited + " ORG_ADMIN", odd("x-sailpoint-userLevels is written")},
		{"{get: {x-sailpoint-user-levels: [ORG_ADMIN]}}", inherited + " ORG_ADMIN", odd("x-sailpoint-userLevels is written")},
		{"{get: {x-sailpoint-userLevels: null}}", inherited, odd("x-sailpoint-userLevels is null")},
		{"{get: {x-sailpoint-userLevels: []}}", inherited, odd("states no level")},
		{"{get: {x-sailpoint-userLevels: [A, null]}}", "unread", unread("no name: null")},
		{"{get: {x-sailpoint-userLevels: {}}}", "unread", unread("no list")},
		{"{get: {x-sailpoint-userLevels: [A], x-sailpont-userLevels: [B]}}", inherited + " A", odd("the second is not read")},
		{"{get: {x-sailpoint-userLevels: [A], x-sailpont-userLevels: [A]}}", inherited + " A", nil},
		{"{get: {deprecated: 'true'}}", inherited, odd(`deprecated is the text "true"`)},
		{"{get: {deprecated: maybe}}", "unread", unread("neither true nor false")},
		{"{get: {deprecated: null}}", inherited, odd("deprecated is null")},
		{"{get: {tags: null}}", inherited, odd("tags is null")},
		{"{get: {tags: [A, null, 1]}}", inherited, odd("no tag and is not read: null", `"1" without quotes`)},
		{"{get: {operationId: 123}}", inherited, odd(`"123" without quotes`)},
		{"{get: {operationId: [a]}}", "unread", unread("operationId is no text, but a list")},
		{"{get: {description: {a: b}}}", "unread", unread("description is no text")},
		{"{get: {x-required-right: [1]}}", "unread", unread("no name")},
		{"{get: {x-sailpoint-securityDescription: [a]}}", inherited, odd("it is not read")},
		{"{x-sailpoint-userLevels: [A], get: {}}", inherited, odd("stands with the path")},
		{"{security: [], get: {}}", inherited, unread("no such field of a path item")},
		{"{Parameters: [], get: {}}", inherited, odd(`parameters is written "Parameters"`)},
		{"{parameters: {a: b}, get: {}}", inherited, []string{"reference-unresolved: no list"}},
		{"{parameters: [], parameters: [], get: {}}", "unread", unread("parameters twice")},
		{"{get: {responses: {200: {}, 200: {}}}}", inherited, nil},
		{"{get: {responses: {}, responses: {}}}", "unread", unread(`"responses" twice`)},
		{"{$ref: '#/x', get: {}}", inherited, unread("not followed")},
		{"{[get]: {}, get: {}}", inherited, unread("no name")},
	})
}

// Paths are named where they are not read.
func TestPathsThatAreNone(t *testing.T) {
	for entry, says := range map[string]string{
		"b: {get: {}}":           "does not begin with a slash",
		"'': {get: {}}":          "does not begin with a slash",
		"' /b': {get: {}}":       "does not begin with a slash",
		"[/b]: {get: {}}":        "no text",
		"~: {get: {}}":           "no text",
		`"/b\n": {get: {}}`:      "characters",
		"/b: null":               "no mapping",
		"/b: []":                 "no mapping",
		"/b: {$ref: './b.yaml'}": "not followed",
		"/" + strings.Repeat("b", maxName) + ": {get: {}}": "1001 bytes",
	} {
		observations, problems := parse(t, "  /good: {get: {}}\n  "+entry)
		if len(observations) != 1 || len(problems) != 1 || problems[0].Code != catalog.CodeOperationUnread || !strings.Contains(problems[0].Seen, says) {
			t.Errorf("%.40s: %d operations, %+v, want one problem that says %q", entry, len(observations), problems, says)
		}
	}
	observations, problems := parse(t, "  /good: {get: {}}\n  x-b: {get: {}}\n  /empty: {}\n  X-c: 1")
	if len(observations) != 1 || len(problems) != 0 {
		t.Errorf("extensions and empty path items: %d operations, %+v", len(observations), problems)
	}
}

// What stands twice, or is cut off, makes a document that can't be believed.
func TestParseRefusesAmbiguity(t *testing.T) {
	good := head + "  /a: {get: {}}\n"
	tests := map[string]struct{ body, says string }{
		"security twice":          {good + "security: []\n", `its top level has "security" twice`},
		"security above":          {"security: []\n" + good, `"security" twice`},
		"security in capitals":    {good + "Security: []\n", `"security" twice`},
		"paths twice":             {good + "paths: {/b: {get: {}}}\n", `"paths" twice`},
		"components twice":        {good + "components: {securitySchemes: {a: {type: http}}}\n", `"components" twice`},
		"openapi twice":           {good + "openapi: 3.0.1\n", `"openapi" twice`},
		"schemes twice":           {strings.Replace(good, "  parameters:\n", "  securitySchemes: {}\n  parameters:\n", 1), `/components has "securitySchemes" twice`},
		"a scheme twice":          {strings.Replace(good, "    basicAuth", "    userAuth", 1), `"userAuth" stands twice`},
		"UTF-16":                  {"\xff\xfeo\x00", "UTF-16"},
		"a second document":       {good + "---\n" + good, "second YAML document"},
		"a second, empty one":     {good + "---\n", "second YAML document"},
		"a second that is broken": {good + "---\n[", "no valid YAML"},
		"only extensions":         {head + "  x-a: {get: {}}", "no operation"},
		"only an empty path":      {head + "  /a: {}", "no operation"},
		"default is no list":      {strings.Replace(good, "[{userAuth: ['sp:scopes:all']}]", "[a]", 1), "default security"},
		"components are a list":   {strings.Replace(good, "components:\n", "components: []\nx-old:\n", 1), "/components can't be read"},
		"merged into itself":      {"<<: &a {<<: *a}\n" + good, "merged into itself"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if _, _, err := Parse(t.Context(), "v1", []byte(test.body), new(prose.Reader)); err == nil || !strings.Contains(err.Error(), test.says) {
				t.Errorf("error %v, want one that says %q", err, test.says)
			}
		})
	}
}

// The document's own fields: what is null or spelt otherwise is named.
func TestDocumentOddities(t *testing.T) {
	tests := map[string]struct{ from, to, want, says string }{
		"default null":         {"[{userAuth: ['sp:scopes:all']}]", "null", "inherited []", ""},
		"default [null]":       {"[{userAuth: ['sp:scopes:all']}]", "[null]", "inherited []", "security-null /security the default security is a list of nothing but null"},
		"default null among":   {"[{userAuth: ['sp:scopes:all']}]", "[null, {userAuth: [a]}]", "inherited [userAuth (a)]", "security-null /security the default security has null"},
		"default []":           {"[{userAuth: ['sp:scopes:all']}]", "[]", "inherited []", ""},
		"default merged":       {"security: [", "x-a: &a {security: [{userAuth: [m]}]}\n<<: *a\nx-b: [", "inherited [userAuth (m)]", ""},
		"security in capitals": {"security:", "SECURITY:", "inherited [userAuth (sp:scopes:all)]", "field-odd security is written"},
		"unknown field":        {"security:", "secured: true\nsecurity:", "inherited [userAuth (sp:scopes:all)]", "field-odd OpenAPI has no such field"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			body := strings.Replace(head, test.from, test.to, 1) + "  /a: {get: {}}"
			observations, problems, err := Parse(t.Context(), "v1", []byte(body), new(prose.Reader))
			if err != nil {
				t.Fatal(err)
			}
			o := observations[0]
			if got := string(o.Security.Basis) + " " + o.Security.String(); got != test.want {
				t.Errorf("read %s, want %s", got, test.want)
			}
			if needs := catalog.Decide(o.Security, catalog.AnyScope).Needs; needs == catalog.NeedsNone {
				t.Error("it needs no token")
			}
			var told string
			for _, p := range problems {
				told += strings.Join(strings.Fields(string(p.Code)+" "+p.Pointer+" "+p.Seen), " ")
			}
			if !strings.HasPrefix(told, test.says) || test.says == "" && told != "" {
				t.Errorf("problems %q, want %q", told, test.says)
			}
		})
	}
}
