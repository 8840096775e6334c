package publish

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// repository is a shallow clone without a working tree.
type repository struct {
	git       *git
	branch    string
	base      string // the commit that the publication is made on, empty in an empty repository
	overwrite bool
}

// baseRef is where fetched heads go, out of the way of branches.
const baseRef = "refs/authcat/base"

// clone gets the last commit of the target's branch.
func clone(ctx context.Context, g *git, target Target) (*repository, error) {
	r := &repository{git: g, branch: strings.TrimPrefix(target.Branch, "refs/heads/"), overwrite: target.Overwrite}
	if r.branch != "" {
		if _, err := g.run(ctx, "", g.env, []string{"check-ref-format", "refs/heads/" + r.branch}); err != nil || strings.HasPrefix(r.branch, "-") {
			if ctx.Err() != nil {
				return nil, err
			}
			return nil, fmt.Errorf("%q can't be the name of a branch", r.branch)
		}
	}
	refs, err := g.refs(ctx, "HEAD", "refs/heads/*")
	if err != nil {
		return nil, err
	}
	empty, err := r.checkBranch(refs)
	if err != nil {
		return nil, err
	}
	args := []string{"clone", "--quiet", "--bare", "--depth=1", "--single-branch", "--no-tags", "--no-local", "--template="}
	if r.branch != "" && !empty {
		args = append(args, "--branch="+r.branch)
	}
	if _, err := g.remote(ctx, append(args, "--", g.address.git, cloneName)...); err != nil {
		return nil, err
	}
	if r.branch == "" {
		head, err := g.local(ctx, "", "symbolic-ref", "--short", "HEAD")
		if err != nil {
			return nil, fmt.Errorf("%s has no default branch: name one (--branch): %w", g.address.shown, err)
		}
		r.branch = strings.TrimSpace(head)
	}
	if empty {
		return r, nil
	}
	r.base, err = r.resolve(ctx, "refs/heads/"+r.branch)
	return r, err
}

// checkBranch tells an empty repository from one that lacks the branch.
func (r *repository) checkBranch(refs map[string]string) (empty bool, err error) {
	var branches []string
	for _, ref := range slices.Sorted(maps.Keys(refs)) {
		if name, isBranch := strings.CutPrefix(ref, "refs/heads/"); isBranch {
			branches = append(branches, name)
		}
	}
	_, hasHead := refs["HEAD"]
	_, hasBranch := refs["refs/heads/"+r.branch]
	switch {
	case len(branches) == 0 && !hasHead:
		return true, nil
	case r.branch == "" && !hasHead:
		return false, fmt.Errorf("the default branch of %s does not exist; name one of its branches (--branch): %s", r.git.address.shown, someOf(branches))
	case r.branch != "" && !hasBranch:
		return false, fmt.Errorf("%s has no branch %q; it has: %s", r.git.address.shown, r.branch, someOf(branches))
	}
	return false, nil
}

// refs asks the remote for references by pattern.
func (g *git) refs(ctx context.Context, patterns ...string) (map[string]string, error) {
	out, err := g.remote(ctx, append([]string{"ls-remote", "--quiet", "--", g.address.git}, patterns...)...)
	if err != nil {
		return nil, err
	}
	refs := map[string]string{}
	for line := range strings.Lines(out) {
		if id, ref, found := strings.Cut(strings.TrimSuffix(line, "\n"), "\t"); found {
			refs[ref] = id
		}
	}
	return refs, nil
}

// head asks for the branch's commit on the remote, empty where it has none.
func (r *repository) head(ctx context.Context) (string, error) {
	refs, err := r.git.refs(ctx, "refs/heads/"+r.branch)
	return refs["refs/heads/"+r.branch], err
}

// fetch moves the base to the branch's commit on the remote.
func (r *repository) fetch(ctx context.Context) error {
	_, err := r.git.remote(ctx, "--git-dir="+cloneName, "fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules",
		"--", r.git.address.git, "+refs/heads/"+r.branch+":"+baseRef)
	if err != nil {
		return err
	}
	r.base, err = r.resolve(ctx, baseRef)
	return err
}

func (r *repository) resolve(ctx context.Context, ref string) (string, error) {
	id, err := r.git.local(ctx, "", "rev-parse", "--verify", "--quiet", ref+"^{commit}")
	return strings.TrimSpace(id), err
}

// store gives the bytes of a set's files to git, which names them.
func (r *repository) store(ctx context.Context, set *fileSet) error {
	const folder = "files"
	if err := os.Mkdir(filepath.Join(r.git.dir, folder), 0o700); err != nil {
		return err
	}
	var paths strings.Builder
	for i, file := range set.files {
		path := filepath.Join(folder, strconv.Itoa(i))
		if err := os.WriteFile(filepath.Join(r.git.dir, path), file.Body, 0o600); err != nil {
			return err
		}
		paths.WriteString(path + "\n")
	}
	out, err := r.git.local(ctx, paths.String(), "hash-object", "-w", "--no-filters", "--stdin-paths")
	if err != nil {
		return err
	}
	ids := strings.Fields(out)
	if len(ids) != len(set.files) {
		return fmt.Errorf("git hash-object named %d of %d files", len(ids), len(set.files))
	}
	for i := range set.files {
		set.files[i].id = ids[i]
	}
	return nil
}

// tree is the base's files by path.
func (r *repository) tree(ctx context.Context) (map[string]entry, error) {
	tree := map[string]entry{}
	if r.base == "" {
		return tree, nil
	}
	out, err := r.git.local(ctx, "", "ls-tree", "-r", "-z", "--full-tree", r.base)
	if err != nil {
		return nil, err
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(out, "\x00"), "\x00") {
		meta, path, _ := strings.Cut(line, "\t") // "100644 blob ID\tpath"
		if fields := strings.Fields(meta); len(fields) == 3 {
			tree[path] = entry{mode: fields[0], id: fields[2]}
		}
	}
	return tree, nil
}

func (r *repository) blob(ctx context.Context, id string) ([]byte, error) {
	body, err := r.git.local(ctx, "", "cat-file", "blob", id)
	return []byte(body), err
}
