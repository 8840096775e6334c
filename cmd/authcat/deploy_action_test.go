package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The folder of the action, as a workflow names it.
var actionFolder = filepath.Join("..", "..", ".github", "actions", "authcat")

// action is the part of a composite action that has to fit the program.
type action struct {
	Inputs map[string]struct{ Default string }
	Runs   struct {
		Using string
		Steps []actionStep
	}
}

type actionStep struct {
	Name, Uses, Run, Shell, If string
	With, Env                  map[string]string
}

func readAction(t *testing.T) (action, string) {
	t.Helper()
	text := recipe(t, actionFolder, "action.yml")
	var a action
	decodeYAML(t, text, &a)
	return a, text
}

// The action pins what the workflows pin, and pastes nothing into a command.
func TestActionIsPinned(t *testing.T) {
	a, text := readAction(t)
	workflows := recipe(t, workflows, "ci.yml")
	for _, step := range a.Runs.Steps {
		pin := regexp.MustCompile(regexp.QuoteMeta(step.Uses) + " # v.*").FindString(text)
		switch {
		case step.Uses != "" && (pin == "" || !strings.Contains(workflows, pin)):
			t.Errorf("%s is not what ci uses", step.Uses)
		case strings.Contains(step.Run, "${{"):
			t.Errorf("%s: %q pastes an expression into a command", step.Name, step.Run)
		case step.Run != "" && step.Shell != "bash":
			t.Errorf("%s: the shell is %q", step.Name, step.Shell)
		}
	}
	for _, pin := range regexp.MustCompile(`actions/checkout@\S+ # v\S+`).FindAllString(recipe(t, "..", "..", "README.md"), -1) {
		if !strings.Contains(workflows, pin) {
			t.Errorf("the README has %s, ci another", pin)
		}
	}
}

// hosted runs the action's steps as a runner of GitHub does, for inputs and the
// base of a pull request.
type hosted struct {
	t         *testing.T
	workspace string
	temp      string
	inputs    map[string]string
}

// steps runs all steps that have a command, and returns what they wrote and which one failed.
func (h hosted) steps() (output, failed string) {
	h.t.Helper()
	a, _ := readAction(h.t)
	for name := range h.inputs {
		if _, known := a.Inputs[name]; !known {
			h.t.Errorf("the action has no input %s", name)
		}
	}
	for _, step := range a.Runs.Steps {
		if step.Run == "" || step.If != "" && h.value(a, step.If) == "false" {
			continue
		}
		out, err := h.run(a, step)
		if output += out; err != nil {
			return output, step.Name
		}
	}
	return output, ""
}

func (h hosted) run(a action, step actionStep) (string, error) {
	h.t.Helper()
	script := filepath.Join(h.temp, "step.sh")
	if err := os.WriteFile(script, []byte(step.Run), 0o644); err != nil {
		h.t.Fatal(err)
	}
	folder, err := filepath.Abs(actionFolder)
	if err != nil {
		h.t.Fatal(err)
	}
	command := exec.Command("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script)
	command.Dir = h.workspace
	command.Env = append(os.Environ(), "GITHUB_ACTION_PATH="+folder, "RUNNER_TEMP="+h.temp, "GITHUB_STEP_SUMMARY="+filepath.Join(h.temp, "summary.md"))
	for name, value := range step.Env {
		command.Env = append(command.Env, name+"="+h.value(a, value))
	}
	out, err := command.CombinedOutput()
	return string(out), err
}

// value is an expression's, of the few forms that the action has.
func (h hosted) value(a action, text string) string {
	h.t.Helper()
	found := regexp.MustCompile(`^\$\{\{ inputs\.([a-z-]+)(?: (==|!=) '(.*)')? \}\}$`).FindStringSubmatch(text)
	if found == nil {
		return text
	}
	input, given := h.inputs[found[1]]
	if !given {
		input = a.Inputs[found[1]].Default
	}
	if strings.HasPrefix(input, "${{ github.event.pull_request") { // a push
		input = ""
	}
	switch found[2] {
	case "==":
		return fmt.Sprint(input == found[3])
	case "!=":
		return fmt.Sprint(input != found[3])
	default:
		return input
	}
}

// git runs git in the workspace.
func (h hosted) git(args ...string) string {
	h.t.Helper()
	command := exec.Command("git", append([]string{"-C", h.workspace, "-c", "user.name=t", "-c", "user.email=t@example.com"}, args...)...)
	out, err := command.CombinedOutput()
	if err != nil {
		h.t.Fatalf("git %q: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func (h hosted) write(name, text string) {
	h.t.Helper()
	if err := os.WriteFile(filepath.Join(h.workspace, name), []byte(text), 0o644); err != nil {
		h.t.Fatal(err)
	}
}

func (h hosted) has(name, want string) {
	h.t.Helper()
	text, err := os.ReadFile(name)
	if err != nil || !strings.Contains(string(text), want) {
		h.t.Errorf("%s has no %q: %v\n%s", filepath.Base(name), want, err, text)
	}
}

// A pull request in a shallow checkout, as actions/checkout makes it, and the
// push that comes after.
func TestActionRuns(t *testing.T) {
	slow(t)
	for _, program := range []string{"git", "bash", "diff"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip("needs " + program)
		}
	}
	t.Setenv("GIT_CONFIG_GLOBAL", filepath.Join(t.TempDir(), "none"))
	origin := hosted{t, t.TempDir(), t.TempDir(), nil}
	origin.git("init", "-q", "-b", "main")
	origin.git("config", "uploadpack.allowAnySHA1InWant", "true") // as GitHub does
	origin.write("sync.ts", "fetch(\"https://acme.api.identitynow.com/v3/accounts\");\n")
	origin.write("badge.json", recipeBadge)
	origin.git("add", ".")
	origin.git("commit", "-q", "-m", "before")
	base := origin.git("rev-parse", "HEAD")
	origin.git("checkout", "-q", "-b", "work")
	origin.write("sync.ts", "fetch(\"https://acme.api.identitynow.com/v3/accounts\");\nfetch(\"https://acme.api.identitynow.com/v2025/identities\");\n")
	origin.git("commit", "-q", "-a", "-m", "after")

	request := hosted{t, filepath.Join(t.TempDir(), "checkout"), origin.temp, map[string]string{"base": base}}
	origin.git("clone", "-q", "--depth", "1", "--branch", "work", "file://"+origin.workspace, request.workspace)
	if output, failed := request.steps(); failed != "Check" || !strings.Contains(output, "This change now forces a PAT: v2025 GET /identities (sync.ts:2).") {
		t.Errorf("%q failed\n%s", failed, output)
	}
	request.has(filepath.Join(request.workspace, "authcat.sarif"), `"uri": "sync.ts"`)
	request.has(filepath.Join(request.temp, "summary.md"), "This change now forces a PAT: v2025 GET /identities (sync.ts:2).")
	request.inputs["fail-on"] = "never"
	if output, failed := request.steps(); failed != "" {
		t.Errorf("%q failed\n%s", failed, output)
	}

	push := hosted{t, request.workspace, request.temp, map[string]string{"badge": "badge.json", "folder": "."}}
	if output, failed := push.steps(); failed != "Badge" || !strings.Contains(output, `+  "message": "PAT, 2 scopes",`) {
		t.Errorf("%q failed\n%s", failed, output)
	}
	push.git("checkout", "-q", base)
	if output, failed := push.steps(); failed != "" {
		t.Errorf("%q failed\n%s", failed, output)
	}
}

const recipeBadge = `{
  "schemaVersion": 1,
  "label": "SailPoint credential",
  "message": "API client, 1 scope",
  "color": "brightgreen"
}
`

// The job of GitLab and the hook of pre-commit call the program as it is.
func TestOtherHostsCallTheProgram(t *testing.T) {
	var gitlab map[string]struct {
		Before []string `yaml:"before_script"`
		Script []string
		Rules  []struct{ If string }
	}
	decodeYAML(t, recipe(t, "..", "..", ".gitlab", "authcat.gitlab-ci.yml"), &gitlab)
	job := gitlab["authcat"]
	if len(gitlab) != 1 || len(job.Rules) != 2 || !slices.ContainsFunc(job.Before, func(line string) bool { return strings.HasSuffix(line, "-o /tmp/bin/authcat ./cmd/authcat") }) {
		t.Errorf("the jobs are %+v", gitlab)
	}
	for _, line := range job.Script {
		command, _, _ := strings.Cut(line, " >")
		args := shellWords(strings.ReplaceAll(command, "${AUTHCAT_FOLDER:-.}", "."))
		if args[0] != "/tmp/bin/authcat" {
			t.Errorf("%q is no call of the program", line)
		}
		parsed(t, args[1:])
	}
	var hooks []struct {
		ID, Entry, Language string
		Args                []string
	}
	decodeYAML(t, recipe(t, "..", "..", ".pre-commit-hooks.yaml"), &hooks)
	for _, hook := range hooks {
		args := append(strings.Fields(hook.Entry), hook.Args...)
		if command := parsed(t, args[1:]); args[0] != "authcat" || hook.Language != "golang" || command.Name() != "check" {
			t.Errorf("the hook %s is %q", hook.ID, args)
		}
	}
	if len(hooks) == 0 {
		t.Error("there is no hook")
	}
}
