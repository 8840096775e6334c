package catalog

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Operation is one operation with what its sources say and what authcat concludes.
type Operation struct {
	Observation
	// Product that the operation's API belongs to.
	Product Product
	// Address is the path as callers write it after the host: "/v2025/identities".
	Address string
	// Document is where the observation stands.
	Document Document
	// Page is the operation's documentation page, nil where none is known.
	Page *Page
	// Override is the correction that was applied, nil where there is none.
	Override *Override
	// Others are what witnesses say that have no record of their own.
	Others []Statement

	Decision Decision
	// UserLevels are the levels of which the user behind a token needs one, in
	// addition to a scope: upper case, sorted, without entries that are no
	// levels. "ANY" is every user; "API" says that a user-less API client is
	// accepted. They say nothing about API clients otherwise.
	UserLevels []string
	// LevelsWitness is who says so, "" where nobody states levels.
	LevelsWitness Witness
	Confidence    Confidence
	// DocsURL is where people read about the operation, "" where nothing is known.
	DocsURL string
	// Lineage is the endpoint that this operation is one version of.
	Lineage string
	// DiffersIn are the APIs whose version of the endpoint needs another credential.
	DiffersIn []string
	// Findings about this operation, in the order of their classes.
	Findings []Finding
}

// Confidence says how sure the answer to "who may call?" is, the levels included.
type Confidence string

// The degrees, the least sure first where several hold.
const (
	// ConfidenceContested: somebody saw a call answered otherwise than is published.
	ConfidenceContested Confidence = "contested"
	// ConfidenceConflict: sources contradict each other about credential, levels or scopes.
	ConfidenceConflict Confidence = "conflict"
	// ConfidenceInherited: the operation states no security of its own.
	ConfidenceInherited Confidence = "inherited"
	// ConfidenceProse: the security is stated, the user levels by the words alone.
	ConfidenceProse Confidence = "prose"
	// ConfidenceUnstated: the security is stated, nobody says which user levels it takes.
	ConfidenceUnstated Confidence = "unstated"
	// ConfidenceStated: the security is stated, and the user levels where a user may call.
	ConfidenceStated Confidence = "stated"
)

// AllConfidences lists the degrees in the order in which documents show them.
var AllConfidences = []Confidence{ConfidenceStated, ConfidenceInherited, ConfidenceProse, ConfidenceConflict, ConfidenceContested, ConfidenceUnstated}

// conclude makes an operation of what is known of it.
func conclude(observation Observation, api API, document Document, page *Page, override *Override, others ...Statement) Operation {
	o := Operation{
		Observation: observation,
		Product:     api.Product,
		Address:     api.Address(observation.Path),
		Document:    document,
		Page:        page,
		Override:    override,
		Others:      others,
		Lineage:     Lineage(api, observation.Method, observation.Path),
	}
	o.Decision = Decide(o.Security, AnyScope)
	said := o.statements()
	if rule, by := concluded[ScopeRule](said, FactScopeRule); by != "" {
		o.Decision.ScopeRule = rule
	}
	if levels, by := concluded[LevelNames](said, FactLevels); len(levels) > 0 {
		o.UserLevels, o.LevelsWitness = levels, by
	}
	o.DocsURL = docsURL(api, &o)
	o.Findings = inspect(&o, said)
	o.Confidence = o.confidence()
	return o
}

// cleanLevels reads levels off an extension's entries: a scope among them is none.
func cleanLevels(published []string) []string {
	var levels []string
	for _, entry := range published {
		if !LooksLikeScope(entry) {
			levels = append(levels, strings.ToUpper(entry))
		}
	}
	return Normalize(levels)
}

// LevelsUnstated reports whether a user may call the operation and nobody says
// which user levels it takes.
func (o *Operation) LevelsUnstated() bool {
	return o.takesUser() && o.LevelsWitness == ""
}

func (o *Operation) takesUser() bool {
	return o.Decision.Needs == NeedsPAT || o.Decision.Needs == NeedsPATOrClient
}

// confidence is the least of what the security and, where a user may call, the
// levels rest on.
func (o *Operation) confidence() Confidence {
	switch {
	case o.Contested():
		return ConfidenceContested
	case o.Conflicting():
		return ConfidenceConflict
	}
	rests := []Confidence{ConfidenceUnstated}
	switch {
	case o.Security.Basis == BasisOperation:
		rests[0] = WitnessOperation.confidence()
	case len(o.Security.Alternatives) > 0 && o.Security.Basis == BasisInherited:
		rests[0] = WitnessDefault.confidence()
	}
	if o.takesUser() {
		rests = append(rests, o.LevelsWitness.confidence())
	}
	return slices.MinFunc(rests, func(a, b Confidence) int {
		return slices.Index(degrees, a) - slices.Index(degrees, b)
	})
}

// degrees of confidence, the least sure first.
var degrees = []Confidence{ConfidenceContested, ConfidenceConflict, ConfidenceInherited, ConfidenceProse, ConfidenceUnstated, ConfidenceStated}

// docsURL is the operation's own page where it is known to exist, else its
// place in the API's Redoc page: pages of older APIs are gone and redirect
// there, to "#tag/Access-Profiles/operation/listAccessProfiles".
func docsURL(api API, o *Operation) string {
	if o.Page != nil {
		return o.Page.URL
	}
	if !strings.HasSuffix(api.DocsURL, ".html") || len(o.Tags) == 0 {
		return ""
	}
	url := api.DocsURL + "#tag/" + strings.ReplaceAll(strings.TrimSpace(o.Tags[0]), " ", "-")
	if o.OperationID != "" {
		url += "/operation/" + o.OperationID
	}
	return url
}

// Feature is the one tag under which documents list the operation: the first by
// name, "" where it has none.
func (o *Operation) Feature() string {
	if tags := Normalize(o.Tags); len(tags) > 0 {
		return tags[0]
	}
	return ""
}

// KeptSince is the day of the operation's facts, "2026-08-22", where its
// document could not be read since; "" where it was read.
func (o *Operation) KeptSince() string {
	if !o.Document.Kept {
		return ""
	}
	return o.Document.FetchedAt.UTC().Format(time.DateOnly)
}

// Source is the operation's place in its document: URL and JSON pointer.
func (o *Operation) Source() string { return o.Document.URL + "#" + o.Observation.Pointer() }

// Name is the title, trimmed and in one line, else the operationId, else
// method and path: what a reader sees first.
func (o *Operation) Name() string {
	title := strings.TrimSpace(lineBreaks.Replace(o.Title))
	return cmp.Or(title, o.OperationID, o.Method+" "+o.Path)
}

var lineBreaks = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ")

// IsExperimental reports whether callers must send "X-SailPoint-Experimental: true".
func (o *Operation) IsExperimental() bool { return o.Experimental != "" }

// OneLine folds line breaks and runs of white space into single spaces and trims.
func OneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// Called is the operation as callers write it: "GET /v2025/identities".
func (o *Operation) Called() string { return o.Method + " " + o.Address }
