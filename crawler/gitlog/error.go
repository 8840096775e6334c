package gitlog

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
)

// Kind is why a clone can't be read.
type Kind string

// The kinds.
const (
	NoGit         Kind = "git is not installed"
	NotRepository Kind = "not a clone"
	Dubious       Kind = "another user's clone"
	NoCommits     Kind = "no commits"
	NoRevision    Kind = "no such revision"
	Missing       Kind = "object missing"
	TooLarge      Kind = "object too large"
	Failed        Kind = "git failed"
)

// Error is a clone, or an object in it, that can't be read.
type Error struct {
	Kind Kind
	Dir  string
	// Object is the blob of Missing and TooLarge.
	Object string
	// Detail is git's own message of Failed, in one line.
	Detail string
}

func (e *Error) Error() string {
	switch e.Kind {
	case NoGit:
		return "there is no git to read the clone with: install git, or put it on PATH"
	case NotRepository:
		return fmt.Sprintf("%s is not the root of a git clone: make one with 'git clone URL %s'", e.Dir, e.Dir)
	case Dubious:
		return fmt.Sprintf("git does not read %s because it belongs to another user: if you trust it, run 'git config --global --add safe.directory %s'", e.Dir, e.Dir)
	case NoCommits:
		return fmt.Sprintf("%s has no commits on its current branch: fetch, and check a branch out", e.Dir)
	case NoRevision:
		return fmt.Sprintf("%s has no commit of that name: fetch it, a shallow clone or a new one may lack it", e.Dir)
	case Missing:
		return fmt.Sprintf("%s lacks %s, and nothing is fetched: it is a partial or damaged clone, make a whole one without --filter", e.Dir, cmp.Or(e.Object, "some of its objects"))
	case TooLarge:
		return fmt.Sprintf("%s: the object %s is larger than %d MB: not a specification", e.Dir, e.Object, maxBlob>>20)
	default:
		return fmt.Sprintf("git failed in %s: %s", e.Dir, e.Detail)
	}
}

// KindOf returns the kind of an *Error, "" of any other.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

// explain makes an error of what git said.
func explain(dir string, err error, complaint string) error {
	complaint = strings.Join(strings.Fields(complaint), " ")
	kind := Failed
	switch {
	case strings.Contains(complaint, "dubious ownership"):
		kind = Dubious
	case strings.Contains(complaint, "not a git repository"):
		kind = NotRepository
	case strings.Contains(complaint, "promisor remote"), strings.Contains(complaint, "unable to read tree"), strings.Contains(complaint, "Could not read"):
		kind = Missing
	case strings.Contains(complaint, "unknown revision"), strings.Contains(complaint, "bad default revision"),
		strings.Contains(complaint, "does not have any commits"), strings.Contains(complaint, "bad revision 'HEAD'"):
		kind = NoCommits
	}
	if complaint == "" {
		complaint = err.Error()
	}
	return &Error{Kind: kind, Dir: dir, Detail: complaint}
}
