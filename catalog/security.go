package catalog

import (
	"slices"
	"strings"
)

// Class is what a security scheme's token stands for.
type Class string

// The classes of scheme. A class is read off the scheme's name, because the
// declarations don't tell the two apart: both are "oauth2".
const (
	ClassUser   Class = "user"   // a token that stands for a user: PAT, authorization code
	ClassClient Class = "client" // an API client's client-credentials token: no user
	ClassOther  Class = "other"  // neither: IdentityIQ's basicAuth, anything unknown
)

// ClassOf returns the class of a scheme by its name in SailPoint's documents.
func ClassOf(scheme string) Class {
	switch scheme {
	case schemeUser, schemeUserContext:
		return ClassUser
	case schemeClient, schemeClientOnly:
		return ClassClient
	default:
		return ClassOther
	}
}

// SchemeUse is one scheme of a security requirement with its scopes.
type SchemeUse struct {
	Scheme string
	// Scopes as published: untrimmed, in the document's order.
	Scopes []string
	// Undeclared is set when the document declares no scheme of this name.
	Undeclared bool
	// Scoped is set when the declared type has scopes at all (oauth2,
	// openIdConnect); an empty list says something only then.
	Scoped bool
}

// Requirement is one alternative of an operation's security: all its schemes
// together. An empty one asks for no token.
type Requirement []SchemeUse

// Basis tells who stated an operation's security.
type Basis string

// The two bases.
const (
	BasisOperation Basis = "operation" // the operation has a security field of its own
	BasisInherited Basis = "inherited" // the document's default applies; nobody stated it for this operation
)

// Security is an operation's effective security as published: alternatives of
// which any one suffices. No alternative at all asks for no token.
type Security struct {
	Alternatives []Requirement
	Basis        Basis
}

// class of a requirement: a user token anywhere in it makes it a user's, since
// a token that stands for no one can't meet it.
func (r Requirement) class() Class {
	class := ClassClient
	for _, use := range r {
		switch ClassOf(use.Scheme) {
		case ClassUser:
			class = ClassUser
		case ClassOther:
			return ClassOther
		}
	}
	return class
}

// scopes of the requirement's schemes of one class, trimmed.
func (r Requirement) scopes(class Class) []string {
	var scopes []string
	for _, use := range r {
		if ClassOf(use.Scheme) == class {
			scopes = append(scopes, use.Scopes...)
		}
	}
	return Normalize(scopes)
}

// Normalize trims, sorts and deduplicates names of scopes, levels or tags; it
// returns nil where none is left.
func Normalize(names []string) []string {
	var out []string
	for _, name := range names {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// LooksLikeScope reports whether a published name has the form of an ISC scope:
// colon-separated lower-case words, "idn:identity:read" or "iai:role-insights".
// User levels never have a colon.
func LooksLikeScope(name string) bool {
	return strings.Contains(name, ":")
}

// wellFormedScope reports whether a scope has the usual shape: three words or
// more, lower-case letters, digits and hyphens, separated by colons.
func wellFormedScope(scope string) bool {
	words := strings.Split(scope, ":")
	for _, word := range words {
		if strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || word == "" {
			return false
		}
	}
	return len(words) >= 3
}

// Schemes are the names of the schemes, sorted.
func (s Security) Schemes() []string {
	var names []string
	for _, use := range slices.Concat(s.Alternatives...) {
		names = append(names, use.Scheme)
	}
	return Normalize(names)
}

// String writes the security as OpenAPI does, in one line: "[userAuth (idn:identity:read)]", "[]", "[{}]".
func (s Security) String() string {
	alternatives := make([]string, 0, len(s.Alternatives))
	for _, alternative := range s.Alternatives {
		uses := make([]string, 0, len(alternative))
		for _, use := range alternative {
			uses = append(uses, use.Scheme+" ("+strings.Join(use.Scopes, ", ")+")")
		}
		if len(uses) == 0 {
			uses = append(uses, "{}")
		}
		alternatives = append(alternatives, strings.Join(uses, " and "))
	}
	return "[" + strings.Join(alternatives, "; ") + "]"
}
