package catalog

import (
	"fmt"
	"slices"
)

func stateCorrection(o *Operation) []Statement {
	if o.Override == nil {
		return nil
	}
	said := Statement{Witness: WitnessCorrection, Fact: o.Override.Fact, URL: o.Override.Evidence, On: o.Override.Date}
	switch {
	case said.Fact == FactLevels:
		said.Value = LevelNames(Normalize(o.Override.Values))
	case said.Fact == FactScopeRule && len(o.Override.Values) > 0:
		said.Value = ScopeRule(o.Override.Values[0])
	default:
		return nil
	}
	return []Statement{said}
}

func stateOperation(o *Operation) []Statement {
	said := o.saying(WitnessOperation)
	if o.Security.Basis == BasisOperation {
		said.add(FactSecurity, "/security", o.Security)
	}
	if o.pageRead() {
		said.add(FactTitle, "/summary", Text(o.Title))
		said.add(FactDeprecated, "/deprecated", Flag(o.Deprecated))
		said.add(FactExperimental, "", Flag(o.IsExperimental()))
		if o.Experimental != "" {
			said.all[len(said.all)-1].Pointer = o.Experimental
		}
		said.add(FactProse, "/description", o.Prose.sum())
	}
	return said.all
}

func stateDefault(o *Operation) []Statement {
	if o.Security.Basis != BasisInherited {
		return nil
	}
	return []Statement{{Witness: WitnessDefault, Fact: FactSecurity, Value: o.Security, Pointer: "/security"}}
}

func stateExtension(o *Operation) []Statement {
	levels := cleanLevels(o.Levels)
	if len(levels) == 0 {
		return nil
	}
	said, field := o.saying(WitnessExtension), "/"+o.LevelsField
	said.add(FactLevels, field, LevelNames(levels))
	said.client(field, levels)
	return said.all
}

func stateRight(o *Operation) []Statement {
	said := o.saying(WitnessRight)
	if len(o.Rights) > 0 {
		said.add(FactScopes, "/"+RightsField, ScopeNames(o.Rights))
	}
	return said.all
}

func stateDescription(o *Operation) []Statement {
	const field = "/description"
	said, prose := o.saying(WitnessDescription), o.Prose
	if len(prose.Levels) > 0 {
		said.add(FactLevels, field, LevelNames(prose.Levels))
		said.client(field, prose.Levels)
	}
	switch prose.Needs {
	case ClassUser:
		said.add(FactToken, field, Callers{Unknown, No, Text("asks for a user's token")})
	case ClassClient:
		said.add(FactToken, field, Callers{No, Unknown, Text("asks for a user-less token")})
	}
	if len(prose.Scopes) > 0 {
		said.add(FactScopes, field, ScopeNames(prose.Scopes))
	}
	if prose.AllScopes {
		said.add(FactScopeRule, field, AllScopes)
	}
	return said.all
}

func statePage(o *Operation) []Statement {
	if !o.pageRead() {
		return nil
	}
	page, said := o.Page, statements{witness: WitnessPage, url: o.Page.URL}
	said.add(FactTitle, "", Text(page.Title))
	said.add(FactDeprecated, "", Flag(page.Deprecated))
	said.add(FactExperimental, "", Flag(page.Experimental))
	said.add(FactProse, "", page.Prose.sum())
	levels := cleanLevels(page.Levels)
	if page.Security != nil {
		said.add(FactSecurity, "", *page.Security)
	}
	if page.Security != nil || len(levels) > 0 {
		said.add(FactLevels, "", LevelNames(levels))
	}
	return said.all
}

func (o *Operation) pageRead() bool { return o.Page != nil && !o.Page.Read.IsZero() }

// sum says what words say of levels and scopes.
func (p Prose) sum() Text {
	return Text(fmt.Sprintf("levels %s; scopes %s", nameList(p.Levels), nameList(p.Scopes)))
}

// statements collects those of one witness.
type statements struct {
	witness Witness
	// of is the operation in whose fields they stand, nil where they stand at the url.
	of  *Operation
	url string
	all []Statement
}

// saying collects statements that stand in fields of the operation.
func (o *Operation) saying(w Witness) statements { return statements{witness: w, of: o} }

func (s *statements) add(fact Fact, field string, value Value) {
	said := Statement{Witness: s.witness, Fact: fact, Value: value, URL: s.url}
	if s.of != nil {
		said.Pointer = s.of.Observation.Pointer() + field
	}
	s.all = append(s.all, said)
}

// client adds what API among user levels says: that a user-less API client is accepted.
func (s *statements) client(field string, levels []string) {
	if slices.Contains(levels, LevelAPI) {
		s.add(FactClient, field, Callers{Unknown, Yes, LevelNames(levels)})
	}
}
