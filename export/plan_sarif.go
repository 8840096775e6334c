package export

import (
	"fmt"
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/catalog/plan"
	"authcat/export/sarif"
)

// results are what the plan says of calls in source code, at the place of each.
func (p planned) results() []sarif.Result {
	var all []sarif.Result
	for _, call := range p.plan.Calls {
		for _, r := range p.callResults(call) {
			all = append(all, atPlaces(r, call.Places)...)
		}
	}
	for _, call := range p.plan.Unmatched {
		all = append(all, unmatchedResults(call)...)
	}
	for _, open := range p.plan.Open {
		all = append(all, openResult(open))
	}
	return all
}

// callResults are those about an operation that is called, without places.
func (p planned) callResults(call plan.PlannedCall) []sarif.Result {
	var all []sarif.Result
	key := call.Operation.Key
	add := func(rule sarif.Rule, message string) {
		if message != "" {
			all = append(all, sarif.Result{Rule: rule, Message: key.String() + message, Operation: key.String()})
		}
	}
	if slices.Contains(p.plan.ForcedBy, key) {
		add(sarif.ForcesPAT, " forces a PAT: as published, it takes only a user's token. "+forcingPhrase(p.plan))
	}
	add(sarif.NeedsScope, neededPhrase("scope", p.plan.ScopeReasons, key))
	add(sarif.NeedsLevel, neededPhrase("user level", p.plan.LevelReasons, key))
	add(sarif.Unpublished, unpublishedPhrase(p.plan, key))
	add(sarif.Contested, contestedPhrase(call.Operation))
	return all
}

// forcingPhrase says what it costs that an operation forces a PAT.
func forcingPhrase(p plan.Plan) string {
	switch others := len(p.ForcedBy) - 1; {
	case len(p.Calls) == 1:
		return "It is the only operation that is called."
	case others == 0:
		return fmt.Sprintf("It is the only one of the %s called that does.", Plural(len(p.Calls), "operation"))
	default:
		return fmt.Sprintf("So %s %d more of the %s called.", pick(others, "does", "do"), others, Plural(len(p.Calls), "operation"))
	}
}

// neededPhrase says which of a plan's scopes or levels an operation is the
// reason for: those that nothing else gives, and those that no operation forces
// and that stand in the plan for this one among others.
func neededPhrase(what string, reasons []plan.Reason, key catalog.Key) string {
	var forced, chosen []string
	for _, r := range reasons {
		switch {
		case slices.Contains(r.ForcedBy, key):
			forced = append(forced, r.Name)
		case slices.Contains(servedAlone(r), key):
			chosen = append(chosen, r.Name)
		}
	}
	var text string
	if n := len(forced); n > 0 {
		text = fmt.Sprintf(" needs the %s%s %s: no other that is published opens it.", what, pick(n, "", "s"), strings.Join(forced, ", "))
	}
	if n := len(chosen); n > 0 {
		text += fmt.Sprintf(" needs one of several %ss, of which the plan has %s.", what, strings.Join(chosen, ", "))
	}
	return text
}

// unpublishedPhrase says what is not published of an operation besides levels,
// of which that is true so often that it says nothing about a line.
func unpublishedPhrase(p plan.Plan, key catalog.Key) string {
	for _, u := range p.Unstated {
		what := slices.DeleteFunc(slices.Clone(u.What), func(what string) bool { return what == plan.UnstatedLevels })
		if u.Key == key && len(what) > 0 {
			return " is published without " + strings.Join(what, " and ") + "."
		}
	}
	return ""
}

// contestedPhrase says what somebody saw of an operation that is not as published.
func contestedPhrase(o *catalog.Operation) string {
	var phrases []string
	for _, s := range Sightings([]*catalog.Operation{o}) {
		if s.Counts == catalog.SpeaksAgainst {
			phrases = append(phrases, s.Phrase())
		}
	}
	if len(phrases) == 0 {
		return ""
	}
	return fmt.Sprintf(" needs %s. Observed: %s.", NeedsPhrase(o.Decision.Needs), strings.Join(phrases, "; "))
}

// unmatchedResults are a call that no operation answers: one whose endpoint is
// published elsewhere is a mistake, of another nothing is known.
func unmatchedResults(call plan.UnmatchedCall) []sarif.Result {
	name := strings.TrimSpace(call.Address.Method() + " " + call.Address.URL())
	r := sarif.Result{Rule: sarif.Unpublished, Level: sarif.Warning, Message: name + " is not published: " + unmatchedReason(call) + ".", Operation: name}
	if kind := call.Absence.Kind; kind == find.AbsentRetired || kind == find.AbsentVersion {
		r.Rule, r.Level = sarif.Retired, ""
	}
	return atPlaces(r, call.Places)
}

func openResult(open plan.OpenCall) sarif.Result {
	name, text := open.What, openReason(open)
	if name != "" {
		text = name + ": " + text
	}
	if len(open.Candidates) > 0 {
		text += ": " + fewCandidates(open)
	}
	return sarif.Result{Rule: sarif.NotResolved, Message: text + ".", File: open.File, Line: open.Line, Operation: name}
}

// atPlaces is a result at each of some places.
func atPlaces(r sarif.Result, places []plan.Place) []sarif.Result {
	all := make([]sarif.Result, len(places))
	for i, at := range places {
		r.File, r.Line = at.File, at.Line
		all[i] = r
	}
	return all
}
