package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
)

// parsed is the command that a recipe's command line finds, its flags read and
// nothing run. A flag or an argument that the program does not know fails the test.
func parsed(t *testing.T, args []string) *cobra.Command {
	t.Helper()
	root := newRoot(environment{getenv: func(string) string { return "" }, now: time.Now})
	command, rest, err := root.Find(args)
	if err != nil {
		t.Fatalf("authcat %q: %v", args, err)
	}
	if err := command.ParseFlags(rest); err != nil {
		t.Fatalf("authcat %q: %v", args, err)
	}
	if err := command.ValidateRequiredFlags(); err != nil {
		t.Fatalf("authcat %q: %v", args, err)
	}
	if err := command.ValidateArgs(command.Flags().Args()); err != nil {
		t.Fatalf("authcat %q: %v", args, err)
	}
	return command
}

// nightlyArgs is parsed for a command line that must be a night, with its flags by name.
func nightlyArgs(t *testing.T, args []string) (flag func(string) string) {
	t.Helper()
	command := parsed(t, args)
	if command.Name() != "nightly" {
		t.Fatalf("authcat %q is no night", args)
	}
	return func(name string) string { return command.Flag(name).Value.String() }
}

func nightTimeout(t *testing.T, flag func(string) string) time.Duration {
	t.Helper()
	timeout, err := time.ParseDuration(flag("timeout"))
	if err != nil {
		t.Fatal(err)
	}
	return timeout
}

func recipe(t *testing.T, path ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// settings reads NAME=VALUE lines; of a name that repeats, the last.
func settings(text string) map[string]string {
	all := map[string]string{}
	for line := range strings.Lines(text) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), "="); ok && !strings.HasPrefix(name, "#") {
			all[name] = value
		}
	}
	return all
}

func TestDeploySystemd(t *testing.T) {
	unit := settings(recipe(t, "deploy", "systemd", "authcat-nightly.service"))
	words := strings.Fields(unit["ExecStart"])
	flag := nightlyArgs(t, words[1:])
	if filepath.Base(words[0]) != "authcat" || !filepath.IsAbs(words[0]) {
		t.Errorf("ExecStart runs %s", words[0])
	}
	if want := fmt.Sprint(exitUnchanged, " ", exitKept); unit["SuccessExitStatus"] != want {
		t.Errorf("SuccessExitStatus=%s, the program has %s", unit["SuccessExitStatus"], want)
	}
	limit, err := time.ParseDuration(strings.TrimSuffix(unit["TimeoutStartSec"], "in"))
	if err != nil || limit <= nightTimeout(t, flag) {
		t.Errorf("TimeoutStartSec=%s ends a night before its --timeout %s (%v)", unit["TimeoutStartSec"], flag("timeout"), err)
	}
	for _, name := range []string{"state", "out"} { // all else is read-only
		if home := filepath.Join("/var/lib", unit["StateDirectory"]); filepath.Dir(flag(name)) != home {
			t.Errorf("--%s %s is not below %s", name, flag(name), home)
		}
	}
	timer := settings(recipe(t, "deploy", "systemd", "authcat-nightly.timer"))
	if timer["Persistent"] != "true" || timer["OnCalendar"] == "" || timer["Unit"] != "" {
		t.Errorf("the timer is %v", timer)
	}
}

// A line of cron.d has five fields of time, a user and a command, in which % would be a line's end.
func TestDeployCron(t *testing.T) {
	var jobs [][]string
	for line := range strings.Lines(recipe(t, "deploy", "cron", "authcat")) {
		if regexp.MustCompile(`^[0-9*]`).MatchString(line) {
			jobs = append(jobs, strings.SplitN(strings.TrimSpace(line), " ", 7))
		}
	}
	if len(jobs) != 1 || len(jobs[0]) != 7 {
		t.Fatalf("the jobs are %q", jobs)
	}
	checkSchedule(t, strings.Join(jobs[0][:5], " "))
	command := jobs[0][6]
	if jobs[0][5] != "authcat" || strings.Contains(command, "%") {
		t.Errorf("the job of %s is %s", jobs[0][5], command)
	}
	_, line, _ := strings.Cut(command, "; authcat ")
	line, redirection, _ := strings.Cut(line, " > ")
	flag := nightlyArgs(t, strings.Fields(line))
	if flag("exit-zero") != "true" || !strings.Contains(redirection, "2>&1 || cat ") {
		t.Errorf("%s mails what is no failure", command)
	}
}

// checkSchedule checks five fields of a daily job.
func checkSchedule(t *testing.T, schedule string) {
	t.Helper()
	fields := strings.Fields(schedule)
	if len(fields) != 5 {
		t.Fatalf("%q is no schedule", schedule)
	}
	minute, minuteErr := strconv.Atoi(fields[0])
	hour, hourErr := strconv.Atoi(fields[1])
	if minuteErr != nil || hourErr != nil || minute > 59 || hour > 23 || strings.Join(fields[2:], "") != "***" {
		t.Errorf("%q is not once a night", schedule)
	}
}

func TestDeployContainer(t *testing.T) {
	text := recipe(t, "deploy", "Containerfile")
	var entry, arguments []string
	for word, list := range map[string]*[]string{"ENTRYPOINT": &entry, "CMD": &arguments} {
		match := regexp.MustCompile(`(?m)^` + word + ` (\[.*\])$`).FindStringSubmatch(text)
		if match == nil || json.Unmarshal([]byte(match[1]), list) != nil {
			t.Fatalf("there is no %s in the form of JSON", word)
		}
	}
	if !slices.Equal(entry, []string{"authcat"}) {
		t.Errorf("the image runs %q", entry)
	}
	nightlyArgs(t, arguments)
	for line := range strings.Lines(text) { // the examples at the top
		if _, call, ok := strings.Cut(line, "authcat authcat "); ok {
			parsed(t, strings.Fields(call))
		} else if _, call, ok := strings.Cut(line, "--rm authcat "); ok {
			parsed(t, strings.Fields(call))
		}
	}
	if !regexp.MustCompile(`(?m)^USER [1-9]\d*:[1-9]\d*$`).MatchString(text) {
		t.Error("the image's user is no number, or root")
	}
}

// An image is the one that was looked at: by digest, with its tag for people and Dependabot.
func TestDeployImagesPinned(t *testing.T) {
	text := recipe(t, "deploy", "Containerfile")
	images := regexp.MustCompile(`(?m)^FROM (\S+)`).FindAllStringSubmatch(text, -1)
	if len(images) != 2 {
		t.Errorf("the images are %q", images)
	}
	for _, image := range images {
		if !regexp.MustCompile(`^docker\.io/library/[a-z]+:[a-z0-9.-]+@sha256:[0-9a-f]{64}$`).MatchString(image[1]) {
			t.Errorf("%s is no image by tag and digest", image[1])
		}
	}
	toolchain := regexp.MustCompile(`(?m)^toolchain go(\S+)$`).FindStringSubmatch(recipe(t, "..", "..", "go.mod"))
	if toolchain == nil || !strings.Contains(text, "/golang:"+toolchain[1]+"-") {
		t.Errorf("the image is not built with go.mod's toolchain, %q", toolchain)
	}
}

// The image has the bytes that 'make build' makes.
func TestDeployBuildFlags(t *testing.T) {
	flags := regexp.MustCompile(`(?m)^BUILD_FLAGS := (.+)$`).FindStringSubmatch(recipe(t, "..", "..", "Makefile"))
	if flags == nil || !strings.Contains(recipe(t, "deploy", "Containerfile"), "go build "+flags[1]+" -o ") {
		t.Errorf("the image is not built with %q", flags)
	}
}

// The build's context must hold every package: a new top-level folder is named in .dockerignore.
func TestDeployContext(t *testing.T) {
	ignore := strings.Fields(recipe(t, "..", "..", ".dockerignore"))
	if !slices.Contains(ignore, "*") {
		t.Error(".dockerignore lets in what it does not name")
	}
	entries, err := os.ReadDir(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		name := entry.Name()
		if sources, err := filepath.Glob(filepath.Join("..", "..", name, "*.go")); err != nil || len(sources) == 0 && name != "cmd" {
			continue
		}
		if !slices.Contains(ignore, "!"+name) {
			t.Errorf(".dockerignore keeps %s out of the image's build", name)
		}
	}
}
