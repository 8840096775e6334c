package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"authcat/crawler/calls"
)

// endless is a stream that never ends.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func TestPlanExitCodes(t *testing.T) {
	slow(t)
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	huge := file("huge.har", "")
	if err := os.Truncate(huge, 200<<20); err != nil {
		t.Fatal(err)
	}
	long := file("long.har", `{"log": {"comment": "`+strings.Repeat("x", calls.MaxBytes)+`"}}`)
	good := file("good.txt", "GET /v2025/accounts\n")
	lock := filepath.Join(dir, "lock.json")
	for _, test := range []struct {
		args  []string
		stdin io.Reader
		code  int
		says  string
	}{
		{[]string{"plan", "--write", lock, good}, nil, 0, ""},
		{[]string{"check", lock}, nil, 0, ""},
		{[]string{"check", file("strict.json", `{"authcat-plan":1,"dataset":"2026-08-01","credential":"pat","operations":[{"api":"v3","method":"GET","path":"/gone","needs":"pat"}]}`)}, nil, 4, "1 of 1 operation became stricter"},
		{[]string{"plan", file("none.txt", "GET /nothing/at/all\n")}, nil, 3, "none of the calls matches"},
		{[]string{"plan"}, nil, 2, "at least one FILE"},
		{[]string{"plan", huge}, nil, 1, "it is a binary file"},
		{[]string{"plan", long}, nil, 1, "it has more than 64 MiB, which is all that is read of what is no log and no list of lines"},
		{[]string{"check", huge}, nil, 1, "it has 200 MiB; at most 64 MiB are read"},
		{[]string{"plan", "-"}, endless{}, 1, "stdin: it has more than 64 MiB"},
		{[]string{"plan", "-"}, strings.NewReader(""), 1, "stdin: it is empty"},
		{[]string{"plan", file("binary", "\x7fELF\x00\x01")}, nil, 1, "it is a binary file"},
		{[]string{"plan", t.TempDir()}, nil, 3, "none of the calls matches"},
		{[]string{"plan", filepath.Join(dir, "missing")}, nil, 1, "there is no such file"},
		{[]string{"plan", "--include", "all", dir}, nil, 2, "--include takes tests, vendored, generated or markdown"},
		{[]string{"plan", "--fields", "method=m", good}, nil, 2, "--fields: name each once: method=NAME,url=NAME"},
	} {
		var stderr bytes.Buffer
		e := environment{stdin: test.stdin, stdout: io.Discard, stderr: &stderr, getenv: func(string) string { return "" }, now: time.Now}
		if code := run(test.args, e); code != test.code || !strings.Contains(stderr.String(), test.says) {
			t.Errorf("%v: exit code %d, want %d and %q\n%s", test.args, code, test.code, test.says, &stderr)
		}
	}
	if calls.MaxBytes != 64<<20 {
		t.Error("the limit in these messages is another now")
	}
}
