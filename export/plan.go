package export

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/plan"
)

// Plan writes a plan in one of the formats.
func Plan(w io.Writer, format string, width int, dataset Dataset, p plan.Plan) error {
	switch format {
	case "table":
		return planTerminal(w, Terminal{Width: width}, dataset, p)
	case "json":
		return encodeJSON(w, planObject(dataset, p))
	case "yaml":
		return encodeYAML(w, planObject(dataset, p))
	case "markdown":
		_, err := io.WriteString(w, planDocument(dataset, p))
		return err
	default:
		renderer, err := FormatNamed(format, width)
		if err != nil {
			return err
		}
		return renderer.Render(w, PlannedCalls(dataset, p))
	}
}

// PlannedCalls lists the calls, those that matched nothing last.
func PlannedCalls(dataset Dataset, p plan.Plan) Listing {
	listing := Listing{
		Kind: "calls", Dataset: dataset,
		Columns: []string{"method", "url", "where", "count", "api", "path", "operation_id", "needs", "user_scopes", "client_scopes", "user_levels", "reason"},
		Brief:   []string{"method", "url", "api", "path", "needs"},
	}
	for _, call := range p.Calls {
		o := call.Operation
		listing.Rows = append(listing.Rows, []any{call.Address.Method(), call.Address.URL(), call.Where, fmt.Sprint(call.Count), o.API, o.Path, o.OperationID,
			string(o.Decision.Needs), o.Decision.UserScopes, o.Decision.ClientScopes, o.UserLevels, ""})
	}
	for _, call := range p.Unmatched {
		listing.Rows = append(listing.Rows, []any{call.Address.Method(), call.Address.URL(), call.Where, fmt.Sprint(call.Count), "", "", "", "",
			[]string(nil), []string(nil), []string(nil), call.Reason})
	}
	return listing
}

// section is a part of a plan under a heading; rows have the cells of a table.
type section struct {
	title string
	notes []string
	rows  [][]string
}

// planSections are the parts of a plan after its answer, those with something to say.
func planSections(p plan.Plan) []section {
	return slices.DeleteFunc([]section{
		scopeSection(p), levelSection(p),
		{"Calls that force a PAT", nil, placed(p, p.ForcedBy)},
		{"Calls that take only an API client's token", nil, placed(p, p.ClientOnly)},
		{"Calls that need " + catalog.ScopeAll, nil, placed(p, p.AllScopesBy)},
		{"Calls that this user can't make", nil, placed(p, p.LevelsUnmet)},
		{"Not published", nil, unstatedRows(p)},
		{"Matched no operation", nil, unmatchedRows(p)},
	}, func(s section) bool { return len(s.notes)+len(s.rows) == 0 })
}

func scopeSection(p plan.Plan) section {
	s := section{title: "Scopes"}
	switch {
	case p.Credential == plan.CredentialNone || p.Credential == plan.CredentialUnknown:
		return s
	case len(p.Scopes) == 0:
		s.notes = append(s.notes, "None is published for these calls.")
	case !p.ScopesProven:
		s.notes = append(s.notes, notProven)
	}
	if len(p.AllScopesBy) > 0 {
		s.notes = append(s.notes, fmt.Sprintf("%s is here for %s without another published scope, listed below. A token with it needs no other; for the rest of the calls the others suffice.",
			catalog.ScopeAll, Plural(len(p.AllScopesBy), "operation")))
	}
	s.rows = single(p.Scopes)
	return s
}

const notProven = "The search for the fewest was given up: there may be fewer."

func levelSection(p plan.Plan) section {
	s := section{title: "User levels"}
	switch {
	case p.Credential != catalog.CredentialPAT:
		return s
	case len(p.Levels) == 0:
		s.notes = append(s.notes, "None is asked for, as far as published.")
	case !p.LevelsProven:
		s.notes = append(s.notes, notProven)
	}
	if len(p.LevelsUnmet) > 0 {
		s.notes = append(s.notes, "No user can have the levels for all calls at once: some exclude each other. These leave out the calls listed below.")
	}
	s.rows = single(p.Levels)
	return s
}

func single(names []string) [][]string {
	var rows [][]string
	for _, name := range names {
		rows = append(rows, []string{name})
	}
	return rows
}

// placed are operations with the places of their calls.
func placed(p plan.Plan, keys []catalog.Key) [][]string {
	where := map[catalog.Key]string{}
	for _, call := range p.Calls {
		where[call.Operation.Key] = place(call.Call, call.Count)
	}
	var rows [][]string
	for _, key := range keys {
		rows = append(rows, []string{key.String(), where[key]})
	}
	return rows
}

// place says where a call stands first, and how often it stands anywhere.
func place(call plan.Call, count int) string {
	if count > 1 {
		return fmt.Sprintf("%s and %d more", call.Where, count-1)
	}
	return call.Where
}

func unstatedRows(p plan.Plan) [][]string {
	var rows [][]string
	for _, u := range p.Unstated {
		rows = append(rows, []string{u.String(), "no " + strings.Join(u.What, ", no ")})
	}
	return rows
}

func unmatchedRows(p plan.Plan) [][]string {
	var rows [][]string
	for _, call := range p.Unmatched {
		rows = append(rows, []string{call.Address.Method() + " " + call.Address.URL(), place(call.Call, call.Count), call.Reason})
	}
	return rows
}
