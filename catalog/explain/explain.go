// Package explain answers "would this call pass with this credential, and if not,
// why?". [Call] puts an operation and what the caller holds ([Held]) together; its
// [Verdict] has the causes, the surest first, in codes ([CauseCode]) with what each
// is about ([About]). Silence is never "yes": what nobody says leaves the answer
// unknown.
package explain

import (
	"cmp"
	"slices"

	"authcat/catalog"
)

// Held is the credential that a caller holds, as far as the caller says. What
// is not known makes an answer unknown, never "no".
type Held struct {
	Credential catalog.Credential
	// Scopes of the token; they say nothing unless ScopesKnown.
	Scopes      []string
	ScopesKnown bool
	// Levels of the user behind the token; they say nothing unless
	// LevelsKnown, nor on an API client, behind whose token is no user.
	Levels      []string
	LevelsKnown bool
	// Experimental is set when the call sends X-SailPoint-Experimental: true;
	// it says nothing unless ExperimentalKnown.
	Experimental      bool
	ExperimentalKnown bool
	// Expired is set when the token is known to have expired.
	Expired bool
	// OtherTenant is set when the token is known to be of another tenant than
	// the one that is called.
	OtherTenant bool
}

// User reports whether a user stands behind the token.
func (h Held) User() bool { return h.Credential != catalog.CredentialClient }

// Certainty says how sure a cause is to be one.
type Certainty string

// The degrees, the surest first. What is published is not proven: people have
// seen endpoints do otherwise. A possible cause refuses nothing by itself.
const (
	Certain   Certainty = "certain"   // the caller's own words leave no doubt: the token has expired
	Published Certainty = "published" // stated for the operation, and not contradicted
	Likely    Certainty = "likely"    // published, but contradicted, inherited or in words only; or seen by many
	Possible  Certainty = "possible"  // nothing published speaks against it
)

// Cause is one reason why a call is refused, or may be: a code, and what it is
// about. Sentences are made of it where it is shown.
type Cause struct {
	Code      CauseCode
	Certainty Certainty
	// Behind401 is set for what would refuse the call with 403 even with a token
	// that is accepted.
	Behind401 bool
	About
}

// About is what a cause is about; the codes say which of it they have.
type About struct {
	// Scopes that are asked for or are to be got: one of them, or all by the Rule.
	Scopes []string
	Rule   catalog.ScopeRule
	// Manages is the held scope of which the guide says that it does what Scopes do.
	Manages string
	// Levels that are asked for: one of them.
	Levels []string
	// Witness is the one that alone says so, "" where it is stated in a field.
	Witness catalog.Witness
	// Unstated is set where nobody states it for this operation: of scopes the
	// document's default, of levels none at all.
	Unstated bool
	// Open is set where it is not known whether it holds.
	Open bool
	// Schemes of the product's own credentials.
	Schemes []string
	// API of the operation, and the OtherAPIs whose version of the endpoint differs.
	API       string
	OtherAPIs []string
	// Findings that contradict each other.
	Findings []catalog.Finding
	// Conditions on which the answer depends.
	Conditions []catalog.Condition
	// Saw are the statements of those who saw it.
	Saw []catalog.Weighed
}

// Equal reports whether two causes are the same to a reader, wherever their
// findings and conditions stand.
func (c Cause) Equal(other Cause) bool {
	return c.Code == other.Code && c.Certainty == other.Certainty && c.Behind401 == other.Behind401 &&
		slices.Equal(c.Scopes, other.Scopes) && c.Rule == other.Rule && c.Manages == other.Manages && slices.Equal(c.Levels, other.Levels) &&
		c.Witness == other.Witness && c.Unstated == other.Unstated && c.Open == other.Open &&
		slices.Equal(c.Schemes, other.Schemes) && c.API == other.API && slices.Equal(c.OtherAPIs, other.OtherAPIs) &&
		slices.EqualFunc(c.Findings, other.Findings, func(a, b catalog.Finding) bool { return a.Code == b.Code && a.Seen == b.Seen }) &&
		slices.EqualFunc(c.Conditions, other.Conditions, catalog.Condition.Says) &&
		slices.EqualFunc(c.Saw, other.Saw, func(a, b catalog.Weighed) bool {
			return a.URL == b.URL && a.On == b.On && a.Value.String() == b.Value.String()
		})
}

// Verdict is the answer to "would this call pass, and if not, why?".
type Verdict struct {
	Operation *catalog.Operation
	Held      Held
	// Status is what the caller got, 0 where it is not known.
	Status int
	// Passes is what follows from what is published, whatever the status.
	Passes catalog.Answer
	// Leaning is what is likelier where Passes is Unknown, by SailPoint's guide
	// and not by what is published for the operation; Unknown where neither is.
	Leaning catalog.Answer
	// Causes, the most likely first. A call that passes can have possible ones.
	Causes []Cause
}

// Conditions are those that could turn a "yes": the ones of the cause that names them.
func (v Verdict) Conditions() []catalog.Condition {
	for _, cause := range v.Causes {
		if cause.Code == CauseCondition {
			return cause.Conditions
		}
	}
	return nil
}

// Call decides whether a call passes with a credential, and says why not.
// It is the one place where operation and credential meet: all that answers
// goes through it. The status is what the caller got, one of Statuses, or 0.
// It is pure: the same arguments give the same verdict.
func Call(o *catalog.Operation, held Held, status int) Verdict {
	e := explanation{o: o, held: held, status: status}
	passes := e.decide()
	e.observed()
	e.conflict()
	switch {
	case status == 0 && passes != catalog.No && e.o.Decision.Needs != catalog.NeedsNone:
		e.conditions()
	case status == 401:
		e.unauthorized(passes)
	case status == 403 && passes != catalog.No:
		e.forbidden()
	case status != 0 && status != 403:
		e.otherStatus()
	}
	v := Verdict{Operation: o, Held: held, Status: status, Passes: passes, Leaning: catalog.Unknown, Causes: e.ranked()}
	if passes == catalog.Unknown && e.leansYes && !e.open {
		v.Leaning = catalog.Yes
	}
	return v
}

// Statuses are the HTTP statuses that Call knows about.
var Statuses = []int{400, 401, 403, 404, 429, 500}

// explanation collects causes.
type explanation struct {
	o      *catalog.Operation
	held   Held
	status int
	// first are the causes of a 401, which explain what was seen; the others are ranked.
	first, causes []Cause
	// leansYes is set where the guide says that what is held suffices, open
	// where something else keeps the answer unknown.
	leansYes, open bool
}

func (e *explanation) add(code CauseCode, certainty Certainty, about About) {
	e.causes = append(e.causes, Cause{Code: code, Certainty: certainty, About: about})
}

// ranked sorts by certainty; equally sure ones stay as they were added.
func (e *explanation) ranked() []Cause {
	return append(e.first, byCertainty(e.causes)...)
}

func byCertainty(causes []Cause) []Cause {
	order := []Certainty{Certain, Published, Likely, Possible}
	slices.SortStableFunc(causes, func(a, b Cause) int {
		return cmp.Compare(slices.Index(order, a.Certainty), slices.Index(order, b.Certainty))
	})
	return causes
}

// decide asks all that must hold: the worst answer is the verdict.
func (e *explanation) decide() catalog.Answer {
	if e.o.Decision.Needs == catalog.NeedsNone {
		return catalog.Yes // with any token or none, whatever it carries
	}
	if e.held.Expired {
		e.add(CauseExpired, Certain, About{})
	}
	if e.held.OtherTenant {
		e.add(CauseTenant, Certain, About{})
	}
	passes := catalog.YesOrNo(!e.held.Expired && !e.held.OtherTenant)
	kind := e.kind()
	passes = worse(passes, kind)
	if kind == catalog.Yes { // scopes and levels of a kind that is not accepted are no one's concern
		passes = worse(passes, e.scopes())
		passes = worse(passes, e.levels())
		if passes != catalog.No {
			passes = worse(passes, e.pairs())
		}
	}
	return worse(passes, e.header())
}

func worse(a, b catalog.Answer) catalog.Answer {
	switch {
	case a == catalog.No || b == catalog.No:
		return catalog.No
	case a == catalog.Unknown || b == catalog.Unknown:
		return catalog.Unknown
	default:
		return catalog.Yes
	}
}

// sure lowers certainty where the sources contradict each other, people saw this
// kind of credential answered otherwise, or nobody stated the security for this
// operation.
func (e *explanation) sure() Certainty {
	if e.o.Conflicting() || len(e.o.SeenOtherwise(e.held.Credential)) > 0 || e.o.Decision.Basis == catalog.BasisInherited {
		return Likely
	}
	return Published
}
