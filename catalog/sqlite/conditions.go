package sqlite

import "authcat/catalog"

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
