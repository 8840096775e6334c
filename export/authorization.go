package export

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"authcat/catalog"
)

// authorizationDocument is endpoint-authorization.md: the one page that says
// which endpoints need a PAT.
func authorizationDocument(snapshot *catalog.Snapshot, dataset Dataset) []byte {
	d := document{snapshot: snapshot, dataset: dataset}
	for _, endpoint := range snapshot.Endpoints() {
		if api, _ := snapshot.API(endpoint.Current().API); api.Product == catalog.ProductIIQ {
			continue // thirteen hundred rows that all say "neither"; the CSV has them
		}
		d.endpoints = append(d.endpoints, endpoint)
	}
	d.opening()
	d.counts()
	d.reading()
	for _, needs := range catalog.AllNeeds {
		d.endpointsThatNeed(needs)
	}
	d.unclear()
	return []byte(d.text.String())
}

type document struct {
	snapshot  *catalog.Snapshot
	dataset   Dataset
	endpoints []catalog.Endpoint
	text      strings.Builder
}

func (d *document) printf(format string, args ...any) { fmt.Fprintf(&d.text, format, args...) }

func (d *document) opening() {
	d.printf("# Which SailPoint endpoints need a Personal Access Token\n\n")
	d.printf("A Personal Access Token (PAT) stands for a user. An API client from *Security Settings > API Management*\n")
	d.printf("(grant type client credentials) stands for no one, and a part of the endpoints answers it 403 Forbidden,\n")
	d.printf("whatever its scopes: `sp:scopes:all` included. This page says which, as SailPoint's OpenAPI documents\n")
	d.printf("of %s state it: %d operations of %d APIs.\n\n", d.dataset.Date(), len(d.snapshot.Operations), d.snapshot.SpecCount())
	for _, finding := range d.snapshot.Findings {
		if finding.Severity() != catalog.SeverityInfo && finding.Method == "" {
			class, _ := catalog.ClassOfCode(finding.Code)
			d.printf("> **%s:** %s (%s).\n", escape(finding.API), escape(class.Title), escape(finding.Seen))
		}
	}
	d.printf("The same rows, one an operation, for filtering: [endpoint-authorization.csv](endpoint-authorization.csv).\n\n")
}

// counts is the table of operations per API and kind.
func (d *document) counts() {
	type count struct {
		kinds map[catalog.Needs]int
		total int
	}
	counts := map[string]*count{}
	for i := range d.snapshot.Operations {
		o := &d.snapshot.Operations[i]
		if counts[o.API] == nil {
			counts[o.API] = &count{kinds: map[catalog.Needs]int{}}
		}
		counts[o.API].kinds[o.Decision.Needs]++
		counts[o.API].total++
	}
	d.printf("## Operations by API and credential\n\n")
	header := []string{"API", "Status", "Operations"}
	for _, needs := range catalog.AllNeeds {
		header = append(header, needsHeading(needs))
	}
	tableHead(&d.text, header)
	for _, api := range d.snapshot.APIs {
		c := counts[api.ID]
		if c == nil {
			c = &count{}
		}
		row := []string{codeSpan(api.ID), escape(api.Status + endOfLife(api)), fmt.Sprint(c.total)}
		for _, needs := range catalog.AllNeeds {
			row = append(row, fmt.Sprint(c.kinds[needs]))
		}
		tableRow(&d.text, row)
	}
	d.printf("\n\"Other\" is IdentityIQ: its endpoints take basic authentication, neither a PAT nor an API client's token.\n")
	d.printf("They are in the CSV and not on this page.\n\n")
}

func (d *document) reading() {
	d.printf(`## How to read the tables

- One row is one endpoint in all the API versions that have it. The path is the newest version's; *Versions* lists
  the APIs. Where another version needs another credential, other scopes or other levels, the note says so.
- *Scopes*: **any one** of them suffices, in addition to the right kind of token. "none published" means that no
  scope is stated, not that every token will do. A PAT needs a scope of the list as well.
- *User levels*: the user behind the token needs **one** of them in addition to a scope. They don't apply to API clients.
- A user token is a PAT or a token from the authorization-code grant: both stand for a user and are accepted alike.
- Notes: **inherited**: the operation states no security of its own and takes its document's default;
  **conflict**: the published facts contradict each other, the security schemes and the extension were believed;
  **levels by description**: only the description states user levels; **conditions**: the description restricts some
  of them, see the CSV's *level_conditions*;
  **deprecated**; **experimental**: calls must carry the header %s;
  **all scopes**: the endpoint asks for all the listed scopes together.

`, codeSpan("X-SailPoint-Experimental: true"))
}

// endpointsThatNeed is the section of one kind of endpoint, by feature.
func (d *document) endpointsThatNeed(needs catalog.Needs) {
	features := map[string][]catalog.Endpoint{}
	total := 0
	for _, endpoint := range d.endpoints {
		if current := endpoint.Current(); current.Decision.Needs == needs {
			features[feature(d.snapshot, current)] = append(features[feature(d.snapshot, current)], endpoint)
			total++
		}
	}
	if total == 0 {
		return
	}
	d.printf("## %s\n\n%d endpoints need %s.\n\n", sectionHeading(needs), total, needsPhrase(needs))
	for _, name := range sortedKeys(features) {
		d.printf("### %s\n\n", escape(name))
		tableHead(&d.text, []string{"Endpoint", "Versions", "Scopes", "User levels", "Notes"})
		for _, endpoint := range features[name] {
			tableRow(&d.text, d.row(endpoint))
		}
		d.printf("\n")
	}
}

func sectionHeading(needs catalog.Needs) string {
	switch needs {
	case catalog.NeedsPAT:
		return "Endpoints that need a PAT"
	case catalog.NeedsPATOrClient:
		return "Endpoints that an API client may call"
	case catalog.NeedsClient:
		return "Endpoints for API clients only"
	case catalog.NeedsNone:
		return "Endpoints without a token"
	default:
		return "Endpoints of which nothing is known"
	}
}

// feature is an endpoint's first tag, with the product in front where it is not ISC.
func feature(snapshot *catalog.Snapshot, o *catalog.Operation) string {
	name := "Without a tag"
	if tags := catalog.Normalize(o.Tags); len(tags) > 0 {
		name = tags[0]
	}
	if api, _ := snapshot.API(o.API); api.Product == catalog.ProductNERM {
		return "Non-Employee Risk Management: " + name
	}
	return name
}

func (d *document) row(endpoint catalog.Endpoint) []string {
	o := endpoint.Current()
	api, _ := d.snapshot.API(o.API)
	var versions []string
	for _, version := range endpoint.Versions {
		if !endpoint.Variant(version) {
			versions = append(versions, version.API)
		}
	}
	return []string{
		codeSpan(o.Method+" "+api.Address(o.Path)) + "<br>" + d.title(o),
		escape(strings.Join(versions, " ")),
		d.scopes(o),
		cmp.Or(codeList(o.UserLevels), "none published"),
		strings.Join(d.notes(endpoint), "; "),
	}
}

// title links to the endpoint's page where there is one.
func (d *document) title(o *catalog.Operation) string {
	if o.DocsURL == "" {
		return escape(o.Name())
	}
	return "[" + escape(o.Name()) + "](" + linkTarget.Replace(o.DocsURL) + ")"
}

// linkTarget encodes what would end a Markdown link: tags have parentheses.
var linkTarget = strings.NewReplacer("(", "%28", ")", "%29", " ", "%20", "<", "%3C", ">", "%3E", "|", "%7C")

func (d *document) scopes(o *catalog.Operation) string {
	decision := o.Decision
	user, client := codeList(decision.UserScopes), codeList(decision.ClientScopes)
	if decision.Needs == catalog.NeedsPATOrClient && user != client {
		return "user: " + cmp.Or(user, "none published") + "<br>client: " + cmp.Or(client, "none published")
	}
	return cmp.Or(user, client, "none published")
}

func (d *document) notes(endpoint catalog.Endpoint) []string {
	o := endpoint.Current()
	var notes []string
	add := func(set bool, note string) {
		if set {
			notes = append(notes, note)
		}
	}
	add(o.Decision.Basis == catalog.BasisInherited, "inherited")
	add(o.Confidence == catalog.ConfidenceConflict, "**conflict**")
	add(o.Decision.Needs == catalog.NeedsNone && o.Unauthorized, "**documents a 401**")
	add(o.LevelsSource == catalog.LevelsFromProse, "levels by description")
	add(len(o.Prose.Conditions) > 0, "conditions")
	add(o.Decision.ScopeRule == catalog.AllScopes, "all scopes")
	add(o.Deprecated, "deprecated")
	add(o.IsExperimental(), "experimental")
	return append(notes, versionNotes(endpoint)...)
}

// versionNotes say which versions need another credential, and which of the
// others list other scopes or levels than the row shows.
func versionNotes(endpoint catalog.Endpoint) []string {
	o := endpoint.Current()
	var notes, scopes, levels []string
	for _, version := range endpoint.Versions[1:] {
		label := version.API
		if endpoint.Variant(version) {
			label = codeSpan(version.Path)
		}
		differences := o.Differences(version)
		if slices.Contains(differences, catalog.DiffersNeeds) {
			notes = append(notes, fmt.Sprintf("%s: **%s**", label, escape(needsHeading(version.Decision.Needs))))
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

// unclear counts the findings by class.
func (d *document) unclear() {
	d.printf("## What is unclear\n\n")
	d.printf("What the published data leaves open, contradicts or gets wrong, and what this page takes for true. The CSV's\n")
	d.printf("column *findings* names the classes of each operation.\n\n")
	counts := map[catalog.Code]int{}
	for _, finding := range d.snapshot.AllFindings() {
		counts[finding.Code]++
	}
	tableHead(&d.text, []string{"Class", "Severity", "Count", "What was seen", "What is assumed"})
	for _, class := range catalog.FindingClasses {
		if n := counts[class.Code]; n > 0 {
			tableRow(&d.text, []string{codeSpan(string(class.Code)), string(class.Severity), fmt.Sprint(n), escape(class.Title), escape(class.Assumed)})
		}
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
