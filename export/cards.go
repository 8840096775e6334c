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
		fmt.Fprintf(w, "%s\n\n", printable(strings.Join(wrap(o.Method+" "+api.Address(o.Path)+": "+o.Name(), terminal.width()), "\n")))
		if err := terminal.table(w, nil, card(o, api, snapshot)); err != nil {
			return err
		}
		// A line of its own, however long: a broken address can't be opened.
		fmt.Fprintf(w, "\n%s\n", printable(o.Source()))
	}
	_, err := fmt.Fprintf(w, "\nFrom the %s.\n", dataset)
	return err
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
	add("needs", needsPhrase(d.Needs))
	if d.Needs == catalog.NeedsPATOrClient && strings.Join(d.UserScopes, " ") != strings.Join(d.ClientScopes, " ") {
		add("user scopes", scopesPhrase(d.UserScopes, d.ScopeRule))
		add("client scopes", scopesPhrase(d.ClientScopes, d.ScopeRule))
	} else if d.Needs != catalog.NeedsNone && d.Needs != catalog.NeedsOther {
		add("scopes", scopesPhrase(catalog.Normalize(append(d.UserScopes, d.ClientScopes...)), d.ScopeRule))
	}
	if d.Needs == catalog.NeedsPAT || d.Needs == catalog.NeedsPATOrClient {
		add("user levels", levelsPhrase(o.UserLevels))
	}
	add("basis", basisPhrase(d.Basis))
	add("api", api.ID+", "+api.Status+endOfLife(api))
	if o.IsExperimental() {
		add("experimental", "send the header X-SailPoint-Experimental: true")
	}
	if o.Deprecated {
		add("deprecated", "yes")
	}
	add("operation", o.OperationID)
	add("versions", versions(o, snapshot))
	for _, finding := range o.Findings {
		add("finding", string(finding.Code)+": "+finding.Seen+"; assumed "+finding.Assumed())
	}
	return rows
}

func endOfLife(api catalog.API) string {
	if api.EndOfLife == "" {
		return ""
	}
	return ", ends " + api.EndOfLife
}

// versions lists the versions of the operation's endpoint with what each needs.
func versions(o *catalog.Operation, snapshot *catalog.Snapshot) string {
	var all []string
	for i := range snapshot.Operations {
		if other := &snapshot.Operations[i]; other.Lineage == o.Lineage && other.Key != o.Key {
			api, _ := snapshot.API(other.API)
			all = append(all, api.Address(other.Path)+" "+string(other.Decision.Needs))
		}
	}
	return strings.Join(all, ", ")
}
