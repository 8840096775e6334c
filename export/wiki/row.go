package wiki

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/export"
)

// credential says in a table's cell which credential an operation needs.
func credential(needs catalog.Needs) string {
	switch needs {
	case catalog.NeedsPAT:
		return "**PAT**"
	case catalog.NeedsPATOrClient:
		return "PAT or client"
	case catalog.NeedsClient:
		return "**client**"
	case catalog.NeedsNone:
		return "no token"
	default:
		return "unknown"
	}
}

// endpointHeader and endpointRow are the document's table: one row an endpoint
// in all its versions.
var endpointHeader = []string{"Endpoint", "Credential", "Scopes", "User levels", "Also as", "Notes"}

func (w *Wiki) endpointRow(endpoint catalog.Endpoint) []string {
	o := endpoint.Current()
	var versions []string
	same := []*catalog.Operation{o}
	for _, version := range endpoint.Versions[1:] {
		if !endpoint.Variant(version) {
			versions = append(versions, version.Address)
			same = append(same, version)
		}
	}
	return []string{
		address(w.Report.Snapshot, o), credential(o.Decision.Needs), scopes(o), levels(o), export.Escape(strings.Join(versions, " ")),
		strings.Join(append(w.notes(o, same...), versionNotes(endpoint)...), "; "),
	}
}

// operationHeader and operationRow are an API page's table: one row per operation.
var operationHeader = []string{"Operation", "Credential", "Scopes", "User levels", "Notes"}

func (w *Wiki) operationRow(o *catalog.Operation) []string {
	all := w.notes(o, o)
	if differs := catalog.Normalize(o.DiffersIn); len(differs) > 0 {
		all = append(all, "**another credential** in "+export.Escape(strings.Join(differs, " ")))
	}
	return []string{address(w.Report.Snapshot, o), credential(o.Decision.Needs), scopes(o), levels(o), strings.Join(all, "; ")}
}

// address is what a caller writes, and the title as a link to the operation's page.
func address(snapshot *catalog.Snapshot, o *catalog.Operation) string {
	api, _ := snapshot.API(o.API)
	return export.CodeSpan(o.Method+" "+api.Address(o.Path)) + "<br>" + web(o.Name(), o.DocsURL)
}

const nonePublished = "none published"

func scopes(o *catalog.Operation) string {
	decision := o.Decision
	user, client := export.CodeList(decision.UserScopes), export.CodeList(decision.ClientScopes)
	if decision.Needs == catalog.NeedsPATOrClient && user != client {
		return "user: " + cmp.Or(user, nonePublished) + "<br>client: " + cmp.Or(client, nonePublished)
	}
	return cmp.Or(user, client, nonePublished)
}

func levels(o *catalog.Operation) string { return cmp.Or(export.CodeList(o.UserLevels), nonePublished) }

// notes are the marks of one operation; versions are those of its endpoint that
// the row is about, the operation first.
func (w *Wiki) notes(o *catalog.Operation, versions ...*catalog.Operation) []string {
	var notes []string
	add := func(set bool, note string) {
		if set {
			notes = append(notes, note)
		}
	}
	add(o.Decision.Basis == catalog.BasisInherited, "inherited")
	changed := export.EndpointChange(versions, w.Since.Of)
	add(changed != "", changed)
	add(o.Contested(), "**contested**")
	add(o.Conflicting(), "**conflict**")
	add(o.Decision.Needs == catalog.NeedsNone && o.Unauthorized, "**documents a 401**")
	add(!slices.Contains([]catalog.Witness{"", catalog.WitnessExtension, catalog.WitnessCorrection}, o.LevelsWitness), "levels by "+string(o.LevelsWitness))
	add(o.Override != nil, "corrected by hand")
	add(len(o.Conditions()) > 0, "conditions")
	add(o.Decision.ScopeRule == catalog.AllScopes, "all scopes")
	add(o.Deprecated, "deprecated")
	add(o.IsExperimental(), "experimental")
	add(o.Document.Kept, "facts of "+o.KeptSince())
	return notes
}

// versionNotes say which versions need another credential, and which of the
// others list other scopes or levels than the row shows.
func versionNotes(endpoint catalog.Endpoint) []string {
	o := endpoint.Current()
	var notes, scopes, levels []string
	for _, version := range endpoint.Versions[1:] {
		label := export.Escape(version.API)
		if endpoint.Variant(version) {
			label = export.CodeSpan(version.Path)
		}
		differences := o.Differences(version)
		if slices.Contains(differences, catalog.DiffersNeeds) {
			notes = append(notes, fmt.Sprintf("%s: %s", label, credential(version.Decision.Needs)))
			continue // its scopes and levels are another credential's
		}
		if slices.Contains(differences, catalog.DiffersScopes) {
			scopes = append(scopes, label)
		}
		if slices.Contains(differences, catalog.DiffersLevels) {
			levels = append(levels, label)
		}
	}
	if len(scopes) > 0 {
		notes = append(notes, "other scopes in "+strings.Join(scopes, " "))
	}
	if len(levels) > 0 {
		notes = append(notes, "other levels in "+strings.Join(levels, " "))
	}
	return notes
}

// legend explains the tables' columns and notes.
func (w *Wiki) legend(p *page) {
	p.printf("- *Credential*: **PAT** needs a user's token (a PAT, or one of the authorization-code grant: both stand for a user and are accepted alike), and no API client's. *PAT or client* takes either.\n")
	p.printf("- *Scopes*: **any one** of them suffices, in addition to the right kind of token; a PAT needs one as well. \"%s\" means that no scope is stated, not that every token will do.\n", nonePublished)
	p.printf("- *User levels*: the user behind the token needs **one** of them in addition to a scope; `ANY` is every user. They don't apply to API clients.\n")
	p.printf("- *Notes*: %s**inherited**: the operation states no security of its own and takes its document's default, nobody stated it for this operation; **conflict**: the published facts contradict each other, the security schemes were believed; **contested**: somebody saw something else, see %s; **levels by description**: only the words of the description state user levels; **conditions**: by its words the answer depends on more than scopes and levels, see *level\\_conditions* in the CSV; **all scopes**: all the listed scopes are needed together; **deprecated**; **experimental**: calls must carry the header %s; **facts of** a day: the document could not be read since, or was refused.\n\n", w.sinceLegend(), p.link(observedTitle, observedPage, ""), export.CodeSpan("X-SailPoint-Experimental: true"))
}

// sinceLegend explains since when an operation needs what it needs, where that is known.
func (w *Wiki) sinceLegend() string {
	if len(w.Since.Of) == 0 {
		return ""
	}
	return "*since* a day: before it another credential was needed, by the history up to " + w.Since.By.Date() + "; "
}
