package export

import (
	"fmt"
	"strings"

	"authcat/catalog"
	"authcat/catalog/plan"
)

// notes are what to know before the request is sent, a sentence or a few each.
func (r requested) notes() []string {
	request := r.Request
	least := request.Plan
	least.Credential = request.Least
	notes := []string{planAnswer(least)}
	if names := toFillIn(r.body, ""); len(names) > 0 {
		notes = append(notes, "Fill in "+strings.Join(names, ", ")+".")
	}
	notes = append(notes, creator(request.Create))
	switch request.Kind {
	case plan.RequestClient:
		notes = append(notes, fmt.Sprintf("accessType %s and accessTokenValiditySeconds %d are the specification's examples: nothing in a plan says them.", clientAccess, clientSeconds))
	case plan.RequestPAT:
		notes = append(notes, patNotes(request)...)
	case plan.RequestCustomLevel:
		return append(notes, levelNotes(request)...)
	}
	return append(notes, scopeNotes(request)...)
}

// patNotes say whose the PAT is and what its user needs besides.
func patNotes(r *plan.Request) []string {
	var notes []string
	if r.Least == catalog.CredentialClient {
		notes = append(notes, "A PAT is not the least credential for them.")
	}
	whose := "The body names no owner: the PAT is the user's whose token sends it. "
	switch len(r.Plan.Levels) {
	case 0:
		whose += "No user level is asked for, as far as published"
	case 1:
		whose += "That user needs the user level " + r.Plan.Levels[0]
	default:
		whose += "That user needs the user levels " + strings.Join(r.Plan.Levels, " ")
	}
	whose += "; a scope outside of the user's levels is granted and has no effect."
	return append(notes, whose, "Without expirationDate it never ends, and has to have userAwareTokenNeverExpires: true.")
}

// scopeNotes say where the scopes are other than the fewest that the calls list.
func scopeNotes(r *plan.Request) []string {
	p := r.Plan
	var notes []string
	switch {
	case len(p.Scopes) == 0:
		notes = append(notes, "No scope is published for these calls. "+catalog.ScopeDefault+" opens what needs no authorization; a list left out would be granted as "+catalog.ScopeAll+".")
	case len(p.AllScopesBy) > 0:
		note := catalog.ScopeAll + " is for the calls below that publish no other scope"
		if rest := otherScopes(p.Scopes); rest != "" {
			note += ". It contains the rest: without these calls " + rest + " would do"
		}
		notes = append(notes, note+".")
	case !p.ScopesProven:
		notes = append(notes, "The search for the fewest scopes was given up: there may be fewer.")
	}
	for _, u := range p.Unstated {
		if strings.Contains(strings.Join(u.What, " "), plan.UnstatedScopes) {
			return append(notes, "Where a call's scopes are not published, SailPoint's guide has "+catalog.ScopeAll+": change the list if such a call is refused.")
		}
	}
	return notes
}

func otherScopes(scopes []string) string {
	var others []string
	for _, scope := range scopes {
		if scope != catalog.ScopeAll {
			others = append(others, scope)
		}
	}
	return strings.Join(others, " ")
}

// levelNotes say how to come to right sets: which of them open a call is
// published nowhere, neither by the specifications nor by the pages.
func levelNotes(r *plan.Request) []string {
	notes := []string{"Which right sets open a call is not published, nor whether a custom user level opens what is published for SailPoint's own."}
	if r.Levels != nil {
		look := r.Levels.Called() + " with detailLevel=FULL lists the tenant's user levels with their right sets, and these with their rights"
		if len(r.Plan.Levels) > 0 {
			look += "; look there for " + strings.Join(r.Plan.Levels, " ") + ", the least published for these calls"
		}
		notes = append(notes, look+".")
	}
	notes = append(notes, "A parent right set that is named without its children brings all of them: name the children that are meant.")
	if r.Publish != nil {
		notes = append(notes, r.Publish.Called()+" puts the level in force.")
	}
	return notes
}

// doubts are what the plan could not prove.
func (r requested) doubts() []section {
	request := r.Request
	p := request.Plan
	sections := []section{{"Calls that take only an API client's token", nil, placed(p, p.ClientOnly)}}
	if request.Kind == plan.RequestCustomLevel {
		sections = append(sections, section{"Calls that it is for, with the user levels published", nil, leveled(p)})
	} else {
		sections = append(sections, section{"Calls that need " + catalog.ScopeAll, nil, placed(p, p.AllScopesBy)})
		sections = append(sections, levelGaps(p)...)
	}
	sections = append(sections, gaps(p)...)
	return saying(append(sections,
		section{"Stated by the document's default only", nil, placed(p, request.Inherited)},
		section{"Published sources contradict each other", nil, placed(p, request.Conflicting)},
		section{"Contested: answered otherwise than is published", nil, contestedItems(request.Contested)},
	))
}

// leveled are the calls with the levels of which their user needs one.
func leveled(p plan.Plan) []item {
	var items []item
	for _, call := range p.Calls {
		asked, stated := catalog.AskedLevels(call.Operation.UserLevels)
		about := catalog.ListPhrase(asked, catalog.AnyScope)
		if stated && len(asked) == 0 {
			about = "every user"
		}
		items = append(items, item{name: call.Operation.Key.String(), about: about})
	}
	return items
}

func contestedItems(contests []plan.Contest) []item {
	var items []item
	for _, contest := range contests {
		for _, s := range contest.Seen {
			items = append(items, item{name: contest.Operation.Key.String(), about: newSighting(s, contest.Operation).Phrase()})
		}
	}
	return items
}
