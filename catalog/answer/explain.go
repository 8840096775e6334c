package answer

import (
	"fmt"
	"slices"

	"authcat/catalog"
	"authcat/catalog/explain"
	"authcat/catalog/find"
)

// Call is a call with a credential.
type Call struct {
	// Question names the endpoint.
	Question
	Held explain.Held
	// Status is what the call got, one of explain.Statuses, 0 where that is not known.
	Status int
	// ByHand is set where a person wrote the names of Held's levels and scopes:
	// levels are then also known by what the user interface calls them, and
	// names that nothing has are told.
	ByHand bool
}

// Explanation is a verdict, and the other versions of the endpoint of which
// the same holds.
type Explanation struct {
	explain.Verdict
	Also []*catalog.Operation
}

// Explained says whether a call would pass, and if not, why.
type Explained struct {
	*Catalog
	Call Call
	// Explanations of the endpoint's versions, the newest first: at least one.
	Explanations []Explanation
	// Elsewhere are endpoints of the same address in other products.
	Elsewhere []*catalog.Operation
	// Unlisted says which of the token's scopes no operation lists. Tenants have
	// more than are published: it is no error.
	Unlisted []error
}

// Refused reports whether the newest version of the endpoint would refuse the call.
func (e *Explained) Refused() bool { return e.Explanations[0].Passes == catalog.No }

// SeveralError is a question that names more than one endpoint: their answers
// may differ, and none is the answer.
type SeveralError struct {
	Question  Question
	Endpoints []*catalog.Operation
}

// mostNamed bounds the endpoints that the error names.
const mostNamed = 8

func (e *SeveralError) Error() string {
	text := fmt.Sprintf("%s is the name of %d endpoints; name one of them:", e.Question, len(e.Endpoints))
	for _, o := range e.Endpoints[:min(len(e.Endpoints), mostNamed)] {
		text += "\n  " + o.Called()
	}
	if more := len(e.Endpoints) - mostNamed; more > 0 {
		text += fmt.Sprintf("\n  and %d more", more)
	}
	return text
}

// Explain says whether a call would pass, and if not, why. It fails with a
// *NothingError where there is no such endpoint, with a *SeveralError where there
// are several, with a *NameError where a level is written that nothing has.
func Explain(read Reader, call Call) (*Explained, error) {
	found, err := Lookup(read, call.Question)
	if err != nil {
		return nil, err
	}
	e := &Explained{Catalog: found.Catalog, Call: call}
	// A path without a version may be one of Identity Security Cloud and one of
	// another product: Identity Security Cloud comes first.
	var versions, others []*catalog.Operation
	for _, o := range found.Operations {
		if o.Product == found.Operations[0].Product {
			versions = append(versions, o)
		} else {
			others = append(others, o)
		}
	}
	if endpoints := firstOfEach(versions); len(endpoints) > 1 {
		return nil, &SeveralError{call.Question, endpoints}
	}
	e.Elsewhere = firstOfEach(others)
	if call.ByHand {
		if err := e.readNames(read); err != nil {
			return nil, err
		}
	}
	e.explain(versions)
	return e, nil
}

// explain explains every version, those with the same answer once.
func (e *Explained) explain(versions []*catalog.Operation) {
	for _, o := range versions {
		verdict := explain.Call(o, e.Call.Held, e.Call.Status)
		same := slices.IndexFunc(e.Explanations, func(x Explanation) bool {
			return x.Passes == verdict.Passes && x.Operation.Confidence == o.Confidence && slices.EqualFunc(x.Causes, verdict.Causes, explain.Cause.Equal)
		})
		if same < 0 {
			e.Explanations = append(e.Explanations, Explanation{Verdict: verdict})
		} else {
			e.Explanations[same].Also = append(e.Explanations[same].Also, o)
		}
	}
}

// readNames reads the held levels as the data set calls them, and finds the
// scopes that no operation lists. Names that the question's own operations don't
// know are looked for in all of the data set, which takes longer.
func (e *Explained) readNames(read Reader) error {
	own, whole := e.Snapshot, (*catalog.Snapshot)(nil)
	known := func(text string, named func(*catalog.Snapshot, string) (string, error)) (name string, unknown, err error) {
		if name, unknown = named(own, text); unknown == nil {
			return name, nil, nil
		}
		if whole == nil {
			all, err := read(catalog.Filter{})
			if err != nil {
				return "", nil, err
			}
			whole = all.Snapshot
		}
		name, unknown = named(whole, text)
		return name, unknown, nil
	}
	var levels []string
	for _, text := range e.Call.Held.Levels {
		name, unknown, err := known(text, find.LevelNamed)
		switch {
		case err != nil:
			return err
		case unknown != nil:
			return &NameError{"level", unknown}
		}
		levels = append(levels, name)
	}
	e.Call.Held.Levels = catalog.Normalize(levels)
	for _, scope := range e.Call.Held.Scopes {
		_, unknown, err := known(scope, find.ScopeNamed)
		if err != nil {
			return err
		}
		if unknown != nil {
			e.Unlisted = append(e.Unlisted, unknown)
		}
	}
	return nil
}
