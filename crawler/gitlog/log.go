package gitlog

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Commit is a commit that changed wanted files.
type Commit struct {
	ID string
	// Time is when it was committed, in UTC, and never before that of the commit
	// before it: where a clock was wrong, the order of the commits counts.
	Time    time.Time
	Changes []Change
}

// Change is a file's content since a commit.
type Change struct {
	Path string
	// Blob names the content, "" where the commit removed the file or put
	// something else in its place: a link, a submodule.
	Blob string
}

// Log lists the commits of the checked-out branch that changed any of the
// files, or any below a folder that paths names, the oldest first. A merge counts as one commit: what it brought in,
// on the day on which it did. Paths are those in the repository, "a/b.yaml";
// never lists those that no commit has.
func (r *Repository) Log(ctx context.Context, paths []string) (commits []Commit, never []string, err error) {
	args := []string{
		"log", "--first-parent", "--diff-merges=first-parent", "--reverse", "--raw", "-z", "--no-abbrev", "--no-renames",
		"--no-show-signature", "--no-ext-diff", "--no-textconv", "--no-relative", "--no-color", "--no-decorate", "--no-notes",
		"--format=%H %ct", "HEAD", "--",
	}
	out, err := r.run(ctx, append(args, paths...)...)
	if err != nil {
		return nil, nil, err
	}
	if commits, err = parseLog(string(out)); err != nil {
		return nil, nil, &Error{Kind: Failed, Dir: r.dir, Detail: "its log can't be read: " + err.Error()}
	}
	seen := map[string]bool{}
	for _, commit := range commits {
		for _, change := range commit.Changes {
			seen[change.Path] = true
		}
	}
	for _, path := range paths {
		if !seen[path] && !slices.ContainsFunc(slices.Collect(maps.Keys(seen)), func(file string) bool { return strings.HasPrefix(file, path+"/") }) {
			never = append(never, path)
		}
	}
	return commits, never, nil
}

// Newest is the time of the newest commit, whatever it changed.
func (r *Repository) Newest(ctx context.Context) (time.Time, error) {
	out, err := r.run(ctx, "log", "-1", "--no-show-signature", "--format=%H %ct", "HEAD")
	if err != nil {
		return time.Time{}, err
	}
	commit, err := parseCommit(strings.TrimSpace(string(out)))
	return commit.Time, err
}

// parseLog reads "ID TIME", and for each change ":MODE MODE BLOB BLOB STATUS"
// and a path, each ended by a NUL.
func parseLog(out string) ([]Commit, error) {
	var commits []Commit
	fields := strings.Split(strings.TrimSuffix(out, "\x00"), "\x00")
	for i := 0; i < len(fields); i++ {
		field := strings.TrimPrefix(fields[i], "\n")
		switch {
		case field == "":
		case field[0] != ':':
			commit, err := parseCommit(field)
			if err != nil {
				return nil, err
			}
			if n := len(commits); n > 0 && commit.Time.Before(commits[n-1].Time) {
				commit.Time = commits[n-1].Time
			}
			commits = append(commits, commit)
		case len(commits) == 0 || i+1 == len(fields):
			return nil, fmt.Errorf("%q is out of place", field)
		default:
			i++
			blob, err := parseBlob(field)
			if err != nil {
				return nil, err
			}
			commit := &commits[len(commits)-1]
			commit.Changes = append(commit.Changes, Change{Path: fields[i], Blob: blob})
		}
	}
	return commits, nil
}

// lastSecond is the last one of the year 9999: days are written with four digits for the year.
const lastSecond = 253402300799

func parseCommit(field string) (Commit, error) {
	id, seconds, _ := strings.Cut(field, " ")
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil || n < 0 || n > lastSecond {
		return Commit{}, fmt.Errorf("%q is no commit", field)
	}
	return Commit{ID: id, Time: time.Unix(n, 0).UTC()}, nil
}

// parseBlob returns the new blob of a regular file.
func parseBlob(field string) (string, error) {
	words := strings.Fields(field)
	if len(words) != 5 {
		return "", fmt.Errorf("%q is no change", field)
	}
	if !strings.HasPrefix(words[1], "100") {
		return "", nil
	}
	return words[3], nil
}
