package plan

import (
	"slices"

	"authcat/catalog"
)

// RequestKind names what a request creates.
type RequestKind string

// What can be created for a plan: a credential, or a user level for the user
// behind one.
const (
	RequestPAT         RequestKind = "pat"
	RequestClient      RequestKind = "api-client"
	RequestCustomLevel RequestKind = "custom-user-level"
)

// RequestKinds lists them in the order in which help does.
var RequestKinds = []RequestKind{RequestPAT, RequestClient, RequestCustomLevel}

// The endpoints of Identity Security Cloud that requests are about, as lineages.
const (
	createPAT         = "POST /personal-access-tokens"
	createClient      = "POST /oauth-clients"
	createCustomLevel = "POST /authorization/custom-user-levels"
	publishLevel      = "POST /authorization/custom-user-levels/{}/publish"
	listLevels        = "GET /authorization/custom-user-levels"
	listRightSets     = "GET /authorization/authorization-assignable-right-sets"
)

// credential is the kind of credential that makes the plan's calls where the
// request is granted: a user level is for a user's.
func (k RequestKind) credential() catalog.Credential {
	if k == RequestClient {
		return catalog.CredentialClient
	}
	return catalog.CredentialPAT
}

func (k RequestKind) lineage() string {
	switch k {
	case RequestClient:
		return createClient
	case RequestCustomLevel:
		return createCustomLevel
	default:
		return createPAT
	}
}

// Request is what creates the credential of a plan, or a user level for it.
// authcat never sends it.
type Request struct {
	Kind RequestKind
	// Plan is the plan with the requested kind of credential; Least is the kind
	// that it had, which may be another.
	Plan  Plan
	Least catalog.Credential
	// Create is the operation that creates it, in its newest version.
	Create *catalog.Operation
	// Scopes that the request asks for, never none: a list left out or empty is
	// granted as sp:scopes:all. Where that is needed it stands alone, and the
	// others, which it contains, are in Plan.Scopes.
	Scopes []string

	// Inherited are the calls whose needs nobody stated for the operation itself,
	// Conflicting those about which published sources contradict each other.
	Inherited   []catalog.Key
	Conflicting []catalog.Key
	// Contested are those of which somebody saw something else than is published,
	// of whatever credential: what forces a PAT may be contested too.
	Contested []Contest

	// RightSets, Levels and Publish are the operations that a custom user level
	// takes besides: they list right sets, list the levels that there are with
	// theirs, and put a level in force. nil where none is published.
	RightSets, Levels, Publish *catalog.Operation
}

// Refusal says why there is no request.
type Refusal struct {
	Kind   RequestKind
	Reason RefusalReason
	// Calls are those of RefusedByCalls.
	Calls []PlannedCall
}

// RefusalReason is why there is no request.
type RefusalReason string

// The reasons.
const (
	RefusedNoCalls     RefusalReason = "no-calls"    // no call matched an operation
	RefusedByCalls     RefusalReason = "calls"       // some calls don't take that kind of credential
	RefusedNoToken     RefusalReason = "no-token"    // no call needs a token
	RefusedUnknown     RefusalReason = "unknown"     // of no call it is published what it needs
	RefusedUnpublished RefusalReason = "unpublished" // the data set has no operation that creates it
)

// Request is what to send for the plan, nil and why where there is none. A kind
// of credential that is not the least is granted, with scopes and levels of its own,
// unless there are calls that it can't make and the least could.
func (p Plan) Request(kind RequestKind, snapshot *catalog.Snapshot) (*Request, *Refusal) {
	refuse := func(reason RefusalReason, calls ...PlannedCall) (*Request, *Refusal) {
		return nil, &Refusal{kind, reason, calls}
	}
	refusing := p.refusing(kind.credential())
	create := newest(snapshot, kind.lineage())
	switch {
	case len(p.Calls) == 0:
		return refuse(RefusedNoCalls)
	case p.Credential == CredentialUnknown:
		return refuse(RefusedUnknown)
	case p.Credential == CredentialNone:
		return refuse(RefusedNoToken)
	case len(refusing) > 0 && kind.credential() != p.Credential:
		return refuse(RefusedByCalls, refusing...)
	case create == nil:
		return refuse(RefusedUnpublished)
	}
	r := &Request{Kind: kind, Plan: p.with(kind.credential(), snapshot), Least: p.Credential, Create: create}
	r.Scopes = requestScopes(r.Plan)
	r.doubt()
	if kind == RequestCustomLevel {
		r.RightSets, r.Levels, r.Publish = newest(snapshot, listRightSets), newest(snapshot, listLevels), newest(snapshot, publishLevel)
	}
	return r, nil
}

// refusing are the calls that a kind of credential can't make, as published.
func (p Plan) refusing(credential catalog.Credential) []PlannedCall {
	var calls []PlannedCall
	for _, call := range p.Calls {
		if call.Operation.Decision.Needs.Accepts(credential) == catalog.No {
			calls = append(calls, call)
		}
	}
	return calls
}

// with is the plan with a kind of credential that need not be the least.
func (p Plan) with(credential catalog.Credential, snapshot *catalog.Snapshot) Plan {
	if credential == p.Credential {
		return p
	}
	other := Plan{Calls: p.Calls, Unmatched: p.Unmatched, Open: p.Open, Unlisted: p.Unlisted, Credential: credential, ForcedBy: p.ForcedBy, ClientOnly: p.ClientOnly}
	other.chooseScopes(snapshot)
	other.chooseLevels(snapshot)
	other.findUnstated()
	return other
}

// requestScopes are a plan's scopes as a request states them.
// https://developer.sailpoint.com/docs/api/authorization#scopes
func requestScopes(p Plan) []string {
	switch {
	case slices.Contains(p.Scopes, catalog.ScopeAll):
		return []string{catalog.ScopeAll}
	case len(p.Scopes) == 0:
		return []string{catalog.ScopeDefault}
	default:
		return p.Scopes
	}
}

// doubt finds the calls whose needs rest on less than a statement that nothing contradicts.
func (r *Request) doubt() {
	for _, call := range r.Plan.Calls {
		o := call.Operation
		if !sends(r.Plan.Credential, o.Decision.Needs) {
			continue
		}
		if o.Decision.Basis == catalog.BasisInherited {
			r.Inherited = append(r.Inherited, o.Key)
		}
		if o.Conflicting() {
			r.Conflicting = append(r.Conflicting, o.Key)
		}
		against := func(s catalog.Weighed) bool { return s.Counts == catalog.SpeaksAgainst }
		if seen := o.Observed(); slices.ContainsFunc(seen, against) {
			r.Contested = append(r.Contested, Contest{o, slices.DeleteFunc(seen, func(s catalog.Weighed) bool { return !against(s) })})
		}
	}
}

// newest is the newest version of an endpoint, nil where there is none: the
// APIs are in order, the newest first.
func newest(snapshot *catalog.Snapshot, lineage string) *catalog.Operation {
	for i := range snapshot.Operations {
		if o := &snapshot.Operations[i]; o.Lineage == lineage {
			return o
		}
	}
	return nil
}
