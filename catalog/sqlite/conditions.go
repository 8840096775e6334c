package sqlite

import (
	"fmt"

	"authcat/catalog"
)

func (w *writer) conditions(id int64, witness string, conditions []catalog.Condition) {
	for i, c := range conditions {
		w.exec(`
			INSERT INTO condition (operation, witness, position, kind, applies_to, value, without, all_scopes, person, object,
			                       licence, parameter, parameter_value, token, said, said_of, pointer)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			id, witness, i, string(c.Kind), string(c.Applies.Type), c.Applies.Value, c.Applies.Without, c.Asks.All, string(c.Asks.Person), c.Asks.Object,
			c.Asks.Licence, c.Asks.Parameter, c.Asks.Value, string(c.Asks.Token), string(c.Said.Witness), c.Said.Parameter, c.Said.Pointer)
		w.conditionItems(id, witness, i, "name", c.Applies.Names)
		w.conditionItems(id, witness, i, "level", c.Asks.Levels)
		w.conditionItems(id, witness, i, "scope", c.Asks.Scopes)
	}
}

func (w *writer) conditionItems(id int64, witness string, condition int, kind string, items []string) {
	for i, item := range items {
		w.exec(`
			INSERT INTO condition_item (operation, witness, condition, kind, position, item)
			VALUES (?, ?, ?, ?, ?, ?)`, id, witness, condition, kind, i, item)
	}
}

func (l *loader) conditions() {
	const columns = `witness, kind, applies_to, value, without, all_scopes, person, object, licence, parameter, parameter_value,
		token, said, said_of, pointer`
	l.eachChosen("operation", columns, "condition", ", witness, position", func(row func(...any) error) error {
		var id int64
		var witness string
		var c catalog.Condition
		err := row(&id, &witness, &c.Kind, &c.Applies.Type, &c.Applies.Value, &c.Applies.Without, &c.Asks.All, &c.Asks.Person, &c.Asks.Object,
			&c.Asks.Licence, &c.Asks.Parameter, &c.Asks.Value, &c.Asks.Token, &c.Said.Witness, &c.Said.Parameter, &c.Said.Pointer)
		if err != nil {
			return err
		}
		p := l.proseOf(id, witness)
		p.Conditions = append(p.Conditions, c)
		return nil
	})
	l.eachChosen("operation", "witness, condition, kind, item", "condition_item", ", witness, condition, kind, position", func(row func(...any) error) error {
		var id int64
		var condition int
		var witness, kind, item string
		if err := row(&id, &witness, &condition, &kind, &item); err != nil {
			return err
		}
		p := l.proseOf(id, witness)
		if condition < 0 || condition >= len(p.Conditions) {
			return fmt.Errorf("an item of condition %d of operation %d, which has no such", condition, id)
		}
		switch c := &p.Conditions[condition]; kind {
		case "name":
			c.Applies.Names = append(c.Applies.Names, item)
		case "level":
			c.Asks.Levels = append(c.Asks.Levels, item)
		default:
			c.Asks.Scopes = append(c.Asks.Scopes, item)
		}
		return nil
	})
}
