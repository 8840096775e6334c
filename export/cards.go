package export

import (
	"fmt"
	"io"
	"strings"

	"authcat/catalog"
)

// Cards writes operations one below the other, all about each: what lookup
// shows in a terminal of the given width.
func Cards(w io.Writer, width int, dataset Dataset, operations []catalog.Operation, snapshot *catalog.Snapshot) error {
	terminal := Terminal{Width: width}
	for i := range operations {
		o := &operations[i]
		api, _ := snapshot.API(o.API)
		if i > 0 {
			fmt.Fprintln(w)
		}
		terminal.Paragraph(w, o.Method+" "+api.Address(o.Path)+": "+o.Name(), "", "")
		fmt.Fprintln(w)
		if err := terminal.table(w, nil, card(o, api, snapshot)); err != nil {
			return err
		}
		writeLinks(w, o, snapshot)
	}
	_, err := fmt.Fprintf(w, "\nFrom the %s.\n", dataset)
	return err
}

// writeLinks writes where the facts stand, in lines of their own however long: a
// broken address can't be opened. Where nobody says which user levels an
// operation takes, the User Level Access Matrix may.
func writeLinks(w io.Writer, o *catalog.Operation, snapshot *catalog.Snapshot) {
	fmt.Fprintf(w, "\n%s\n", printable(o.Source()))
	if o.DocsURL != "" {
		fmt.Fprintln(w, printable(o.DocsURL))
	}
	if url := snapshot.LevelsURL(); url != "" && o.LevelsUnstated() {
		fmt.Fprintf(w, "User levels may follow from %s\n", printable(url))
	}
}

// card is the rows about one operation.
func card(o *catalog.Operation, api catalog.API, snapshot *catalog.Snapshot) [][]string {
	d := o.Decision
	var rows [][]string
	add := func(label, value string) {
		if value != "" {
			rows = append(rows, []string{label, printable(value)})
		}
	}
	add("needs", CredentialPhrase(o))
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
	add("api", api.ID+", "+api.Status+endOfLife(api))
	if o.IsExperimental() {
		add("experimental", "send the header X-SailPoint-Experimental: true")
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
		add("also said", string(s.Fact)+" "+s.Value.String()+", by the "+WitnessPhrase(s.Witness)+dayOf(s))
	}
	for _, finding := range o.Findings {
		add("finding", string(finding.Code)+": "+finding.Seen+"; assumed "+finding.Assumed())
	}
	return rows
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
			api, _ := snapshot.API(other.API)
			line := api.Address(other.Path) + ": " + string(other.Decision.Needs)
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
