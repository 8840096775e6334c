// Package plan chooses the least credential that makes a list of calls, and
// tells when a chosen one no longer does. It is pure: a snapshot and calls in,
// answers out.
package plan

import (
	"slices"
	"strconv"

	"authcat/catalog"
	"authcat/catalog/find"
)

// Call is one call as it stands in somebody's file.
type Call struct {
	// Address with or without a version; one that is none of SailPoint's matches nothing.
	Address find.Address
	// Where it stands: "line 12".
	Where string
}

// Place is where a call stands in source code.
type Place struct {
	// File from the root of the tree that was read, with "/".
	File string
	// Line of the call, 0 where it is not known; Literal is that of the address where it stands on another, else 0.
	Line, Literal int
	// Rule by which the call was found, a stable name: "request", "sdk-method".
	Rule string
}

// String is the place as editors take it: "src/client.go:12".
func (p Place) String() string {
	if p.Line == 0 {
		return p.File
	}
	return p.File + ":" + strconv.Itoa(p.Line)
}

// PlannedCall is an operation that is called.
type PlannedCall struct {
	// Call is the first that reaches the operation, Count how many do.
	Call
	Count     int
	Operation *catalog.Operation
	// Places of the calls that stand in source code, in the order in which they were read.
	Places []Place
}

// OpenCall is a call that doesn't tell which operation it is.
type OpenCall struct {
	Place
	// Count is how often it was made, where that is told, else 0.
	Count int
	// What the code says of the call: a path with its holes, the name of an SDK's
	// method; "" where it says nothing.
	What string
	// Candidates are the operations that it may be, the newest first; none where nothing limits them.
	Candidates []*catalog.Operation
}

// UnmatchedCall is a path that no operation has.
type UnmatchedCall struct {
	// Absence says why, where the call has an address of a SailPoint API; else Reason does.
	Absence find.Absence
	// Call is the first to the path, Count how many there are.
	Call
	Count  int
	Reason string
	// Places of the calls that stand in source code.
	Places []Place
}

// Plan is the least credential for a list of calls.
type Plan struct {
	// Calls in the order of their first appearance, one for each operation.
	Calls     []PlannedCall
	Unmatched []UnmatchedCall
	// Open are the calls of which the code doesn't tell the operation. They are no
	// part of what was chosen.
	Open []OpenCall
	// Unlisted counts the calls to still other addresses without an operation,
	// where there are more of those than are kept (MostUnmatched).
	Unlisted int

	// Credential is CredentialClient where an API client can make all calls
	// whose needs are published, else CredentialPAT, CredentialNone or CredentialUnknown.
	Credential catalog.Credential
	// ForcedBy are the operations that a user-less client can't call.
	ForcedBy []catalog.Key
	// ClientOnly are the operations that a PAT can't call, where one is needed
	// for others: no single credential makes these calls.
	ClientOnly []catalog.Key

	// Scopes that the token must carry, the fewest, sorted. ScopesProven is set
	// when it is certain that they are: the search ended within its bound.
	Scopes       []string
	ScopesProven bool
	// ScopeReasons says of each of Scopes which operations it is for.
	ScopeReasons []Reason
	// AllScopesBy are the operations that publish no scope but sp:scopes:all.
	AllScopesBy []catalog.Key

	// Levels that the user behind a PAT must have, those that open the least, sorted.
	Levels       []string
	LevelsProven bool
	// LevelReasons says of each of Levels which operations it is for.
	LevelReasons []Reason
	// LevelsUnassignable are the operations that name only levels that no user
	// is given by name: whether a user may call them depends on something else.
	LevelsUnassignable []catalog.Key
	// LevelsUnmet are the operations whose levels the same user can't have
	// besides: the platform assigns some levels only one without the other.
	LevelsUnmet []catalog.Key

	// Unstated are the operations about which something is not published.
	Unstated []Unstated
}

// Reason says why a scope or level is in a plan.
type Reason struct {
	// Name of the scope or level.
	Name string
	// ForcedBy are the operations that nothing else opens, Serves those that it
	// opens beside others that would.
	ForcedBy []catalog.Key
	Serves   []catalog.Key
}

// What a plan's credential may be besides the kinds that a caller can hold.
const (
	CredentialNone    catalog.Credential = "none"    // no call needs a token
	CredentialUnknown catalog.Credential = "unknown" // of no call it is published what it needs
)

// Unstated names what is not published about an operation.
type Unstated struct {
	catalog.Key
	// What is one or more of the constants below, in their order.
	What []string
}

// The facts whose absence leaves a plan open.
const (
	UnstatedCredential = "credential"
	UnstatedScopes     = "scopes"
	UnstatedLevels     = "levels"
)

// Make plans the calls. The same calls in another order give the same
// credential, scopes and levels.
func Make(snapshot *catalog.Snapshot, calls []Call) Plan {
	m := NewMaker(snapshot)
	for _, call := range calls {
		m.Add(call.Address.Request(), func() string { return call.Where })
	}
	return m.Plan()
}

func (p *Plan) chooseCredential() {
	token, known := false, false
	var clientOnly []catalog.Key
	for _, call := range p.Calls {
		needs := call.Operation.Decision.Needs
		known = known || needs != catalog.NeedsOther
		token = token || needs != catalog.NeedsOther && needs != catalog.NeedsNone
		switch needs {
		case catalog.NeedsPAT:
			p.ForcedBy = append(p.ForcedBy, call.Operation.Key)
		case catalog.NeedsClient:
			clientOnly = append(clientOnly, call.Operation.Key)
		}
	}
	switch {
	case len(p.ForcedBy) > 0:
		p.Credential, p.ClientOnly = catalog.CredentialPAT, clientOnly
	case token:
		p.Credential = catalog.CredentialClient
	case known:
		p.Credential = CredentialNone
	default:
		p.Credential = CredentialUnknown
	}
}

// findUnstated lists what is missing for the credential that was chosen: user
// levels say nothing about an API client.
func (p *Plan) findUnstated() {
	for _, call := range p.Calls {
		o := call.Operation
		var what []string
		if o.Decision.Needs == catalog.NeedsOther {
			what = append(what, UnstatedCredential)
		}
		if sends(p.Credential, o.Decision.Needs) {
			if len(scopesOf(p.Credential, o.Decision.UserScopes, o.Decision.ClientScopes)) == 0 {
				what = append(what, UnstatedScopes)
			}
			if _, stated := catalog.AskedLevels(o.UserLevels); !stated && p.Credential == catalog.CredentialPAT {
				what = append(what, UnstatedLevels)
			}
		}
		if len(what) > 0 {
			p.Unstated = append(p.Unstated, Unstated{o.Key, what})
		}
	}
}

// apis are the APIs of the calls.
func (p *Plan) apis() []string {
	var ids []string
	for _, call := range p.Calls {
		if id := call.Operation.API; !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}
