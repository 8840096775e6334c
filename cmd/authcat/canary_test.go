package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What must not come out, wherever SECRET stands in an input. The first is a
// word like any other: it is a secret by its place. The others look like a
// client secret of SailPoint's, an access token and a key, and stay secret in
// places that are printed otherwise.
const canaryWord = "C4naryWord"

var canaryTokens = []string{
	"1d1bef2b9f426383447f64f69349fc7cac176042578d205c256ba3f37c59adb9",
	"eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiJDNG5hcnkifQ.c2lnbmF0dXJlQzRuYXJ5",
	"x9Kd-20Lmq_83HsTb4Zc81",
}

// forms are the ways in which a canary could come out.
func forms(canary string) []string {
	percent := ""
	for _, b := range []byte(canary) {
		percent += fmt.Sprintf("%%%02x", b)
	}
	all := []string{canary, percent, hex.EncodeToString([]byte(canary)), strings.ReplaceAll(percent, "%", "%25")}
	for shift := range 3 { // within a longer text, base64 begins at any of three places
		text := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat("x", shift) + canary))
		all = append(all, text[(shift*8+5)/6:len(text)-1])
	}
	for i := range all {
		all[i] = strings.ToLower(all[i])
	}
	return all
}

// cage is where commands run that are given secrets.
type cage struct {
	dir string
	db  string
	env map[string]string
}

const cageSources = "sources:\n  - id: v3\n    base_path: /v3\n    spec: https://host/spec.yaml\n"

const cageSpec = `openapi: 3.0.1
components: {securitySchemes: {userAuth: {type: oauth2}, applicationAuth: {type: oauth2}}}
paths:
  /accounts: {get: {operationId: listAccounts, security: [{userAuth: [idn:accounts:read]}, {applicationAuth: [idn:accounts:read]}]}}
  /accounts/{id}: {get: {operationId: getAccount, security: [{userAuth: [idn:accounts:read]}]}}
`

func newCage(t testing.TB) *cage {
	t.Helper()
	c := &cage{dir: t.TempDir(), env: map[string]string{}}
	c.db = filepath.Join(c.dir, "catalog.db")
	c.file(t, "mirror/host/spec.yaml", cageSpec)
	sources := c.file(t, "sources.yaml", cageSources)
	if code, said := c.run(t, "", "crawl", "--db", c.db, "--sources", sources, "--mirror", filepath.Join(c.dir, "mirror"), "--mirror-date", "2026-08-01", "--docs", "none"); code != 0 {
		t.Fatal(said)
	}
	return c
}

// file writes an input.
func (c *cage) file(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(c.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// run runs a command and returns all that it says.
func (c *cage) run(t testing.TB, stdin string, args ...string) (code int, said string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	e := environment{
		stdin: strings.NewReader(stdin), stdout: &stdout, stderr: &stderr,
		getenv: func(name string) string { return c.env[name] },
		now:    func() time.Time { return time.Date(2026, 8, 22, 12, 0, 0, 0, time.UTC) },
	}
	code = run(args, e)
	return code, stdout.String() + stderr.String()
}

// hides fails where a canary comes out of what is said, in whichever form.
func hides(t testing.TB, where, canary, said string) {
	t.Helper()
	said = strings.ToLower(said)
	for _, form := range forms(canary) {
		if at := strings.Index(said, form); at >= 0 {
			t.Errorf("%s: the secret comes out: …%s…", where, said[max(0, at-80):min(len(said), at+len(form)+40)])
			return
		}
	}
}

// hidesInFiles fails where a canary stands in a file of a folder, or in its name.
func hidesInFiles(t testing.TB, where, canary, dir string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files++
		body, err := os.ReadFile(path)
		hides(t, where+": "+path, canary, strings.TrimPrefix(path, dir)+"\n"+string(body))
		return err
	})
	if err != nil || files == 0 {
		t.Errorf("%s: %d files in %s, %v", where, files, dir, err)
	}
}

// The net itself catches what it is made for.
func TestCanaryIsFound(t *testing.T) {
	for _, canary := range append([]string{canaryWord}, canaryTokens...) {
		for _, said := range []string{
			"x" + strings.ToUpper(canary) + "y", "Basic " + base64.StdEncoding.EncodeToString([]byte("user:"+canary)),
			base64.URLEncoding.EncodeToString([]byte(`{"password":"` + canary + `"}`)), fmt.Sprintf("%x", "a"+canary),
		} {
			found := false
			for _, form := range forms(canary) {
				found = found || strings.Contains(strings.ToLower(said), form)
			}
			if !found {
				t.Errorf("%s is not found in %s", canary, said)
			}
		}
	}
}
