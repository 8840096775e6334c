package guard

import (
	"fmt"
	"time"
)

// Verdict is what the guard decides about a candidate.
type Verdict struct {
	// Refusals keep the candidate from being published.
	Refusals []Refusal
	// Accepted are refusals that a person accepted, with the acceptance that covers them.
	Accepted []Accepted
	// Warnings keep nothing from being published.
	Warnings []string
}

// OK reports whether the candidate may be published.
func (v Verdict) OK() bool { return len(v.Refusals) == 0 }

// Accepted is a refusal that does not count.
type Accepted struct {
	Refusal
	Reason  string
	Expires string
}

// Refusal is one reason not to publish a candidate.
type Refusal struct {
	// API is "" for what belongs to the whole catalog.
	API  string
	Fact Fact
	// Before and After are the counts; of a fact of Changes(), how many
	// operations could have changed and how many did.
	Before, After int
	// Seen is what stands in place of what must: of a sentinel, a document or a
	// link; of a fact of Changes() which of its limits was passed, or the
	// operations themselves where none may change. "" for a count.
	Seen string
	// Baseline is the hash of the published document with which operations were
	// compared one by one, "" for any other fact.
	Baseline string
	// Older is how many operations changed so since the older catalog.
	Older int
	// Since is the day of the older catalog where the comparison with that one
	// is what is refused, "" where it is the one with the published catalog.
	Since string
	// Why says what is wrong: "operations with a documentation page fell from 917 to 0 (allowed: …)".
	Why string

	// limit is what a change since the older catalog may come to, and what a fall may.
	limit Limit
}

// String is a line for people: "v2025: operations fell from 812 to 406 (allowed: …)".
func (r Refusal) String() string {
	if r.API == "" {
		return r.Why
	}
	return r.API + ": " + r.Why
}

// day writes a day as acceptances and documents have it, in UTC.
func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// operations writes a number of them.
func operations(n int) string {
	if n == 1 {
		return "1 operation"
	}
	return fmt.Sprintf("%d operations", n)
}

// note formats one warning.
func (v *Verdict) note(format string, args ...any) {
	v.Warnings = append(v.Warnings, fmt.Sprintf(format, args...))
}
