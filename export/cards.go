package export

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/answer"
)

// fewCards is up to how many endpoints are shown one below the other; more are
// a list, of which a terminal shows no more than manyRows.
const (
	fewCards = 8
	manyRows = 40
)

// lookedUp is what a question found as an answer. Programs get every operation;
// people get every endpoint once, by its current version, which names the others.
type lookedUp struct {
	Listing
	found *answer.Found
}

// Lookup is the answer to "which credential does this endpoint need?".
func Lookup(found *answer.Found) Answer {
	return lookedUp{Endpoints(found.Dataset, valuesOf(found.Operations)), found}
}

func valuesOf(found []*catalog.Operation) []catalog.Operation {
	operations := make([]catalog.Operation, len(found))
	for i, o := range found {
		operations[i] = *o
	}
	return operations
}

// Text writes the endpoints one below the other, all about each; many are a list.
func (l lookedUp) Text(w io.Writer, terminal Terminal) (string, error) {
	endpoints := l.found.Endpoints()
	if n := len(endpoints); n > fewCards {
		shown := n
		if terminal.Width > 0 {
			shown = min(n, manyRows)
		}
		note, err := terminal.Render(w, Endpoints(l.Dataset, valuesOf(endpoints[:shown])))
		if shown < n {
			note += fmt.Sprintf("\n%d more endpoints are like this: add words, or list them all with 'authcat list %s'", n-shown, l.found.Question)
		}
		return note, err
	}
	if terminal.Width <= 0 {
		return "", terminal.facts(w, l.facts(endpoints))
	}
	for i, o := range endpoints {
		if i > 0 {
			fmt.Fprintln(w)
		}
		terminal.lead(w, cell{o.Called(), toneStrong, ""}, ": "+o.Name(), "", "")
		fmt.Fprintln(w)
		rows := l.card(o)
		if err := terminal.table(w, nil, rows); err != nil {
			return "", err
		}
		if err := terminal.links(w, o, l.found.Snapshot); err != nil {
			return "", err
		}
	}
	_, err := fmt.Fprintf(w, "\nFrom the %s%s.\n", l.Dataset, l.history())
	return "", err
}

// card is the rows about one operation, with since when it needs what it needs.
func (l lookedUp) card(o *catalog.Operation) [][]cell {
	rows := card(o, l.found.Snapshot)
	if since, known := l.found.Since[o.Key]; known {
		rows = slices.Insert(rows, 1, []cell{{text: "since"}, {text: sincePhrase(o, since, l.found)}})
	}
	return rows
}

// sincePhrase says it of an operation, and of one that is as old as its API's
// document also what an older version of the endpoint tells.
func sincePhrase(o *catalog.Operation, since answer.Since, found *answer.Found) string {
	phrase := SincePhrase(o.Decision.Needs, since)
	if since.Before != "" {
		return phrase
	}
	versions := []*catalog.Operation{o}
	for _, other := range found.Operations {
		if other.Lineage == o.Lineage && other.API != o.API { // a newer variant of its own API is no older version
			versions = append(versions, other)
		}
	}
	if older := EndpointChange(versions, found.Since); older != "" {
		phrase += "; " + older
	}
	return phrase
}

// history is what the footer says of where "since" is from.
func (l lookedUp) history() string {
	if len(l.found.Since) == 0 {
		return ""
	}
	return "; since when, from the " + l.found.History.String()
}

// object is what programs get: of each operation also since when it needs what it needs.
func (l lookedUp) object() orderedObject {
	rows := Objects(l.Listing)
	for i, o := range l.found.Operations {
		if seen := sightingObjects(o); len(seen) > 0 {
			rows[i] = append(rows[i], member{"sightings", seen})
		}
		if since, known := l.found.Since[o.Key]; known {
			rows[i] = append(rows[i], member{"needs_since", since.Day}, member{"needs_since_or_before", since.Oldest}, member{"needs_before", string(since.Before)})
		}
	}
	object := heading(l.Dataset)
	if len(l.found.Since) > 0 {
		object = append(object, member{"history", heading(l.found.History)[1].value})
	}
	return append(object, member{l.Kind, rows})
}

// links writes where the facts stand. Where nobody says which user levels an
// operation takes, the User Level Access Matrix may.
func (t Terminal) links(w io.Writer, o *catalog.Operation, snapshot *catalog.Snapshot) error {
	before := "\n"
	for _, link := range links(o, snapshot) {
		if err := t.Link(w, before+link.words, link.url); err != nil {
			return err
		}
		before = ""
	}
	return nil
}

// link is an address with its label in a pipe and the words before it elsewhere.
type link struct{ label, words, url string }

// links are the addresses where the facts about an operation stand.
func links(o *catalog.Operation, snapshot *catalog.Snapshot) []link {
	all := []link{{"source", "", o.Source()}}
	if o.DocsURL != "" {
		all = append(all, link{"documentation", "", o.DocsURL})
	}
	for _, url := range contestingURLs(o) {
		all = append(all, link{"seen otherwise", "Seen otherwise: ", url})
	}
	if url := snapshot.LevelsURL(); url != "" && o.LevelsUnstated() {
		all = append(all, link{"user levels may follow from", "User levels may follow from ", url})
	}
	return all
}

// card is the rows about one operation.
func card(o *catalog.Operation, snapshot *catalog.Snapshot) [][]cell {
	d := o.Decision
	api, _ := snapshot.API(o.API)
	var rows [][]cell
	add := func(label, value string) { rows = appendFact(rows, label, value, toneNone) }
	rows = appendFact(rows, "needs", CredentialPhrase(o), needsTone(d.Needs))
	if d.Needs == catalog.NeedsPATOrClient && strings.Join(d.UserScopes, " ") != strings.Join(d.ClientScopes, " ") {
		add("user scopes", ScopesPhrase(d.UserScopes, d.ScopeRule))
		add("client scopes", ScopesPhrase(d.ClientScopes, d.ScopeRule))
	} else if d.Needs != catalog.NeedsNone && d.Needs != catalog.NeedsOther {
		add("scopes", ScopesPhrase(catalog.Normalize(append(d.UserScopes, d.ClientScopes...)), d.ScopeRule))
	}
	if d.Needs == catalog.NeedsPAT || d.Needs == catalog.NeedsPATOrClient {
		add("user levels", LevelsPhrase(o.UserLevels, o.LevelsWitness))
	}
	for _, condition := range o.Conditions() {
		add("condition", ConditionPhrase(condition)+placePhrase(condition.Said))
	}
	add("basis", BasisPhrase(d.Basis))
	add("confidence", ConfidencePhrase(o.Confidence))
	for _, phrase := range observedPhrases(o) {
		add("observed", phrase)
	}
	add("api", api.ID+", "+api.Status+endOfLife(api))
	if o.IsExperimental() {
		add("experimental", "send the header "+catalog.ExperimentalHeader+": true")
	}
	if o.Deprecated {
		add("deprecated", "yes")
	}
	add("operation", o.OperationID)
	for _, version := range versions(o, snapshot) {
		add("also as", version)
	}
	add("successor", o.Successor)
	for _, s := range o.Others {
		if slices.Contains(catalog.ObservedWitnesses, s.Witness) {
			continue
		}
		add("also said", string(s.Fact)+" "+s.Value.String()+", by the "+WitnessPhrase(s.Witness)+dayOf(s))
	}
	for _, finding := range o.Findings {
		if finding.Code == catalog.CodeObservedDiffers { // "observed" says it
			continue
		}
		add("finding", string(finding.Code)+": "+finding.Seen+"; assumed "+Assumed(finding.Code))
	}
	return rows
}

// appendFact adds what is known of something; nothing adds no row.
func appendFact(rows [][]cell, label, value string, how tone) [][]cell {
	if value == "" {
		return rows
	}
	return append(rows, []cell{{text: label}, {text: printable(value), tone: how}})
}

func dayOf(s catalog.Statement) string {
	if s.On == "" {
		return ""
	}
	return " on " + s.On
}

func endOfLife(api catalog.API) string {
	if api.EndOfLife == "" {
		return ""
	}
	return ", ends " + api.EndOfLife
}

// versions lists the other versions of the operation's endpoint: what each
// needs, and what else differs from this one.
func versions(o *catalog.Operation, snapshot *catalog.Snapshot) []string {
	var all []string
	for _, endpoint := range snapshot.Endpoints() {
		if endpoint.Lineage != o.Lineage {
			continue
		}
		for _, other := range endpoint.Versions {
			if other.Key == o.Key {
				continue
			}
			line := other.Address + ": " + string(other.Decision.Needs)
			if differences := o.Differences(other); len(differences) > 0 {
				line += " (differs: " + strings.Join(differences, ", ") + ")"
			}
			if endpoint.Variant(other) {
				line += ", newer variant"
			}
			all = append(all, line)
		}
	}
	return all
}
