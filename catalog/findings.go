package catalog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
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
	CodeSourceUnavailable  Code = "source-unavailable"
	CodeSourceKept         Code = "source-kept"
	CodeOperationUnread    Code = "operation-unreadable"
	CodeReferenceUnread    Code = "reference-unresolved"
	CodeSecurityInherited  Code = "security-inherited"
	CodeSchemeUndeclared   Code = "scheme-undeclared"
	CodePublic             Code = "public"
	CodeScopesEmpty        Code = "scopes-empty"
	CodeScopeUntrimmed     Code = "scope-untrimmed"
	CodeScopeOdd           Code = "scope-odd"
	CodeScopesDiffer       Code = "scopes-differ"
	CodeLevelIsScope       Code = "level-is-scope"
	CodeLevelsMisspelt     Code = "levels-misspelt"
	CodeLevelAPIUserOnly   Code = "level-api-user-only"
	CodeOperationIDMissing Code = "operation-id-missing"
)

// FindingClass describes a class of finding to readers.
type FindingClass struct {
	Code     Code
	Severity Severity
	// Title says what is wrong, Assumed what authcat takes for true in spite of it.
	Title   string
	Assumed string
}

// FindingClasses lists the classes in the order in which documents show them.
var FindingClasses = []FindingClass{
	{CodeSourceUnavailable, SeverityError, "A source could not be read",
		"nothing: this API's operations are missing"},
	{CodeSourceKept, SeverityWarning, "A source could not be read; its last good facts are kept",
		"nothing changed since they were read"},
	{CodeOperationUnread, SeverityError, "An operation could not be read",
		"nothing: the operation is missing"},
	{CodeReferenceUnread, SeverityWarning, "A parameter's reference leads nowhere or outside the document",
		"the parameter is not the experimental header"},
	{CodeLevelAPIUserOnly, SeverityError, "The user levels list API, the schemes accept only a user's token",
		"the schemes are right: a user token is needed"},
	{CodePublic, SeverityError, "The security is published as empty: no token needed",
		"what is published: no token"},
	{CodeSchemeUndeclared, SeverityWarning, "The security scheme is declared nowhere in the document",
		"its name tells what it is"},
	{CodeSecurityInherited, SeverityWarning, "The operation states no security; the document's default applies",
		"the default"},
	{CodeScopesEmpty, SeverityWarning, "The scheme is stated, no scope is",
		"any token of that kind, as far as published"},
	{CodeScopesDiffer, SeverityInfo, "A user's token and an API client's need different scopes",
		"each list for its own kind of token"},
	{CodeLevelIsScope, SeverityWarning, "A scope stands among the user levels",
		"it is no level and adds no scope"},
	{CodeLevelsMisspelt, SeverityWarning, "The user-level extension is misspelt",
		"it means " + LevelsField},
	{CodeScopeUntrimmed, SeverityInfo, "A scope has white space around its name",
		"the trimmed name"},
	{CodeScopeOdd, SeverityInfo, "A scope does not have the usual three lower-case words",
		"the name as published"},
	{CodeOperationIDMissing, SeverityInfo, "The operation has no operationId",
		"nothing: it is named by method and path"},
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

func keptFinding(d Document) Finding {
	return Finding{
		Key:  Key{API: d.API},
		Code: CodeSourceKept,
		Seen: "facts of " + d.FetchedAt.Format("2006-01-02"),
	}
}

// inspect lists what is odd about an operation, in the order of FindingClasses.
func inspect(o *Operation) []Finding {
	found := inspectSecurity(o)
	found = append(found, inspectLevels(o)...)
	if o.OperationID == "" {
		found = append(found, Finding{Key: o.Key, Code: CodeOperationIDMissing, Seen: "no operationId", Pointer: o.Observation.Pointer()})
	}
	slices.SortStableFunc(found, func(a, b Finding) int { return classPosition(a.Code) - classPosition(b.Code) })
	return found
}

func classPosition(code Code) int {
	return slices.IndexFunc(FindingClasses, func(c FindingClass) bool { return c.Code == code })
}

func inspectSecurity(o *Operation) []Finding {
	pointer := o.Observation.Pointer() + "/security"
	if o.Security.Basis == BasisInherited {
		pointer = "/security"
	}
	var found []Finding
	report := func(code Code, seen string) {
		found = append(found, Finding{Key: o.Key, Code: code, Seen: seen, Pointer: pointer})
	}
	if o.Security.Basis == BasisInherited {
		report(CodeSecurityInherited, "no security field; default "+o.Security.String())
	}
	if o.Decision.Needs == NeedsNone {
		report(CodePublic, "security "+o.Security.String())
	}
	uses := slices.Concat(o.Security.Alternatives...)
	if names := schemes(uses, func(u SchemeUse) bool { return u.Undeclared }); len(names) > 0 {
		report(CodeSchemeUndeclared, "scheme "+strings.Join(names, ", "))
	}
	if names := schemes(uses, func(u SchemeUse) bool { return u.Scoped && len(u.Scopes) == 0 }); len(names) > 0 {
		report(CodeScopesEmpty, "no scope for "+strings.Join(names, ", "))
	}
	var untrimmed, odd []string
	for _, use := range uses {
		for _, scope := range use.Scopes {
			if trimmed := strings.TrimSpace(scope); trimmed != scope {
				untrimmed = append(untrimmed, strconv.Quote(scope))
			} else if !wellFormedScope(trimmed) {
				odd = append(odd, strconv.Quote(scope))
			}
		}
	}
	if len(untrimmed) > 0 {
		report(CodeScopeUntrimmed, "scope "+strings.Join(Normalize(untrimmed), ", "))
	}
	if len(odd) > 0 {
		report(CodeScopeOdd, "scope "+strings.Join(Normalize(odd), ", "))
	}
	if d := o.Decision; d.Needs == NeedsPATOrClient && !slices.Equal(d.UserScopes, d.ClientScopes) {
		report(CodeScopesDiffer, fmt.Sprintf("user %s; API client %s", scopeList(d.UserScopes), scopeList(d.ClientScopes)))
	}
	return found
}

func inspectLevels(o *Operation) []Finding {
	if o.LevelsField == "" {
		return nil
	}
	pointer := o.Observation.Pointer() + "/" + o.LevelsField
	var found []Finding
	if o.LevelsField == MisspeltLevelsField {
		found = append(found, Finding{Key: o.Key, Code: CodeLevelsMisspelt, Seen: o.LevelsField, Pointer: pointer})
	}
	var scopes []string
	for _, level := range o.Levels {
		if LooksLikeScope(level) {
			scopes = append(scopes, level)
		}
	}
	if len(scopes) > 0 {
		found = append(found, Finding{Key: o.Key, Code: CodeLevelIsScope, Seen: strings.Join(scopes, ", "), Pointer: pointer})
	}
	if o.Decision.Needs == NeedsPAT && slices.Contains(o.UserLevels, LevelAPI) {
		found = append(found, Finding{Key: o.Key, Code: CodeLevelAPIUserOnly,
			Seen: fmt.Sprintf("levels %s; security %s", strings.Join(o.UserLevels, ", "), o.Security), Pointer: pointer})
	}
	return found
}

func schemes(uses []SchemeUse, keep func(SchemeUse) bool) []string {
	var names []string
	for _, use := range uses {
		if keep(use) {
			names = append(names, use.Scheme)
		}
	}
	return Normalize(names)
}

func scopeList(scopes []string) string {
	if len(scopes) == 0 {
		return "none"
	}
	return strings.Join(scopes, ", ")
}
