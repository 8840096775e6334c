package main

import (
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var workflows = filepath.Join("..", "..", ".github", "workflows")

// workflow is the part of a workflow of GitHub Actions that has to fit the
// repository, or that decides what a job may do.
type workflow struct {
	On struct {
		Schedule []struct{ Cron string }
	}
	Permissions map[string]string
	Concurrency struct{ Group string }
	Jobs        map[string]workflowJob
}

type workflowJob struct {
	TimeoutMinutes int `yaml:"timeout-minutes"`
	Permissions    map[string]string
	Env            map[string]string
	Steps          []struct {
		Uses, Run string
		With, Env map[string]string
	}
}

func readWorkflow(t *testing.T, text string) workflow {
	t.Helper()
	var w workflow
	decodeYAML(t, text, &w)
	return w
}

// allWorkflows are the texts of the workflows by the names of their files.
func allWorkflows(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(workflows, "*.y*ml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no workflows: %v", err)
	}
	texts := map[string]string{}
	for _, file := range files {
		texts[filepath.Base(file)] = recipe(t, file)
	}
	return texts
}

// An action is the commit that was looked at: whoever moves a tag would run in
// our jobs. The version beside it is for people and Dependabot, and one action
// has one version everywhere.
func TestDeployActionsPinned(t *testing.T) {
	pinned := regexp.MustCompile(`uses: (actions/[a-z-]+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)\n`)
	versions := map[string]string{}
	for name, text := range allWorkflows(t) {
		if uses, pins := strings.Count(text, "uses:"), pinned.FindAllStringSubmatch(text, -1); uses != len(pins) || uses == 0 {
			t.Errorf("%s: %d of %d actions are GitHub's own, by commit and with their version", name, len(pins), uses)
		}
		for _, pin := range pinned.FindAllStringSubmatch(text, -1) {
			if before, known := versions[pin[1]]; known && before != pin[2] {
				t.Errorf("%s: %s is %s here, %s elsewhere", name, pin[1], pin[2], before)
			}
			versions[pin[1]] = pin[2]
		}
	}
}

// A job may do what it needs and no more, and ends by itself.
func TestDeployLeastPermissions(t *testing.T) {
	writers := map[string]string{"nightly.yml nightly": "contents"} // the state's branch and the wiki
	for name, text := range allWorkflows(t) {
		w := readWorkflow(t, text)
		if !strings.Contains(text, "\npermissions: {}") || len(w.Permissions) > 0 || w.Concurrency.Group == "" {
			t.Errorf("%s: permissions of all jobs %v, concurrency %+v", name, w.Permissions, w.Concurrency)
		}
		for id, job := range w.Jobs {
			if len(job.Permissions) == 0 || job.TimeoutMinutes == 0 {
				t.Errorf("%s, %s: permissions %v, timeout %d", name, id, job.Permissions, job.TimeoutMinutes)
			}
			for scope, access := range job.Permissions {
				if access != "read" && writers[name+" "+id] != scope {
					t.Errorf("%s, %s: may %s %s", name, id, access, scope)
				}
			}
			if slices.Contains(slices.Collect(maps.Values(job.Permissions)), "write") {
				checkWriter(t, name+", "+id, job)
			}
			checkToken(t, name+", "+id, job)
		}
	}
}

// checkWriter checks that a job that may write compiles nothing: what it runs was built elsewhere.
func checkWriter(t *testing.T, where string, job workflowJob) {
	t.Helper()
	for _, step := range job.Steps {
		if strings.HasPrefix(step.Uses, "actions/setup-go@") || regexp.MustCompile(`\bgo |\.ci/run|make (build|nightly|test|catalog|check)\b`).MatchString(step.Run) {
			t.Errorf("%s: %s%s builds where things can be written", where, step.Uses, step.Run)
		}
	}
}

// checkToken checks that the job's token is in no file and in no step that does not need it.
func checkToken(t *testing.T, where string, job workflowJob) {
	t.Helper()
	for _, value := range job.Env {
		if strings.Contains(value, "token") || strings.Contains(value, "secrets.") {
			t.Errorf("%s: every step has %s", where, value)
		}
	}
	for _, step := range job.Steps {
		if strings.HasPrefix(step.Uses, "actions/checkout@") && step.With["persist-credentials"] != "false" {
			t.Errorf("%s: the checkout leaves the job's token on the disk", where)
		}
		if strings.Contains(step.Run, "${{") {
			t.Errorf("%s: %q pastes an expression into a command", where, step.Run)
		}
	}
}

// Dependabot lifts what is pinned, wherever it is pinned.
func TestDeployDependabot(t *testing.T) {
	var config struct {
		Version int
		Updates []struct {
			Ecosystem string `yaml:"package-ecosystem"`
			Directory string
			Schedule  struct{ Interval string }
		}
	}
	decodeYAML(t, recipe(t, "..", "..", ".github", "dependabot.yml"), &config)
	var got []string
	for _, u := range config.Updates {
		got = append(got, u.Ecosystem+" "+u.Directory)
		if u.Schedule.Interval == "" {
			t.Errorf("%s has no schedule", u.Ecosystem)
		}
	}
	if want := []string{"gomod /", "github-actions /", "github-actions /.github/actions/authcat", "docker /cmd/authcat/deploy"}; config.Version != 2 || !slices.Equal(got, want) {
		t.Errorf("version %d, updates %q, want %q", config.Version, got, want)
	}
}
