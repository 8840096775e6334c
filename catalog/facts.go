package catalog

import (
	"slices"
	"strings"
	"time"

	"authcat/catalog/printable"
)

// Facts is everything that the sources say, before anything is concluded:
// what a crawl extracts, what a catalog keeps, what Merge reads.
type Facts struct {
	// APIs in the order in which every output lists them.
	APIs []API
	// Documents that were read, in the order of their APIs.
	Documents []Document
	// Observations in any order; Merge sorts.
	Observations []Observation
	// Pages are the documentation pages of operations.
	Pages []Page
	// Levels are the user levels as the User Level Access Matrix lists them.
	Levels []UserLevel
	// Overrides are corrections by authcat's maintainers.
	Overrides []Override
	// Statements are those of witnesses that have no record above.
	Statements []OperationStatement
	// Problems are what could not be read: an operation, a document.
	Problems []Problem
}

// Public are the facts with the public addresses of their sources. Those of an
// older catalog, or of another program's, may hold a user and a query.
func (f Facts) Public() Facts {
	f.APIs, f.Documents = slices.Clone(f.APIs), slices.Clone(f.Documents)
	for i := range f.APIs {
		f.APIs[i].SpecURL, f.APIs[i].DocsURL = printable.PublicURL(f.APIs[i].SpecURL), printable.PublicURL(f.APIs[i].DocsURL)
	}
	for i := range f.Documents {
		f.Documents[i].URL = printable.PublicURL(f.Documents[i].URL)
	}
	return f
}

// Role is what a document is read for.
type Role string

// The roles.
const (
	RoleSpec    Role = "spec"        // an API's OpenAPI document
	RoleSitemap Role = "sitemap"     // the list of documentation pages
	RoleLevels  Role = "user-levels" // the User Level Access Matrix
)

// Document is one published document as it was received.
type Document struct {
	Role Role
	// API of a RoleSpec document, "" for any other.
	API string
	URL string
	// SHA256 of the bytes as received, in hex.
	SHA256 string
	// FetchedAt is when the bytes were received, in UTC; of a mirror's file, when it was written.
	FetchedAt time.Time
	// Kept is set when the document could not be read in the latest crawl, or
	// was refused, and these are the last good facts of an earlier one.
	Kept bool
	// Refused is why what was received in its place is not believed, RefusedOn
	// since which day; "" where nothing was refused. A refused document is kept.
	Refused, RefusedOn string
}

// Key names one operation: an API, a method in upper case and a path template as published.
type Key struct {
	API    string
	Method string
	Path   string
}

// String is the form that users type: "v2025 GET /identities".
func (k Key) String() string { return k.API + " " + k.Method + " " + k.Path }

// Observation is what one OpenAPI document says about one operation, as
// published: nothing trimmed, corrected or concluded.
type Observation struct {
	Key
	// OperationID is "" where the document has none.
	OperationID string
	Title       string
	Tags        []string
	Deprecated  bool
	// Experimental is the JSON pointer of the X-SailPoint-Experimental header
	// parameter, "" where the operation has none.
	Experimental string
	Security     Security
	// Unauthorized is set when a 401 is among the documented responses.
	Unauthorized bool
	// LevelsField is the extension that states the user levels, misspelt or
	// not; "" where none does. Levels are its entries.
	LevelsField string
	Levels      []string
	// Rights and Audience are the entries of x-required-right and x-audience.
	Rights   []string
	Audience []string
	// Successor is the address that x-deprecated-description links to, "" where it links to none.
	Successor string
	Prose     Prose
	// SecurityNote is what the words of x-sailpoint-securityDescription say.
	SecurityNote Prose
}

// Prose is what the words of an operation's description say about its callers:
// facts read off sentences, never the sentences.
type Prose struct {
	// Levels of which the caller must have one, sorted, upper case.
	Levels []string
	// Scopes, rights and role contexts that the words name, sorted.
	Scopes []string
	// Conditions on which an answer depends besides, in the order in which they
	// are published. Those of a description stand with those of the summary and
	// of the operation's parameters.
	Conditions []Condition
	// Needs is the kind of token that the words speak of: ClassUser where they
	// ask for a caller with an identity, ClassClient where they turn a user's
	// token away, else "". API among the levels is a statement of its own.
	Needs Class
	// AllScopes is set when the words ask for all the listed scopes together
	// (POST /access-profiles: "you need all the listed scopes").
	AllScopes bool
	// Broken is set when a sentence about callers breaks off before it names anything.
	Broken bool
}

// Empty reports whether the words say nothing about callers.
func (p Prose) Empty() bool {
	return len(p.Levels)+len(p.Scopes)+len(p.Conditions) == 0 && p.Needs == "" && !p.AllScopes && !p.Broken
}

// described reports whether the operation's own words say something, and not
// those of a parameter alone, whose conditions name their places.
func (p Prose) described() bool {
	own := func(c Condition) bool { return c.Said.Witness != WitnessParameter }
	return len(p.Levels)+len(p.Scopes) > 0 || p.Needs != "" || p.AllScopes || p.Broken || slices.ContainsFunc(p.Conditions, own)
}

// Page is the documentation page of an operation.
type Page struct {
	Key
	URL string
	// Read is when the page itself was received, zero when the sitemap lists it
	// and nobody read it. The fields below are of a page that was read.
	Read         time.Time
	SHA256       string
	Title        string
	Deprecated   bool
	Experimental bool
	Prose        Prose
	// Security is nil where the page's script could not be had: a page without
	// a panel is silent, never public.
	Security *Security
	Levels   []string
}

// Override is a correction of what the sources say, made by hand.
type Override struct {
	Key
	// Fact is FactLevels or FactScopeRule, Values its right value.
	Fact   Fact
	Values []string
	// Replaces is what the sources said when the correction was made. When
	// they say something else, the correction is stale.
	Replaces []string
	Reason   string
	Evidence string
	// Date of the correction, "2026-08-22".
	Date string
}

// Problem is a part of a source that could not be read.
type Problem struct {
	Key
	Code Code
	// Seen says what was found, Pointer where in the API's document.
	Seen    string
	Pointer string
}

// Fact names one fact of an operation.
type Fact string

// The facts.
const (
	FactOperationID  Fact = "operation_id"
	FactTitle        Fact = "title"
	FactTags         Fact = "tags"
	FactDeprecated   Fact = "deprecated"
	FactExperimental Fact = "experimental"
	FactSecurity     Fact = "security"
	FactLevels       Fact = "user_levels"
	FactRights       Fact = "rights"
	FactAudience     Fact = "audience"
	FactSuccessor    Fact = "successor"
	FactProse        Fact = "prose"
	FactSecurityNote Fact = "security_note"
)

// Facts that follow from others, of a ledger only.
const (
	FactToken     Fact = "token"      // whether a user's token or a user-less one is taken
	FactClient    Fact = "api_client" // whether a user-less API client is accepted
	FactScopes    Fact = "scopes"
	FactScopeRule Fact = "scope_rule" // whether any one listed scope suffices or all are needed
)

// Evidence is where a fact stands: a JSON pointer in the operation's document.
type Evidence struct {
	Fact    Fact
	Pointer string
}

// Pointer of the operation in its document, by RFC 6901: "/paths/~1identities~1v1/get".
func (o *Observation) Pointer() string {
	return "/paths/" + EscapePointer(o.Path) + "/" + strings.ToLower(o.Method)
}

// Evidence lists where each published fact of the operation stands, in a fixed order.
func (o *Observation) Evidence() []Evidence {
	base := o.Pointer()
	var all []Evidence
	add := func(present bool, fact Fact, pointer string) {
		if present {
			all = append(all, Evidence{fact, pointer})
		}
	}
	add(o.OperationID != "", FactOperationID, base+"/operationId")
	add(o.Title != "", FactTitle, base+"/summary")
	add(len(o.Tags) > 0, FactTags, base+"/tags")
	add(o.Deprecated, FactDeprecated, base+"/deprecated")
	add(o.Experimental != "", FactExperimental, o.Experimental)
	add(o.Security.Basis == BasisOperation, FactSecurity, base+"/security")
	add(o.Security.Basis == BasisInherited, FactSecurity, "/security")
	add(o.LevelsField != "", FactLevels, base+"/"+o.LevelsField)
	add(len(o.Rights) > 0, FactRights, base+"/"+RightsField)
	add(len(o.Audience) > 0, FactAudience, base+"/"+AudienceField)
	add(o.Successor != "", FactSuccessor, base+"/"+SuccessorField)
	add(o.Prose.described(), FactProse, base+"/description")
	add(!o.SecurityNote.Empty(), FactSecurityNote, base+"/"+SecurityNoteField)
	return all
}

// EscapePointer escapes one reference token of a JSON pointer (RFC 6901).
func EscapePointer(token string) string {
	return strings.ReplaceAll(strings.ReplaceAll(token, "~", "~0"), "/", "~1")
}
