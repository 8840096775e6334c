package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// commandAnswer is what a command wrote, and its exit code.
type commandAnswer struct {
	stdout, stderr string
	code           int
}

func answered(t *testing.T, args ...string) commandAnswer {
	t.Helper()
	var stdout, stderr bytes.Buffer
	e := environment{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr, getenv: func(string) string { return "" }, now: time.Now}
	code := run(args, e)
	return commandAnswer{stdout.String(), stderr.String(), code}
}

// No secret of source code comes out, in whatever place it stands: of an address
// only method, host and path are printed.
func TestPlanCodeKeepsSecrets(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	const secret = "s3cr3tCanary"
	sources := map[string]string{
		"query.py":    `requests.get("https://acme.api.identitynow.com/v3/accounts?access_token=%s")`,
		"user.py":     `requests.get("https://me:%s@acme.api.identitynow.com/v3/accounts")`,
		"fragment.ts": "fetch(`https://acme.api.identitynow.com/v3/roles#%s`)",
		"token.go":    "package p\nfunc f() { http.Post(\"https://acme.api.identitynow.com/oauth/token?client_secret=%s\", \"\", nil) }",
		"variable.py": "base = 'https://me:%[1]s@acme.api.identitynow.com'\nsecret = '%[1]s'\nrequests.get(f'{base}/v3/accounts', headers={'Authorization': secret})\nrequests.get(f'{base}/v3/{kind}?key=' + secret)",
		"splat.ps1":   "$p = @{ Uri = \"https://acme.api.identitynow.com/v3/sources?x=%[1]s\"; Method = 'Patch'; Headers = @{ A = '%[1]s' } }\nInvoke-RestMethod @p",
		"none.py":     `requests.get("https://acme.api.identitynow.com/v3/nothing-of-this/x?y=%s")`,
		"script.sh":   "TOKEN=%[1]s\ncurl -H \"Authorization: Bearer %[1]s\" -u me:%[1]s \"https://acme.api.identitynow.com/v3/accounts?token=%[1]s\"",
		"call.http":   "@token = %[1]s\nGET https://me:%[1]s@acme.api.identitynow.com/v3/accounts?a=%[1]s\nAuthorization: Bearer %[1]s",
	}
	for name, source := range sources {
		if !strings.Contains(source, "%[1]s") {
			source = strings.ReplaceAll(source, "%s", "%[1]s")
		}
		if err := os.WriteFile(filepath.Join(folder, name), fmt.Appendf(nil, source, secret), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	lock := filepath.Join(t.TempDir(), "plan.json")
	for _, format := range []string{"table", "json", "csv", "markdown", "yaml", "sarif"} {
		result := answered(t, "plan", "--format", format, folder)
		if result.code != 0 {
			t.Fatalf("%s: %s", format, result.stderr)
		}
		if text := result.stdout + result.stderr; strings.Contains(text, secret) {
			t.Errorf("%s has the secret: %s", format, text[max(0, strings.Index(text, secret)-100):][:150])
		}
	}
	if result := answered(t, "plan", "--write", lock, folder); result.code != 0 {
		t.Fatal(result.stderr)
	}
	if body, err := os.ReadFile(lock); err != nil || strings.Contains(string(body), secret) {
		t.Errorf("the lockfile has the secret, or is not there: %v", err)
	}
}

// The same tree gives the same bytes, whatever its files are read by.
func TestPlanCodeIsDeterministic(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for i := range 40 {
		source := fmt.Sprintf("class C%d:\n    def get(self, path):\n        return requests.get(self.base + path)\n    def f(self):\n        self.get('/v3/accounts/%d')\n        requests.post(base + '/v3/search')\n", i, i)
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("m%d.py", i)), []byte("# sailpoint\n"+source), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	first := answered(t, "plan", "--format", "json", folder)
	if strings.Count(first.stdout, `"file"`) != 80 {
		t.Errorf("%d places, want 80", strings.Count(first.stdout, `"file"`))
	}
	for range 3 {
		if again := answered(t, "plan", "--format", "json", folder); again.stdout != first.stdout {
			t.Fatal("two runs differ")
		}
	}
}
