// Package observed is what people saw: how calls were answered, with which
// credential. Documents say what should be; a record says what was, once, and
// makes a statement that stands beside them, dated and never mixed into them.
//
// Records are kept as text, a block each with a blank line between, that diffs
// well: field reports of others in public, and what a reader's own traffic was
// answered. They hold nothing of a call but what is asked about: no ids, no
// queries, no bodies, no tokens, no name of a tenant.
package observed

import (
	"cmp"
	"slices"
	"strings"

	"authcat/catalog"
)

// Record is what somebody saw of one call.
type Record struct {
	// Link is where it is told in public, "" of a reader's own traffic.
	Link string
	// Day of the call, or on which it was told: "2025-12-03", "2025-12" where no
	// more is known, "" where nothing is.
	Day string
	// Credential of the caller, "" where it is not known.
	Credential catalog.Credential
	// Method and Path as they were written, the path as a template,
	// "/v2025/identities/{id}"; "" where the text names no endpoint.
	Method, Path string
	// Version of the API, "" where it was not said.
	Version string
	// Scopes of the token and Level of its user, where they are known.
	Scopes []string
	Level  string
	// Status is an HTTP status or one of the outcomes that package catalog names.
	Status string
	// Detail is the detailCode of SailPoint's answer, "" where there was none.
	Detail string
	// Tenant tells tenants apart without naming one: a salted hash; "" of a report.
	Tenant string
	// Calls that were answered so, 0 where nobody counted.
	Calls int
	// Concluded is what it came to.
	Concluded Conclusion
	// Agreed is catalog.Statement's; package track tells it.
	Agreed string
	// Note is what else there is to say, in a few words.
	Note string
}

// Conclusion is what a thread about a call came to.
type Conclusion string

// The conclusions.
const (
	Open            Conclusion = "open"             // to nothing
	NeedsUser       Conclusion = "needs-user"       // the endpoint needs a user context
	TakesClient     Conclusion = "takes-client"     // it takes an API client's token
	MissingScope    Conclusion = "missing-scope"    // the token lacked a scope
	MissingLevel    Conclusion = "missing-level"    // the user lacked a user level
	OwnOnly         Conclusion = "own-only"         // only what is the user's own may be asked for
	Defect          Conclusion = "defect"           // SailPoint acknowledged a defect
	Fixed           Conclusion = "fixed"            // SailPoint mended it
	TenantSetting   Conclusion = "tenant-setting"   // a setting or licence of the tenant
	NotFound        Conclusion = "not-found"        // path or version were wrong
	WrongCredential Conclusion = "wrong-credential" // the secret or token was
	Other           Conclusion = "other"
)

// Conclusions are all of them.
var Conclusions = []Conclusion{Open, NeedsUser, TakesClient, MissingScope, MissingLevel, OwnOnly, Defect, Fixed, TenantSetting, NotFound, WrongCredential, Other}

// Lineage names the endpoint that was called, as catalog.Lineage does.
func (r Record) Lineage() string {
	return catalog.Lineage(catalog.API{Product: catalog.ProductISC}, r.Method, r.Path)
}

// About reports whether the record is about an operation of an API: the endpoint
// that was called, in the version that was called where that is known.
func (r Record) About(api catalog.API, method, path string) bool {
	return api.Product == catalog.ProductISC && (r.Version == "" || r.Version == api.ID) && catalog.Lineage(api, method, path) == r.Lineage()
}

// answered reports whether the call was answered.
func (r Record) answered() bool {
	return r.Status == catalog.OutcomeWorks || len(r.Status) == 3 && r.Status[0] == '2'
}

// Callers are those whose tokens are taken, as far as it follows from the record
// alone: an answer shows that a token of its kind is taken. A refusal shows that it
// is not only where nothing else explains it: a thread concluded so, or the
// token had every scope there is, or one of those that are listed.
func (r Record) Callers(listed []string) catalog.Callers {
	callers := catalog.Callers{User: catalog.Unknown, Client: catalog.Unknown}
	kind := &callers.User
	switch r.Credential {
	case catalog.CredentialClient:
		kind = &callers.Client
	case "":
		if r.Status != catalog.OutcomeStated {
			return callers
		}
	}
	switch {
	case r.Status == catalog.OutcomeStated && r.Concluded == NeedsUser:
		callers.Client = catalog.No
	case r.Status == catalog.OutcomeStated && r.Concluded == TakesClient:
		callers.Client = catalog.Yes
	case r.Status == catalog.OutcomeStated:
	case r.answered():
		*kind = catalog.Yes
	case r.Credential == catalog.CredentialClient && r.turnsAway(listed):
		*kind = catalog.No
	}
	return callers
}

// turnsAway reports whether a refusal of an API client is for want of a user.
// Endpoints that look for one have failed with 500 where there was none, as told
// in https://developer.sailpoint.com/discuss/t/201964; in traffic of one's own a
// 500 may be any failure.
func (r Record) turnsAway(listed []string) bool {
	switch r.Concluded {
	case NeedsUser, Defect:
		return true
	case Open, Other, "":
		holds := slices.ContainsFunc(r.Scopes, func(scope string) bool { return scope == catalog.ScopeAll || slices.Contains(listed, scope) })
		return holds && (r.Status == "403" || r.Status == "500" && r.Link != "")
	default:
		return false
	}
}

// Statement is what the record says of an operation that it is about.
func (r Record) Statement(o *catalog.Observation) catalog.Statement {
	decision := catalog.Decide(o.Security, catalog.AnyScope)
	listed := slices.Concat(decision.UserScopes, decision.ClientScopes)
	outcome := catalog.Outcome{
		Credential: r.Credential, Status: r.Status, Version: r.Version, Scopes: r.Scopes, Level: r.Level, Calls: r.Calls,
		Callers: r.Callers(listed),
	}
	s := catalog.Statement{Witness: catalog.WitnessReport, Fact: catalog.FactToken, Value: outcome, URL: r.Link, On: r.Day, Agreed: r.Agreed}
	if outcome.Client != catalog.Unknown || r.Credential == catalog.CredentialClient {
		s.Fact = catalog.FactClient
	}
	if r.Link == "" {
		s.Witness = catalog.WitnessObservation
	}
	return s
}

// Compare orders records: by endpoint, then the newest first.
func (r Record) Compare(other Record) int {
	if order := cmp.Or(
		cmp.Compare(r.Lineage(), other.Lineage()),
		cmp.Compare(other.Day, r.Day),
		cmp.Compare(r.Link, other.Link),
	); order != 0 {
		return order
	}
	return strings.Compare(r.text(), other.text())
}
