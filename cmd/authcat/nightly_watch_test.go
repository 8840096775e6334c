package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What changes of a watched endpoint is named by the night, its webhook's text,
// the page of changes and the feed; what changes of others is not.
func TestNightlyWatch(t *testing.T) {
	p := newPlace(t, newQuickUpstream(t))
	list := filepath.Join(t.TempDir(), "watch.txt")
	write := func(text string) {
		if err := os.WriteFile(list, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("# what the HR connector calls\nGET /access-profiles   # any version\nGET https://acme.api.identitynow.com/v3/no-such-thing\n")
	p.mustNight(t, exitOK, "--watch", list)
	p.now = p.now.Add(nextDay)
	p.up.edit("v3", eachOperation(t, func(operation map[string]any) {
		if id := operation["operationId"]; id == "listAccessProfiles" || id == "getAccessProfile" {
			scope := []any{"idn:access-profile:read"}
			operation["security"] = []any{map[string]any{"userAuth": scope}, map[string]any{"applicationAuth": scope}}
		}
	}))
	o := p.mustNight(t, exitOK, "--watch", list, "--accept", "a test")
	const opened = "v3 GET /access-profiles takes API clients now, as published: a PAT may no longer be needed"
	if len(o.report.Watched) == 0 || o.report.Watched[0] != opened || strings.Contains(strings.Join(o.report.Watched, " "), "{id}") {
		t.Errorf("watched: %q", o.report.Watched)
	}
	if !strings.Contains(o.stdout, "Watched: "+opened) || !strings.Contains(o.stdout, "watched, and not published: GET /v3/no-such-thing") {
		t.Errorf("the summary is %q", o.stdout)
	}
	documents := p.documents(t)
	for _, name := range []string{"changes.md", "changes.atom"} {
		if !strings.Contains(documents[name], opened) && !strings.Contains(documents[name], strings.ReplaceAll(opened, "-", `\-`)) {
			t.Errorf("%s does not name it:\n%.2000s", name, documents[name])
		}
	}
	// A plan is a watch list too.
	calls, lock := filepath.Join(t.TempDir(), "calls.txt"), filepath.Join(t.TempDir(), "plan.json")
	if err := os.WriteFile(calls, []byte("GET /v3/access-profiles\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	if code := run([]string{"plan", "--write", lock, calls}, p.environment(&stdout, &stderr)); code != exitOK {
		t.Fatalf("plan: %d, %s", code, stderr.String())
	}
	p.up.edit("v3", eachOperation(t, func(operation map[string]any) {
		if operation["operationId"] == "listAccessProfiles" {
			operation["security"] = []any{map[string]any{"userAuth": []any{"idn:access-profile:read"}}}
		}
	}))
	const closed = "v3 GET /access-profiles takes API clients no longer, as published"
	if o := p.mustNight(t, exitOK, "--watch", lock, "--accept", "a test"); len(o.report.Watched) == 0 || o.report.Watched[0] != closed {
		t.Errorf("watched: %q", o.report.Watched)
	}
	for _, test := range []struct{ text, want string }{
		{"access-profiles\n", "watch.txt: line 1 is no method and address"},
		{"GET https://acme.example.com/?token=S3cr3tS3cr3tS3cr3t\n", "watch.txt: line 1: "},
		{`{"authcat-plan": 99}`, "watch.txt: the watch list can't be read: "},
	} {
		write(test.text)
		if o := p.mustNight(t, exitError, "--watch", list); !strings.Contains(o.stderr, test.want) || strings.Contains(o.stderr, "S3cr3t") {
			t.Errorf("%q: %s, want %q", test.text, o.stderr, test.want)
		}
	}
}
