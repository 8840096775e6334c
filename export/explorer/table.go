package explorer

// table numbers names in the order in which they are first met.
type table struct {
	names []string
	at    map[string]int
}

func newTable() *table { return &table{names: []string{}, at: map[string]int{}} }

func (t *table) index(name string) int {
	n, ok := t.at[name]
	if !ok {
		n = len(t.names)
		t.at[name] = n
		t.names = append(t.names, name)
	}
	return n
}

func (t *table) indices(names []string) []int {
	if len(names) == 0 {
		return nil
	}
	all := make([]int, len(names))
	for i, name := range names {
		all[i] = t.index(name)
	}
	return all
}
