package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/export"
	"authcat/export/documents"
	"authcat/export/publish"
)

// publishFlags are the flags of the publish command.
type publishFlags struct {
	data    dataFlags
	target  publish.Target
	layout  string
	dryRun  bool
	timeout time.Duration
}

func newPublish(e environment) *cobra.Command {
	var flags publishFlags
	command := &cobra.Command{
		Use:   "publish",
		Short: "Publish the documents to a git wiki or repository",
		Long: `Publish the documents to the wiki of a GitHub, GitLab or Azure DevOps project, or
to a folder of any git repository, as one commit. Nothing is committed where
nothing changed.

Files that an earlier publication wrote are replaced, and removed when they are
no longer published and nobody edited them. Other files are never touched,
except with --overwrite those that bear the name of a published one, and a page
of that name with no more than a heading on it, such as a new wiki's first one.

The token to push with is taken from AUTHCAT_GIT_TOKEN and is sent to the host of
an https URL alone; AUTHCAT_GIT_USERNAME is the name that goes with it, by default
x-access-token, which GitHub, GitLab and Azure DevOps take with access tokens.
Without a token git's own credential helpers are asked. The author is "authcat
<authcat@localhost>", or what GIT_AUTHOR_NAME, GIT_AUTHOR_EMAIL and their
GIT_COMMITTER_ pair say. Commits are not signed.`,
		Example: `  authcat publish --wiki https://github.com/acme/docs.wiki.git
  authcat publish --wiki https://dev.azure.com/acme/docs/_git/docs.wiki --db catalog.db
  authcat publish --wiki git@git.example.org:team/handbook.git --branch main --dir sailpoint --dry-run`,
		Args: arguments(0, 0),
		RunE: func(command *cobra.Command, _ []string) error { return flags.run(command.Context(), e) },
	}
	flags.data.addDB(command, e)
	set := command.Flags()
	set.StringVar(&flags.target.URL, "wiki", "", "`URL` of the repository: https, ssh, HOST:PATH or a local path")
	addLayout(command, &flags.layout, "", "the wiki's `LAYOUT` (default: what the URL's host tells, else folder)")
	set.StringVar(&flags.target.Branch, "branch", "", "`BRANCH` to publish to (default: the repository's own; master where there is none)")
	set.StringVar(&flags.target.Dir, "dir", "", "`DIR` in the repository (default: its root)")
	set.BoolVar(&flags.target.Overwrite, "overwrite", false, "replace files of the same names that authcat did not write")
	set.BoolVar(&flags.dryRun, "dry-run", false, "list what would change and push nothing")
	set.DurationVar(&flags.timeout, "timeout", 10*time.Minute, "time that the publication may take")
	_ = command.MarkFlagRequired("wiki") // fails only for a flag that does not exist
	return command
}

func (f *publishFlags) run(ctx context.Context, e environment) error {
	f.target.Token = publish.Secret(e.getenv("AUTHCAT_GIT_TOKEN"))
	f.target.Username = e.getenv("AUTHCAT_GIT_USERNAME")
	if f.layout == "" {
		f.layout = layoutOf(f.target.Host())
	}
	c, err := f.data.load(ctx)
	if err != nil {
		return err
	}
	files, err := wikiFiles(ctx, c.Snapshot, c.Dataset, f.layout)
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, f.timeout)
	defer stop()
	if f.dryRun {
		result, err := publish.Preview(ctx, f.target, files)
		if err == nil {
			reportPreview(e, result)
		}
		return err
	}
	result, err := publish.Publish(ctx, f.target, files, func(changes publish.Changes) string {
		return changes.Message("Endpoint authorization of " + c.Dataset.Date())
	})
	if err == nil {
		reportPublished(e, result)
	}
	return err
}

// wikiFiles are the documents in a layout.
func wikiFiles(ctx context.Context, snapshot *catalog.Snapshot, dataset export.Dataset, layout string) ([]export.File, error) {
	since, err := bundledSince(snapshot)
	if err != nil {
		return nil, err
	}
	return documentsOf(ctx, &documents.Catalog{Snapshot: snapshot, Dataset: dataset, Since: since}, layout, documents.Wiki())
}

// layoutOf guesses what a host serves from its name, git.example.org as a folder.
func layoutOf(host string) string {
	host = strings.ToLower(host)
	switch {
	case strings.Contains(host, "github"):
		return "github"
	case strings.Contains(host, "gitlab"):
		return "gitlab"
	case strings.HasSuffix(host, "dev.azure.com"), strings.HasSuffix(host, ".visualstudio.com"):
		return "azure"
	default:
		return "folder"
	}
}

func reportPublished(e environment, result publish.Result) {
	reportKept(e, result)
	if !result.Pushed {
		fmt.Fprintf(e.stdout, "nothing changed on branch %s\n", result.Branch)
		return
	}
	if result.Retried {
		fmt.Fprintln(e.stderr, "somebody else pushed at the same time; the documents are on top of that")
	}
	fmt.Fprintf(e.stdout, "published commit %s on branch %s: %s\n", result.Commit, result.Branch, result.Counts())
}

func reportPreview(e environment, result publish.Result) {
	reportKept(e, result)
	lines := 0
	for _, change := range []struct {
		word  string
		names []string
	}{{"add", result.Added}, {"change", result.Changed}, {"remove", result.Removed}} {
		for _, name := range change.names {
			fmt.Fprintf(e.stdout, "%s %s\n", change.word, name)
			lines++
		}
	}
	if lines == 0 {
		fmt.Fprintf(e.stdout, "no document would change on branch %s\n", result.Branch)
	}
	fmt.Fprintln(e.stderr, "dry run: nothing was pushed")
}

func reportKept(e environment, result publish.Result) {
	for _, name := range result.Kept {
		fmt.Fprintf(e.stderr, "%s is published no longer but was edited; it stays\n", name)
	}
}
