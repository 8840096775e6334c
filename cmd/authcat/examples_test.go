package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/spf13/cobra"
)

// elsewhere is in examples of which only commands and flags are checked: they
// need a host, a repository with history or a folder of the system.
var elsewhere = []string{"git clone ", "authcat backfill", "authcat publish", "authcat record", "authcat serve", "https://github", "--base ", "/var/lib/", "/srv/"}

// The examples in the help run, in one folder that has what they name. Those
// that need more are command lines that there are.
func TestExamples(t *testing.T) {
	slow(t)
	folder := examplesFolder(t)
	for _, command := range newRoot(environment{getenv: os.Getenv, now: time.Now}).Commands() {
		if command.Example == "" && command.Runnable() && !saysAll(command) {
			t.Errorf("authcat %s has no example", command.Name())
		}
		for example := range strings.Lines(command.Example) {
			runExample(t, folder, strings.TrimSpace(example))
		}
	}
}

// saysAll reports whether a command's name says how it is run.
func saysAll(command *cobra.Command) bool {
	return strings.Contains(" completion help licenses version man ", " "+command.Name()+" ")
}

func needsMore(example string) bool {
	crawls := strings.HasPrefix(example, "authcat crawl") && !strings.Contains(example, "--offline")
	return crawls || slices.ContainsFunc(elsewhere, func(needs string) bool { return strings.Contains(example, needs) })
}

func runExample(t *testing.T, folder, example string) {
	t.Helper()
	if needsMore(example) {
		line, _, _ := strings.Cut(example, " >")
		if args := shellWords(line); args[0] == "authcat" {
			parsed(t, args[1:])
		}
		return
	}
	shell := exec.Command("bash", "-c", "set -o pipefail; "+example)
	shell.Dir = folder
	shell.Env = append(os.Environ(), "PATH="+folder+":"+os.Getenv("PATH"), "HOME="+folder, "AUTHCAT_DB=", "NO_PROXY=127.0.0.1")
	out, err := shell.CombinedOutput()
	code := shell.ProcessState.ExitCode()
	if code != exitOK && code != exitDenied {
		t.Errorf("%s\n%v\n%s", example, err, out)
	}
}

// examplesFolder is a folder with what the examples name.
func examplesFolder(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	archive, err := txtar.ParseFile(filepath.Join("testdata", "examples.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range archive.Files {
		put(t, filepath.Join(folder, filepath.FromSlash(file.Name)), string(file.Data))
	}
	limits, err := os.ReadFile(filepath.Join("..", "..", "data", "guard.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(folder, "limits.yaml"), string(limits))
	packed, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	log, err := os.ReadFile(filepath.Join(folder, "gateway.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(folder, "gateway.jsonl.zst"), string(packed.EncodeAll(log, nil)))
	if err := os.Symlink(program(t), filepath.Join(folder, "authcat")); err != nil {
		t.Fatal(err)
	}
	setup := exec.Command("bash", "-ec", `gzip -k access.log && mv access.log.gz access.log.1.gz && mkdir -p data
./authcat crawl --offline --db catalog.db
for other in today yesterday published july; do cp catalog.db $other.db; done
./authcat export --db catalog.db --out docs --format csv
./authcat plan --write plan.json calls.txt
./authcat observe --observations seen.txt traffic.har`)
	setup.Dir = folder
	setup.Env = append(os.Environ(), "HOME="+folder, "AUTHCAT_DB=")
	var said bytes.Buffer
	setup.Stdout, setup.Stderr = &said, &said
	if err := setup.Run(); err != nil {
		t.Fatal(fmt.Errorf("%w\n%s", err, said.String()))
	}
	return folder
}
