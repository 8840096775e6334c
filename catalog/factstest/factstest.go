// Package factstest makes facts for tests of what keeps them: with every field
// in use, and with texts that a format could stumble over.
package factstest

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"time"

	"authcat/catalog"
)

// Make makes facts of a text, the same of the same. They are in the order in
// which readers return them.
func Make(text []byte) catalog.Facts {
	s := source{text}
	facts := catalog.Facts{APIs: []catalog.API{
		{ID: "v1", Title: s.word(), Product: catalog.ProductISC, SpecURL: "https://h/v1", DocsURL: s.word(), Status: "current"},
		{ID: "v3", Title: s.word(), Product: catalog.ProductISC, BasePath: "/v3", Status: "legacy", EndOfLife: "2028/29"},
		{ID: "nerm", Title: s.word(), Product: catalog.ProductNERM, BasePath: "/api"},
	}}
	for _, api := range facts.APIs {
		facts.Documents = append(facts.Documents, catalog.Document{
			Role: catalog.RoleSpec, API: api.ID, URL: "https://h/" + api.ID, SHA256: "ab", FetchedAt: s.time(), Kept: s.flag(), Refused: s.word(), RefusedOn: s.word(),
		})
		s.operations(&facts, api.ID)
	}
	facts.Documents = append(facts.Documents, catalog.Document{Role: catalog.RoleSitemap, URL: "https://h/sitemap.xml", FetchedAt: s.time(), Kept: s.flag()})
	for range s.number(3) {
		facts.Levels = append(facts.Levels, catalog.UserLevel{Name: s.word(), Title: s.word(), Excludes: s.words(), Opens: s.words(), Notes: s.words()})
	}
	return catalog.Merge(facts).Facts // in its order
}

// Texts are n texts to make facts of, always the same ones.
func Texts(n int) [][]byte {
	random := rand.New(rand.NewPCG(1, 2))
	texts := make([][]byte, n)
	for i := range texts {
		texts[i] = make([]byte, 40*i)
		for at := range texts[i] {
			texts[i][at] = byte(random.Uint32())
		}
	}
	return texts
}

func (s *source) operations(facts *catalog.Facts, api string) {
	used := map[catalog.Key]bool{}
	for range s.number(4) {
		o := s.observation(catalog.Key{API: api, Method: s.one("GET", "POST", "PATCH"), Path: "/" + s.word() + "/{" + s.word() + "}"})
		if used[o.Key] {
			continue
		}
		used[o.Key] = true
		facts.Observations = append(facts.Observations, o)
		if s.flag() {
			facts.Statements = append(facts.Statements, s.statement(o.Key))
		}
		if s.flag() {
			facts.Pages = append(facts.Pages, s.page(o.Key))
		}
	}
	for range s.number(2) {
		facts.Problems = append(facts.Problems, catalog.Problem{Key: catalog.Key{API: api, Method: "GET", Path: s.word()},
			Code: catalog.CodeOperationUnread, Seen: s.word(), Pointer: s.word()})
	}
}

func (s *source) observation(key catalog.Key) catalog.Observation {
	o := catalog.Observation{
		Key: key, OperationID: s.word(), Title: s.word(), Tags: s.words(), Deprecated: s.flag(), Security: s.security(),
		Unauthorized: s.flag(), Rights: s.words(), Audience: s.words(), Successor: s.word(), Prose: s.prose(), SecurityNote: s.prose(),
	}
	if s.flag() {
		o.Experimental = o.Pointer() + "/parameters/0"
	}
	if s.flag() {
		o.LevelsField, o.Levels = catalog.LevelsField, s.words()
	}
	return o
}

// page is one that was read, or only listed.
func (s *source) statement(key catalog.Key) catalog.OperationStatement {
	values := map[catalog.Fact]catalog.Value{
		catalog.FactLevels: catalog.LevelNames(s.words()), catalog.FactScopes: catalog.ScopeNames(s.words()), catalog.FactTitle: catalog.Text(s.word()),
		catalog.FactDeprecated: catalog.Flag(s.flag()), catalog.FactClient: catalog.Callers{User: catalog.Unknown, Client: catalog.Yes}, catalog.FactScopeRule: catalog.AllScopes,
	}
	fact := catalog.Fact(s.one("user_levels", "scopes", "title", "deprecated", "api_client", "scope_rule"))
	return catalog.OperationStatement{Key: key, Statement: catalog.Statement{
		Witness: catalog.Witness(s.one("report", "page", "an odd one")), Fact: fact, Value: values[fact], Pointer: s.word(), URL: s.word(), On: s.word(),
	}}
}

func (s *source) page(key catalog.Key) catalog.Page {
	p := catalog.Page{Key: key, URL: "https://h/docs/" + s.word()}
	if s.flag() {
		return p
	}
	p.Read, p.SHA256, p.Title, p.Deprecated, p.Experimental = s.time(), "cd", s.word(), s.flag(), s.flag()
	p.Prose, p.Levels = s.prose(), s.words()
	if s.flag() {
		security := s.security()
		p.Security = &security
	}
	return p
}

func (s *source) prose() catalog.Prose {
	return catalog.Prose{Levels: sorted(s.words()), Scopes: sorted(s.words()), Conditions: s.conditions(),
		Needs: catalog.Class(s.one("", "user", "client")), AllScopes: s.flag(), Broken: s.flag()}
}

func (s *source) conditions() []catalog.Condition {
	var all []catalog.Condition
	for range s.number(3) {
		c := catalog.Condition{
			Kind:    catalog.ConditionKinds[s.number(len(catalog.ConditionKinds)-1)],
			Applies: catalog.Subject{Type: catalog.SubjectType(s.one("all", "level", "scope", "parameter", "feature")), Value: s.word(), Without: s.flag()},
			Asks: catalog.Ask{Scopes: s.words(), Levels: s.words(), All: s.flag(), Person: catalog.Person(s.word()), Object: s.word(), Licence: s.word(),
				Parameter: s.word(), Value: s.word(), Token: catalog.Class(s.one("", "user", "client"))},
			Said: catalog.Place{Witness: catalog.Witness(s.one("description", "summary", "parameter", "note", "page")), Parameter: s.word(), Pointer: s.word()},
		}
		if c.Applies.Type != catalog.OnAll {
			c.Applies.Names = append(s.words(), s.word())
		}
		all = append(all, c)
	}
	return all
}

func sorted(words []string) []string {
	slices.Sort(words)
	return slices.Compact(words)
}

// security is not stated, empty, or has alternatives, empty ones too.
func (s *source) security() catalog.Security {
	security := catalog.Security{Basis: catalog.Basis(s.one("", "operation", "inherited"))}
	for range s.number(3) {
		requirement := catalog.Requirement{}
		for range s.number(3) {
			scheme := s.one("userAuth", "applicationAuth", "UserContextAuth", "", "[]", "{}", "&", "a & b", `"`)
			if !slices.ContainsFunc(requirement, func(use catalog.SchemeUse) bool { return use.Scheme == scheme }) {
				// What is declared is the document's to say: the same of every use of a scheme.
				requirement = append(requirement, catalog.SchemeUse{Scheme: scheme, Scopes: s.words(), Undeclared: scheme == "UserContextAuth" || scheme == "", Scoped: scheme != "[]"})
			}
		}
		slices.SortFunc(requirement, func(a, b catalog.SchemeUse) int { return compare(a.Scheme, b.Scheme) })
		security.Alternatives = append(security.Alternatives, requirement)
	}
	return security
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	default:
		return 0
	}
}

// source is the rest of a text; what is made of an empty one is small.
type source struct{ rest []byte }

func (s *source) byte() byte {
	if len(s.rest) == 0 {
		return 0
	}
	b := s.rest[0]
	s.rest = s.rest[1:]
	return b
}

func (s *source) number(n int) int { return int(s.byte()) % (n + 1) }
func (s *source) flag() bool       { return s.byte()&1 == 1 }

func (s *source) one(words ...string) string { return words[int(s.byte())%len(words)] }

// word is one that a format could stumble over, or some bytes of the text.
func (s *source) word() string {
	nasty := []string{"", "a", "idn:identity:read", "[]", "{}", "&", "a & b", `"`, `"a"`, `\`, " a ", "a\nb", "\n\n", "\r", "|", "a|b", "''", "\x00", "\xff", "é", "\u2028", "\u202e", "problem", "page", "security []"}
	n := int(s.byte())
	if n < len(nasty) {
		return nasty[n]
	}
	n = min(n%8, len(s.rest))
	word := string(s.rest[:n])
	s.rest = s.rest[n:]
	return word
}

func (s *source) words() []string {
	var words []string
	for range s.number(3) {
		words = append(words, s.word())
	}
	return words
}

func (s *source) time() time.Time {
	return time.Date(2026, 8, 1+int(s.byte())%28, 1, 2, 3, 0, time.UTC)
}

// Differ says where two facts differ, "" where they don't. An empty list is as
// good as none.
func Differ(got, want catalog.Facts) string {
	return differ("facts", reflect.ValueOf(got), reflect.ValueOf(want))
}

func differ(at string, a, b reflect.Value) string {
	switch {
	case a.Type() == reflect.TypeFor[time.Time]():
		if x, y := a.Interface().(time.Time), b.Interface().(time.Time); !x.Equal(y) {
			return fmt.Sprintf("%s is %s, not %s", at, x, y)
		}
	case a.Kind() == reflect.Struct:
		for i := range a.NumField() {
			if found := differ(at+"."+a.Type().Field(i).Name, a.Field(i), b.Field(i)); found != "" {
				return found
			}
		}
	case a.Kind() == reflect.Slice:
		if a.Len() != b.Len() {
			return fmt.Sprintf("%s has %d items, not %d: %#v, not %#v", at, a.Len(), b.Len(), a, b)
		}
		for i := range a.Len() {
			if found := differ(fmt.Sprintf("%s[%d]", at, i), a.Index(i), b.Index(i)); found != "" {
				return found
			}
		}
	case a.Kind() == reflect.Pointer, a.Kind() == reflect.Interface:
		if a.IsNil() || b.IsNil() || a.Elem().Type() != b.Elem().Type() {
			if a.IsNil() != b.IsNil() || !a.IsNil() {
				return fmt.Sprintf("%s is %#v, not %#v", at, a, b)
			}
			return ""
		}
		return differ(at, a.Elem(), b.Elem())
	case !a.Equal(b):
		return fmt.Sprintf("%s is %#v, not %#v", at, a, b)
	}
	return ""
}
