package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Each way to install that needs no host ends with a program that answers, in an
// empty folder and from an empty home.
func TestInstall(t *testing.T) {
	if os.Getenv("AUTHCAT_SOAK") == "" {
		t.Skip("builds the program several times: set AUTHCAT_SOAK")
	}
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	for name, install := range map[string]struct{ script, program string }{
		"make install":                     {`make -C "$ROOT" install OUT="$PWD/out" BIN="$PWD/out/authcat" DESTDIR="$PWD/dest" PREFIX=/usr`, "dest/usr/bin/authcat"},
		"go install":                       {`cd "$ROOT" && GOBIN="$HERE/bin" go install ./cmd/authcat`, "bin/authcat"},
		"go install, without a C compiler": {`cd "$ROOT" && CC=none CGO_ENABLED=0 GOBIN="$HERE/bin" go install ./cmd/authcat`, "bin/authcat"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			shell := exec.Command("bash", "-ec", install.script)
			shell.Dir = folder
			shell.Env = append(os.Environ(), "ROOT="+root, "HERE="+folder)
			if out, err := shell.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			tried(t, filepath.Join(folder, install.program))
			if name != "make install" {
				return
			}
			for _, file := range []string{"man/man1/authcat-lookup.1", "bash-completion/completions/authcat", "zsh/site-functions/_authcat", "fish/vendor_completions.d/authcat.fish"} {
				if info, err := os.Stat(filepath.Join(folder, "dest", "usr", "share", file)); err != nil || info.Size() == 0 {
					t.Errorf("%s is not installed: %v", file, err)
				}
			}
		})
	}
}

// Archives and packages of a release, where 'make release-snapshot' has made them,
// have a program that answers.
func TestReleaseArtifacts(t *testing.T) {
	release, err := filepath.Abs(filepath.Join("..", "..", "build", "release"))
	if err != nil {
		t.Fatal(err)
	}
	for pattern, install := range map[string]struct{ script, program, needs string }{
		"*_linux_amd64.tar.gz": {`tar -xzf "$FILE"`, "authcat", "tar"},
		"*_linux_amd64.deb":    {`dpkg -x "$FILE" .`, "usr/bin/authcat", "dpkg"},
	} {
		files, _ := filepath.Glob(filepath.Join(release, pattern)) // the pattern is well formed
		if _, err := exec.LookPath(install.needs); err != nil || len(files) == 0 {
			t.Logf("%s: nothing to try: 'make release-snapshot' makes it, and it needs %s", pattern, install.needs)
			continue
		}
		folder := t.TempDir()
		shell := exec.Command("bash", "-ec", install.script)
		shell.Dir = folder
		shell.Env = append(os.Environ(), "FILE="+files[0])
		if out, err := shell.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", files[0], err, out)
		}
		tried(t, filepath.Join(folder, install.program))
	}
}

// tried asks an installed program, in an empty folder and from an empty home.
func tried(t *testing.T, program string) {
	t.Helper()
	for _, args := range [][]string{{"lookup", "GET", "/v2025/identities"}, {"version"}, {"crawl", "--offline"}, {"lookup", "GET", "/v2025/identities"}, {"verify"}} {
		command := exec.Command(program, args...)
		command.Dir = t.TempDir()
		command.Env = []string{"HOME=" + filepath.Dir(program), "PATH=" + os.Getenv("PATH")}
		out, err := command.CombinedOutput()
		if err != nil || args[0] == "lookup" && !strings.Contains(string(out), "a user's token (PAT or authorization code)") {
			t.Errorf("authcat %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
}
