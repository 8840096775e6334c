package export

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

var thingsForm = Form{Name: "things", Rows: "things", Members: []Member{
	{Name: "path"}, {Name: "title"}, {Name: "flag", Type: Flag}, {Name: "user_scopes", Type: Names}, {Name: "more", Optional: true},
}}

func query(t *testing.T, fields, text string) (string, error) {
	t.Helper()
	t.Setenv("AUTHCAT_SECRET", "hunter2")
	parsed, err := ParseQuery(text)
	if err != nil {
		t.Fatal(text, err)
	}
	var out bytes.Buffer
	_, err = Queried{choice(t, fields), parsed, t.Context()}.Render(&out, hostileListing())
	return out.String(), err
}

func choice(t *testing.T, fields string) Choice {
	t.Helper()
	if fields == "" {
		return Choice{Form: thingsForm}
	}
	chosen, err := thingsForm.Choose(fields)
	if err != nil {
		t.Fatal(err)
	}
	return chosen
}

func TestChoose(t *testing.T) {
	text := render(t, choice(t, "user_scopes, more,path"), hostileListing())
	if want := "[\n  {\n    \"user_scopes\": [\n      \"b\",\n      \"a\"\n    ],\n    \"more\": null,\n    \"path\": \"/a/{id}\"\n  },"; !strings.HasPrefix(text, want) {
		t.Errorf("%s\nwant %s", text, want)
	}
	for fields, want := range map[string]string{
		"pth":              `there is no field "pth"; did you mean path? There are path, `,
		"scopes":           `there is no field "scopes"; did you mean user_scopes? There are user_scopes, `,
		"Path":             `there is no such field; did you mean path? There are path, `,
		"path,":            `there is no such field; there are `,
		"eyJhbGciOiJIUzI1": `there is no such field; there are `,
	} {
		_, err := thingsForm.Choose(fields)
		if unknown := (*FieldError)(nil); !errors.As(err, &unknown) || !strings.HasPrefix(err.Error(), want) || len(unknown.Known) != 5 {
			t.Errorf("%s: %v, want %s", fields, err, want)
		}
	}
}

func TestQuery(t *testing.T) {
	for _, test := range []struct{ fields, text, want string }{
		{"", ".dataset.as_of", "2026-08-22\n"},
		{"", ".schema, .things[0].flag, null, [1.5, 10000000]", "1\ntrue\n\n[1.5,10000000]\n"},
		{"path,flag", ".[0]", `{"flag":true,"path":"/a/{id}"}` + "\n"},
		{"title", ".[0].title", "=cmd|' /C calc'!A0\n"},
		{"more", ".[0].more // \"none\"", "none\n"},
		{"", "empty", ""},
		{"", "1, halt, 2", "1\n"},
		{"", "env, $ENV, (env.AUTHCAT_SECRET // \"none\")", "{}\n{}\nnone\n"},
	} {
		if got, err := query(t, test.fields, test.text); err != nil || got != test.want {
			t.Errorf("%s: %q, %v, want %q", test.text, got, err, test.want)
		}
	}
}

// What can be said wrong is told without what was said.
func TestQueryErrors(t *testing.T) {
	for text, want := range map[string]string{
		".a |":                              "unexpected EOF at character 4",
		"a=C4naryWord1":                     "function not defined: …/0",
		"12345678 as $Hunter200 | $hunter2": "variable not defined: $…",
		"nothing(1)":                        "function not defined: nothing/1",
		`.a ] "hunter2"`:                    `unexpected token "]" at character 4`,
		`import "hunter2" as a; 1`:          "cannot load module: …",
		"input":                             "input(s)/0 is not allowed",
		"input_filename":                    "function not defined: input_filename/0",
		"$__prog_args":                      "variable not defined: $__prog_args",
	} {
		_, err := ParseQuery(text)
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
	if _, err := query(t, "", `@hunter2000000000000000000000 "\(.)"`); err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("a format that there is not: %v", err)
	}
	if got, err := query(t, "", `1, ("hunter2"|keys), 2`); got != "1\n" || err == nil || err.Error() != "--jq: keys cannot be applied to: string (…)" {
		t.Errorf("%q, %v", got, err)
	}
}

// What never ends is ended by the context, and by the memory that it takes.
func TestEndless(t *testing.T) {
	for _, text := range []string{"range(infinite)", "repeat(1)", "def f: f; f", "[limit(1; repeat(empty))]"} {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		parsed, err := ParseQuery(text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := (Queried{choice(t, ""), parsed, ctx}).Render(io.Discard, hostileListing()); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s ends with %v", text, err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	endless, err := ParseTemplate("{{range 100000000000}}x{{end}}")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (Templated{choice(t, ""), endless, 0, ctx}).Render(io.Discard, hostileListing()); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the template ends with %v", err)
	}
	if testing.Short() {
		t.Skip("takes half a GiB")
	}
	if _, err := query(t, "", "[range(infinite)]"); !errors.Is(err, errMemory) {
		t.Errorf("the list ends with %v", err)
	}
}

func TestTemplate(t *testing.T) {
	for _, test := range []struct {
		fields, text string
		width        int
		want         string
	}{
		{"", "{{.schema}} {{.dataset.as_of}} {{len .things}}\n", 0, "1 2026-08-22 3\n"},
		{"user_scopes", `{{range .}}{{join "+" .user_scopes}};{{end}}`, 0, "b+a;;" + strings.Repeat("idn:scope:", 100) + ";"},
		{"path", `{{join " " (pluck "path" .) | truncate 9}}`, 0, "/a/{id} …"},
		{"path,flag", `{{range .}}{{if .flag}}{{tablerow .path .flag "a\tb"}}{{tablerow "x"}}{{end}}{{end}}`, 0, "/a/{id}\ttrue\ta b\nx\t\t\n"},
		{"path", `{{tablerow "a" "b"}}{{tablerender}}then {{tablerow "c"}}`, 0, "a\tb\nthen c\n"},
		{"flag", `{{range .}}{{tablerow .flag "x"}}{{end}}`, 80, "true   x\nfalse  x\nfalse  x\n"},
	} {
		parsed, err := ParseTemplate(test.text)
		if err != nil {
			t.Fatal(test.text, err)
		}
		var out bytes.Buffer
		if _, err := (Templated{choice(t, test.fields), parsed, test.width, t.Context()}).Render(&out, hostileListing()); err != nil || out.String() != test.want {
			t.Errorf("%s: %q, %v, want %q", test.text, out.String(), err, test.want)
		}
	}
}

func TestTemplateErrors(t *testing.T) {
	for text, want := range map[string]string{
		"\n{{nothing 1}}":       `line 2: function "nothing" not defined`,
		`{{"hunter 2000" `:      "line 1: unclosed action",
		`{{template "hunter2"}`: `line 1: unexpected "}" in template clause`,
		"client_secret=hunter2": "it has no action, like {{.schema}}, so that it says nothing of the answer",
		"{{/* hunter2 */}}":     "it has no action, like {{.schema}}, so that it says nothing of the answer",
		"{{C4naryWord1}}":       "line 1: function … not defined",
		"{{end}}":               "line 1: unexpected {{end}}",
	} {
		if _, err := ParseTemplate(text); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
	for text, want := range map[string]string{
		`{{join "," .schema}}`:  "it takes a list, not a int",
		`{{pluck "a" .schema}}`: "it takes a list, not a int",
		`{{template "a"}}`:      "",
	} {
		parsed, err := ParseTemplate(text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := (Templated{choice(t, ""), parsed, 0, t.Context()}).Render(io.Discard, hostileListing()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

func TestFirst(t *testing.T) {
	first, total := First(hostileListing(), 2)
	if rows := first.Table().Rows; len(rows) != 2 || total != 3 || !strings.HasPrefix(first.Note(), "the first 2 of 3 things, from the test of ") {
		t.Errorf("%d of %d rows: %s", len(rows), total, first.Note())
	}
	if whole, total := First(hostileListing(), 3); len(whole.Table().Rows) != 3 || total != 3 || !strings.HasPrefix(whole.Note(), "3 things") {
		t.Errorf("%d rows: %s", total, whole.Note())
	}
}
