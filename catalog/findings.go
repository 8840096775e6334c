package catalog

import (
	"slices"
	"time"
)

// Code names a class of finding; it is stable and appears in documents.
type Code string

// Severity says what a finding may cost a reader who trusts the data.
type Severity string

// The severities.
const (
	SeverityError   Severity = "error"   // an answer may be missing or wrong
	SeverityWarning Severity = "warning" // an answer rests on an assumption
	SeverityInfo    Severity = "info"    // untidy, without effect on an answer
)

// The classes of finding.
const (
	CodeSourceUnavailable   Code = "source-unavailable"
	CodeSourceStale         Code = "source-stale"
	CodeSourceKept          Code = "source-kept"
	CodeSourceQuarantined   Code = "source-quarantined"
	CodeDocumentUncovered   Code = "document-uncovered"
	CodePagesUncovered      Code = "pages-uncovered"
	CodeDocumentDormant     Code = "document-dormant"
	CodeOperationUnread     Code = "operation-unreadable"
	CodeReferenceUnread     Code = "reference-unresolved"
	CodeFieldOdd            Code = "field-odd"
	CodeProseUnread         Code = "prose-unreadable"
	CodeSecurityNull        Code = "security-null"
	CodeSecurityInherited   Code = "security-inherited"
	CodeSchemeUndeclared    Code = "scheme-undeclared"
	CodePublic              Code = "public"
	CodeScopesEmpty         Code = "scopes-empty"
	CodeScopeUntrimmed      Code = "scope-untrimmed"
	CodeScopeOdd            Code = "scope-odd"
	CodeScopesDiffer        Code = "scopes-differ"
	CodeLevelIsScope        Code = "level-is-scope"
	CodeLevelsMisspelt      Code = "levels-misspelt"
	CodeLevelAPIUserOnly    Code = "level-api-user-only"
	CodeOperationIDMissing  Code = "operation-id-missing"
	CodeLevelsProseOnly     Code = "levels-prose-only"
	CodeLevelsDiffer        Code = "levels-differ"
	CodeProseAPIUserOnly    Code = "prose-api-user-only"
	CodeProseNeedsDiffer    Code = "prose-needs-differ"
	CodeProseScopesDiffer   Code = "prose-scopes-differ"
	CodeProseBroken         Code = "prose-broken"
	CodeRightsDiffer        Code = "rights-differ"
	CodePageDiffers         Code = "page-differs"
	CodePageSecurityDiffers Code = "page-security-differs"
	CodePageMissing         Code = "page-missing"
	CodePagesUnread         Code = "pages-unreadable"
	CodePageScripts         Code = "page-scripts-unreadable"
	CodeOverrideStale       Code = "override-stale"
	CodeScopeMisspelt       Code = "scope-misspelt"
	CodeScopeNearDuplicate  Code = "scope-near-duplicate"
	CodeLevelUnlisted       Code = "level-unlisted"
	CodeSecurityDefault     Code = "security-default"
	CodePublicDiscovery     Code = "public-discovery"
	CodeWitnessDiffers      Code = "witness-differs"
)

// FindingClass describes a class of finding to readers.
type FindingClass struct {
	Code     Code
	Severity Severity
	// Conflict is set when sources contradict each other about who may call.
	Conflict bool
	// Title says what is wrong, Assumed what authcat takes for true in spite of
	// it, Ask what the publisher could do about it.
	Title   string
	Assumed string
	Ask     string
}

// FindingClasses lists the classes in the order in which documents show them.
var FindingClasses = []FindingClass{
	{CodeSourceUnavailable, SeverityError, false, "A source could not be read",
		"nothing: what it says is missing", ""},
	{CodeSourceStale, SeverityError, false, "The facts of a source are old: for too long nothing newer could be read or believed",
		"nothing changed since they were read, which grows less likely every day", ""},
	{CodeSourceQuarantined, SeverityWarning, false, "What a source says now is refused; its last good facts are kept until somebody has looked",
		"the kept facts still hold", ""},
	{CodeSourceKept, SeverityWarning, false, "A source could not be read; its last good facts are kept",
		"nothing changed since they were read", ""},
	{CodeDocumentUncovered, SeverityWarning, false, "A document or folder is published that no source reads",
		"nothing: what it says is missing", ""},
	{CodePagesUncovered, SeverityWarning, false, "The documentation has pages of an API that no source reads",
		"nothing: what they say is missing", ""},
	{CodeDocumentDormant, SeverityWarning, false, "A document has not changed for a long time, while its siblings have",
		"it is still kept up, and nothing in it had to change", ""},
	{CodePagesUnread, SeverityWarning, false, "Documentation pages could not be read",
		"what was known of them, where anything was", ""},
	{CodePageScripts, SeverityInfo, false, "The authorization data of documentation pages could not be had",
		"nothing: the pages are silent about it", ""},
	{CodeOperationUnread, SeverityError, false, "An operation could not be read",
		"nothing: the operation is missing", "Please make the operation valid OpenAPI."},
	{CodeReferenceUnread, SeverityWarning, false, "A parameter's reference leads nowhere or outside the document",
		"the parameter is not the experimental header", "Please point the reference to a component of the document."},
	{CodeSecurityNull, SeverityError, false, "The security has null among its alternatives",
		"null states nothing: what stands beside it applies, or else the document's default", "Please state the alternative, or take it out."},
	{CodeFieldOdd, SeverityWarning, false, "A field is not written as OpenAPI asks for",
		"what it plainly means; nothing where it means nothing", "Please make the field valid OpenAPI."},
	{CodeProseUnread, SeverityWarning, false, "A description is too long to be read",
		"it says nothing about callers", ""},
	{CodeLevelAPIUserOnly, SeverityError, true, "The user levels list API, the schemes accept only a user's token",
		"the schemes are right: a user token is needed", "Please add applicationAuth to the security, or take API out of the user levels."},
	{CodeProseAPIUserOnly, SeverityError, true, "The description lists API among the authorities, the schemes accept only a user's token",
		"the schemes are right: a user token is needed", "Please add applicationAuth to the security, or take API out of the description."},
	{CodeProseNeedsDiffer, SeverityError, true, "The description speaks of another kind of token than the schemes",
		"the schemes are right", "Please make description and security agree on whether a user must stand behind the token."},
	{CodePublic, SeverityError, false, "The security is published as empty: no token needed",
		"what is published: no token", "Please state the security of the operation, or that it is public on purpose."},
	{CodeLevelsDiffer, SeverityWarning, true, "The description names other user levels than the extension",
		"the extension is right", "Please make description and x-sailpoint-userLevels name the same levels."},
	{CodeProseScopesDiffer, SeverityWarning, true, "The description names scopes of which none is in the security",
		"the security is right", "Please make description and security name the same scopes."},
	{CodeRightsDiffer, SeverityWarning, true, "x-required-right is not among the scopes of the security",
		"the security is right", "Please make x-required-right and the security name the same right."},
	{CodePageSecurityDiffers, SeverityWarning, true, "The documentation page shows another security or other user levels than the OpenAPI document",
		"the OpenAPI document is right", "Please publish the page anew."},
	{CodeWitnessDiffers, SeverityWarning, true, "Another witness contradicts what is published",
		"what is published", ""},
	{CodePageDiffers, SeverityWarning, false, "The documentation page has another title or other notes than the OpenAPI document",
		"the OpenAPI document is right", "Please publish the page anew."},
	{CodeLevelsProseOnly, SeverityWarning, false, "Only the description states user levels",
		"the description is right", "Please state the levels in x-sailpoint-userLevels."},
	{CodeSchemeUndeclared, SeverityWarning, false, "The security scheme is declared nowhere in the document",
		"its name tells what it is", "Please declare the scheme, or use userAuth."},
	{CodeSecurityInherited, SeverityWarning, false, "The operation states no security; the document's default applies",
		"the default", "Please state the security of the operation."},
	{CodeScopesEmpty, SeverityWarning, false, "The scheme is stated, no scope is",
		"any token of that kind, as far as published", "Please state the scopes of the operation."},
	{CodeScopeMisspelt, SeverityWarning, true, "Other versions of the endpoint spell the scope otherwise",
		"the name as published, for this version", "Please spell the scope as the other versions do, or say that it is another one."},
	{CodeScopeNearDuplicate, SeverityInfo, false, "A scope differs by a letter or two from one that many more operations list",
		"they are two scopes", "Please check the spelling."},
	{CodeSecurityDefault, SeverityWarning, false, "Hardly any operation of the document states its security; its default is the norm",
		"the default", "Please state the security of the operations."},
	{CodeProseBroken, SeverityWarning, false, "The description breaks off where it is about to name an authority or a scope",
		"it says nothing", "Please finish the sentence."},
	{CodeScopesDiffer, SeverityInfo, false, "A user's token and an API client's need different scopes",
		"each list for its own kind of token", "Please check that the two lists are meant to differ."},
	{CodeLevelIsScope, SeverityWarning, false, "A scope stands among the user levels",
		"it is no level and adds no scope", "Please move the scope to the security."},
	{CodeLevelUnlisted, SeverityInfo, false, "A user level that the User Level Access Matrix does not list",
		"it is a level, though none that an administrator can give by that name", "Please add the level to the matrix, or use its name there."},
	{CodePublicDiscovery, SeverityInfo, false, "A discovery document or key set is published as needing no token, as such endpoints are everywhere",
		"what is published: no token", ""},
	{CodeLevelsMisspelt, SeverityWarning, false, "The user-level extension is misspelt",
		"it means " + LevelsField, "Please rename the extension to " + LevelsField + "."},
	{CodeScopeUntrimmed, SeverityInfo, false, "A scope has white space around its name",
		"the trimmed name", "Please trim the name."},
	{CodeScopeOdd, SeverityInfo, false, "A scope does not have the usual three lower-case words",
		"the name as published", "Please check the name."},
	{CodeOperationIDMissing, SeverityInfo, false, "The operation has no operationId",
		"nothing: it is named by method and path", "Please give the operation an operationId: SDKs and pages are named after it."},
	{CodePageMissing, SeverityInfo, false, "The sitemap lists no page of the operation",
		"the operation is public all the same", "Please publish a page."},
	{CodeOverrideStale, SeverityWarning, false, "A correction made by hand no longer fits what is published",
		"the correction", ""},
}

// ClassOfCode returns the class of a code.
func ClassOfCode(code Code) (FindingClass, bool) {
	i := slices.IndexFunc(FindingClasses, func(c FindingClass) bool { return c.Code == code })
	if i < 0 {
		return FindingClass{}, false
	}
	return FindingClasses[i], true
}

// Finding is one thing about the published data that a reader should know.
type Finding struct {
	// Key of the operation; Method and Path are "" when it concerns a document.
	Key
	Code Code
	// Seen is what was published.
	Seen string
	// Pointer is where it stands in the API's document.
	Pointer string
}

// Severity of the finding's class.
func (f Finding) Severity() Severity { return f.class().Severity }

// Assumed is what authcat takes for true in spite of the finding.
func (f Finding) Assumed() string { return f.class().Assumed }

func (f Finding) class() FindingClass {
	class, _ := ClassOfCode(f.Code)
	return class
}

// Conflict reports whether sources contradict each other about who may call.
func (f Finding) Conflict() bool { return f.class().Conflict }

// keptFinding says why a document's facts are not of the latest crawl.
func keptFinding(d Document) Finding {
	finding := Finding{Key: Key{API: d.API}, Code: CodeSourceKept, Seen: string(d.Role) + " of " + d.FetchedAt.Format(time.DateOnly)}
	if d.Refused != "" {
		finding.Code = CodeSourceQuarantined
		finding.Seen += ", refused since " + d.RefusedOn + ": " + d.Refused
	}
	return finding
}
