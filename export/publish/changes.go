package publish

import (
	"fmt"
	"strings"
)

// Changes are the names of files that a publication touches, sorted, relative to
// the target's folder.
type Changes struct {
	Added, Changed, Removed []string
	// Kept are files that are published no longer but were edited by others
	// since: they stay, and are not authcat's any more.
	Kept []string
}

// Counts is a summary, "2 added, 1 removed".
func (c Changes) Counts() string {
	var counts []string
	for _, kind := range []struct {
		names []string
		word  string
	}{{c.Added, "added"}, {c.Changed, "changed"}, {c.Removed, "removed"}, {c.Kept, "kept"}} {
		if len(kind.names) > 0 {
			counts = append(counts, fmt.Sprintf("%d %s", len(kind.names), kind.word))
		}
	}
	if len(counts) == 0 {
		return "no document changed" // the manifest alone did, where it was lost
	}
	return strings.Join(counts, ", ")
}

// maxSubject is a commit subject's length that git's and the forges' lists show in full.
const maxSubject = 71

// Message is a commit message: a subject that begins with what, and the counts.
func (c Changes) Message(what string) string {
	subject := []rune(what + ": " + c.Counts())
	if len(subject) > maxSubject {
		subject = append(subject[:maxSubject-1], '…')
	}
	body := fmt.Sprintf("Added: %d\nChanged: %d\nRemoved: %d\n", len(c.Added), len(c.Changed), len(c.Removed))
	if len(c.Kept) > 0 {
		body += fmt.Sprintf("Edited by others, no longer published, kept: %d\n", len(c.Kept))
	}
	return string(subject) + "\n\n" + body
}

// ForeignError is a refusal to replace files that no publication wrote.
type ForeignError struct {
	// Names are the files, relative to the target's folder.
	Names []string
}

func (e *ForeignError) Error() string {
	return fmt.Sprintf("the repository has files of the names to be published that authcat did not write: %s; "+
		"rename or remove them there, or allow replacing them (--overwrite)", someOf(e.Names))
}

// someOf lists names as far as a reader will read.
func someOf(names []string) string {
	const most = 10
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
