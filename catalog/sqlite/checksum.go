package sqlite

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/sums"
)

// A catalog has the hash of the facts of each endpoint (lineage) and, as
// sources, of what belongs to none; then the hash of that list. So a reader of
// one endpoint checks that one and the sources, and knows of an endpoint that
// it does not find whether it was ever there.
const sources = "sources"

// factSums collects the facts in their canonical form, by endpoint.
type factSums map[string][]byte

func (f factSums) operation(lineage string, o *catalog.Observation, p *catalog.Page) {
	b := appendCanonical(f[lineage], reflect.ValueOf(o))
	f[lineage] = appendCanonical(b, reflect.ValueOf(struct{ Page *catalog.Page }{p}))
}

func (f factSums) sources(facts *catalog.Facts) {
	common := catalog.Facts{
		APIs: facts.APIs, Documents: slices.Clone(facts.Documents), Levels: facts.Levels,
		Overrides: slices.Clone(facts.Overrides), Problems: facts.Problems, Statements: facts.Statements,
	}
	slices.SortFunc(common.Documents, func(a, b catalog.Document) int { return cmp.Compare(a.URL, b.URL) })
	slices.SortFunc(common.Overrides, func(a, b catalog.Override) int { return cmp.Compare(a.Key.String(), b.Key.String()) })
	f[sources] = appendCanonical(nil, reflect.ValueOf(common))
}

func (f factSums) list() sums.List {
	list := make(sums.List, len(f))
	for name, form := range f {
		list[name] = sums.Of(form)
	}
	return list
}

// sumsOf are those of a whole snapshot.
func sumsOf(snapshot *catalog.Snapshot) sums.List {
	f := factSums{}
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		f.operation(o.Lineage, &o.Observation, o.Page)
	}
	f.sources(&snapshot.Facts)
	return f.list()
}

// compareSums compares what was read with the list that was written: the
// endpoints that the filter takes, and those that were read all the same.
func compareSums(read sums.List, written string, filter catalog.Filter) error {
	names := append(slices.Collect(maps.Keys(read)), filter.Lineages...)
	sumOf := func(name string) string { return sums.Find(written, name) }
	if filter.All() {
		list, err := sums.Parse([]byte(written))
		if err != nil {
			return err
		}
		names = slices.AppendSeq(names, maps.Keys(list))
		sumOf = func(name string) string { return list[name] }
	}
	slices.Sort(names)
	for _, name := range names {
		if name != sources && !filter.Names(name) {
			return fmt.Errorf("its index led to %s, which was not asked for", name)
		}
		if read[name] != sumOf(name) {
			return fmt.Errorf("the facts of %s are not those that were written", strings.Replace(name, sources, "the sources", 1))
		}
	}
	return nil
}
