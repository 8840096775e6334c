package plan

import (
	"slices"
	"strings"

	"authcat/catalog"
)

// Change is something that became stricter for a plan.
type Change struct {
	catalog.Key
	What Aspect
	// Before and After are both values, in words.
	Before string
	After  string
	// Reason says what it means for the plan.
	Reason string
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

// compare lists what is stricter about one operation.
func (l Lock) compare(before, after LockedOperation) []Change {
	var changes []Change
	add := func(what Aspect, was, is, reason string) {
		if reason != "" {
			changes = append(changes, Change{before.Key(), what, was, is, reason})
		}
	}
	add(AspectCredential, string(before.Needs), string(after.Needs), refusal(l.Credential, before.Needs, after.Needs))
	if sends(l.Credential, after.Needs) {
		add(AspectScopes, l.scopeWords(before), l.scopeWords(after), l.lessScope(before, after))
		if l.Credential == catalog.CredentialPAT {
			add(AspectLevels, catalog.ListPhrase(before.UserLevels, catalog.AnyScope), catalog.ListPhrase(after.UserLevels, catalog.AnyScope), l.lessLevel(before, after))
		}
	}
	if after.Experimental && !before.Experimental {
		add(AspectExperimental, "not experimental", "experimental", "callers must send the header "+catalog.ExperimentalHeader+": true")
	}
	return changes
}

// refusal says that the plan's credential is not accepted any more.
func refusal(credential catalog.Credential, before, after catalog.Needs) string {
	accepts := func(needs catalog.Needs) bool { return needs == catalog.NeedsNone || sends(credential, needs) }
	// What was never published to be accepted can still be refused in so many words.
	unknown := before == catalog.NeedsOther && credential != CredentialUnknown
	switch {
	case accepts(after) || !accepts(before) && !unknown || before == after:
		return ""
	case after == catalog.NeedsOther:
		return "nothing says any more that the plan's credential is accepted"
	case credential == catalog.CredentialClient:
		return "an API client's token is not accepted any more"
	case credential == catalog.CredentialPAT:
		return "a user's token is not accepted any more"
	default:
		return "a token is needed now, and the plan has none"
	}
}

// lessScope says that the plan's scopes no longer suffice.
func (l Lock) lessScope(before, after LockedOperation) string {
	if !l.scoped(before) || l.scoped(after) {
		return ""
	}
	listed := scopesOf(l.Credential, after.UserScopes, after.ClientScopes)
	if after.ScopeRule == catalog.AllScopes {
		missing := slices.DeleteFunc(slices.Clone(listed), func(scope string) bool { return slices.Contains(l.Scopes, scope) })
		return "all of them are needed, and the plan lacks " + strings.Join(missing, " ")
	}
	return "none of the plan's scopes is accepted" + held(l.Scopes)
}

// scoped reports whether the plan's scopes suffice for an operation.
func (l Lock) scoped(o LockedOperation) bool {
	return catalog.ScopesSuffice(l.Scopes, scopesOf(l.Credential, o.UserScopes, o.ClientScopes), o.ScopeRule)
}

// lessLevel says that the plan's levels no longer suffice.
func (l Lock) lessLevel(before, after LockedOperation) string {
	if !l.leveled(before) || l.leveled(after) {
		return ""
	}
	return "none of the plan's user levels is accepted" + held(l.Levels)
}

func (l Lock) leveled(o LockedOperation) bool {
	asked, _ := catalog.AskedLevels(o.UserLevels)
	return len(asked) == 0 || slices.ContainsFunc(asked, func(level string) bool { return slices.Contains(l.Levels, level) })
}

func (l Lock) scopeWords(o LockedOperation) string {
	return catalog.ListPhrase(scopesOf(l.Credential, o.UserScopes, o.ClientScopes), o.ScopeRule)
}

func held(names []string) string {
	if len(names) == 0 {
		return ": it has none"
	}
	return ": it has " + strings.Join(names, " ")
}
