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

	Decision Decision
	// UserLevels are the levels of which the user behind a token needs one, in
	// addition to a scope: upper case, sorted, without entries that are no
	// levels. "ANY" is every user; "API" says that a user-less API client is
	// accepted. They say nothing about API clients otherwise.
	UserLevels   []string
	LevelsSource LevelsSource
	Confidence   Confidence
	// DocsURL is where people read about the operation, "" where nothing is known.
	DocsURL string
	// Lineage is the endpoint that this operation is one version of.
	Lineage string
	// DiffersIn are the APIs whose version of the endpoint needs another credential.
	DiffersIn []string
	// Findings about this operation, in the order of their classes.
	Findings []Finding
}

// LevelsSource is the witness that the user levels are taken from.
type LevelsSource string

// The witnesses, the one that is believed before the others first.
const (
	LevelsFromOverride  LevelsSource = "override"
	LevelsFromExtension LevelsSource = "extension"
	LevelsFromProse     LevelsSource = "prose"
	LevelsFromPage      LevelsSource = "page"
	LevelsFromNowhere   LevelsSource = ""
)

// Confidence says how sure the answer to "who may call?" is, the levels included.
type Confidence string

// The degrees, the least sure first where several hold.
const (
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
var AllConfidences = []Confidence{ConfidenceStated, ConfidenceInherited, ConfidenceProse, ConfidenceConflict, ConfidenceUnstated}

// conclude makes an operation of what is known of it.
func conclude(observation Observation, api API, document Document, page *Page, override *Override) Operation {
	o := Operation{
		Observation: observation,
		Product:     api.Product,
		Address:     api.Address(observation.Path),
		Document:    document,
		Page:        page,
		Override:    override,
		Lineage:     lineage(api, observation.Method, observation.Path),
	}
	o.Decision = Decide(o.Security, o.scopeRule())
	o.UserLevels, o.LevelsSource = o.levels()
	o.DocsURL = docsURL(api, &o)
	o.Findings = inspect(&o)
	o.Confidence = o.confidence()
	return o
}

func (o *Operation) scopeRule() ScopeRule {
	if o.Override != nil && o.Override.Fact == FactScopeRule && len(o.Override.Values) > 0 {
		return ScopeRule(o.Override.Values[0])
	}
	return o.publishedScopeRule()
}

func (o *Operation) publishedScopeRule() ScopeRule {
	if o.Prose.AllScopes {
		return AllScopes
	}
	return AnyScope
}

// levels takes the levels of the first witness that states some.
func (o *Operation) levels() ([]string, LevelsSource) {
	if o.Override != nil && o.Override.Fact == FactLevels {
		return Normalize(o.Override.Values), LevelsFromOverride
	}
	return o.publishedLevels()
}

func (o *Operation) publishedLevels() ([]string, LevelsSource) {
	if levels := cleanLevels(o.Levels); len(levels) > 0 {
		return levels, LevelsFromExtension
	}
	if len(o.Prose.Levels) > 0 {
		return o.Prose.Levels, LevelsFromProse
	}
	if o.Page != nil {
		if levels := cleanLevels(o.Page.Levels); len(levels) > 0 {
			return levels, LevelsFromPage
		}
	}
	return nil, LevelsFromNowhere
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
	return o.takesUser() && o.LevelsSource == LevelsFromNowhere
}

func (o *Operation) takesUser() bool {
	return o.Decision.Needs == NeedsPAT || o.Decision.Needs == NeedsPATOrClient
}

func (o *Operation) confidence() Confidence {
	switch {
	case slices.ContainsFunc(o.Findings, Finding.Conflict):
		return ConfidenceConflict
	case o.Security.Basis != BasisOperation && len(o.Security.Alternatives) == 0:
		return ConfidenceUnstated
	case o.Security.Basis == BasisInherited:
		return ConfidenceInherited
	case o.takesUser() && o.LevelsSource == LevelsFromProse:
		return ConfidenceProse
	case o.LevelsUnstated():
		return ConfidenceUnstated
	default:
		return ConfidenceStated
	}
}

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

// IsExperimental tells whether callers must send "X-SailPoint-Experimental: true".
func (o *Operation) IsExperimental() bool { return o.Experimental != "" }

// OneLine folds line breaks and runs of white space into single spaces and trims.
func OneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
