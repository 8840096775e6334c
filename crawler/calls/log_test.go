package calls

import (
	"bytes"
	"regexp"
	"testing"
	"time"
)

// logLine is what cutLogLine finds, and openapiKey what hasTopKey does.
var (
	logLine    = regexp.MustCompile(`^\S.*?\[[^\]]+\] "((?:[^"\\]|\\.)*)" (?:\d{3}|-)(?:\s|$)`)
	openapiKey = regexp.MustCompile(`(?m)^["']?(?:openapi|swagger)["']?[ \t]*:`)
)

func FuzzLogLine(f *testing.F) {
	for _, seed := range []string{
		logged("GET /v3/accounts HTTP/1.0"), logged(`GET /\"a\" HTTP/1.1`), logged(`\`), logged(""),
		`h [::1] - [a [b] "GET /a HTTP/1.1" 200`, `h [] [x] "a" - -`, `[x] "a" 200`, `a[x] "b" 20`, `a[x] "b\" 200 [y] "c" 200`, `a[x] "b" 2000`, `a ] [x] "" 200 1`,
		`a[[[[[[]]]] "a" 200`, "\xff[\xff] \"\xff\" 200\t", "openapi: 3", `'swagger" :`, "a\n\"openapi\"\t : x", "openapi\n:",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if got, want := hasTopKey(text, "openapi", "swagger"), openapiKey.Match(text); got != want {
			t.Errorf("%q has a key of OpenAPI: %t, want %t", text, got, want)
		}
		for line := range bytes.Lines(text) {
			line = bytes.TrimSpace(line)
			got, ok := cutLogLine(line)
			want := logLine.FindSubmatch(line)
			if ok != (want != nil) || ok && !bytes.Equal(got, want[1]) {
				t.Errorf("of %q the request is %q, want %q", line, got, want)
			}
		}
	})
}

// The time that a line takes grows with its length, whatever is in it.
func TestLogLinesOfBrackets(t *testing.T) {
	for _, part := range []string{"[", "]", "[a] ", `[a] "`, `[a] "\`, `[a] "b" `, `"`} {
		line := bytes.Repeat([]byte(part), maxLine/len(part))
		start := time.Now()
		isLogLine(line)
		if took := time.Since(start); took > 2*time.Second { // some microseconds; some minutes if it were squared
			t.Errorf("a line of %q takes %v", part, took)
		}
	}
}
