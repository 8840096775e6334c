// Package publish puts documents into a git repository: a wiki of GitHub, GitLab
// or Azure DevOps, or a folder of any other repository.
//
// A publication is one commit on top of the remote's branch, pushed without
// force. It is made with the git program, so that its credential helpers,
// proxies and SSH settings work, and without a working tree, so that hooks,
// filters, line ending conversion and symbolic links of the repository have no
// part in it. Commits are not signed: a nightly job has no key to unlock.
package publish

import (
	"context"
	"errors"
	"fmt"

	"authcat/export"
	"authcat/export/scratch"
)

// Target is where documents go.
type Target struct {
	// URL is https://, ssh://, file://, git's short form host:path, or a local path.
	URL string
	// Branch is the remote's default one where it is empty. Of a repository
	// without a commit that is the branch that its HEAD names; where the server
	// does not tell, it is "master", the branch of GitHub's and Gollum's wikis.
	Branch string
	// Dir is the folder in the repository, its root where it is empty.
	Dir string
	// Author stands behind the commit where GIT_AUTHOR_NAME and GIT_AUTHOR_EMAIL
	// are not set; without it that is "authcat <authcat@localhost>". The
	// committer is GIT_COMMITTER_NAME and GIT_COMMITTER_EMAIL, else the author.
	// Git's configured user is nobody's author here: a program wrote the pages.
	Author Person
	// Overwrite allows replacing files that no earlier publication wrote. A page
	// of one heading or less is replaced in any case: it is nobody's work.
	Overwrite bool
	// Token is sent to the host of an https URL and nowhere else. Without it
	// git's own credential helpers are asked.
	Token Secret
	// Username goes with Token; it is "x-access-token" where it is empty.
	Username string
}

// Person is an author.
type Person struct{ Name, Email string }

// Result tells what a publication did.
type Result struct {
	Changes
	// Branch is where the documents are.
	Branch string
	// Commit is the hash of the publication, empty where nothing changed.
	Commit string
	// Pushed is false where nothing changed.
	Pushed bool
	// Retried tells that somebody else pushed at the same time and that the
	// documents were written anew on top of that.
	Retried bool
}

// Publish writes files to the target, removes what an earlier publication wrote
// and this one has not, commits where that changes something, and pushes. A nil
// message is Changes.Message with a subject of its own.
//
// Where somebody else pushes in between, it starts anew on top of that once.
// After an error the remote is as others left it.
func Publish(ctx context.Context, target Target, files []export.File, message func(Changes) string) (Result, error) {
	if message == nil {
		message = func(changes Changes) string { return changes.Message("Publish documents") }
	}
	return withClone(ctx, target, files, func(repo *repository, set *fileSet) (Result, error) {
		return repo.publish(ctx, set, message)
	})
}

// Preview tells what Publish would do, and pushes nothing.
func Preview(ctx context.Context, target Target, files []export.File) (Result, error) {
	return withClone(ctx, target, files, func(repo *repository, set *fileSet) (Result, error) {
		edit, err := repo.compare(ctx, set)
		return Result{Changes: edit.changes, Branch: repo.branch}, err
	})
}

// withClone runs do on a private clone of the target, which is removed afterwards.
func withClone(ctx context.Context, target Target, files []export.File, do func(*repository, *fileSet) (Result, error)) (result Result, err error) {
	address, err := parseAddress(target.URL)
	if err != nil {
		return Result{}, err
	}
	set, err := newFileSet(target.Dir, files)
	if err != nil {
		return Result{}, err
	}
	dir, remove, err := scratch.Make("authcat-publish")
	if err != nil {
		return Result{}, fmt.Errorf("no temporary folder for the clone: %w; set TMPDIR to a folder that can be written", err)
	}
	defer func() { err = errors.Join(err, remove()) }()
	git, err := newGit(ctx, dir, address, target)
	if err != nil {
		return Result{}, err
	}
	repo, err := clone(ctx, git, target)
	if err != nil {
		return Result{}, err
	}
	if err := repo.store(ctx, set); err != nil {
		return Result{}, err
	}
	return do(repo, set)
}

// publish makes the commit and pushes it, twice where somebody else was faster.
func (r *repository) publish(ctx context.Context, set *fileSet, message func(Changes) string) (Result, error) {
	result := Result{Branch: r.branch}
	for {
		edit, err := r.compare(ctx, set)
		result.Changes = edit.changes
		if err != nil || edit.empty() {
			return result, err
		}
		commit, err := r.commit(ctx, edit, message(edit.changes))
		if err != nil {
			return result, err
		}
		rejected := r.push(ctx, commit)
		if rejected != nil {
			arrived, err := r.inspect(ctx, commit, rejected)
			if err != nil {
				return result, err
			}
			if !arrived && result.Retried {
				return result, fmt.Errorf("others pushed to branch %s of %s twice in the meantime; nothing was published, run it again later",
					r.branch, r.git.address.shown)
			}
			if !arrived {
				result.Retried = true
				if err := r.fetch(ctx); err != nil {
					return result, err
				}
				continue
			}
		}
		result.Commit, result.Pushed = commit, true
		return result, nil
	}
}

// inspect looks at the remote after a failed push. It may have arrived all the
// same, where only the answer was lost; it may have lost a race; anything else
// is the push's own error.
func (r *repository) inspect(ctx context.Context, commit string, rejected error) (arrived bool, err error) {
	head, err := r.head(ctx)
	if err != nil || head == r.base {
		return false, rejected
	}
	return head == commit, nil
}
