package publish

import (
	"errors"
	"testing"
)

func TestStubs(t *testing.T) {
	for page, want := range map[string]bool{
		"Welcome to the docs wiki!": true, "Welcome to the docs wiki!\n": true, "Welcome to the Team Docs (EU) wiki!\r\n": true, "\ufeffWelcome to the docs wiki!": true,
		"": true, "\n\n": true, "# Home\n": true, "#\n": true, "Home\n====\n": true, "Home\n---": true, "# docs\n\nWelcome to the docs wiki!\n": true,

		"Welcome to the docs wiki! Ask Ann.": false, "Welcome to the docs wiki!\n\nAsk Ann.": false, "TODO": false, "# Home\n\nText": false, "# Home\n## More": false,
		"# Home\n====": false, "Text\n\nText": false, "[[Page]]": false, "#hashtag": false, "---": false, "<!-- template: x -->": false,
	} {
		if got := isStub(page); got != want {
			t.Errorf("%q: %v, want %v", page, got, want)
		}
	}
}

// Nobody's pages are replaced, everybody else's files are named, and no other
// kind of file is taken for a page.
func TestStubsAreReplaced(t *testing.T) {
	remote := newRemote(t)
	person(t, remote, map[string]string{"Home.md": "Welcome to the docs wiki!\n", "scopes.md": "# Scopes\n", "findings.md": "ours\n", "grants.csv": "# Grants\n"})
	ours := files("Home.md", "page", "scopes.md", "page", "findings.md", "page", "grants.csv", "a,b")
	err := mustRefuse(t, Target{URL: remote}, remote, ours, "findings.md, grants.csv;")
	var foreign *ForeignError
	if !errors.As(err, &foreign) || len(foreign.Names) != 2 {
		t.Errorf("error %v", err)
	}
	person(t, remote, map[string]string{"findings.md": "", "grants.csv": ""})
	result := mustPublish(t, Target{URL: remote}, ours)
	if len(result.Changed) != 2 || len(result.Added) != 2 || listing(t, remote, "main")["Home.md"] != "page" {
		t.Errorf("%+v, %v", result, listing(t, remote, "main"))
	}
}
