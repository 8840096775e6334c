package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"authcat/export"
)

// answerLines has a command line for every form of answer.
var answerLines = []struct{ form, line string }{
	{"lookup", "lookup GET /v2025/access-profiles"},
	{"lookup", "lookup /v2025/entitlements"},
	{"lookup-evidence", "lookup --evidence GET /v2025/access-profiles"},
	{"explain", "explain GET /v2025/accounts --as client-credentials --status 403"},
	{"explain", "explain GET /roles --as pat"},
	{"explain", "token --check user.jwt GET /v2025/identities"},
	{"token", "token user.jwt"},
	{"plan", "plan calls.txt"},
	{"plan", "plan after"},
	{"plan-request-pat", "plan --request pat calls.txt"},
	{"plan-request-api-client", "plan --request api-client client.txt"},
	{"plan-request-custom-user-level", "plan --request custom-user-level calls.txt"},
	{"check", "check plan.json"},
	{"check-base", "check --base before after"},
	{"observe", "observe --as client-credentials --observations seen.txt access.log"},
	{"list", "list --api v1"},
	{"list", "levels HELPDESK"},
	{"list", "scopes idn:identity:read"},
	{"tags", "tags"},
	{"scopes", "scopes"},
	{"levels", "levels"},
	{"findings", "findings"},
	{"findings-all", "findings --all"},
	{"findings-all", "findings --class scheme-undeclared"},
	{"status", "status"},
	{"guide", "guide"},
	{"diff", "diff bundled:v2025 bundled:v2026"},
	{"history", "history listIdentities"},
	{"guard", "guard --all bundled bundled"},
}

// answerFiles are what the command lines name.
var answerFiles = map[string]string{
	"calls.txt":      "GET /v2025/identities\nGET /v2025/accounts\nGET /v2025/nothing\nnonsense here\n",
	"client.txt":     "GET /v2025/accounts\nPOST /v2025/accounts\n",
	"access.log":     `10.0.0.1 - - [22/Aug/2026:10:00:00 +0000] "GET /v2025/accounts?limit=250 HTTP/1.1" 200 512` + "\n",
	"user.jwt":       "eyJhbGciOiJub25lIn0.eyJ1c2VyX25hbWUiOiJhbm5hIiwiYXV0aG9yaXRpZXMiOlsiT1JHX0FETUlOIl0sInNjb3BlIjpbImlkbjppZGVudGl0eTpyZWFkIl0sImV4cCI6NDEwMjQ0NDgwMH0.\n",
	"before/sync.ts": "await axios.get(\"https://acme.api.identitynow.com/v2025/accounts\");\n",
	"after/sync.ts":  "await axios.get(\"https://acme.api.identitynow.com/v2025/accounts\");\nawait axios.get(\"https://acme.api.identitynow.com/v2025/identities\");\n",
}

// answering goes where the files are, and writes a plan there to which something became stricter.
func answering(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range answerFiles {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if code, _, said := replied("plan --write plan.json calls.txt"); code != exitOK {
		t.Fatalf("the plan exits with %d: %s", code, said)
	}
	kept, err := os.ReadFile("plan.json")
	if err != nil {
		t.Fatal(err)
	}
	looser := kept
	for _, was := range [][2]string{{`"credential": "pat"`, `"credential": "client_credentials"`}, {`"needs": "pat"`, `"needs": "pat-or-client"`}} {
		if !bytes.Contains(looser, []byte(was[0])) {
			t.Fatalf("the plan has no %s:\n%s", was[0], looser)
		}
		looser = bytes.ReplaceAll(looser, []byte(was[0]), []byte(was[1]))
	}
	if err := os.WriteFile("plan.json", looser, 0o644); err != nil {
		t.Fatal(err)
	}
}

// replied runs a command line, and more arguments as they are.
func replied(line string, more ...string) (code int, stdout, stderr string) {
	var out, said bytes.Buffer
	e := environment{
		stdin: strings.NewReader(""), stdout: &out, stderr: &said, getenv: func(string) string { return "" },
		now: func() time.Time { return time.Date(2026, 8, 29, 12, 0, 0, 0, time.UTC) },
	}
	code = run(append(strings.Fields(line), more...), e)
	return code, out.String(), said.String()
}

// The tests of answers leave out no form, and no command that has one.
func TestEveryAnswerIsTested(t *testing.T) {
	forms, commands := map[string]bool{}, map[string]bool{}
	for _, answer := range answerLines {
		forms[answer.form] = true
		commands[strings.Fields(answer.line)[0]] = true
	}
	for _, form := range export.Forms() {
		if !forms[form.Name] {
			t.Errorf("no command line answers with the form %s", form.Name)
		}
	}
	var walk func(*cobra.Command)
	walk = func(command *cobra.Command) {
		flags := command.Flags()
		for _, name := range []string{"json", "jq", "template", "header", "limit"} {
			if commands[command.Name()] != (flags.Lookup(name) != nil) {
				t.Errorf("%s: its flag --%s and the tests of answers contradict each other", command.CommandPath(), name)
			}
		}
		for _, child := range command.Commands() {
			walk(child)
		}
	}
	walk(newRoot(environment{getenv: func(string) string { return "" }, now: time.Now}))
}

// each runs a test for every command line.
func each(t *testing.T, test func(t *testing.T, form export.Form, line string)) {
	t.Helper()
	if testing.Short() {
		t.Skip("takes seconds")
	}
	answering(t)
	for _, answer := range answerLines {
		t.Run(answer.line, func(t *testing.T) { test(t, formNamed(t, answer.form), answer.line) })
	}
}

// asked runs a command line that has an answer, be it no.
func asked(t *testing.T, line string, more ...string) (stdout, stderr string) {
	t.Helper()
	code, stdout, stderr := replied(line, more...)
	if code != exitOK && code != exitDenied {
		t.Fatalf("%s %q exits with %d: %s", line, more, code, stderr)
	}
	return stdout, stderr
}
