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
	CodeObservedDiffers     Code = "observed-differs"
)

// FindingClass is a class of finding. Package export has the words for it.
type FindingClass struct {
	Code     Code
	Severity Severity
	// Conflict is set when sources contradict each other about who may call.
	Conflict bool
}

// FindingClasses lists the classes in the order in which everything shows them:
// by severity, then what is about documents, then what is about operations.
var FindingClasses = []FindingClass{
	{CodeSourceUnavailable, SeverityError, false},
	{CodeSourceStale, SeverityError, false},
	{CodeOperationUnread, SeverityError, false},
	{CodeSecurityNull, SeverityError, false},
	{CodeLevelAPIUserOnly, SeverityError, true},
	{CodeProseAPIUserOnly, SeverityError, true},
	{CodeProseNeedsDiffer, SeverityError, true},
	{CodeObservedDiffers, SeverityError, false},
	{CodePublic, SeverityError, false},
	{CodeSourceQuarantined, SeverityWarning, false},
	{CodeSourceKept, SeverityWarning, false},
	{CodeDocumentUncovered, SeverityWarning, false},
	{CodePagesUncovered, SeverityWarning, false},
	{CodeDocumentDormant, SeverityWarning, false},
	{CodePagesUnread, SeverityWarning, false},
	{CodeReferenceUnread, SeverityWarning, false},
	{CodeFieldOdd, SeverityWarning, false},
	{CodeProseUnread, SeverityWarning, false},
	{CodeLevelsDiffer, SeverityWarning, true},
	{CodeProseScopesDiffer, SeverityWarning, true},
	{CodeRightsDiffer, SeverityWarning, true},
	{CodePageSecurityDiffers, SeverityWarning, true},
	{CodeWitnessDiffers, SeverityWarning, true},
	{CodePageDiffers, SeverityWarning, false},
	{CodeLevelsProseOnly, SeverityWarning, false},
	{CodeSchemeUndeclared, SeverityWarning, false},
	{CodeSecurityInherited, SeverityWarning, false},
	{CodeScopesEmpty, SeverityWarning, false},
	{CodeScopeMisspelt, SeverityWarning, true},
	{CodeSecurityDefault, SeverityWarning, false},
	{CodeProseBroken, SeverityWarning, false},
	{CodeLevelIsScope, SeverityWarning, false},
	{CodeLevelsMisspelt, SeverityWarning, false},
	{CodeOverrideStale, SeverityWarning, false},
	{CodePageScripts, SeverityInfo, false},
	{CodeScopeNearDuplicate, SeverityInfo, false},
	{CodeScopesDiffer, SeverityInfo, false},
	{CodeLevelUnlisted, SeverityInfo, false},
	{CodePublicDiscovery, SeverityInfo, false},
	{CodeScopeUntrimmed, SeverityInfo, false},
	{CodeScopeOdd, SeverityInfo, false},
	{CodeOperationIDMissing, SeverityInfo, false},
	{CodePageMissing, SeverityInfo, false},
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
