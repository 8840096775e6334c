package catalog

import (
	"slices"
	"strings"
)

// Condition is one thing on which an answer depends besides the lists of scopes
// and levels, read off published words and kept in codes: "a ROLE_SUBADMIN only
// for access profiles on sources that it administers". Sentences are made of it
// where it is shown.
type Condition struct {
	Kind    ConditionKind
	Applies Subject
	Asks    Ask
	Said    Place
}

// ConditionKind tells what a condition does to an answer.
type ConditionKind string

// The kinds.
const (
	// Narrows: who calls by the subject may do so only where the ask is met.
	Narrows ConditionKind = "narrows"
	// Widens: who meets the ask does not need the subject; or, where the ask is
	// PersonAnyone, the subject opens everyone's objects and not just one's own.
	Widens ConditionKind = "widens"
	// Pairs binds scopes to levels: both must come from the same pair.
	Pairs ConditionKind = "pairs"
	// Ownership: who the caller is to the object of the call decides.
	Ownership ConditionKind = "ownership"
	// ByParameter: what may be passed as a parameter, or what a value of it takes.
	ByParameter ConditionKind = "parameter"
	// NeedsLicence: the tenant must have a licence, a product or a feature.
	NeedsLicence ConditionKind = "licence"
	// OtherCondition is about callers and fits none of these.
	OtherCondition ConditionKind = "other"
)

// ConditionKinds lists the kinds in the order in which documents explain them.
var ConditionKinds = []ConditionKind{Narrows, Widens, Pairs, Ownership, ByParameter, NeedsLicence, OtherCondition}

// SubjectType tells what a condition applies to.
type SubjectType string

// What a condition can apply to.
const (
	OnAll       SubjectType = "all" // every call of the operation
	OnLevel     SubjectType = "level"
	OnScope     SubjectType = "scope"
	OnParameter SubjectType = "parameter" // calls with a certain value of it
	OnFeature   SubjectType = "feature"   // tenants in which it is on
)

// Subject is what a condition applies to: all calls, or those by some levels or
// scopes, with a parameter, in tenants with a feature.
type Subject struct {
	Type SubjectType
	// Names of levels, of scopes, of a parameter or a feature; sorted.
	Names []string
	// Value of the parameter: ValueMe, ValueOmitted, ValueOther or one as published.
	Value string
	// Without is set when the condition is about callers who have none of the
	// levels or scopes.
	Without bool
}

// Values of parameters that mean the same in every operation.
const (
	ValueMe      = "me"      // the caller, by "me" or by the caller's own id
	ValueOther   = "other"   // somebody else
	ValueAny     = "any"     // whosever it is
	ValueOmitted = "omitted" // the parameter is left out
)

// Person is who a caller is to the object of a call.
type Person string

// The persons that published words speak of.
const (
	PersonSelf           Person = "self" // the object is about the caller
	PersonOwner          Person = "owner"
	PersonRequester      Person = "requester"
	PersonApprover       Person = "approver"
	PersonReviewer       Person = "reviewer"
	PersonManager        Person = "manager"
	PersonAccountManager Person = "account-manager"
	PersonCreator        Person = "creator"
	PersonRecipient      Person = "recipient"
	PersonAssignee       Person = "assignee"
	PersonMember         Person = "member"
	PersonAdministrator  Person = "administrator" // of a source: directly or by a management workgroup
	PersonStaff          Person = "staff"         // SailPoint's own people
	PersonAnyone         Person = "anyone"        // whosever the object is
)

// Ask is what a condition asks. What is set must hold together.
type Ask struct {
	// Scopes and Levels of which one is needed; of Scopes all where All is set.
	Scopes, Levels []string
	All            bool
	// Person is who the caller must be, Object to what: PersonOwner, "source".
	Person Person
	Object string
	// Licence, product or feature that the tenant must have, as published.
	Licence string
	// Parameter must have Value.
	Parameter, Value string
	// Token is the class of token that is needed.
	Token Class
}

// Place is where a condition stands.
type Place struct {
	Witness Witness
	// Parameter is the name of the parameter whose description it is.
	Parameter string
	// Pointer is the place in the API's document (RFC 6901), "" on a page.
	Pointer string
}

// Place returns where words of the operation stand that are no parameter's.
func (o *Observation) Place(witness Witness) Place {
	field := map[Witness]string{
		WitnessDescription: "/description", WitnessSummary: "/summary", WitnessNote: "/" + SecurityNoteField,
	}[witness]
	if field == "" {
		return Place{Witness: witness}
	}
	return Place{Witness: witness, Pointer: o.Pointer() + field}
}

// String writes the subject in codes: "level ROLE_SUBADMIN", "without level
// ORG_ADMIN", "parameter owner-id omitted", "all".
func (s Subject) String() string {
	words := append([]string{string(s.Type)}, s.Names...)
	if s.Without {
		words = append([]string{"without"}, words...)
	}
	if s.Value != "" {
		words = append(words, s.Value)
	}
	return strings.Join(words, " ")
}

// String writes the ask in codes, what must hold together joined by "; ":
// "person administrator source", "all scopes a:b:c d:e:f; token user". It is ""
// where the words ask something that no code stands for.
func (a Ask) String() string {
	var parts []string
	add := func(set bool, words ...string) {
		if set {
			parts = append(parts, strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " "))
		}
	}
	add(len(a.Scopes) > 0 && a.All, append([]string{"all scopes"}, a.Scopes...)...)
	add(len(a.Scopes) > 0 && !a.All, append([]string{"scope"}, a.Scopes...)...)
	add(len(a.Levels) > 0, append([]string{"level"}, a.Levels...)...)
	add(a.Person != "" || a.Object != "", "person", string(a.Person), a.Object)
	add(a.Licence != "", "licence", a.Licence)
	add(a.Parameter != "", "parameter", a.Parameter, a.Value)
	add(a.Token != "", "token", string(a.Token))
	return strings.Join(parts, "; ")
}

// String writes the condition in codes: "narrows level ROLE_SUBADMIN: person administrator source".
func (c Condition) String() string {
	if asks := c.Asks.String(); asks != "" {
		return string(c.Kind) + " " + c.Applies.String() + ": " + asks
	}
	return string(c.Kind) + " " + c.Applies.String()
}

// Says reports whether two conditions say the same, wherever they stand.
func (c Condition) Says(other Condition) bool {
	return c.Kind == other.Kind && c.Applies.String() == other.Applies.String() && c.Asks.String() == other.Asks.String()
}

// Conditions returns what the operation's words make an answer depend on, each
// once: of its description, summary and parameters, then of its security note,
// then of its page.
func (o *Operation) Conditions() []Condition {
	all := slices.Concat(o.Prose.Conditions, o.SecurityNote.Conditions)
	if o.Page != nil {
		all = append(all, o.Page.Prose.Conditions...)
	}
	var distinct []Condition
	for _, condition := range all {
		if !slices.ContainsFunc(distinct, condition.Says) {
			distinct = append(distinct, condition)
		}
	}
	return distinct
}

// ScopesOfEveryUser are the listed scopes for users' tokens that work whatever
// the user's level: those that are published in a pair with a certain level
// are left out, where others are listed.
func (o *Operation) ScopesOfEveryUser() []string {
	conditions := o.Conditions()
	scopes := slices.DeleteFunc(slices.Clone(o.Decision.UserScopes), func(scope string) bool {
		return slices.ContainsFunc(conditions, func(c Condition) bool {
			return c.Kind == Pairs && slices.Contains(c.Applies.Names, scope) && !slices.Contains(c.Asks.Levels, LevelUser) && !slices.Contains(c.Asks.Levels, LevelAny)
		})
	})
	if len(scopes) == 0 {
		return o.Decision.UserScopes
	}
	return scopes
}
