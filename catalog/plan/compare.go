package plan

import (
	"slices"

	"authcat/catalog"
)

// Change is something that became stricter for a plan.
type Change struct {
	catalog.Key
	What Aspect
	Loss Loss
	// Before is the operation on the day of the plan, After as it is now; After
	// is empty where the operation is not there.
	Before, After LockedOperation
	// Missing are the scopes that LossSomeScope is about.
	Missing []string
	// Elsewhere is the address at which the endpoint of LossGone goes on, "" where there is none.
	Elsewhere string
}

// Aspect names what can become stricter.
type Aspect string

// The aspects, in the order in which Compare lists them for an operation.
const (
	AspectOperation    Aspect = "operation"
	AspectCredential   Aspect = "credential"
	AspectScopes       Aspect = "scopes"
	AspectLevels       Aspect = "levels"
	AspectExperimental Aspect = "experimental"
)

// Loss says what a change means for a plan.
type Loss string

// The losses.
const (
	LossGone       Loss = "gone"        // the operation is not published any more
	LossUnknown    Loss = "unknown"     // the data set has no document of the API
	LossUnreadable Loss = "unreadable"  // the operation can't be read
	LossRefused    Loss = "refused"     // the plan's kind of credential is not accepted any more
	LossUnstated   Loss = "unstated"    // nothing says any more that it is accepted
	LossEveryScope Loss = "every-scope" // none of the plan's scopes suffices
	LossSomeScope  Loss = "some-scope"  // all listed scopes are needed, and some are Missing
	LossLevels     Loss = "levels"      // none of the plan's user levels is accepted
	LossHeader     Loss = "header"      // callers must send the header of experimental operations
	noLoss         Loss = ""
)

// Compare lists what became stricter for the plan since it was locked, in the
// order of its operations. What is looser or makes no difference to the plan's
// credential is not listed, nor what the plan could not do on its own day.
func Compare(lock Lock, snapshot *catalog.Snapshot) []Change {
	now := newPresent(snapshot)
	var changes []Change
	for _, before := range lock.Operations {
		operation, found := now.find(before)
		if !found {
			changes = append(changes, now.gone(before))
			continue
		}
		changes = append(changes, lock.compare(before, lockOperation(operation))...)
	}
	return changes
}

// Contest is an operation of which somebody saw something else than is published.
type Contest struct {
	Operation *catalog.Operation
	Seen      []catalog.Weighed
}

// Contested are those of the plan, in its order, with what was seen of the plan's
// kind of credential.
func Contested(lock Lock, snapshot *catalog.Snapshot) []Contest {
	now := newPresent(snapshot)
	var contested []Contest
	for _, locked := range lock.Operations {
		o, found := now.find(locked)
		if !found {
			continue
		}
		if seen := o.SeenOtherwise(lock.Credential); len(seen) > 0 {
			contested = append(contested, Contest{o, seen})
		}
	}
	return contested
}

// compare lists what is stricter about one operation.
func (l Lock) compare(before, after LockedOperation) []Change {
	var changes []Change
	add := func(what Aspect, loss Loss, missing ...string) {
		if loss != noLoss {
			changes = append(changes, Change{Key: before.Key(), What: what, Loss: loss, Before: before, After: after, Missing: missing})
		}
	}
	add(AspectCredential, refusal(l.Credential, before.Needs, after.Needs))
	if sends(l.Credential, after.Needs) {
		loss, missing := l.lessScope(before, after)
		add(AspectScopes, loss, missing...)
		if l.Credential == catalog.CredentialPAT && l.leveled(before) && !l.leveled(after) {
			add(AspectLevels, LossLevels)
		}
	}
	if after.Experimental && !before.Experimental {
		add(AspectExperimental, LossHeader)
	}
	return changes
}

// refusal tells whether the plan's credential is not accepted any more.
func refusal(credential catalog.Credential, before, after catalog.Needs) Loss {
	accepts := func(needs catalog.Needs) bool { return needs == catalog.NeedsNone || sends(credential, needs) }
	// What was never published to be accepted can still be refused in so many words.
	unknown := before == catalog.NeedsOther && credential != CredentialUnknown
	switch {
	case accepts(after) || !accepts(before) && !unknown || before == after:
		return noLoss
	case after == catalog.NeedsOther:
		return LossUnstated
	default:
		return LossRefused
	}
}

// lessScope tells whether the plan's scopes no longer suffice, and where all
// are needed, which it lacks.
func (l Lock) lessScope(before, after LockedOperation) (loss Loss, missing []string) {
	switch {
	case !l.scoped(before) || l.scoped(after):
		return noLoss, nil
	case after.ScopeRule == catalog.AllScopes:
		return LossSomeScope, slices.DeleteFunc(slices.Clone(l.Listed(after)), func(scope string) bool { return slices.Contains(l.Scopes, scope) })
	default:
		return LossEveryScope, nil
	}
}

// Listed are the scopes that an operation lists for the plan's kind of credential.
func (l Lock) Listed(o LockedOperation) []string {
	return scopesOf(l.Credential, o.UserScopes, o.ClientScopes)
}

// scoped reports whether the plan's scopes suffice for an operation.
func (l Lock) scoped(o LockedOperation) bool {
	return catalog.ScopesSuffice(l.Scopes, l.Listed(o), o.ScopeRule)
}

func (l Lock) leveled(o LockedOperation) bool {
	asked, _ := catalog.AskedLevels(o.UserLevels)
	return len(asked) == 0 || slices.ContainsFunc(asked, func(level string) bool { return slices.Contains(l.Levels, level) })
}
