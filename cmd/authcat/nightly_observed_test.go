package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// An observation that contradicts what is published is named by the night, which
// publishes all the same and has it in its documents. The same ledger again is
// nothing new; without it the night says so no more.
func TestNightlyObservations(t *testing.T) {
	p := newPlace(t, newUpstream(t))
	ledger := filepath.Join(t.TempDir(), "ledger.txt")
	write := func(text string) {
		if err := os.WriteFile(ledger, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("day: 2026-08-30\ncredential: client-credentials\ncall: GET /v3/accounts\nversion: v3\nscopes: sp:scopes:all\nstatus: 403\ntenant: 0123456789abcdef\ncalls: 7\n")
	const seen = "an API client with sp:scopes:all got 403, version v3, 2026-08-30 (own traffic, calls: 7); not as published"
	for _, night := range []struct {
		name string
		args []string
		code int
		says bool
	}{
		{"with the ledger", []string{"--observations", ledger}, exitOK, true},
		{"again", []string{"--observations", ledger}, exitUnchanged, true},
		{"without it", nil, exitOK, false},
	} {
		o := p.mustNight(t, night.code, night.args...)
		if said := strings.Contains(strings.Join(o.report.Notices, "\n"), seen) && strings.Contains(o.stdout, seen); said != night.says {
			t.Errorf("%s: notices %q, summary %q", night.name, o.report.Notices, o.stdout)
		}
		page, err := os.ReadFile(p.out("observed.md"))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(page), "an API client with sp:scopes:all got 403, version v3, 2026-08-30") != night.says {
			t.Errorf("%s: the page is\n%s", night.name, page)
		}
		p.now = p.now.Add(nextDay)
	}
	write("day: yesterday\n")
	if o := p.mustNight(t, exitError, "--observations", ledger); !strings.Contains(o.stderr, "ledger.txt is no file of observations, or damaged, and stays as it is: line 1: day:") {
		t.Errorf("a damaged ledger: %s", o.stderr)
	}
}
