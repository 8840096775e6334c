// Package traffic makes records of calls: which operation was called, with
// which kind of credential, and how it was answered. It is where ids, queries,
// bodies, tokens and names end: a record has only words that are published, and
// of a tenant a hash.
package traffic

import (
	"errors"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/catalog/token"
)

// Call is one call, and how it was answered.
type Call struct {
	Request find.Request
	// Token that it was made with, nil where it had none that can be read.
	Token *token.Token
	// Status of the answer, 0 where there was none, and what DetailCode found in it.
	Status int
	Detail string
	// Day of the call in UTC, "" where it is not known.
	Day string
}

// Said is what a user says of calls that don't say it themselves.
type Said struct {
	// Credential of a call without a token that can be read. Where there is none,
	// such a call is ErrNoCredential, unless it MayBeUnknown.
	Credential   catalog.Credential
	MayBeUnknown bool
	// Tenant and Day of a call that names none.
	Tenant, Day string
}

// ErrNoCredential is a call of which nobody says with which credential it was made.
var ErrNoCredential = errors.New("nothing says with which credential the call was made: it has no token that can be read")

// Reason says why a call is left out.
type Reason string

// The reasons, in the order in which they are told.
const (
	NoOperation Reason = "no-operation"       // no operation has its address
	Several     Reason = "several-operations" // more than one has, as that of a path without a version
	NotISC      Reason = "other-product"      // it is none of Identity Security Cloud
	NoAnswer    Reason = "no-answer"          // it has no status of an API
	Elsewhere   Reason = "not-final"          // 1xx and 3xx: the answer is another
	BadToken    Reason = "token"              // 401: about the token, not about the endpoint
	NoObject    Reason = "object"             // 404: about the object
	TooMany     Reason = "too-many-requests"  // 429: about other calls
	NoRoom      Reason = "no-room"            // more different records than are kept
)

// Reasons are all of them.
var Reasons = []Reason{NoOperation, Several, NotISC, NoAnswer, Elsewhere, BadToken, NoObject, TooMany, NoRoom}

// clientGone is what nginx logs of a caller who did not wait for the answer.
const clientGone = 499

// leaves tells why an answer with a status says nothing of an endpoint, "" where it does.
func leaves(status int) Reason {
	switch {
	case status < 100 || status > 599 || status == clientGone:
		return NoAnswer
	case status < 200 || status/100 == 3:
		return Elsewhere
	case status == 401:
		return BadToken
	case status == 404:
		return NoObject
	case status == 429:
		return TooMany
	default:
		return ""
	}
}

// Left counts the calls that are left out for a reason.
type Left struct {
	Reason Reason
	Calls  int
}

// Seen is what became of calls.
type Seen struct {
	// Calls that there were, Kept those of which something is kept.
	Calls, Kept int
	Left        []Left
}
