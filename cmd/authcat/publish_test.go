package main

import (
	"testing"

	"authcat/export/publish"
)

// The layout follows the host, never a folder that is called like one.
func TestLayoutOfHost(t *testing.T) {
	for url, want := range map[string]string{
		"https://github.com/acme/docs.wiki.git":         "github",
		"git@github.acme.example:docs.wiki.git":         "github",
		"https://gitlab.com/acme/docs.wiki.git":         "gitlab",
		"https://acme@dev.azure.com/acme/p/_git/p.wiki": "azure",
		"https://acme.visualstudio.com/p/_git/p.wiki":   "azure",
		"git@ssh.dev.azure.com:v3/acme/p/p.wiki":        "azure",
		"https://git.example.org/github/docs.git":       "folder",
		"/srv/gitlab.com/docs.git":                      "folder",
	} {
		if got := layoutOf((publish.Target{URL: url}).Host()); got != want {
			t.Errorf("%s: %s, want %s", url, got, want)
		}
	}
}
