package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"authcat/export"
)

// The first screen and the topics are no wider than a terminal is at least.
func TestHelpWidth(t *testing.T) {
	const narrow = 80
	lines := []string{""}
	for _, topic := range topics {
		lines = append(lines, "help "+topic.name)
	}
	for _, line := range lines {
		var stdout, stderr bytes.Buffer
		e := environment{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr, getenv: func(string) string { return "" }, now: time.Now}
		if code := run(strings.Fields(line), e); code != exitOK || stderr.Len() > 0 {
			t.Errorf("authcat %s exits with %d: %s", line, code, stderr.String())
		}
		for text := range strings.Lines(stdout.String()) {
			if text = strings.TrimRight(text, "\n"); len([]rune(text)) > narrow || strings.HasSuffix(text, "  ") {
				t.Errorf("authcat %s has a line of %d: %q", line, len([]rune(text)), text)
			}
		}
	}
}

// A topic that lists things has all of them.
func TestTopicsAreWhole(t *testing.T) {
	for _, name := range strings.Split(export.FormatNames(export.SpecialFormats...), "|") {
		if formatUses[name] == "" {
			t.Errorf("help formats says nothing of %s", name)
		}
	}
	for _, failure := range kindsOfFailure {
		if !slices.ContainsFunc(exitCodes, func(e exitCode) bool { return e.code == failure.code }) {
			t.Errorf("help exit-codes says nothing of %d", failure.code)
		}
	}
	read := regexp.MustCompile(`[gG]etenv\("([A-Z_]+)"\)`)
	told := environmentTopic()
	err := filepath.WalkDir(filepath.Join("..", ".."), func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(filepath.Dir(path), "test") {
			return err
		}
		source, err := os.ReadFile(path)
		for _, found := range read.FindAllSubmatch(source, -1) {
			if name := string(found[1]); !strings.Contains(told, name) && !slices.Contains([]string{"PATH", "HOME"}, name) {
				t.Errorf("%s reads %s, of which help environment says nothing", path, name)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A value that a flag has by default, and those that help shows, are values that it takes.
func TestChoicesTakeTheirNames(t *testing.T) {
	for _, test := range []struct{ flag, text, want string }{
		{"one", "B-C", "b-c"}, {"one", "bc", "b-c"}, {"many", "a, B-c", "a,b-c"},
	} {
		var one string
		var several []string
		value := &choice{names: []string{"a", "b-c"}, one: &one}
		if test.flag == "many" {
			several = []string{"a"} // a default, which is replaced
			value = &choice{names: value.names, many: &several}
		}
		if err := value.Set(test.text); err != nil || value.String() != test.want {
			t.Errorf("%q is %q, %v, want %q", test.text, value, err, test.want)
		}
	}
	value := &choice{names: []string{"stated", "unstated"}, one: new(string)}
	if err := value.Set("sekret-token"); err == nil || strings.Contains(err.Error(), "sekret") {
		t.Errorf("what is none of the names: %v", err)
	}
}
