package factfile

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"authcat/catalog"
)

// A condition is a line: its kind, then what it applies to, what it asks and
// where it stands, as key=value; a key that takes several values is repeated.
//
//	prose-when narrows level=ROLE_SUBADMIN person=administrator object=source
//	prose-when parameter without level=ORG_ADMIN asks-parameter=owner-id asks-value=me in=owner-id at=/paths/…
//
// Where nothing is said it stands in the description.

// condition writes one condition; usual is where it stands if the line doesn't say.
func (w *writer) condition(keyword string, c catalog.Condition, usual catalog.Place) {
	words := []string{string(c.Kind)}
	list := func(key string, values []string) {
		for _, value := range values {
			words = append(words, key+"="+value)
		}
	}
	add := func(key, value string) {
		if value != "" {
			words = append(words, key+"="+value)
		}
	}
	if c.Applies.Without {
		words = append(words, "without")
	}
	if c.Applies.Type != catalog.OnAll {
		list(string(c.Applies.Type), c.Applies.Names)
	}
	add("value", c.Applies.Value)
	list("asks-scope", c.Asks.Scopes)
	if c.Asks.All {
		words = append(words, "all")
	}
	list("asks-level", c.Asks.Levels)
	add("person", string(c.Asks.Person))
	add("object", c.Asks.Object)
	add("licence", c.Asks.Licence)
	add("asks-parameter", c.Asks.Parameter)
	add("asks-value", c.Asks.Value)
	add("token", string(c.Asks.Token))
	if c.Said != usual {
		add("said", string(c.Said.Witness))
		add("in", c.Said.Parameter)
		add("at", c.Said.Pointer)
	}
	w.words(keyword, words)
}

// readCondition reads a line; usual is where the condition stands if the line doesn't say.
func readCondition(rest string, usual catalog.Place) (catalog.Condition, error) {
	words, err := splitWords(rest)
	if err != nil {
		return catalog.Condition{}, err
	}
	if len(words) == 0 || !slices.Contains(catalog.ConditionKinds, catalog.ConditionKind(words[0])) {
		return catalog.Condition{}, errors.New("no kind of condition")
	}
	c := catalog.Condition{Kind: catalog.ConditionKind(words[0]), Applies: catalog.Subject{Type: catalog.OnAll}}
	var said catalog.Place
	for _, word := range words[1:] {
		key, value, _ := strings.Cut(word, "=")
		if !readPlace(&said, key, value) && !readSubject(&c.Applies, key, value) && !readAsk(&c.Asks, key, value) {
			return c, fmt.Errorf("unknown key %s", key)
		}
	}
	if c.Said = said; said == (catalog.Place{}) {
		c.Said = usual
	}
	return c, nil
}

func readPlace(p *catalog.Place, key, value string) bool {
	switch key {
	case "said":
		p.Witness = catalog.Witness(value)
	case "in":
		p.Parameter = value
	case "at":
		p.Pointer = value
	default:
		return false
	}
	return true
}

func readSubject(s *catalog.Subject, key, value string) bool {
	switch key {
	case "without":
		s.Without = true
	case "value":
		s.Value = value
	case string(catalog.OnLevel), string(catalog.OnScope), string(catalog.OnParameter), string(catalog.OnFeature):
		s.Type = catalog.SubjectType(key)
		s.Names = append(s.Names, value)
	default:
		return false
	}
	return true
}

func readAsk(a *catalog.Ask, key, value string) bool {
	switch key {
	case "asks-scope":
		a.Scopes = append(a.Scopes, value)
	case "all":
		a.All = true
	case "asks-level":
		a.Levels = append(a.Levels, value)
	case "person":
		a.Person = catalog.Person(value)
	case "object":
		a.Object = value
	case "licence":
		a.Licence = value
	case "asks-parameter":
		a.Parameter = value
	case "asks-value":
		a.Value = value
	case "token":
		a.Token = catalog.Class(value)
	default:
		return false
	}
	return true
}
