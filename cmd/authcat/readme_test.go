package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// Every authcat command in the README runs, and prints what the README shows.
func TestReadme(t *testing.T) {
	slow(t)
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	for name, content := range readmeFiles {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	execute(t, []string{"crawl", "--offline", "--db", "catalog.db"}, 0)
	ran := 0
	for _, example := range examples(string(text)) {
		args := shellWords(example.command)
		if !runnable(args) {
			continue
		}
		ran++
		output := ""
		if args[0] == "sqlite3" {
			text, err := exec.Command(args[0], args[1:]...).Output()
			if err != nil {
				t.Errorf("%s: %v", example.command, err)
			}
			output = string(text)
		} else {
			output = execute(t, args[1:], example.code)
		}
		if example.output != "" && strings.TrimRight(output, "\n") != example.output {
			t.Errorf("%s prints\n%s\nthe README shows\n%s", example.command, output, example.output)
		}
	}
	if ran < 10 {
		t.Errorf("%d commands ran, the README has more", ran)
	}
}

// runnable reports whether an example can run here: not what asks the network or
// serves until it is stopped.
func runnable(args []string) bool {
	switch args[0] {
	case "sqlite3":
		_, err := exec.LookPath("sqlite3")
		return err == nil
	case "authcat":
		return !slices.Contains([]string{"serve", "publish", "nightly", "backfill", "history", "record"}, args[1]) &&
			!slices.Contains(args, "/var/lib/authcat") && (args[1] != "crawl" || slices.Contains(args, "--offline"))
	default:
		return false
	}
}

// readmeFiles are the files that the README's examples read.
var readmeFiles = map[string]string{
	"before/sync.ts":  readmeCode + "}\n",
	"service/sync.ts": readmeCode + "  await fetch(`${base}/v2025/identities`);\n}\n",

	"calls.txt":  "GET /v2025/identities\nGET /v3/accounts\nPOST /v2025/access-requests\n",
	"access.log": `10.0.0.1 - - [22/Aug/2026:10:00:00 +0000] "GET /v2025/accounts HTTP/1.1" 200 512` + "\n",
	"kong.jsonl": `{"request":{"method":"GET"},"service":{"host":"acme.api.identitynow.com"},"upstream_uri":"/v3/accounts"}` + "\n",
	"own.jsonl":  `{"http":{"verb":"GET","path":"/v3/accounts"},"to":"acme.api.identitynow.com"}` + "\n",
}

const readmeCode = "const base = \"https://acme.api.identitynow.com\";\n\nexport async function sync(id: string) {\n  await fetch(`${base}/v3/accounts/${id}`);\n"

func execute(t *testing.T, args []string, want int) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	e := environment{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr, width: 80, getenv: func(string) string { return "" }, now: time.Now}
	if code := run(args, e); code != want {
		t.Errorf("authcat %s exits with %d, want %d\n%s", strings.Join(args, " "), code, want, stderr.String())
	}
	return stdout.String()
}

// readmeExample is one command of a console block, and what the block shows of its output.
type readmeExample struct {
	command, output string
	code            int
}

func examples(text string) []readmeExample {
	var all []readmeExample
	for _, block := range strings.Split(text, "```console\n")[1:] {
		block, _, _ = strings.Cut(block, "\n```")
		for _, part := range strings.Split("\n"+block, "\n$ ")[1:] {
			command, output, _ := strings.Cut(part, "\n")
			command, comment, _ := strings.Cut(command, "  #")
			command, _, _ = strings.Cut(command, " >")
			example := readmeExample{command: strings.TrimSpace(command), output: strings.TrimRight(output, "\n")}
			if strings.Contains(comment, "exit code 4") {
				example.code = 4
			}
			all = append(all, example)
		}
	}
	return all
}

// shellWords splits a command as a shell does, double quotes understood.
func shellWords(command string) []string {
	var words []string
	for i, part := range strings.Split(command, `"`) {
		if i%2 == 1 {
			words = append(words, part)
		} else {
			words = append(words, strings.Fields(part)...)
		}
	}
	return words
}
