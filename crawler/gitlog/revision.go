package gitlog

import (
	"context"
	"os"
	"path/filepath"
	"strings"
)

// Root is the root of the clone that a folder is in, and the folder's path from
// there on with "/", "." for the root itself.
func Root(folder string) (root, below string, err error) {
	real, err := filepath.EvalSymlinks(folder)
	if err != nil {
		return "", "", err
	}
	if real, err = filepath.Abs(real); err != nil {
		return "", "", err
	}
	for root = real; ; root = filepath.Dir(root) {
		if _, err := os.Lstat(filepath.Join(root, ".git")); err == nil {
			below, err = filepath.Rel(root, real)
			return root, filepath.ToSlash(below), err
		}
		if root == filepath.Dir(root) {
			return "", "", &Error{Kind: NotRepository, Dir: real}
		}
	}
}

// Fork returns the commit at which the checked-out work left a revision: their
// newest common one. Where the clone doesn't have it, being shallow, it is the
// revision's own.
func (r *Repository) Fork(ctx context.Context, revision string) (commit string, err error) {
	if revision == "" || strings.HasPrefix(revision, "-") {
		return "", &Error{Kind: NoRevision, Dir: r.dir}
	}
	out, err := r.run(ctx, "rev-parse", "--verify", "--quiet", revision+"^{commit}")
	if err != nil {
		if kind := KindOf(err); ctx.Err() != nil || kind != Failed {
			return "", err
		}
		return "", &Error{Kind: NoRevision, Dir: r.dir}
	}
	commit = strings.TrimSpace(string(out))
	if out, err = r.run(ctx, "merge-base", commit, "HEAD"); err == nil {
		return strings.TrimSpace(string(out)), nil
	}
	return commit, ctx.Err()
}
