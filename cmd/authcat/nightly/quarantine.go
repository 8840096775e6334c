package nightly

import (
	"fmt"
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/guard"
)

// subject is the document that a refusal is about.
type subject struct {
	role catalog.Role
	api  string // "" but of a specification
}

// nameOf is what reports call a document.
func nameOf(role catalog.Role, api string) string {
	if role == catalog.RoleSpec {
		return api
	}
	return string(role)
}

// quarantined are the documents whose facts are refused, and why.
type quarantined struct {
	// published is what is out, nil for nothing; ages tells what of it is too old.
	published *catalog.Snapshot
	ages      ages
	subjects  []subject
	refusals  map[subject][]guard.Refusal
}

// take adds what is refused of a candidate. It reports whether that made the
// documents more; ok is false where a refusal is about no document. Refusals of
// a document that is among them already add nothing: its facts are those that
// are out, and what is out is no worse than it was. But where links lead is the
// source list's word too, which no quarantine takes back.
func (q *quarantined) take(refusals []guard.Refusal, candidate *catalog.Snapshot) (more, ok bool) {
	known := len(q.subjects)
	for _, refusal := range refusals {
		about, ok := q.about(refusal, candidate)
		if !ok {
			return false, false
		}
		if slices.Contains(q.subjects[:known], about) {
			if refusal.Fact == guard.LinkHost {
				return false, false
			}
			continue
		}
		if !slices.Contains(q.subjects, about) {
			q.subjects = append(q.subjects, about)
		}
		if q.refusals == nil {
			q.refusals = map[subject][]guard.Refusal{}
		}
		q.refusals[about] = append(q.refusals[about], refusal)
	}
	return len(q.subjects) > known, true
}

// about tells which document is to blame. Pages that are missing are the
// sitemap's fault first, else the specification's, after whose operations they
// are named.
func (q *quarantined) about(refusal guard.Refusal, candidate *catalog.Snapshot) (subject, bool) {
	sitemap := subject{role: catalog.RoleSitemap}
	listed := slices.ContainsFunc(candidate.Documents, func(d catalog.Document) bool { return d.Role == catalog.RoleSitemap })
	_, declared := candidate.API(refusal.API)
	switch {
	case refusal.Fact == guard.MatrixLevels:
		return subject{role: catalog.RoleLevels}, true
	case refusal.Fact == guard.Pages && listed && !slices.Contains(q.subjects, sitemap):
		return sitemap, true
	default:
		return subject{catalog.RoleSpec, refusal.API}, declared
	}
}

// why says in a line why a document is refused.
func (q *quarantined) why(s subject) string {
	all := q.refusals[s]
	switch more := len(all) - 1; more {
	case 0:
		return all[0].Why
	case 1:
		return all[0].Why + ", and 1 more reason"
	default:
		return fmt.Sprintf("%s, and %d more reasons", all[0].Why, more)
	}
}

// compose puts the facts that are out in the place of those that are refused,
// document by document. What is left is checked again, since it may be refused
// without what was taken from it. ok is false where that gives no candidate that
// may be published.
func (q *quarantined) compose(verdict guard.Verdict, whole *catalog.Snapshot, check func(*catalog.Snapshot) guard.Verdict) (_ guard.Verdict, composed *catalog.Snapshot, ok bool) {
	if q.published == nil {
		return verdict, nil, false
	}
	composed = whole
	for {
		more, ok := q.take(verdict.Refusals, composed)
		if !ok {
			return verdict, nil, false
		}
		if !more {
			return verdict, composed, true
		}
		if composed, ok = q.replace(whole.Facts); !ok {
			return verdict, nil, false
		}
		verdict = check(composed)
	}
}

// replace puts what is out in the place of what is refused; ok is false where
// nothing is out of a refused document.
func (q *quarantined) replace(facts catalog.Facts) (_ *catalog.Snapshot, ok bool) {
	for _, s := range q.subjects {
		if facts, ok = facts.Quarantine(s.role, s.api, q.published.Facts, q.why(s), q.ages.now); !ok {
			return nil, false
		}
	}
	snapshot := catalog.Merge(q.ages.mark(facts))
	return &snapshot, true
}

// refusalsOf are those of a document.
func (q *quarantined) refusalsOf(s subject) []guard.Refusal {
	if q == nil {
		return nil
	}
	return q.refusals[s]
}

func lines(refusals []guard.Refusal) []string {
	all := make([]string, len(refusals))
	for i, refusal := range refusals {
		all[i] = refusal.String()
	}
	return all
}

// RefusedError is a candidate that the guard keeps from being published, or a
// part of one.
type RefusedError struct {
	// Refusals are the reasons, at least one.
	Refusals []string
	// Kept are the documents whose last good facts are published in place of
	// what is refused, with the rest; none where nothing is published.
	Kept []string
	// Candidate is where the refused catalog is kept for a look.
	Candidate string
}

func (e *RefusedError) Error() string {
	if len(e.Kept) == 0 {
		return fmt.Sprintf("the guard refuses to publish: %s (the first of %d); the candidate is in %s", e.Refusals[0], len(e.Refusals), e.Candidate)
	}
	return fmt.Sprintf("the guard refuses today's %s (%s, the first of %d reasons) and lets the rest pass; the candidate is in %s",
		strings.Join(e.Kept, ", "), e.Refusals[0], len(e.Refusals), e.Candidate)
}
