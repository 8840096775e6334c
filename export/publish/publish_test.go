package publish

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"authcat/export/manifest"
)

var twoFiles = files("Home.md", "# Home\n", ".attachments/features.svg", "<svg/>\r\n")

func TestFirstPublicationThenNothing(t *testing.T) {
	remote := newRemote(t)
	person(t, remote, map[string]string{"README.md": "by hand"})
	target := Target{URL: remote}
	result := mustPublish(t, target, twoFiles)
	want := Changes{Added: []string{".attachments/features.svg", "Home.md"}}
	if !reflect.DeepEqual(result.Changes, want) || !result.Pushed || result.Branch != "main" || result.Retried {
		t.Errorf("got %+v", result)
	}
	if head := gitAt(t, remote, "rev-parse", "main"); head != result.Commit {
		t.Errorf("the head is %s, the result says %s", head, result.Commit)
	}
	if body := gitAt(t, remote, "cat-file", "-s", "main:.attachments/features.svg"); body != "8" {
		t.Errorf("the file has %s bytes in the remote, 8 were given", body)
	}
	if parents := gitAt(t, remote, "rev-list", "--count", "main"); parents != "2" {
		t.Errorf("%s commits, want the person's and one of ours", parents)
	}
	if author := gitAt(t, remote, "log", "-1", "--format=%an <%ae> %cn <%ce>"); author != "authcat <authcat@localhost> authcat <authcat@localhost>" {
		t.Errorf("by %s", author)
	}
	before := headOf(t, remote)
	if again := mustPublish(t, target, twoFiles); again.Pushed || again.Commit != "" || !reflect.DeepEqual(again.Changes, Changes{}) {
		t.Errorf("the second time: %+v", again)
	}
	if headOf(t, remote) != before {
		t.Error("the second publication moved the remote")
	}
}

func TestManifestReadsAsSha256sum(t *testing.T) {
	remote := newRemote(t)
	mustPublish(t, Target{URL: remote}, files("b.md", "b", "a.md", ""))
	want := "# Written by authcat. It replaces the files below, and removes those that it no longer\n" +
		"# publishes unless they were edited. Check for edits with: sha256sum -c .authcat-manifest\n" +
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.md\n" +
		"3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d  b.md"
	if got := gitAt(t, remote, "cat-file", "blob", "main:"+manifest.Name); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestEmptyRepository(t *testing.T) {
	for _, c := range []struct{ branch, want string }{{"", "main"}, {"docs/auth", "docs/auth"}, {"refs/heads/docs", "docs"}} {
		remote := newRemote(t)
		result := mustPublish(t, Target{URL: remote, Branch: c.branch}, twoFiles)
		if result.Branch != c.want || len(listing(t, remote, c.want)) != 2 || gitAt(t, remote, "rev-list", "--count", c.want) != "1" {
			t.Errorf("branch %q: %+v", c.branch, result)
		}
	}
}

// A server that does not tell the branch that its HEAD names.
func TestEmptyRepositoryOfSilentServer(t *testing.T) {
	remote := newRemote(t)
	gitAt(t, ".", "config", "--global", "protocol.version", "0")
	gitAt(t, ".", "config", "--global", "init.defaultBranch", "mine")
	if result := mustPublish(t, Target{URL: remote}, twoFiles); result.Branch != "master" || len(listing(t, remote, "master")) != 2 {
		t.Errorf("%+v", result)
	}
}

func TestBranches(t *testing.T) {
	remote := newRemote(t)
	mustRefuse(t, Target{URL: remote, Branch: "a..b"}, remote, twoFiles, `"a..b" can't be the name of a branch`)
	mustRefuse(t, Target{URL: remote, Branch: "--force"}, remote, twoFiles, "can't be the name of a branch")
	person(t, remote, map[string]string{"README.md": "by hand"})
	gitAt(t, remote, "branch", "docs", "main")
	before := gitAt(t, remote, "rev-parse", "main")
	if result := mustPublish(t, Target{URL: remote, Branch: "docs"}, twoFiles); result.Branch != "docs" {
		t.Errorf("%+v", result)
	}
	if gitAt(t, remote, "rev-parse", "main") != before || len(listing(t, remote, "docs")) != 3 {
		t.Error("it is on the wrong branch")
	}
	mustRefuse(t, Target{URL: remote, Branch: "dosc"}, remote, twoFiles, `no branch "dosc"; it has: docs, main`)
	gitAt(t, remote, "symbolic-ref", "HEAD", "refs/heads/gone")
	mustRefuse(t, Target{URL: remote}, remote, twoFiles, "the default branch", "does not exist", "docs, main")
}

func TestFolder(t *testing.T) {
	remote := newRemote(t)
	person(t, remote, map[string]string{"Home.md": "by hand", "other/Home.md": "by hand"})
	mustPublish(t, Target{URL: remote, Dir: "docs/auth/"}, twoFiles)
	result := mustPublish(t, Target{URL: remote, Dir: "docs/auth"}, files("Home.md", "new"))
	if want := (Changes{Changed: []string{"Home.md"}, Removed: []string{".attachments/features.svg"}}); !reflect.DeepEqual(result.Changes, want) {
		t.Errorf("%+v", result)
	}
	want := map[string]string{"Home.md": "by hand", "other/Home.md": "by hand", "docs/auth/Home.md": "new"}
	if got := listing(t, remote, "main"); !reflect.DeepEqual(got, want) {
		t.Errorf("%v", got)
	}
}

func TestStaleFilesOnlyOfTheManifest(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	remote := newRemote(t)
	target := Target{URL: remote}
	mustPublish(t, target, files("Home.md", "1", "Old.md", "old", "Edited.md", "ours", "Gone.md", "gone"))
	person(t, remote, map[string]string{"Notes.md": "theirs", "Edited.md": "ours, and a correction", "Gone.md": ""})
	result := mustPublish(t, target, files("Home.md", "2", "New.md", "new"))
	want := Changes{Added: []string{"New.md"}, Changed: []string{"Home.md"}, Removed: []string{"Old.md"}, Kept: []string{"Edited.md"}}
	if !reflect.DeepEqual(result.Changes, want) {
		t.Errorf("got %+v\nwant %+v", result.Changes, want)
	}
	wantFiles := map[string]string{"Home.md": "2", "New.md": "new", "Notes.md": "theirs", "Edited.md": "ours, and a correction"}
	if got := listing(t, remote, "main"); !reflect.DeepEqual(got, wantFiles) {
		t.Errorf("got %v", got)
	}
	// A page that people made theirs is theirs.
	mustRefuse(t, target, remote, files("Home.md", "2", "Edited.md", "ours"), "Edited.md")
}

func TestEditedPageIsWrittenAnew(t *testing.T) {
	remote := newRemote(t)
	target := Target{URL: remote}
	mustPublish(t, target, twoFiles)
	person(t, remote, map[string]string{"Home.md": "vandalism"})
	result := mustPublish(t, target, twoFiles)
	if want := (Changes{Changed: []string{"Home.md"}}); !reflect.DeepEqual(result.Changes, want) || listing(t, remote, "main")["Home.md"] != "# Home" {
		t.Errorf("%+v", result)
	}
}

func TestForeignPageIsRefused(t *testing.T) {
	remote := newRemote(t)
	person(t, remote, map[string]string{"Home.md": "by hand", "Same.md": "same"})
	both := files("Home.md", "ours", "Same.md", "same")
	err := mustRefuse(t, Target{URL: remote}, remote, both, "Home.md", "--overwrite")
	var foreign *ForeignError
	if !errors.As(err, &foreign) || !reflect.DeepEqual(foreign.Names, []string{"Home.md"}) {
		t.Errorf("%#v", err)
	}
	if _, err := Preview(context.Background(), Target{URL: remote}, both); !errors.As(err, &foreign) {
		t.Errorf("a preview says %v", err)
	}
	result := mustPublish(t, Target{URL: remote, Overwrite: true}, both)
	if !reflect.DeepEqual(result.Changes, Changes{Changed: []string{"Home.md"}}) {
		t.Errorf("%+v", result)
	}
}

// Nothing that people put in the way is lost, overwriting or not.
func TestObstacles(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	for _, c := range []struct{ theirs, ours, says string }{
		{"docs", "docs/a.md", "docs is a file in the repository"},
		{"Home.md/a.md", "Home.md", "Home.md is a folder in the repository"},
		{"home.md", "Home.md", "home.md where Home.md is to be published"},
		{"Docs/x.md", "docs/a.md", "Docs where docs is to be published"},
	} {
		remote := newRemote(t)
		person(t, remote, map[string]string{c.theirs: "by hand"})
		mustRefuse(t, Target{URL: remote, Overwrite: true}, remote, files(c.ours, "ours"), c.says)
	}
}

func TestFileMakesRoomForFolder(t *testing.T) {
	remote := newRemote(t)
	mustPublish(t, Target{URL: remote}, files("docs", "1", "home.md", "1"))
	result := mustPublish(t, Target{URL: remote}, files("docs/a.md", "2", "Home.md", "1"))
	if got := listing(t, remote, "main"); !reflect.DeepEqual(got, map[string]string{"docs/a.md": "2", "Home.md": "1"}) {
		t.Errorf("%+v %v", result, got)
	}
}

// A symbolic link in the repository leads nowhere: there is no working tree.
func TestSymbolicLinks(t *testing.T) {
	remote := newRemote(t)
	outside := t.TempDir()
	dir := filepath.Join(t.TempDir(), "clone")
	gitAt(t, ".", "clone", "--quiet", remote, dir)
	for name, leads := range map[string]string{"Home.md": filepath.Join(outside, "x"), "folder": outside} {
		if err := os.Symlink(leads, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	gitAt(t, dir, "add", "--all")
	gitAt(t, dir, "commit", "--quiet", "-m", "links")
	gitAt(t, dir, "push", "--quiet", "origin", "HEAD")
	mustRefuse(t, Target{URL: remote, Overwrite: true}, remote, files("folder/a.md", "ours"), "folder is a file")
	mustRefuse(t, Target{URL: remote}, remote, files("Home.md", "ours"), "Home.md")
	mustPublish(t, Target{URL: remote, Overwrite: true}, files("Home.md", "ours"))
	if left, _ := os.ReadDir(outside); len(left) > 0 {
		t.Errorf("written outside: %v", left)
	}
}

func TestLostAndSpoiledManifest(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	remote := newRemote(t)
	target := Target{URL: remote}
	mustPublish(t, target, twoFiles)
	person(t, remote, map[string]string{manifest.Name: ""})
	result := mustPublish(t, target, twoFiles)
	if !result.Pushed || !reflect.DeepEqual(result.Changes, Changes{}) || !strings.Contains(gitAt(t, remote, "log", "-1", "--format=%s"), "no document changed") {
		t.Errorf("%+v", result)
	}
	sum := strings.Repeat("0", 64)
	for _, spoiled := range []string{"<<<<<<< HEAD", sum + "  ../../etc/passwd", sum + "  .git/config", "Home.md", sum + " Home.md", sum + "  " + manifest.Name} {
		person(t, remote, map[string]string{manifest.Name: "# a comment\n" + spoiled + "\n"})
		mustRefuse(t, target, remote, twoFiles, "line 2 of "+manifest.Name, "restore")
	}
}

func TestPreviewPushesNothing(t *testing.T) {
	remote := newRemote(t)
	before := headOf(t, remote)
	result, err := Preview(context.Background(), Target{URL: remote}, twoFiles)
	if err != nil || result.Pushed || result.Branch != "main" || len(result.Added) != 2 {
		t.Errorf("%+v %v", result, err)
	}
	if headOf(t, remote) != before {
		t.Error("a preview pushed")
	}
	assertTidy(t)
}

func TestIdentityAndMessage(t *testing.T) {
	remote := newRemote(t)
	gitAt(t, ".", "config", "--global", "commit.gpgSign", "true")
	gitAt(t, ".", "config", "--global", "gpg.program", "false")
	gitAt(t, ".", "config", "--global", "user.name", "Configured")
	publish := func(target Target, body, want string) {
		t.Helper()
		target.URL = remote
		if _, err := Publish(context.Background(), target, files("a.md", body), func(c Changes) string { return "Subject\n\n" + c.Counts() }); err != nil {
			t.Fatal(err)
		}
		if got := gitAt(t, remote, "log", "-1", "--format=%an %ae %cn %ce %B"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	publish(Target{}, "1", "authcat authcat@localhost authcat authcat@localhost Subject\n\n1 added")
	publish(Target{Author: Person{"Bot", "bot@example.org"}}, "2", "Bot bot@example.org Bot bot@example.org Subject\n\n1 changed")
	t.Setenv("GIT_AUTHOR_NAME", "Ann")
	t.Setenv("GIT_AUTHOR_EMAIL", "ann@example.org")
	publish(Target{Author: Person{"Bot", "bot@example.org"}}, "3", "Ann ann@example.org Ann ann@example.org Subject\n\n1 changed")
	t.Setenv("GIT_COMMITTER_EMAIL", "ci@example.org")
	publish(Target{}, "4", "Ann ann@example.org Ann ci@example.org Subject\n\n1 changed")
}

func TestRepositoryAroundAuthcat(t *testing.T) {
	remote := newRemote(t)
	other := newRemote(t)
	gitAt(t, other, "config", "url./nowhere.insteadOf", remote)
	t.Setenv("GIT_DIR", other)
	t.Setenv("GIT_INDEX_FILE", filepath.Join(other, "index"))
	result, err := Publish(context.Background(), Target{URL: remote}, twoFiles, nil)
	os.Unsetenv("GIT_DIR")
	os.Unsetenv("GIT_INDEX_FILE")
	if err != nil || !result.Pushed || headOf(t, other) != "" {
		t.Errorf("%+v %v", result, err)
	}
	if _, err := os.Stat(filepath.Join(other, "index")); err == nil {
		t.Error("it wrote the index of the repository around it")
	}
}
