package catalog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// inspection collects the findings about one operation.
type inspection struct {
	o     *Operation
	found []Finding
}

// inspect lists what is odd about an operation, in the order of FindingClasses.
func inspect(o *Operation) []Finding {
	in := inspection{o: o}
	in.security()
	in.scopeNames()
	in.levels()
	in.prose()
	in.page()
	in.override()
	if o.OperationID == "" {
		in.report(CodeOperationIDMissing, "", "no operationId")
	}
	sortFindings(in.found)
	return in.found
}

// sortFindings puts an operation's findings in the order of FindingClasses.
func sortFindings(findings []Finding) {
	slices.SortStableFunc(findings, func(a, b Finding) int { return classPosition(a.Code) - classPosition(b.Code) })
}

func classPosition(code Code) int {
	return slices.IndexFunc(FindingClasses, func(c FindingClass) bool { return c.Code == code })
}

// report adds a finding about a field of the operation, or the whole of it ("").
func (in *inspection) report(code Code, field, format string, args ...any) {
	pointer := in.o.Observation.Pointer()
	if field != "" {
		pointer += "/" + field
	}
	in.found = append(in.found, Finding{Key: in.o.Key, Code: code, Seen: fmt.Sprintf(format, args...), Pointer: pointer})
}

func (in *inspection) security() {
	o := in.o
	security := o.Security
	if security.Basis == BasisInherited {
		in.report(CodeSecurityInherited, "", "no security field; default %s", security)
	}
	if o.Decision.Needs == NeedsNone {
		seen := "security " + security.String()
		if o.Unauthorized {
			seen += " next to a documented 401"
		}
		code := CodePublic
		if discovery(o.Path) {
			code = CodePublicDiscovery
		}
		in.report(code, "security", "%s", seen)
	}
	uses := slices.Concat(security.Alternatives...)
	if names := schemes(uses, func(u SchemeUse) bool { return u.Undeclared }); len(names) > 0 {
		in.report(CodeSchemeUndeclared, "security", "scheme %s", strings.Join(names, ", "))
	}
	if names := schemes(uses, func(u SchemeUse) bool { return u.Scoped && len(u.Scopes) == 0 }); len(names) > 0 {
		in.report(CodeScopesEmpty, "security", "no scope for %s", strings.Join(names, ", "))
	}
	if d := o.Decision; d.Needs == NeedsPATOrClient && !slices.Equal(d.UserScopes, d.ClientScopes) {
		in.report(CodeScopesDiffer, "security", "user %s; API client %s", nameList(d.UserScopes), nameList(d.ClientScopes))
	}
}

// discovery reports whether a path is that of a document which clients read
// before they have a token: metadata under .well-known (RFC 8615) or a JSON Web
// Key Set (RFC 7517).
func discovery(path string) bool {
	return slices.ContainsFunc(strings.Split(path, "/"), func(segment string) bool { return segment == ".well-known" || segment == "jwks" })
}

func (in *inspection) scopeNames() {
	var untrimmed, odd []string
	for _, use := range slices.Concat(in.o.Security.Alternatives...) {
		for _, scope := range use.Scopes {
			if trimmed := strings.TrimSpace(scope); trimmed != scope {
				untrimmed = append(untrimmed, strconv.Quote(scope))
			} else if !wellFormedScope(trimmed) {
				odd = append(odd, strconv.Quote(scope))
			}
		}
	}
	if len(untrimmed) > 0 {
		in.report(CodeScopeUntrimmed, "security", "scope %s", nameList(Normalize(untrimmed)))
	}
	if len(odd) > 0 {
		in.report(CodeScopeOdd, "security", "scope %s", nameList(Normalize(odd)))
	}
}

func (in *inspection) levels() {
	o := in.o
	if o.LevelsField == "" {
		return
	}
	if o.LevelsField == MisspeltLevelsField {
		in.report(CodeLevelsMisspelt, o.LevelsField, "%s", o.LevelsField)
	}
	if scopes := slices.DeleteFunc(slices.Clone(o.Levels), func(l string) bool { return !LooksLikeScope(l) }); len(scopes) > 0 {
		in.report(CodeLevelIsScope, o.LevelsField, "%s", nameList(scopes))
	}
	if levels := cleanLevels(o.Levels); o.Decision.Needs == NeedsPAT && slices.Contains(levels, LevelAPI) {
		in.report(CodeLevelAPIUserOnly, o.LevelsField, "levels %s; security %s", nameList(levels), o.Security)
	}
}

// prose compares what the words say with what the fields say.
func (in *inspection) prose() {
	o, prose := in.o, in.o.Prose
	extension := cleanLevels(o.Levels)
	switch {
	case len(prose.Levels) == 0:
	case len(extension) == 0:
		in.report(CodeLevelsProseOnly, "description", "description %s; no extension", nameList(prose.Levels))
	case !sameLevels(prose.Levels, extension):
		in.report(CodeLevelsDiffer, "description", "description %s; extension %s", nameList(prose.Levels), nameList(extension))
	}
	if o.Decision.Needs == NeedsPAT && slices.Contains(prose.Levels, LevelAPI) {
		in.report(CodeProseAPIUserOnly, "description", "description %s; security %s", nameList(prose.Levels), o.Security)
	}
	if prose.Needs == ClassUser && o.Decision.Accepts(CredentialClient) == Yes ||
		prose.Needs == ClassClient && o.Decision.Accepts(CredentialPAT) == Yes {
		in.report(CodeProseNeedsDiffer, "description", "description asks for a %s token; security %s", tokenOf(prose.Needs), o.Security)
	}
	scopes := slices.Concat(o.Decision.UserScopes, o.Decision.ClientScopes)
	if len(prose.Scopes) > 0 && disjoint(prose.Scopes, scopes) {
		in.report(CodeProseScopesDiffer, "description", "description %s; security %s", nameList(prose.Scopes), o.Security)
	}
	if len(o.Rights) > 0 && disjoint(o.Rights, scopes) {
		in.report(CodeRightsDiffer, "x-required-right", "right %s; security %s", nameList(o.Rights), o.Security)
	}
	if prose.Broken {
		in.report(CodeProseBroken, "description", "a sentence about callers breaks off")
	}
}

// sameLevels compares levels as two witnesses name them. The words "any user"
// and the level USER, which every user has, don't contradict each other.
func sameLevels(prose, extension []string) bool {
	if slices.Equal(prose, []string{LevelAny}) {
		return slices.Contains(extension, LevelAny) || slices.Contains(extension, LevelUser)
	}
	return slices.Equal(prose, extension)
}

func tokenOf(class Class) string {
	if class == ClassUser {
		return "user's"
	}
	return "user-less"
}

// page compares the documentation page, where it was read, with the document.
func (in *inspection) page() {
	o, page := in.o, in.o.Page
	if page == nil || page.Read.IsZero() {
		return
	}
	differs := func(what string, onPage, inDocument any) {
		code := CodePageDiffers
		if what == "security" || what == "user levels" {
			code = CodePageSecurityDiffers
		}
		in.report(code, "", "%s: page %v, document %v", what, onPage, inDocument)
	}
	// The site shows titles in sentence case: "Get jwks" for "Get JWKS".
	if title := OneLine(page.Title); !strings.EqualFold(title, OneLine(o.Title)) {
		differs("title", strconv.Quote(title), strconv.Quote(OneLine(o.Title)))
	}
	if page.Deprecated != o.Deprecated {
		differs("deprecated", page.Deprecated, o.Deprecated)
	}
	if page.Experimental != o.IsExperimental() {
		differs("experimental", page.Experimental, o.IsExperimental())
	}
	if !slices.Equal(page.Prose.Levels, o.Prose.Levels) {
		differs("levels by description", nameList(page.Prose.Levels), nameList(o.Prose.Levels))
	}
	if !slices.Equal(page.Prose.Scopes, o.Prose.Scopes) {
		differs("scopes by description", nameList(page.Prose.Scopes), nameList(o.Prose.Scopes))
	}
	if page.Security == nil {
		return
	}
	if published := page.Security.String(); published != o.Security.String() {
		differs("security", published, o.Security)
	}
	if levels := cleanLevels(page.Levels); !slices.Equal(levels, cleanLevels(o.Levels)) {
		differs("user levels", nameList(levels), nameList(cleanLevels(o.Levels)))
	}
}

// override reports a correction that the sources have overtaken.
func (in *inspection) override() {
	override := in.o.Override
	if override == nil {
		return
	}
	published := []string{string(in.o.publishedScopeRule())}
	if override.Fact == FactLevels {
		published, _ = in.o.publishedLevels()
	}
	if !slices.Equal(published, Normalize(override.Replaces)) {
		in.report(CodeOverrideStale, "", "%s was %s on %s, is %s", override.Fact, nameList(override.Replaces), override.Date, nameList(published))
	}
}

func disjoint(a, b []string) bool {
	return !slices.ContainsFunc(a, func(name string) bool { return slices.Contains(b, name) })
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

func nameList(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}
