package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// execute runs one command line in a terminal of 80 columns that has no environment,
// and returns what it writes to stdout.
func execute(t *testing.T, args []string, want int) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	e := environment{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr, width: 80, getenv: func(string) string { return "" }, now: time.Now}
	if code := run(args, e); code != want {
		t.Errorf("authcat %s exits with %d, want %d\n%s", strings.Join(args, " "), code, want, stderr.String())
	}
	return stdout.String()
}
