package catalog

import "slices"

// Needs is the credential that an operation needs, as far as published.
type Needs string

// The answers to "which credential does this operation need?".
const (
	NeedsPAT         Needs = "pat"           // a user token; an API client has no user context, whatever its scopes
	NeedsPATOrClient Needs = "pat-or-client" // a user token or an API client's
	NeedsClient      Needs = "client"        // only an API client's
	NeedsNone        Needs = "none"          // no token, as published
	NeedsOther       Needs = "other"         // something that is neither (IdentityIQ), or nothing is published
)

// AllNeeds lists the answers in the order in which documents show them.
var AllNeeds = []Needs{NeedsPAT, NeedsPATOrClient, NeedsClient, NeedsNone, NeedsOther}

// Credential is a kind of credential that a caller can hold.
type Credential string

// The kinds of credential, by OAuth grant type: a PAT is itself used with
// client_credentials, yet stands for the user who made it.
const (
	CredentialPAT               Credential = "pat"
	CredentialAuthorizationCode Credential = "authorization_code"
	CredentialClient            Credential = "client_credentials"
)

// Answer is yes, no or unknown. Silence is never "yes".
type Answer string

// The answers.
const (
	Yes     Answer = "yes"
	No      Answer = "no"
	Unknown Answer = "unknown"
)

// ScopeRule tells how many of the listed scopes a token must carry.
type ScopeRule string

// The rules. ISC accepts any one listed scope
// (https://developer.sailpoint.com/docs/api/authorization), though OpenAPI
// reads such a list as "all"; an operation whose prose asks for all is the exception.
const (
	AnyScope  ScopeRule = "any"
	AllScopes ScopeRule = "all"
)

// Decision is what authcat concludes from an operation's security.
type Decision struct {
	Needs Needs
	Basis Basis
	// UserScopes and ClientScopes are what a user token and an API client's
	// token need, by ScopeRule: trimmed, sorted. Empty means that no scope is published.
	UserScopes   []string
	ClientScopes []string
	ScopeRule    ScopeRule
}

// Decide concludes from an operation's effective security which credential it
// needs. The one place where that is decided.
func Decide(security Security, rule ScopeRule) Decision {
	d := Decision{Basis: security.Basis, ScopeRule: rule}
	var user, client bool
	// No security anywhere is silence, not permission: only a published [] or {}
	// says "no token", and what has no basis nobody published.
	public := len(security.Alternatives) == 0 && security.Basis == BasisOperation
	for _, alternative := range security.Alternatives {
		if len(alternative) == 0 {
			public = public || security.Basis != ""
			continue
		}
		switch alternative.class() {
		case ClassUser:
			user = true
		case ClassClient:
			client = true
		}
		d.UserScopes = append(d.UserScopes, alternative.scopes(ClassUser)...)
		d.ClientScopes = append(d.ClientScopes, alternative.scopes(ClassClient)...)
	}
	d.UserScopes, d.ClientScopes = Normalize(d.UserScopes), Normalize(d.ClientScopes)
	switch {
	case public:
		d.Needs = NeedsNone
	case user && client:
		d.Needs = NeedsPATOrClient
	case user:
		d.Needs = NeedsPAT
	case client:
		d.Needs = NeedsClient
	default:
		d.Needs = NeedsOther
	}
	return d
}

// Accepts answers whether a credential of this kind can call the operation at
// all, scopes and levels aside.
func (d Decision) Accepts(credential Credential) Answer { return d.Needs.Accepts(credential) }

// Accepts is (Decision).Accepts where only the need is at hand.
func (n Needs) Accepts(credential Credential) Answer {
	switch n {
	case NeedsNone, NeedsPATOrClient:
		return Yes
	case NeedsPAT:
		return YesOrNo(credential != CredentialClient)
	case NeedsClient:
		return YesOrNo(credential == CredentialClient)
	default:
		return Unknown
	}
}

// YesOrNo is the answer where it is known.
func YesOrNo(yes bool) Answer {
	if yes {
		return Yes
	}
	return No
}

// Opposite of yes is no; what is unknown stays unknown.
func (a Answer) Opposite() Answer {
	switch a {
	case Yes:
		return No
	case No:
		return Yes
	default:
		return Unknown
	}
}

// ScopesSuffice reports whether held scopes meet the listed ones. Any token
// does where none is listed, or where the default one is.
func ScopesSuffice(held, listed []string, rule ScopeRule) bool {
	has := func(scope string) bool { return slices.Contains(held, scope) }
	switch {
	case len(listed) == 0, slices.Contains(listed, ScopeDefault), has(ScopeAll):
		return true
	case rule == AllScopes:
		return !slices.ContainsFunc(listed, func(scope string) bool { return !has(scope) })
	default:
		return slices.ContainsFunc(listed, has)
	}
}
