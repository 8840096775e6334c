package main

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Every line of the README's console blocks runs as it stands, in their order,
// in one shell and from one folder, ends with the exit code that its comment
// tells, and prints what the README shows. Under AUTHCAT_SOAK the folder is a
// clone, which make builds; else it has the program and a catalog as if it had.
func TestReadme(t *testing.T) {
	slow(t)
	text := readme(t)
	steps := readmeSteps(text)
	if len(steps) < 40 {
		t.Fatalf("the README has %d lines to run", len(steps))
	}
	folder, results := t.TempDir(), t.TempDir()
	prelude := readmeFolder(t, folder)
	shell := exec.Command("bash")
	shell.Dir = folder
	shell.Stdin = strings.NewReader(prelude + readmeScript(t, steps, results))
	shell.Env = append(os.Environ(), "COLUMNS=80", "HOME="+t.TempDir(), "AUTHCAT_DB=", "AUTHCAT_PAGER=", "NO_COLOR=1", "NO_PROXY=127.0.0.1")
	if out, err := shell.CombinedOutput(); err != nil {
		t.Fatalf("the shell ended: %v\n%s", err, out)
	}
	for i, step := range steps {
		output, err := os.ReadFile(filepath.Join(results, strconv.Itoa(i)))
		if os.IsNotExist(err) { // left out by readmeScript, which has said so
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		code, err := os.ReadFile(filepath.Join(results, strconv.Itoa(i)+".code"))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSpace(string(code)); got != strconv.Itoa(step.code) {
			t.Errorf("%s\nexits with %s, want %d\n%s", step.command, got, step.code, output)
		}
		got := strings.TrimRight(ageLine.ReplaceAllString(string(output), ""), "\n")
		switch {
		case step.output == "" || got == step.output:
		case *update:
			text = strings.Replace(text, step.shown(step.output), step.shown(got), 1)
		default:
			t.Errorf("%s\nprints\n%s\nthe README shows\n%s", step.command, got, step.output)
		}
	}
	if *update {
		if err := os.WriteFile(readmeFile, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// ageLine is what is said of old data: it depends on the day.
var ageLine = regexp.MustCompile(`(?m)^authcat: the .* is \d+ days old: .*\n`)

// What needs a host stands in sh blocks: a shell can read them, and authcat's lines
// in them have commands and flags that there are.
func TestReadmeShell(t *testing.T) {
	blocks := fenced(readme(t), "sh")
	if len(blocks) < 4 {
		t.Fatalf("the README has %d blocks for a shell", len(blocks))
	}
	for _, block := range blocks {
		check := exec.Command("bash", "-n")
		check.Stdin = strings.NewReader(block)
		if out, err := check.CombinedOutput(); err != nil {
			t.Errorf("%s\nis nothing that a shell reads: %s", block, out)
		}
		for line := range strings.Lines(block) {
			line, _, _ = strings.Cut(line, "  #")
			line, _, _ = strings.Cut(line, " >")
			if args := shellWords(strings.TrimSpace(line)); len(args) > 0 && args[0] == "authcat" {
				parsed(t, args[1:])
			}
		}
	}
}

var readmeFile = filepath.Join("..", "..", "README.md")

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(readmeFile)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// readmeFolder makes the folder of the run, and what the shell is told first.
func readmeFolder(t *testing.T, folder string) (prelude string) {
	t.Helper()
	root := filepath.Join("..", "..")
	if os.Getenv("AUTHCAT_SOAK") != "" {
		copied := exec.Command("sh", "-c", `git ls-files -z | tar -c --null -T - | tar -x -C "$1"`, "sh", folder)
		copied.Dir = root
		if out, err := copied.CombinedOutput(); err != nil {
			t.Fatalf("the files can't be copied: %v\n%s", err, out)
		}
		return ""
	}
	if err := os.CopyFS(filepath.Join(folder, ".github", "examples"), os.DirFS(filepath.Join(root, ".github", "examples"))); err != nil {
		t.Fatal(err)
	}
	return `make() {
	case $1 in
	catalog) mkdir -p build && cp "$(command -v authcat)" build/ && authcat crawl --offline --db build/catalog.db && authcat export --db build/catalog.db --out build ;;
	esac
}
`
}

// readmeScript runs the steps one after the other: a step writes what it prints into
// a file of its number, and beside it its exit code.
func readmeScript(t *testing.T, steps []readmeStep, results string) string {
	t.Helper()
	var b strings.Builder
	for i, step := range steps {
		program := strings.Fields(step.command)[0]
		if _, err := exec.LookPath(program); err != nil && !slices.Contains([]string{"export", "cd"}, program) {
			t.Logf("left out, since there is no %s here: %s", program, step.command)
			continue
		}
		result := filepath.Join(results, strconv.Itoa(i))
		command := step.command
		if step.stopped { // answers until Ctrl-C
			command, _, _ = strings.Cut(command, "  #")
			command += " &\nsleep 2; kill $!; wait $!"
		}
		fmt.Fprintf(&b, "{\n%s\n} >'%s' 2>&1 </dev/null\necho $? >'%s.code'\n", command, result, result)
	}
	return b.String()
}

// readmeStep is one command of a console block, and what the block shows of its output.
type readmeStep struct {
	command, output string
	code            int
	stopped         bool
}

// shown is the step in its block, with an output.
func (s readmeStep) shown(output string) string {
	return "\n$ " + strings.ReplaceAll(s.command, "\n", "\n> ") + "\n" + output + "\n"
}

var exitComment = regexp.MustCompile(`  # .*\bexit code (\d+)`)

// readmeSteps are the commands of all console blocks. Lines that go on begin with "> ".
func readmeSteps(text string) []readmeStep {
	var all []readmeStep
	for _, block := range fenced(text, "console") {
		for _, part := range strings.Split("\n"+block, "\n$ ")[1:] {
			command, output, _ := strings.Cut(part, "\n")
			for strings.HasPrefix(output, "> ") {
				var more string
				more, output, _ = strings.Cut(output, "\n")
				command += "\n" + strings.TrimPrefix(more, "> ")
			}
			step := readmeStep{command: command, output: strings.TrimRight(output, "\n"), stopped: strings.Contains(command, "  # until Ctrl-C")}
			if code := exitComment.FindStringSubmatch(command); code != nil {
				step.code, _ = strconv.Atoi(code[1])
			}
			all = append(all, step)
		}
	}
	return all
}

// fenced are the blocks of a language.
func fenced(text, language string) []string {
	var all []string
	for _, block := range strings.Split(text, "\n```"+language+"\n")[1:] {
		block, _, _ = strings.Cut(block, "\n```")
		all = append(all, block)
	}
	return all
}

// shellWords splits a command as a shell does, quotes understood.
func shellWords(command string) []string {
	var words []string
	for _, part := range quoted.FindAllStringSubmatch(command, -1) {
		words = append(words, cmp.Or(part[1], part[2], part[3]))
	}
	return words
}

var quoted = regexp.MustCompile(`"([^"]*)"|'([^']*)'|(\S+)`)
