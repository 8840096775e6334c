package factfile

import (
	"errors"
	"slices"
	"strings"
	"sync"

	"authcat/catalog"
)

// A condition is a line: its kind, then what it applies to, what it asks and
// where it stands, as key=value; a key that takes several values is repeated.
//
//	prose-when narrows level=ROLE_SUBADMIN person=administrator object=source
//	prose-when parameter without level=ORG_ADMIN asks-parameter=owner-id asks-value=me in=owner-id at=/paths/…
//
// Where nothing is said it stands in the description.
var conditionFields = sync.OnceValue(func() []field[catalog.Condition] {
	type condition = catalog.Condition
	fields := []field[condition]{flag("without", func(c *condition) *bool { return &c.Applies.Without })}
	for _, subject := range []catalog.SubjectType{catalog.OnLevel, catalog.OnScope, catalog.OnParameter, catalog.OnFeature} {
		fields = append(fields, field[condition]{string(subject),
			func(c *condition) []string {
				if c.Applies.Type != subject {
					return nil
				}
				return c.Applies.Names
			},
			func(c *condition, name string) error {
				c.Applies.Type, c.Applies.Names = subject, append(c.Applies.Names, name)
				return nil
			},
		})
	}
	return append(fields,
		plain("value", func(c *condition) *string { return &c.Applies.Value }),
		plainEach("asks-scope", func(c *condition) *[]string { return &c.Asks.Scopes }),
		flag("all", func(c *condition) *bool { return &c.Asks.All }),
		plainEach("asks-level", func(c *condition) *[]string { return &c.Asks.Levels }),
		plain("person", func(c *condition) *catalog.Person { return &c.Asks.Person }),
		plain("object", func(c *condition) *string { return &c.Asks.Object }),
		plain("licence", func(c *condition) *string { return &c.Asks.Licence }),
		plain("asks-parameter", func(c *condition) *string { return &c.Asks.Parameter }),
		plain("asks-value", func(c *condition) *string { return &c.Asks.Value }),
		plain("token", func(c *condition) *catalog.Class { return &c.Asks.Token }),
		plain("said", func(c *condition) *catalog.Witness { return &c.Said.Witness }),
		plain("in", func(c *condition) *string { return &c.Said.Parameter }),
		plain("at", func(c *condition) *string { return &c.Said.Pointer }),
	)
})

// writeCondition writes one condition; usual is where it stands if the line doesn't say.
func writeCondition(c catalog.Condition, usual catalog.Place) string {
	if c.Said == usual {
		c.Said = catalog.Place{}
	}
	line := []string{string(c.Kind)}
	for _, f := range conditionFields() {
		for _, value := range f.write(&c) {
			if value != "" {
				value = "=" + value
			}
			line = append(line, f.keyword+value)
		}
	}
	return joinWords(line)
}

// readCondition reads a line; usual is where the condition stands if the line doesn't say.
func readCondition(line string, usual catalog.Place) (catalog.Condition, error) {
	words, err := splitWords(line)
	if err != nil {
		return catalog.Condition{}, err
	}
	if len(words) == 0 || !slices.Contains(catalog.ConditionKinds, catalog.ConditionKind(words[0])) {
		return catalog.Condition{}, errors.New("no kind of condition")
	}
	c := catalog.Condition{Kind: catalog.ConditionKind(words[0]), Applies: catalog.Subject{Type: catalog.OnAll}}
	at := 0
	for _, word := range words[1:] {
		key, value, _ := strings.Cut(word, "=")
		if err := readField(conditionFields(), &at, &c, key, value); err != nil {
			return c, err
		}
	}
	if c.Said == (catalog.Place{}) {
		c.Said = usual
	}
	return c, nil
}
