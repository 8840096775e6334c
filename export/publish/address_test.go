package publish

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"authcat/export/manifest"
)

func TestAddresses(t *testing.T) {
	here, err := filepath.Abs("wiki")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		url  string
		want address
	}{
		{"https://github.com/o/r.wiki.git", address{git: "https://github.com/o/r.wiki.git", shown: "https://github.com/o/r.wiki.git", origin: "https://github.com", host: "github.com"}},
		{"https://acme@dev.azure.com/acme/p/_git/w", address{git: "https://acme@dev.azure.com/acme/p/_git/w", shown: "https://dev.azure.com/acme/p/_git/w", origin: "https://dev.azure.com", host: "dev.azure.com"}},
		{"https://git.example.org:8443/w", address{git: "https://git.example.org:8443/w", shown: "https://git.example.org:8443/w", origin: "https://git.example.org:8443", host: "git.example.org"}},
		{"ssh://git@host:22/w.git", address{git: "ssh://git@host:22/w.git", shown: "ssh://host:22/w.git", host: "host", ssh: true}},
		{"git@gitlab.com:g/p.wiki.git", address{git: "git@gitlab.com:g/p.wiki.git", shown: "git@gitlab.com:g/p.wiki.git", host: "gitlab.com", ssh: true}},
		{"file:///srv/w.git", address{git: "file:///srv/w.git", shown: "file:///srv/w.git"}},
		{"/srv/w:1@x.git", address{git: "/srv/w:1@x.git", shown: "/srv/w:1@x.git"}},
		{"wiki", address{git: here, shown: here}},
	} {
		got, err := parseAddress(c.url)
		if err != nil || got != c.want {
			t.Errorf("%s: %+v %v", c.url, got, err)
		}
	}
}

func TestRefusedAddresses(t *testing.T) {
	remote := newRemote(t)
	for _, url := range []string{
		"", "-u", "--upload-pack=evil", "ext::sh -c evil", "ext::evil", "fd::17", "::evil", "http://host/hunter2", "git://host/w", "ftp://host/w", "HTTPS://host/w",
		"ssh://-oProxyCommand=evil/w", "-oProxyCommand=evil:w", "git@-oProxyCommand=evil:w", "https://", "https:///w", "https://host/\nhunter2", "https://host/w\x00",
		"https://user:hunter2@host/w", "https://:hunter2@host/w", "https://ghp_hunter2@host/w", "https://glpat-hunter2@host/w", "ssh://git:hunter2@host/w", "git:hunter2@host:w",
		"https://" + strings.Repeat("hunter2", 8) + "@dev.azure.com/w", "https://host/w?private_token=hunter2", "https://host/w#hunter2", "https://us%zzhunter2@host/w",
		"//user:hunter2@host/w", "//user:hunter2@git.example.org/w", "https:/user:hunter2@git.example.org/w", "https:user:hunter2@git.example.org/w",
		"user:x/hunter2@git.example.org:w",
	} {
		err := mustRefuse(t, Target{URL: url, Token: token}, remote, twoFiles)
		if strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: the error repeats the secret: %v", url, err)
		}
		if !strings.Contains(err.Error(), "use https://HOST/PATH") && !strings.Contains(err.Error(), "leave") {
			t.Errorf("%q: the error does not say what to do: %v", url, err)
		}
	}
}

func TestHost(t *testing.T) {
	for url, want := range map[string]string{"https://a@Dev.example.org:1/x": "Dev.example.org", "git@gitlab.com:x": "gitlab.com", "/srv/github.com": "", "ext::x": ""} {
		if got := (Target{URL: url}).Host(); got != want {
			t.Errorf("%s: %q", url, got)
		}
	}
}

func TestNamesThatEscape(t *testing.T) {
	remote := newRemote(t)
	for _, name := range []string{
		"", ".", "..", "../x.md", "a/../../x.md", "a/../x.md", "/etc/passwd", "./x.md", "a//b", "a/", ".git/config", ".GIT/config", "a/.git/hooks/x", ".git", "git~1/config",
		".git /config", ".git./config", ".git::$INDEX_ALLOCATION/config", `..\x.md`, `C:\x.md`, "a\nb", "a\x00b", "a\tb", "gpj\u202egpj.md", ".g\u200cit/config", "\xff.md", strings.Repeat("x", 256),
		manifest.Name, strings.ToUpper(manifest.Name),
	} {
		_ = mustRefuse(t, Target{URL: remote}, remote, files("Home.md", "x", name, "x"), "file name")
	}
	for _, dir := range []string{"..", "/docs", "a/../..", ".git", "docs//x", "-\u202e"} {
		_ = mustRefuse(t, Target{URL: remote, Dir: dir}, remote, twoFiles, "folder")
	}
	_ = mustRefuse(t, Target{URL: remote}, remote, files("a", "x", "a/b", "x"), `"a" is a file and the folder of "a/b"`)
	_ = mustRefuse(t, Target{URL: remote}, remote, files("a", "x", "A", "x"), "case")
	_ = mustRefuse(t, Target{URL: remote}, remote, nil, "no files to publish")
}

// Names that look odd and are none of git's business.
func TestNamesOfWikis(t *testing.T) {
	remote := newRemote(t)
	names := []string{".order", "-rf.md", ".gitignore", "Access%2DRequests.md", "Zugänge ünd Rollen.md", "=cmd().md", "a|b <script>.md", `"quoted".md`, "日本.md", strings.Repeat("x", 255)}
	var all []string
	for _, name := range names {
		all = append(all, name, "body of "+name)
	}
	if result := mustPublish(t, Target{URL: remote, Dir: "-d"}, files(all...)); len(result.Added) != len(names) {
		t.Errorf("%+v", result)
	}
	result := mustPublish(t, Target{URL: remote, Dir: "-d"}, files("x", "x"))
	if len(result.Removed) != len(names) || len(listing(t, remote, "main")) != 1 {
		t.Errorf("%+v", result)
	}
}

func TestMessage(t *testing.T) {
	many := make([]string, 1234567)
	for _, c := range []struct {
		changes Changes
		want    string
	}{
		{Changes{Added: []string{"a", "b"}}, "Docs: 2 added\n\nAdded: 2\nChanged: 0\nRemoved: 0\n"},
		{Changes{}, "Docs: no document changed\n\nAdded: 0\nChanged: 0\nRemoved: 0\n"},
		{Changes{Changed: many, Removed: many, Kept: []string{"a"}}, "Docs: 1234567 changed, 1234567 removed, 1 kept\n\nAdded: 0\nChanged: 1234567\nRemoved: 1234567\nEdited by others, no longer published, kept: 1\n"},
	} {
		if got := c.changes.Message("Docs"); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	subject, _, _ := strings.Cut((Changes{Added: many}).Message(strings.Repeat("ü", 100)), "\n")
	if n := len([]rune(subject)); n >= 72 {
		t.Errorf("the subject has %d characters", n)
	}
}

func TestWordsAreFewAndHarmless(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	noise := strings.Repeat("remote: "+strings.Repeat("x", 10000)+"\n", 500)
	words := newRedactor("x-access-token", token).words(noise + "hint: no\n\u202eturn\a " + token + "\nAuthorization: Basic YWJj\n")
	if strings.Count(words, "\n") >= maxWordLines || len(words) > maxWordLines*(maxWordRunes+10) {
		t.Errorf("%d bytes, %d lines", len(words), strings.Count(words, "\n"))
	}
	if !strings.HasSuffix(words, "\nturn [redacted]\nAuthorization: Basic [redacted]") {
		t.Errorf("%q", words)
	}
}

func TestSecretIsNotPrinted(t *testing.T) {
	target := Target{Token: token}
	assertNowhere(t, fmt.Sprintf("%v %+v %#v %s", target, target, target, target.Token))
}

func TestManyForeignFilesAreCut(t *testing.T) {
	remote := newRemote(t)
	theirs, ours := map[string]string{}, []string{}
	for i := range 30 {
		name := fmt.Sprintf("page-%02d.md", i)
		theirs[name] = "by hand"
		ours = append(ours, name, "ours")
	}
	person(t, remote, theirs)
	_, err := Publish(context.Background(), Target{URL: remote}, files(ours...), nil)
	if err == nil || !strings.Contains(err.Error(), "page-09.md and 20 more") {
		t.Errorf("%v", err)
	}
}
