// Package gitlog reads past versions of files out of a local git clone, from
// its objects alone: nothing is checked out, nothing is fetched, and nothing
// that the clone's own configuration names is run.
package gitlog

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Repository is a local clone, bare or not.
type Repository struct {
	dir     string
	shallow bool
	objects *objects
}

// Open checks that a folder is a clone's root and that git is willing to read it.
func Open(ctx context.Context, dir string) (*Repository, error) {
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, err
	}
	if real, err = filepath.Abs(real); err != nil {
		return nil, err
	}
	r := &Repository{dir: real}
	out, err := r.run(ctx, "rev-parse", "--is-shallow-repository")
	if err != nil {
		return nil, err
	}
	r.shallow = strings.TrimSpace(string(out)) == "true"
	return r, nil
}

// Dir is the clone's folder.
func (r *Repository) Dir() string { return r.dir }

// Shallow reports whether the clone has only the newest part of its history: the
// oldest commit that it has seems to add every file.
func (r *Repository) Shallow() bool { return r.shallow }

// Close ends the process that reads objects.
func (r *Repository) Close() error {
	if r.objects == nil {
		return nil
	}
	return r.objects.close()
}

// settings keep git from running what the clone's configuration names, from
// the network, and from settings that change what log prints.
var settings = []string{
	"--no-pager", "--no-replace-objects", "--literal-pathspecs",
	"-c", "core.fsmonitor=false",
	"-c", "core.hooksPath=/dev/null",
	"-c", "protocol.allow=never",
	"-c", "log.showSignature=false",
	"-c", "log.follow=false",
}

// command is git in the clone. Its environment is the caller's without GIT_…:
// a GIT_DIR left over from a hook would name another repository. A folder above
// the clone is never taken for it.
func (r *Repository) command(ctx context.Context, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, "git", slices.Concat([]string{"-C", r.dir}, settings, args)...)
	c.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "GIT_") })
	c.Env = append(c.Env,
		"LC_ALL=C", // its messages are read by explain
		"GIT_CEILING_DIRECTORIES="+filepath.Dir(r.dir),
		"GIT_ALLOW_PROTOCOL=none", // a git before 2.45 knows no GIT_NO_LAZY_FETCH
		"GIT_NO_LAZY_FETCH=1",
		"GIT_TERMINAL_PROMPT=0",
		"GIT_OPTIONAL_LOCKS=0",
	)
	c.WaitDelay = 5 * time.Second
	return c
}

func (r *Repository) run(ctx context.Context, args ...string) ([]byte, error) {
	c := r.command(ctx, args...)
	var complaint bytes.Buffer
	c.Stderr = &complaint
	out, err := c.Output()
	if err != nil {
		return nil, r.failure(ctx, err, complaint.String())
	}
	return out, nil
}

// failure explains why git failed.
func (r *Repository) failure(ctx context.Context, err error, complaint string) error {
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.Is(err, exec.ErrNotFound):
		return &Error{Kind: NoGit, Dir: r.dir}
	default:
		return explain(r.dir, err, complaint)
	}
}
