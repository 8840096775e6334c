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

// codeChanged is what a change to code needs as an answer.
type codeChanged struct {
	Listing
	answer *answer.CodeChanged
	// after has the places of the calls as they are now.
	after planned
}

// CodeChanged is the answer to "what does a change to code newly need?". Its rows
// are what is needed besides, then what is called, and what isn't any more.
func CodeChanged(a *answer.CodeChanged) Answer {
	c := codeChanged{answer: a, after: planned{plan: a.After}}
	c.Listing = Listing{
		Kind: "changes", Dataset: a.Dataset,
		Columns: []string{"what", "name", "api", "method", "path", "where", "reason"},
		Brief:   []string{"what", "name", "api", "method", "path"},
	}
	add := func(what, name string, key catalog.Key, where []string, reason string) {
		c.Rows = append(c.Rows, []any{what, name, key.API, key.Method, key.Path, where, reason})
	}
	for _, call := range a.Refused {
		add("credential", string(a.After.Credential), call.Operation.Key, placeNames(call.Places), NeedsPhrase(call.Operation.Decision.Needs))
	}
	for _, what := range []struct {
		name    string
		reasons []plan.Reason
	}{{"scope", a.MoreScopes}, {"level", a.MoreLevels}} {
		for _, r := range what.reasons {
			for _, key := range slices.Concat(r.ForcedBy, r.Serves) {
				add(what.name, r.Name, key, c.after.placesOf(key), "not among those from before")
			}
		}
	}
	for _, key := range a.LevelsUnmet {
		add("level", "", key, c.after.placesOf(key), "no user can have its levels besides the others")
	}
	c.addCalls(add)
	return c
}

// addCalls adds the rows about calls that need nothing more.
func (c *codeChanged) addCalls(add func(what, name string, key catalog.Key, where []string, reason string)) {
	a := c.answer
	for _, call := range a.Called {
		add("called", "", call.Operation.Key, placeNames(call.Places), "")
	}
	for _, call := range a.Unmatched {
		add("unmatched", call.Address.String(), catalog.Key{}, placeNames(call.Places), unmatchedReason(call))
	}
	for _, open := range a.Open {
		add("open", open.What, catalog.Key{}, []string{open.String()}, openReason(open))
	}
	for _, name := range a.FreedScopes {
		add("scope-freed", name, catalog.Key{}, noNames, "no longer needed")
	}
	for _, name := range a.FreedLevels {
		add("level-freed", name, catalog.Key{}, noNames, "no longer needed")
	}
	for _, call := range a.Dropped {
		add("dropped", "", call.Operation.Key, placeNames(call.Places), "no longer called")
	}
}

func placeNames(places []plan.Place) []string {
	names := make([]string, len(places))
	for i, p := range places {
		names[i] = p.String()
	}
	return names
}

// MorePhrase says in one line what a change needs more.
func MorePhrase(a *answer.CodeChanged) string {
	var parts []string
	if len(a.Refused) > 0 {
		parts = append(parts, credentialNoun(a.After.Credential))
	}
	if n := len(a.MoreScopes); n > 0 {
		parts = append(parts, Plural(n, "scope"))
	}
	if n := len(a.MoreLevels); n > 0 {
		parts = append(parts, Plural(n, "user level"))
	}
	if n := len(a.LevelsUnmet); n > 0 {
		parts = append(parts, "a second user for "+Plural(n, "call"))
	}
	return "the change needs more than the code from before: " + strings.Join(parts, ", ")
}

// credentialNoun is a plan's credential in a sentence.
func credentialNoun(credential catalog.Credential) string {
	return cmp.Or(map[catalog.Credential]string{
		catalog.CredentialPAT: "a PAT", catalog.CredentialClient: "an API client", plan.CredentialNone: "no token",
	}[credential], "nothing that is known")
}

// changeSentences say what a change needs, and how little where that is nothing.
func changeSentences(a *answer.CodeChanged) []string {
	lines := credentialSentences(a)
	for _, what := range []struct {
		noun    string
		reasons []plan.Reason
	}{{"scope", a.MoreScopes}, {"user level", a.MoreLevels}} {
		lines = append(lines, neededSentences(a.After, what.noun, what.reasons)...)
	}
	if len(a.LevelsUnmet) > 0 {
		lines = append(lines, "This change needs a second user: no user has the levels for all calls at once: "+callList(a.After, a.LevelsUnmet)+".")
	}
	if !a.More() {
		lines = append(lines, coveredSentence(a))
	}
	switch {
	case a.Least == a.After.Credential:
	case a.Least == catalog.CredentialClient:
		lines = append(lines, "An API client would do now: no call forces a PAT any more.")
	case a.Least == plan.CredentialNone:
		lines = append(lines, "No call needs a token any more.")
	}
	return lines
}

// credentialSentences name the calls that the credential from before doesn't make.
func credentialSentences(a *answer.CodeChanged) []string {
	var forcing, client, all []catalog.Key
	for _, call := range a.Refused {
		key := call.Operation.Key
		all = append(all, key)
		switch call.Operation.Decision.Needs {
		case catalog.NeedsPAT:
			forcing = append(forcing, key)
		case catalog.NeedsClient:
			client = append(client, key)
		}
	}
	list := func(keys []catalog.Key) string { return callList(a.After, keys) + "." }
	var lines []string
	switch pat := a.After.Credential == catalog.CredentialPAT; {
	case len(all) == 0:
	case pat && len(forcing) > 0:
		lines = append(lines, "This change now forces a PAT: "+list(forcing))
	case !pat && a.Before.Credential == catalog.CredentialPAT:
		return []string{"This change needs an API client in place of the PAT: " + list(client)}
	case !pat:
		return []string{"This change now needs an API client: " + list(all)}
	}
	if len(client) > 0 {
		lines = append(lines, "This change needs an API client besides: "+list(client))
	}
	return lines
}

// mostNeeded is how many scopes or levels a change has a sentence for each.
const mostNeeded = 5

func neededSentences(p plan.Plan, noun string, reasons []plan.Reason) []string {
	var lines, names []string
	for _, r := range reasons {
		names = append(names, r.Name)
		lines = append(lines, fmt.Sprintf("This change needs the %s %s: %s.", noun, r.Name, callList(p, slices.Concat(r.ForcedBy, r.Serves))))
	}
	if len(reasons) > mostNeeded {
		return []string{fmt.Sprintf("This change needs %s: %s.", Plural(len(names), noun), strings.Join(names, ", "))}
	}
	return lines
}

// callList names operations with their places, so many as fit a sentence.
func callList(p plan.Plan, keys []catalog.Key) string {
	const most = 3
	var names []string
	for _, i := range placed(p, keys[:min(len(keys), most)]) {
		names = append(names, i.text())
	}
	if more := len(keys) - most; more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(names, ", ")
}

// coveredSentence says why a change needs nothing more.
func coveredSentence(a *answer.CodeChanged) string {
	known := len(a.Called)
	for _, u := range a.Unstated {
		if slices.Contains(u.What, plan.UnstatedCredential) {
			known--
		}
	}
	switch held := a.After.Credential; {
	case known == 0:
		return "This change needs nothing more, as far as published."
	case held == plan.CredentialNone:
		return fmt.Sprintf("This change needs nothing more: no token is needed for the %s newly called.", Plural(known, "operation"))
	default:
		return fmt.Sprintf("This change needs nothing more: %s covers the %s newly called.", heldBefore(a.Before), Plural(known, "operation"))
	}
}

// heldBefore is the credential that code had: "the API client with idn:a:read".
func heldBefore(p plan.Plan) string {
	text := "the " + strings.TrimPrefix(strings.TrimPrefix(credentialNoun(p.Credential), "an "), "a ")
	if len(p.Scopes) > 0 && len(p.Scopes) <= mostNeeded {
		text += " with " + strings.Join(p.Scopes, ", ")
	} else if len(p.Scopes) > 0 {
		text += fmt.Sprintf(" with its %d scopes", len(p.Scopes))
	}
	return text
}
