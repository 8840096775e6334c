package export

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/catalog/plan"
)

// requested is a request as an answer: the body that is sent, and beside it
// what to fill in, how it is sent and what is not proven.
type requested struct {
	*answer.Requested
	body orderedObject
}

// Request is the answer to "what creates the credential of a plan?".
func Request(a *answer.Requested) Answer { return requested{a, requestBody(a)} }

// fillIn stands before what only who sends the request can know.
const fillIn = "FILL IN: "

// requestBody is the body by the specification of the operation that creates it.
// Where the value of a required member follows from nothing, it is the
// specification's example.
func requestBody(a *answer.Requested) orderedObject {
	r := a.Request
	about := fmt.Sprintf("For %s of %s, by what was published on %s.", Plural(len(r.Plan.Calls), "operation"), requestAPIs(r.Plan), a.Dataset.Date())
	switch r.Kind {
	case plan.RequestClient:
		return orderedObject{
			{"name", fillIn + "the name of the API client"}, {"description", about},
			{"grantTypes", []string{"CLIENT_CREDENTIALS"}}, {"scope", r.Scopes},
			{"type", "CONFIDENTIAL"}, {"accessType", clientAccess}, {"accessTokenValiditySeconds", clientSeconds}, {"enabled", true},
		}
	case plan.RequestCustomLevel:
		ids := "the ids of right sets"
		if r.RightSets != nil {
			ids += ", which " + r.RightSets.Called() + " lists"
		}
		return orderedObject{
			{"name", fillIn + "the name of the user level"}, {"description", about},
			{"owner", orderedObject{{"id", fillIn + "the id of the owner's identity"}, {"name", fillIn + "the owner's name"}}},
			{"rightSets", []string{fillIn + ids}},
		}
	default:
		return orderedObject{
			{"name", fillIn + "a name that no other PAT of the user has"}, {"scope", r.Scopes},
			{"expirationDate", fillIn + "when it ends, like 2030-12-31T23:59:59Z"},
		}
	}
}

// The examples of the specification of POST /oauth-clients/v1.
const (
	clientAccess  = "OFFLINE"
	clientSeconds = 750
)

// requestAPIs are the APIs of a plan's calls, as a list in words.
func requestAPIs(p plan.Plan) string {
	var ids []string
	for _, call := range p.Calls {
		if !slices.Contains(ids, call.Operation.API) {
			ids = append(ids, call.Operation.API)
		}
	}
	slices.Sort(ids)
	return strings.Join(ids, ", ")
}

// toFillIn are the members of a body that only who sends it can know, by name.
func toFillIn(body orderedObject, under string) []string {
	var names []string
	for _, m := range body {
		name := under + m.name
		switch value := m.value.(type) {
		case orderedObject:
			names = append(names, toFillIn(value, name+".")...)
		case []string:
			if slices.ContainsFunc(value, func(s string) bool { return strings.HasPrefix(s, fillIn) }) {
				names = append(names, name)
			}
		case string:
			if strings.HasPrefix(value, fillIn) {
				names = append(names, name)
			}
		}
	}
	return names
}

// RefusalPhrase says why a plan has no request. The calls that are in its way are named
// with their places.
func RefusalPhrase(r *answer.Refused) string {
	switch r.Reason {
	case plan.RefusedNoCalls:
		return fmt.Sprintf("none of the calls matches an operation in the %s", r.Dataset)
	case plan.RefusedNoToken:
		return "no token is needed for these calls, as published: there is nothing to request"
	case plan.RefusedUnknown:
		return "it is not published what these calls need: there is nothing to request"
	case plan.RefusedUnpublished:
		return fmt.Sprintf("the %s has no operation that creates %s", r.Dataset, requestNoun(r.Kind))
	}
	who, only := "a PAT", "an API client's"
	if r.Kind == plan.RequestClient {
		who, only = "an API client", "a user's"
	}
	return fmt.Sprintf("%s can't make all these calls: as published, %d of them %s only %s token: %s",
		who, len(r.Calls), verb(len(r.Calls), "take"), only, fewCalls(r.Calls))
}

// fewCalls names calls with their places, so many as fit a message.
func fewCalls(calls []plan.PlannedCall) string {
	const most = 10
	var names []string
	for _, call := range calls[:min(len(calls), most)] {
		names = append(names, item{name: call.Operation.Key.String(), about: place(call.Call, call.Count, call.Places)}.text())
	}
	if more := len(calls) - most; more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(names, ", ")
}

func requestNoun(kind plan.RequestKind) string {
	return cmp.Or(map[plan.RequestKind]string{
		plan.RequestClient: "an API client", plan.RequestCustomLevel: "a custom user level",
	}[kind], "a PAT")
}

// creator says whose token sends a request.
func creator(o *catalog.Operation) string {
	text := "It is sent to " + o.Called() + " with a user's token that has " + ScopesPhrase(o.Decision.UserScopes, o.Decision.ScopeRule)
	if asked, stated := catalog.AskedLevels(o.UserLevels); len(asked) > 0 {
		text += ", of a user with " + LevelsPhrase(asked, o.LevelsWitness)
	} else if !stated {
		text += " (of which user levels is not published)"
	}
	if o.IsExperimental() {
		text += ", with the header " + catalog.ExperimentalHeader + ": true"
	}
	return text + ". authcat sends nothing."
}
