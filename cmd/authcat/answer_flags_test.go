package main

import (
	"fmt"
	"strings"
	"testing"

	"authcat/export"
)

// A pipe gets whole lines of as many cells, and their titles only where they are asked for.
func TestPipeOfAnswers(t *testing.T) {
	each(t, func(t *testing.T, form export.Form, line string) {
		if form.Bare {
			return // it is the body itself
		}
		plain, _ := asked(t, line)
		titled, _ := asked(t, line, "--header")
		header, rest, _ := strings.Cut(titled, "\n")
		if rest != plain || header != strings.ToUpper(header) {
			t.Fatalf("--header makes\n%.300s\nof\n%.300s", titled, plain)
		}
		for text := range strings.Lines(plain) {
			if strings.Count(text, "\t") != strings.Count(header, "\t") || !strings.Contains(text, "\t") {
				t.Fatalf("%q has other cells than %q", text, header)
			}
		}
	})
}

// The first rows are the first of all, and what is left out is told; one object has none.
func TestLimitOfAnswers(t *testing.T) {
	each(t, func(t *testing.T, form export.Form, line string) {
		if form.Rows == "" {
			if code, stdout, stderr := replied(line, "--limit", "1"); code != exitUsage || stdout != "" || !strings.Contains(stderr, "--limit is for answers that are rows") {
				t.Errorf("--limit exits with %d: %s%s", code, stdout, stderr)
			}
			return
		}
		first := fmt.Sprintf(".%s | .[:1] | tojson", form.Rows)
		want, _ := asked(t, line, "--jq", first)
		total, _ := asked(t, line, "--jq", fmt.Sprintf(".%s | length", form.Rows))
		got, said := asked(t, line, "--limit", "1", "--jq", fmt.Sprintf(".%s | tojson", form.Rows))
		if got != want {
			t.Errorf("the first row is\n%.300s\nwant\n%.300s", got, want)
		}
		if cut := "the first 1 of " + strings.TrimSpace(total); strings.Contains(said, cut) != (total != "1\n") {
			t.Errorf("of %s rows one is shown: %s", total, said)
		}
	})
}

// What is wrong in the flags is told by the flag, before anything is read.
func TestWrongFieldsOfAnswers(t *testing.T) {
	each(t, func(t *testing.T, form export.Form, line string) {
		first := form.Fields()[0]
		for _, test := range []struct {
			more []string
			want string
		}{
			{[]string{"--json", "zzzzzzzz"}, "authcat: --json: there is no field \"zzzzzzzz\"; there are "},
			{[]string{"--json", first + "x"}, "did you mean " + first + "?"},
			{[]string{"--json"}, "authcat: --json takes one or more of these, separated by commas:\n  " + first + "\n"},
			{[]string{"--jq", "hunter2 |"}, "authcat: --jq can't be read: "},
			{[]string{"--template", "{{hunter2"}, "authcat: --template can't be read: "},
			{[]string{"--jq", `error("hunter2 hunter2")`}, "authcat: --jq: error: "},
			{[]string{"--template", `{{call "hunter2"}}`}, "authcat: --template: "},
		} {
			code, stdout, stderr := replied(line, test.more...)
			if code != exitUsage || stdout != "" || !strings.Contains(stderr, test.want) || !strings.Contains(stderr, "\nusage: authcat ") {
				t.Errorf("%q exits with %d: %s%s", test.more, code, stdout, stderr)
			}
		}
		if _, offered, _ := replied("__complete "+line, "--json", first[:1]); !strings.HasPrefix(offered, first+"\n") && !strings.Contains(offered, "\n"+first+"\n") {
			t.Errorf("of %s is offered %s", first, offered)
		}
	})
}
