package prose

import (
	"regexp"
	"strings"
	"sync"
)

// Classes of words that the rules share. A pattern names a class in capitals.
const (
	determiner = `(?:the|an?|any|this|that|its|their|your|each|every|all|either|another|some|no other|his or her|one of the|any of the)`
	// caller is who calls, or what a caller shows.
	caller = `(?:DETERMINER )?(?:(?:current(?:ly)?|calling|logged[- ]in|signed[- ]in|log+ed|requesting|authenticated|authori[sz]ed|valid|bearer|access|oauth|invoking|acting|end|regular|other|single|api|specific|such|individual) )*` +
		`(?:callers?|users?|tokens?|bearers?|identit(?:y|ies)|clients?|applications?|principals?|accounts?|pats?|personal access tokens?|requests?|calls?|credentials?|those|anyone|someone|somebody|everyone|people|persons?|holders?|sessions?|integrations?|whoever|you|members?|jwts?)`
	// holds connects a caller with a level or scope.
	holds = `(?:with|having|holding|carrying|bearing|possessing|including|containing|granted|assigned|given|of|at|in|under|as|from|by|who (?:has|have|holds?|carr(?:y|ies)|possess(?:es)?|owns?|is|are|(?:was|were|is|are|has been|have been) (?:granted|assigned|given))` +
		`|(?:that|which) (?:has|have|holds?|carr(?:y|ies)|bears?|includes?|contains?|grants?|is|are|belongs? to|(?:was|were|is|are) issued to)|whose (?:user|owner|caller|holder|token) (?:has|have|holds?|is|carries)|whose (?:user )?(?:levels?|scopes?|roles?) (?:is|are|includes?|contains?)|belonging to|issued (?:to|for|by)|in possession of|equipped with|that stands for)`
	// authority is what levels and scopes are called.
	authority = `(?:(?:user|security|authorization|auth|api|access|permission|oauth|admin|administrative|read|write|update|manage|create|delete|sailpoint|isc|idn|required|necessary|appropriate) )*` +
		`(?:levels?|roles?|authorit(?:y|ies)|scopes?|rights?|permissions?|privileges?|capabilit(?:y|ies)|role contexts?|grants?|user-levels?)`
	can      = `(?:can|may|could|might|is able to|are able to|(?:is|are|gets?|will be|being) (?:also )?(?:allowed|permitted|authori[sz]ed|entitled|eligible|enabled|free|cleared) to|has permission to|have permission to|has access to|have access to|(?:is|are) (?:allowed|permitted))`
	must     = `(?:must|should|shall|needs? to|has to|have to|ought to|(?:is|are) (?:required|expected|supposed|obliged|obligated) to|will (?:need|have) to)`
	required = `(?:(?:is|are|be|being|will be|must be|was) (?:always |also |therefore |still |strictly |explicitly )*(?:required|needed|necessary|mandatory|demanded|expected|compulsory|a must|a requirement|called for|a precondition|a prerequisite|obligatory|essential))`
	// requires with its object: "requires a", "must carry".
	requires = `(?:requires?|requiring|needs?|needing|demands?|calls? for|expects?|insists? on|asks? for|wants?|takes|will (?:require|need|demand|ask for|expect)|would need|(?:must|should|shall|needs? to|has to|have to|will need to|(?:is|are) required to) (?:have|hold|carry|include|contain|possess|bear|present|use|be (?:granted|assigned|given)|come with|be made with|be called with|be used with|be sent with|grant|supply|provide|show|pass)|make sure (?:that )?(?:you|the token|the caller) ha(?:s|ve))`
	// call is the use of the operation.
	call = `(?:call|use|access|invoke|reach|execute|perform|run|make|send|request|hit|work with|consume|submit|issue|do|trigger)`
	// operation is the operation itself.
	operation = `(?:(?:this|the|these|such) (?:api |rest |http )?(?:api|endpoint|end-point|operation|method|request|call|action|resource|route|service|function|functionality|task|list|step)s?(?: endpoint| call| operation| method)?)`
	// and connects the items of a list.
	and = `(?:, (?:and/or|and|or) (?:also |else |by )?|; (?:and|or) |, plus |, | and/or | and (?:also )?| or (?:else |alternatively )?(?:by )?| as well as | plus | / |/| & |, )`
	// me is the caller as a value.
	me = "(?:the (?:special )?value )?`?me`?"
)

// classes puts the classes into patterns.
var classes = strings.NewReplacer(
	"DET", determiner, "CALLER", strings.Replace(caller, "DETERMINER", determiner, 1), "HOLDS", holds, "AUTHORITY", authority, "CAN", can, "MUST", must, "REQUIRED", required,
	"REQUIRES", requires, "CALL", call, "OPERATION", operation, "AND", and, "ME", me,
)

// pattern is a regular expression that is compiled when it is first used: a
// command that reads no prose does not pay for it.
type pattern func() *regexp.Regexp

func lazy(text string) pattern {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}

// lazyClasses is lazy for a pattern in which classes are named, whatever the case.
func lazyClasses(text string) pattern {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)` + classes.Replace(text)) })
}
