package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// mistaken are what lands on a command line by mistake: a request, a header, a
// token. SECRET stands for a canary.
var mistaken = []string{
	"https://user:SECRET@127.0.0.1:1/oauth/token?client_secret=SECRET#SECRET", "user:SECRET@127.0.0.1:1/x", "//user:SECRET@127.0.0.1/x",
	"/v3/nothing?access_token=SECRET", "Bearer SECRET", "client_secret=SECRET", "Authorization: Basic SECRET",
}

// givenWords are the command lines without the flag or argument that is tried.
func (c *cage) givenWords(command string) []string {
	dir := c.dir + "/given"
	switch command {
	case "crawl":
		return []string{"--db", dir + "/c.db", "--sources", c.dir + "/sources.yaml", "--mirror", c.dir + "/mirror", "--docs", "none"}
	case "nightly":
		return []string{"--state", dir + "/state", "--out", dir + "/out", "--sources", c.dir + "/sources.yaml", "--thresholds", c.dir + "/limits.yaml", "--mirror", c.dir + "/mirror", "--docs", "none", "--format", "csv"}
	case "export", "snapshot":
		return []string{"--db", c.db, "--out", dir + "/out"}
	case "publish":
		return []string{"--db", c.db, "--wiki", dir + "/none.git", "--dry-run"}
	case "serve":
		return []string{"--db", c.db, "--addr", "none"}
	case "history":
		return []string{"--state", dir + "/state"}
	case "backfill":
		return []string{"--repo", dir, "--state", dir + "/state"}
	case "guard", "diff":
		return nil
	case "observe":
		return []string{"--db", c.db, "--as", "pat", "--observations", dir + "/seen.txt"}
	case "record":
		return []string{"--db", c.db, "--tenant", "acme", "--listen", "none", "--observations", dir + "/seen.txt"}
	case "explain":
		return []string{"--db", c.db, "--as", "pat"}
	default:
		return []string{"--db", c.db}
	}
}

// Whatever is taken for an argument or for the value of a flag, of any
// command: it does not come out again.
func TestCanaryInArguments(t *testing.T) {
	slow(t)
	c := newCage(t)
	c.file(t, "limits.yaml", "sentinels: []\n")
	c.file(t, "given/file", "")
	var values []struct{ canary, text string }
	for _, form := range mistaken {
		values = append(values, struct{ canary, text string }{canaryWord + "1", strings.ReplaceAll(form, "SECRET", canaryWord+"1")})
	}
	for _, token := range canaryTokens {
		values = append(values, struct{ canary, text string }{token, token})
	}
	tried := 0
	try := func(canary string, args ...string) {
		t.Helper()
		tried++
		_, said := c.run(t, "", args...)
		hides(t, "authcat "+strings.Join(args, " "), canary, said)
	}
	root := newRoot(environment{getenv: func(string) string { return "" }, now: time.Now})
	for _, value := range values {
		try(value.canary, value.text)
		try(value.canary, "help", value.text)
		try(value.canary, "completion", value.text)
		try(value.canary, "--"+value.text)
		try(value.canary, "list", "-x"+value.text)
		for _, command := range root.Commands() {
			name := command.Name()
			if name == "completion" || name == "help" {
				continue
			}
			given := append([]string{name}, c.givenWords(name)...)
			for _, arguments := range [][]string{{value.text}, {"GET", value.text}, {value.text, "/v3/accounts"}, {"curl", "-H", value.text, "/v3/accounts"}, {c.db, value.text}, {value.text, c.db}} {
				try(value.canary, append(given, arguments...)...)
			}
			if name != "nightly" || !strings.Contains(value.text, " ") { // each takes a whole night
				flags(command, func(flag string) { try(value.canary, append(given, completed(name, c.db, flag, value.text)...)...) })
			}
		}
	}
	hidesInFiles(t, "commands", canaryWord, filepath.Join(c.dir, "given"))
	if tried < 1000 {
		t.Errorf("only %d command lines", tried)
	}
}

func flags(command *cobra.Command, each func(name string)) {
	command.Flags().VisitAll(func(flag *pflag.Flag) { each(flag.Name) })
}

// completed is a flag with the arguments that its command needs.
func completed(command, db, flag, value string) []string {
	args := []string{"--" + flag + "=" + value}
	switch command {
	case "lookup", "explain", "history":
		return append(args, "GET", "/v3/accounts")
	case "guard", "diff":
		return append(args, db, db)
	default:
		return args
	}
}

// Settings of the environment are no arguments, and as secret.
func TestCanaryInTheEnvironment(t *testing.T) {
	slow(t)
	authcat, c := program(t), newCage(t)
	for _, proxy := range []string{"http://user:" + canaryWord + "@127.0.0.1:1", "http://user:" + canaryWord + "%zz@127.0.0.1:1", "user:" + canaryWord + "%zz@127.0.0.1:1", canaryWord + "://127.0.0.1"} {
		c.file(t, "far.yaml", "sources: [{id: v3, spec: 'http://specs.invalid/spec.yaml'}]\n")
		said := ran(t, authcat, []string{"HTTP_PROXY=" + proxy, "HTTPS_PROXY=" + proxy, "NO_PROXY="}, "nightly", "--state", c.dir+"/far/state", "--out", c.dir+"/far/out",
			"--sources", c.dir+"/far.yaml", "--docs", "none", "--fetch-pause", "1ms", "--heartbeat", "http://beat.invalid/", "--webhook", "http://hook.invalid/"+canaryWord)
		hides(t, "a proxy "+proxy, canaryWord, said)
	}
	hidesInFiles(t, "a night", canaryWord, filepath.Join(c.dir, "far"))
	for _, form := range mistaken {
		value := strings.ReplaceAll(form, "SECRET", canaryWord+"1")
		for _, name := range []string{"AUTHCAT_DB", "AUTHCAT_STATE", "AUTHCAT_GIT_USERNAME", "AUTHCAT_GIT_TOKEN", "COLUMNS", "GOGC"} {
			said := ran(t, authcat, []string{name + "=" + value}, "lookup", "GET", "/v3/accounts") +
				ran(t, authcat, []string{name + "=" + value}, "history", "GET", "/v3/accounts") +
				ran(t, authcat, []string{name + "=" + value}, "publish", "--db", c.db, "--wiki", c.dir+"/none.git")
			hides(t, name+"="+value, canaryWord, said)
		}
	}
}

// ran is all that a process says.
func ran(t *testing.T, program string, env []string, args ...string) string {
	t.Helper()
	out, _ := commandWith(program, append(os.Environ(), env...), args...).CombinedOutput()
	return string(out)
}

func commandWith(program string, env []string, args ...string) *exec.Cmd {
	command := exec.Command(program, args...)
	command.Env = env
	return command
}
