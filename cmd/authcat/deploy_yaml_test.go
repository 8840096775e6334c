package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"
)

// decodeYAML reads a file that has as many documents as there are targets.
func decodeYAML(t *testing.T, text string, targets ...any) {
	t.Helper()
	decoder := yaml.NewDecoder(strings.NewReader(text))
	for _, target := range targets {
		if err := decoder.Decode(target); err != nil {
			t.Fatal(err)
		}
	}
	if err := decoder.Decode(new(any)); !errors.Is(err, io.EOF) {
		t.Errorf("there are more documents than %d: %v", len(targets), err)
	}
}

// cronJob is the part of a CronJob that has to fit the program.
type cronJob struct {
	Spec struct {
		Schedule          string
		ConcurrencyPolicy string `yaml:"concurrencyPolicy"`
		JobTemplate       struct {
			Spec struct {
				ActiveDeadlineSeconds int `yaml:"activeDeadlineSeconds"`
				PodFailurePolicy      struct {
					Rules []struct {
						Action      string
						OnExitCodes struct {
							ContainerName string `yaml:"containerName"`
							Values        []int
						} `yaml:"onExitCodes"`
					}
				} `yaml:"podFailurePolicy"`
				Template struct {
					Spec struct {
						SecurityContext struct {
							RunAsNonRoot bool `yaml:"runAsNonRoot"`
							RunAsUser    int  `yaml:"runAsUser"`
							RunAsGroup   int  `yaml:"runAsGroup"`
						} `yaml:"securityContext"`
						Containers []struct {
							Name         string
							Command      []string
							Args         []string
							VolumeMounts []struct {
								Name      string
								MountPath string `yaml:"mountPath"`
							} `yaml:"volumeMounts"`
						}
						Volumes []struct {
							Name                  string
							PersistentVolumeClaim struct {
								ClaimName string `yaml:"claimName"`
							} `yaml:"persistentVolumeClaim"`
						}
					}
				}
			}
		} `yaml:"jobTemplate"`
	}
}

func TestDeployKubernetes(t *testing.T) {
	var claim struct{ Metadata struct{ Name string } }
	var job cronJob
	decodeYAML(t, recipe(t, "deploy", "kubernetes", "cronjob.yaml"), &claim, &job)
	checkSchedule(t, job.Spec.Schedule)
	spec := job.Spec.JobTemplate.Spec
	pod := spec.Template.Spec
	if len(pod.Containers) != 1 || len(pod.Containers[0].Command) > 0 {
		t.Fatalf("the containers are %+v: one, with the image's own command", pod.Containers)
	}
	container := pod.Containers[0]
	flag := nightlyArgs(t, container.Args)
	if flag("exit-zero") != "true" || job.Spec.ConcurrencyPolicy != "Forbid" {
		t.Errorf("a Job knows no success but 0: %q", container.Args)
	}
	if timeout := nightTimeout(t, flag); time.Duration(spec.ActiveDeadlineSeconds)*time.Second <= 2*timeout {
		t.Errorf("%d seconds end two tries before their --timeout %s", spec.ActiveDeadlineSeconds, timeout)
	}
	// A mount point can't be exchanged, and beside it nothing can be written.
	kept := container.VolumeMounts[0]
	for _, name := range []string{"state", "out"} {
		if filepath.Dir(flag(name)) != kept.MountPath {
			t.Errorf("--%s %s is no folder in the volume at %s", name, flag(name), kept.MountPath)
		}
	}
	if pod.Volumes[0].Name != kept.Name || pod.Volumes[0].PersistentVolumeClaim.ClaimName != claim.Metadata.Name {
		t.Errorf("the state is on %+v, the claim is %s", pod.Volumes[0], claim.Metadata.Name)
	}
	if user := fmt.Sprintf("\nUSER %d:%d\n", pod.SecurityContext.RunAsUser, pod.SecurityContext.RunAsGroup); !pod.SecurityContext.RunAsNonRoot || !strings.Contains(recipe(t, "deploy", "Containerfile"), user) {
		t.Errorf("the image's user is not %q", user)
	}
	final := spec.PodFailurePolicy.Rules[0]
	if final.Action != "FailJob" || final.OnExitCodes.ContainerName != container.Name || !slices.Equal(final.OnExitCodes.Values, []int{exitUsage, exitRefused}) {
		t.Errorf("what is not tried again is %+v", final)
	}
}

// The workflow of the night only puts the program's steps in order.
func TestDeployWorkflow(t *testing.T) {
	text := recipe(t, workflows, "nightly.yml")
	nightly := readWorkflow(t, text)
	if len(nightly.On.Schedule) != 1 {
		t.Fatalf("the workflow is %+v", nightly)
	}
	checkSchedule(t, nightly.On.Schedule[0].Cron)
	job := nightly.Jobs["nightly"]
	const state = "cmd/authcat/deploy/github/state.sh"
	var commands []string
	for _, step := range job.Steps {
		if step.Run != "" {
			commands = append(commands, step.Run)
		}
	}
	if want := []string{"chmod +x build/authcat", state + ` restore "$STATE"`, "make night", state + ` save "$STATE"`}; !slices.Equal(commands, want) {
		t.Errorf("the commands are %q: logic belongs into the program", commands)
	}
	flag := nightlyArgs(t, makeNightly(t, "STATE="+job.Env["STATE"], "OUT="+job.Env["OUT"]))
	if time.Duration(job.TimeoutMinutes)*time.Minute <= nightTimeout(t, flag) {
		t.Errorf("%d minutes end a night before its --timeout", job.TimeoutMinutes)
	}
	for _, path := range []string{flag("out"), filepath.Join(flag("state"), "report.json")} {
		if !strings.Contains(text, "            "+path+"\n") {
			t.Errorf("%s is not uploaded", path)
		}
	}
}

// What comes from outside reaches the program as it is, whatever it holds.
func TestDeployMake(t *testing.T) {
	const reason = "it's \"v3\"; touch here $(touch there) `touch where` $(shell touch what) --exit-zero"
	const wiki = "https://github.com/acme/docs.wiki.git"
	flag := nightlyArgs(t, makeNightly(t, "ACCEPT="+reason, "WIKI="+wiki))
	if flag("accept") != reason || flag("wiki") != wiki || flag("exit-zero") != "true" {
		t.Errorf("--accept %s --wiki %s", flag("accept"), flag("wiki"))
	}
	if flag := nightlyArgs(t, makeNightly(t, "ACCEPT=", "WIKI=")); flag("accept") != "" || flag("wiki") != "" {
		t.Errorf("--accept %q --wiki %q of nothing", flag("accept"), flag("wiki"))
	}
}

// makeNightly is what 'make nightly' hands to the program in an environment.
func makeNightly(t *testing.T, env ...string) []string {
	t.Helper()
	if _, err := exec.LookPath("make"); err != nil {
		t.Skip("make is not here")
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "authcat")
	if err := os.WriteFile(program, []byte("#!/bin/sh\nprintf '%s\\0' \"$@\"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	plan := exec.Command("make", "--no-print-directory", "-n", "nightly", "BIN="+program)
	plan.Dir, plan.Env = filepath.Join("..", ".."), append(os.Environ(), env...)
	lines, err := plan.Output()
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Split(strings.TrimSpace(string(lines)), "\n")
	night := exec.Command("/bin/sh", "-c", all[len(all)-1])
	night.Dir, night.Env = dir, plan.Env
	output, err := night.Output()
	if err != nil {
		t.Fatal(err)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 1 {
		t.Errorf("the shell ran what it was handed: %v %v", files, err)
	}
	return strings.Split(strings.TrimSuffix(string(output), "\x00"), "\x00")
}
