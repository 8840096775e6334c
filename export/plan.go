package export

import (
	"fmt"
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/catalog/plan"
)

// planned is a plan as an answer: sections for people, an object for programs.
type planned struct {
	Listing
	plan plan.Plan
}

// Plan is the answer to "which credential do these calls need?". Its rows are
// the calls, those that matched nothing last.
func Plan(a *answer.Planned) Answer {
	p := a.Plan
	listing := Listing{
		Kind: "calls", Dataset: a.Dataset,
		Columns: []string{"method", "url", "where", "count", "api", "path", "operation_id", "needs", "user_scopes", "client_scopes", "user_levels", "reason", "rule", "candidates"},
		Brief:   []string{"method", "url", "api", "path", "needs"},
	}
	for _, call := range p.Calls {
		o := call.Operation
		for _, at := range sites(call.Call, call.Count, call.Places) {
			listing.Rows = append(listing.Rows, []any{call.Address.Method(), call.Address.URL(), at.where, fmt.Sprint(at.count), o.API, o.Path, o.OperationID,
				string(o.Decision.Needs), o.Decision.UserScopes, o.Decision.ClientScopes, o.UserLevels, "", at.rule, noNames})
		}
	}
	unplanned := func(method, url string, at site, reason string, candidates []string) {
		listing.Rows = append(listing.Rows, []any{method, url, at.where, fmt.Sprint(at.count), "", "", "", "", noNames, noNames, noNames, reason, at.rule, candidates})
	}
	for _, open := range p.Open {
		unplanned("", open.What, site{where: open.String(), count: 1, rule: open.Rule}, openReason(open), candidates(open))
	}
	for _, call := range p.Unmatched {
		for _, at := range sites(call.Call, call.Count, call.Places) {
			unplanned(call.Address.Method(), call.Address.URL(), at, unmatchedReason(call), noNames)
		}
	}
	if p.Unlisted > 0 {
		unplanned("", "", site{count: p.Unlisted}, unlistedReason(p), noNames)
	}
	return planned{listing, p}
}

// noNames is an empty list in a cell.
var noNames = []string(nil)

// unlistedReason says why calls stand in a plan without an address.
func unlistedReason(p plan.Plan) string {
	return fmt.Sprintf("of the addresses that no operation has, only the first %d are listed", len(p.Unmatched))
}

// Note counts the operations and what matched none.
func (p planned) Note() string {
	unmatched := fmt.Sprint(len(p.plan.Unmatched))
	if p.plan.Unlisted > 0 {
		unmatched += fmt.Sprintf(" and %s more", Plural(p.plan.Unlisted, "call"))
	}
	return fmt.Sprintf("operations: %d, unmatched: %s, from the %s", len(p.plan.Calls), unmatched, p.Dataset)
}

// section is a part of a plan under a heading.
type section struct {
	title string
	notes []string
	items []item
}

// item is one entry of a section: what is said about it, and the calls that it is for.
type item struct {
	name  string
	about string
	calls []item
}

// planSections are the parts of a plan after its answer, those with something to say.
func planSections(p plan.Plan) []section {
	return saying(slices.Concat([]section{
		scopeSection(p), levelSection(p),
		{"Calls that force a PAT", nil, placed(p, p.ForcedBy)},
		{"Calls that take only an API client's token", nil, placed(p, p.ClientOnly)},
		{"Calls that need " + catalog.ScopeAll, nil, placed(p, p.AllScopesBy)},
	}, levelGaps(p), gaps(p)))
}

// levelGaps are the parts about calls that the plan's user may not be able to make.
func levelGaps(p plan.Plan) []section {
	return []section{
		{"Calls that this user can't make", nil, placed(p, p.LevelsUnmet)},
		{unassignable, unassignableNotes(p), placed(p, p.LevelsUnassignable)},
	}
}

// gaps are the parts about what no plan can be made of.
func gaps(p plan.Plan) []section {
	return []section{
		{"Not published", nil, unstatedItems(p)},
		{"Calls that don't tell which operation they are", nil, openItems(p)},
		{"Matched no operation", unlistedNotes(p), unmatchedItems(p)},
	}
}

// saying are the sections with something to say.
func saying(sections []section) []section {
	return slices.DeleteFunc(sections, func(s section) bool { return len(s.items) == 0 && (len(s.notes) == 0 || s.title == unassignable) })
}

const unassignable = "Calls whose published levels no user is given by name"

// unassignableNotes say what may open a call all the same.
func unassignableNotes(p plan.Plan) []string {
	if len(p.LevelsUnassignable) == 0 {
		return nil
	}
	return []string{"Whether the user may make them depends on the object, or on something that is not published. By SailPoint's guide an Admin has access to all APIs."}
}

func scopeSection(p plan.Plan) section {
	s := section{title: "Scopes"}
	switch {
	case p.Credential == plan.CredentialNone || p.Credential == plan.CredentialUnknown:
		return s
	case len(p.Scopes) == 0:
		s.notes = append(s.notes, "None is published for these calls.")
	case !p.ScopesProven:
		s.notes = append(s.notes, "The search for the fewest was given up: there may be fewer.")
	}
	if len(p.AllScopesBy) > 0 {
		s.notes = append(s.notes, fmt.Sprintf("%s is here for %s without another published scope, listed below. A token with it needs no other; for the rest of the calls the others suffice.",
			catalog.ScopeAll, Plural(len(p.AllScopesBy), "operation")))
	}
	s.items = reasoned(p, p.ScopeReasons)
	return s
}

func levelSection(p plan.Plan) section {
	s := section{title: "User levels"}
	switch {
	case p.Credential != catalog.CredentialPAT:
		return s
	case len(p.Levels) == 0:
		s.notes = append(s.notes, "None is asked for, as far as published.")
	case !p.LevelsProven:
		s.notes = append(s.notes, "The search for those that open the least was given up: others may open less.")
	}
	if len(p.LevelsUnmet) > 0 {
		s.notes = append(s.notes, "No user can have the levels for all calls at once: some exclude each other. These leave out the calls listed below.")
	}
	s.items = reasoned(p, p.LevelReasons)
	return s
}

// reasoned are chosen names, each with the calls that nothing else opens and
// the number of others that it is for.
func reasoned(p plan.Plan, reasons []plan.Reason) []item {
	var items []item
	for _, r := range reasons {
		about := ""
		switch forced, serves := len(r.ForcedBy), len(r.Serves); {
		case forced == 0:
			about = Plural(serves, "call")
		case serves == 0:
			about = "forced by " + Plural(forced, "call")
		default:
			about = fmt.Sprintf("forced by %d of %s", forced, Plural(forced+serves, "call"))
		}
		items = append(items, item{r.Name, about, placed(p, append(slices.Clone(r.ForcedBy), servedAlone(r)...))})
	}
	return items
}

// servedAlone are the calls that stand for a name that no call forces.
func servedAlone(r plan.Reason) []catalog.Key {
	if len(r.ForcedBy) > 0 {
		return nil
	}
	return r.Serves
}

// placed are operations with the places of their calls.
func placed(p plan.Plan, keys []catalog.Key) []item {
	where := map[catalog.Key]string{}
	for _, call := range p.Calls {
		where[call.Operation.Key] = place(call.Call, call.Count, call.Places)
	}
	var items []item
	for _, key := range keys {
		items = append(items, item{name: key.String(), about: where[key]})
	}
	return items
}

func unstatedItems(p plan.Plan) []item {
	var items []item
	for _, u := range p.Unstated {
		items = append(items, item{name: u.String(), about: "no " + strings.Join(u.What, ", no ")})
	}
	return items
}

func unmatchedItems(p plan.Plan) []item {
	var items []item
	for _, call := range p.Unmatched {
		items = append(items, item{name: call.Address.Method() + " " + call.Address.URL(), about: place(call.Call, call.Count, call.Places) + ": " + unmatchedReason(call)})
	}
	return items
}

func unlistedNotes(p plan.Plan) []string {
	if p.Unlisted == 0 {
		return nil
	}
	return []string{fmt.Sprintf("%s more did so: %s.", Plural(p.Unlisted, "call"), unlistedReason(p))}
}

// unmatchedReason says why a call is none of the published ones.
func unmatchedReason(call plan.UnmatchedCall) string {
	if call.Absence.Kind != "" {
		return AbsencePhrase(call.Absence)
	}
	return call.Reason
}
