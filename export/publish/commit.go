package publish

import (
	"context"
	"fmt"
	"strings"
)

// commit makes the commit of an edit on the base. It is in the clone alone
// until it is pushed.
func (r *repository) commit(ctx context.Context, e edit, message string) (string, error) {
	read := []string{"read-tree", "--empty"}
	if r.base != "" {
		read = []string{"read-tree", r.base}
	}
	if _, err := r.git.local(ctx, "", read...); err != nil {
		return "", err
	}
	if _, err := r.git.local(ctx, e.indexInfo(), "update-index", "-z", "--index-info"); err != nil {
		return "", err
	}
	tree, err := r.git.local(ctx, "", "write-tree")
	if err != nil {
		return "", err
	}
	args := []string{"commit-tree", "--no-gpg-sign", strings.TrimSpace(tree)}
	if r.base != "" {
		args = append(args, "-p", r.base)
	}
	commit, err := r.git.local(ctx, strings.TrimRight(message, "\n")+"\n", args...)
	return strings.TrimSpace(commit), err
}

// indexInfo is the edit as update-index reads it, removals first: a file may
// make room for a folder.
func (e edit) indexInfo() string {
	var b strings.Builder
	for _, path := range e.remove {
		fmt.Fprintf(&b, "0 %s\t%s\x00", strings.Repeat("0", len(e.set.files[0].id)), path)
	}
	for _, file := range e.write {
		fmt.Fprintf(&b, "%s %s\t%s\x00", modeFile, file.id, e.set.path(file.Name))
	}
	return b.String()
}

// push gives the commit to the remote, without force: the remote refuses it
// where the branch has moved on from the base.
func (r *repository) push(ctx context.Context, commit string) error {
	_, err := r.git.remote(ctx, "--git-dir="+cloneName, "push", "--quiet", "--no-verify", "--no-follow-tags",
		"--recurse-submodules=no", "--", r.git.address.git, commit+":refs/heads/"+r.branch)
	return err
}
