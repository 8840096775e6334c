package export

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/catalog/plan"
	"authcat/export/sarif"
)

// changeSections are the parts of the answer after its sentences, those with something to say.
func changeSections(a *answer.CodeChanged) []section {
	var credential []item
	if a.Before.Credential != a.After.Credential {
		credential = []item{{name: credentialNoun(a.Before.Credential), about: "before"}, {name: credentialNoun(a.After.Credential), about: "after"}}
	}
	return saying([]section{
		{"Credential", nil, credential},
		{"Scopes needed besides", nil, reasoned(a.After, a.MoreScopes)},
		{"Scopes no longer needed", nil, named(a.FreedScopes)},
		{"User levels needed besides", nil, reasoned(a.After, a.MoreLevels)},
		{"User levels no longer needed", nil, named(a.FreedLevels)},
		{"Operations newly called", nil, placed(a.After, keysOf(a.Called))},
		{"Operations no longer called", nil, placed(a.Before, keysOf(a.Dropped))},
		{"Newly called, and not published", nil, unstatedItems(plan.Plan{Unstated: a.Unstated})},
		{"New calls of which nothing tells the operation", nil, openItems(plan.Plan{Open: a.Open})},
		{"New calls that match no operation", nil, unmatchedItems(plan.Plan{Unmatched: a.Unmatched})},
	})
}

func named(names []string) []item {
	var items []item
	for _, name := range names {
		items = append(items, item{name: name})
	}
	return items
}

func keysOf(calls []plan.PlannedCall) []catalog.Key {
	keys := make([]catalog.Key, len(calls))
	for i, call := range calls {
		keys[i] = call.Operation.Key
	}
	return keys
}

// basePhrase says what code is compared with.
func basePhrase(b answer.Base) string {
	const short = 12 // of a commit's name, enough for any repository
	if b.Commit != "" {
		return "commit " + b.Commit[:min(len(b.Commit), short)]
	}
	return "folder " + b.Folder
}

// Text writes the answer in lines that fit the terminal.
func (c codeChanged) Text(w io.Writer, terminal Terminal) (string, error) {
	if terminal.Width <= 0 {
		return "", terminal.facts(w, c.facts())
	}
	verdict := toneGood
	if c.answer.More() {
		verdict = toneBad
	}
	for i, sentence := range changeSentences(c.answer) {
		said, _, _ := strings.Cut(sentence, ":")
		if i > 0 && !c.answer.More() { // what would do besides
			said = ""
		}
		terminal.lead(w, cell{said, verdict, ""}, sentence[len(said):], "", "  ")
	}
	terminal.sections(w, changeSections(c.answer))
	_, err := fmt.Fprintf(w, "\nCompared with the %s, from the %s.\n", basePhrase(c.answer.Base), c.Dataset)
	return "", err
}

// Document is the answer as a short Markdown document.
func (c codeChanged) Document() string {
	var b strings.Builder
	b.WriteString("# What this change needs\n\n")
	for _, sentence := range changeSentences(c.answer) {
		b.WriteString(Escape(sentence) + "\n\n")
	}
	fmt.Fprintf(&b, "Compared with the %s, from the %s.\n", Escape(basePhrase(c.answer.Base)), Escape(c.Dataset.String()))
	writeSections(&b, changeSections(c.answer))
	return b.String()
}

// object is the answer in JSON.
func (c codeChanged) object() orderedObject {
	a := c.answer
	base := orderedObject{{"commit", a.Base.Commit}}
	if a.Base.Commit == "" {
		base = orderedObject{{"folder", a.Base.Folder}}
	}
	unstated, unmatched := []orderedObject{}, []orderedObject{}
	for _, u := range a.Unstated {
		unstated = append(unstated, append(keyObject(u.Key), member{"what", u.What}))
	}
	for _, call := range a.Unmatched {
		unmatched = append(unmatched, orderedObject{{"method", call.Address.Method()}, {"url", call.Address.URL()},
			{"places", placeNames(call.Places)}, {"reason", unmatchedReason(call)}})
	}
	before := planned{plan: a.Before}
	return append(heading(c.Dataset), orderedObject{
		{"base", base}, {"needs_more", a.More()},
		{"credential", orderedObject{{"before", a.Before.Credential}, {"after", a.After.Credential}, {"least", a.Least}}},
		{"refused", c.after.keyObjects(keysOf(a.Refused))},
		{"scopes", c.after.reasonObjects(a.MoreScopes)}, {"scopes_freed", a.FreedScopes},
		{"levels", c.after.reasonObjects(a.MoreLevels)}, {"levels_freed", a.FreedLevels},
		{"levels_unmet", c.after.keyObjects(a.LevelsUnmet)},
		{"called", c.after.keyObjects(keysOf(a.Called))}, {"dropped", before.keyObjects(keysOf(a.Dropped))},
		{"unstated", unstated}, {"open", openObjects(a.Open)}, {"unmatched", unmatched},
	}...)
}

// results are what the change adds, at the places of the calls that add it.
func (c codeChanged) results() []sarif.Result {
	a := c.answer
	var all []sarif.Result
	add := func(rule sarif.Rule, level sarif.Level, key catalog.Key, message string) {
		for _, call := range a.After.Calls {
			if call.Operation.Key == key {
				r := sarif.Result{Rule: rule, Level: level, Message: message, Operation: key.String()}
				all = append(all, atPlaces(r, call.Places)...)
			}
		}
	}
	for _, call := range a.Refused {
		message := "This change now forces a PAT: " + call.Operation.Key.String() + " takes only a user's token, as published."
		if call.Operation.Decision.Needs != catalog.NeedsPAT {
			message = "This change now needs an API client: " + call.Operation.Key.String() + " needs " + NeedsPhrase(call.Operation.Decision.Needs) + "."
		}
		add(sarif.ForcesPAT, sarif.Error, call.Operation.Key, message)
	}
	for _, r := range a.MoreScopes {
		for _, key := range slices.Concat(r.ForcedBy, r.Serves) {
			add(sarif.NeedsScope, sarif.Warning, key, "This change needs the scope "+r.Name+" for "+key.String()+".")
		}
	}
	for _, r := range a.MoreLevels {
		for _, key := range slices.Concat(r.ForcedBy, r.Serves) {
			add(sarif.NeedsLevel, sarif.Warning, key, "This change needs the user level "+r.Name+" for "+key.String()+".")
		}
	}
	for _, key := range a.LevelsUnmet {
		add(sarif.NeedsLevel, sarif.Warning, key, "This change needs a second user for "+key.String()+": no user can have its levels besides the others.")
	}
	for _, call := range a.Unmatched {
		all = append(all, unmatchedResults(call)...)
	}
	for _, open := range a.Open {
		all = append(all, openResult(open))
	}
	return all
}
