package sqlite

import (
	"strings"

	"authcat/catalog"
)

func (w *writer) conditions(id int64, witness string, conditions []catalog.Condition) {
	list := func(names []string) string { return strings.Join(names, "|") }
	for i, c := range conditions {
		w.exec(`
			INSERT INTO condition (operation, witness, position, kind, applies_to, names, value, without,
			                       scopes, all_scopes, levels, person, object, licence, parameter, parameter_value, token,
			                       said, said_of, pointer)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			id, witness, i, string(c.Kind), string(c.Applies.Type), list(c.Applies.Names), c.Applies.Value, c.Applies.Without,
			list(c.Asks.Scopes), c.Asks.All, list(c.Asks.Levels), string(c.Asks.Person), c.Asks.Object, c.Asks.Licence,
			c.Asks.Parameter, c.Asks.Value, string(c.Asks.Token), string(c.Said.Witness), c.Said.Parameter, c.Said.Pointer)
	}
}

func (l *loader) conditions() {
	const columns = `witness, kind, applies_to, names, value, without, scopes, all_scopes, levels, person, object, licence,
		parameter, parameter_value, token, said, said_of, pointer`
	l.eachChosen(columns, "condition", "witness, position", func(row func(...any) error) error {
		var id int64
		var witness, names, scopes, levels string
		var c catalog.Condition
		err := row(&id, &witness, &c.Kind, &c.Applies.Type, &names, &c.Applies.Value, &c.Applies.Without, &scopes, &c.Asks.All, &levels,
			&c.Asks.Person, &c.Asks.Object, &c.Asks.Licence, &c.Asks.Parameter, &c.Asks.Value, &c.Asks.Token,
			&c.Said.Witness, &c.Said.Parameter, &c.Said.Pointer)
		if err != nil {
			return err
		}
		c.Applies.Names, c.Asks.Scopes, c.Asks.Levels = split(names), split(scopes), split(levels)
		p := l.proseOf(id, witness)
		p.Conditions = append(p.Conditions, c)
		return nil
	})
}
