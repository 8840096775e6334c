package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// inspection collects the findings about one operation.
type inspection struct {
	o     *Operation
	said  []Statement
	found []Finding
}

// inspect lists what is odd about an operation, in the order of FindingClasses.
func inspect(o *Operation, said []Statement) []Finding {
	in := inspection{o: o, said: said}
	in.security()
	in.scopeNames()
	in.levelNames()
	in.witnesses()
	in.override()
	if o.Prose.Broken {
		in.report(CodeProseBroken, "description", "a sentence about callers breaks off")
	}
	if o.OperationID == "" {
		in.report(CodeOperationIDMissing, "", "no operationId")
	}
	SortFindings(in.found)
	return in.found
}

// SortFindings puts findings in the order of FindingClasses, those of a class as they were.
func SortFindings(findings []Finding) {
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

func (in *inspection) levelNames() {
	o := in.o
	if o.LevelsField == MisspeltLevelsField {
		in.report(CodeLevelsMisspelt, o.LevelsField, "%s", o.LevelsField)
	}
	if scopes := slices.DeleteFunc(slices.Clone(o.Levels), func(l string) bool { return !LooksLikeScope(l) }); o.LevelsField != "" && len(scopes) > 0 {
		in.report(CodeLevelIsScope, o.LevelsField, "%s", nameList(scopes))
	}
}

// witnesses reports, of each fact, the witnesses that contradict the one that
// is believed, and those that are believed for want of a better one. What the
// maintainers corrected is no news.
func (in *inspection) witnesses() {
	said := published(in.said)
	for _, fact := range ledgerFacts {
		about := ofFact(said, fact)
		if len(about) == 0 {
			continue
		}
		c := weigh(about)
		for _, against := range c.Against {
			in.differs(against, *c.Believed)
		}
		if c.Believed == nil {
			c.Believed = &about[0]
		}
		in.alone(*c.Believed)
	}
}

func (in *inspection) differs(s, believed Statement) {
	in.about(s, s.Witness.counts(s.Fact).differs, in.words(s)+"; "+in.words(believed))
}

func (in *inspection) alone(s Statement) {
	code := s.Witness.counts(s.Fact).alone
	switch {
	case code == "" || s.Fact == FactLevels && s.Value.String() == noNames:
	case s.Witness == WitnessDefault:
		in.about(s, code, "no security field; default "+in.o.Security.String())
	case s.Fact == FactLevels:
		in.about(s, code, in.words(s)+"; no extension")
	default:
		in.about(s, code, in.words(s)+"; nothing in the document")
	}
}

// about adds a finding where the statement stands, or at the operation where
// that is elsewhere.
func (in *inspection) about(s Statement, code Code, seen string) {
	operation := in.o.Observation.Pointer()
	if !strings.HasPrefix(s.Pointer, operation) {
		s.Pointer = operation
	}
	in.found = append(in.found, Finding{Key: in.o.Key, Code: code, Seen: seen, Pointer: s.Pointer})
}

// words are what a statement says, in short.
func (in *inspection) words(s Statement) string {
	switch {
	case s.Fact == FactTitle || s.Fact == FactDeprecated || s.Fact == FactExperimental || s.Fact == FactProse:
		return fmt.Sprintf("%s %s %s", s.Witness, s.Fact, strconv.Quote(OneLine(s.Value.String())))
	case s.Witness == WitnessOperation || s.Witness == WitnessDefault:
		return "security " + in.o.Security.String()
	case s.Witness == WitnessExtension && s.Fact == FactClient:
		return "levels " + s.Value.String()
	default:
		return string(s.Witness) + " " + s.Value.String()
	}
}

// override reports a correction that the sources have overtaken.
func (in *inspection) override() {
	override := in.o.Override
	if override == nil {
		return
	}
	var said []string
	if override.Fact == FactLevels {
		said, _ = concluded[LevelNames](published(in.said), FactLevels)
	} else {
		rule, _ := concluded[ScopeRule](published(in.said), FactScopeRule)
		said = []string{string(cmp.Or(rule, AnyScope))}
	}
	if !slices.Equal(said, Normalize(override.Replaces)) {
		in.report(CodeOverrideStale, "", "%s was %s on %s, is %s", override.Fact, nameList(override.Replaces), override.Date, nameList(said))
	}
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
