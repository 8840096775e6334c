package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// A command line that can't be understood exits with 2 and says where help is.
func TestUsageExitCode(t *testing.T) {
	for _, line := range []string{
		"lokup GET /a", "lookup", "lookup --colour", "list --format xml", "explain GET /a", "nightly", "nightly --out x --log-format xml",
		"nightly --out x --format pdf", "crawl --offline --mirror x", "export --format pdf", "export --layout attic", "publish",
		"publish --wiki x --layout attic", "diff bundled", "diff bundled bundled --fail-on looser", "guard bundled", "backfill", "serve --addr 0.0.0.0:80",
	} {
		var stdout, stderr bytes.Buffer
		e := environment{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr, getenv: func(string) string { return "" }, now: time.Now}
		if code := run(strings.Fields(line), e); code != exitUsage || !strings.Contains(stderr.String(), "hint: ") {
			t.Errorf("authcat %s exits with %d: %s", line, code, stderr.String())
		}
	}
}
