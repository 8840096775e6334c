package export

import (
	"fmt"
	"strings"

	"authcat/catalog"
	"authcat/catalog/plan"
)

// site is a place where a call stands, or the first of many in a file that is no source code.
type site struct {
	where string
	count int
	place plan.Place
	rule  string
}

// sites are the places of a call: each of those in source code, and one for the rest.
func sites(call plan.Call, count int, places []plan.Place) []site {
	var all []site
	for _, p := range places {
		all = append(all, site{p.String(), 1, p, p.Rule})
	}
	if rest := count - len(places); rest > 0 {
		all = append(all, site{where: call.Where, count: rest})
	}
	return all
}

// mostPlaces is how many places of source code a text names of one operation.
const mostPlaces = 5

// place says where a call stands first, and how often it stands anywhere; of
// source code it names the places.
func place(call plan.Call, count int, places []plan.Place) string {
	if len(places) == 0 || len(places) < count {
		if count > 1 {
			return fmt.Sprintf("%s and %d more", call.Where, count-1)
		}
		return call.Where
	}
	var names []string
	for _, p := range places[:min(len(places), mostPlaces)] {
		names = append(names, p.String())
	}
	text := strings.Join(names, ", ")
	if rest := len(places) - len(names); rest > 0 {
		text += fmt.Sprintf(" and %d more", rest)
	}
	return text
}

// candidates are the addresses of the operations that a call in code may be.
func candidates(open plan.OpenCall) []string {
	names := make([]string, len(open.Candidates))
	for i, o := range open.Candidates {
		names[i] = o.Key.String()
	}
	return names
}

// openReason says why a call in code is no part of the plan.
func openReason(open plan.OpenCall) string {
	if len(open.Candidates) == 0 {
		return "nothing tells which operation this is"
	}
	return "nothing tells which of its candidates this is"
}

// mostCandidates is how many operations a text names that a call may be.
const mostCandidates = 4

// fewCandidates names the operations that a call may be, so many as fit a text.
func fewCandidates(open plan.OpenCall) string {
	names := candidates(open)
	text := strings.Join(names[:min(len(names), mostCandidates)], " or ")
	if rest := len(names) - mostCandidates; rest > 0 {
		text += fmt.Sprintf(", or %d more", rest)
	}
	return text
}

func openItems(p plan.Plan) []item {
	var items []item
	for _, open := range p.Open {
		about := "it may be any"
		if len(open.Candidates) > 0 {
			about = fewCandidates(open)
		}
		items = append(items, item{name: strings.TrimSpace(open.String() + " " + open.What), about: about})
	}
	return items
}

// placesOf are the places in source code of an operation's calls.
func (p planned) placesOf(key catalog.Key) []string {
	names := []string{}
	for _, call := range p.plan.Calls {
		if call.Operation.Key == key {
			for _, at := range call.Places {
				names = append(names, at.String())
			}
		}
	}
	return names
}
