package sqlite

import (
	"maps"
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/sums"
)

// A catalog has the hash of the facts of each endpoint (lineage) and, as sources
// and names, of what belongs to none, in lists of some of them; then a list of
// those lists' hashes, by their first names, and the hash of that. So a reader
// of one endpoint checks that one and the sources, and knows of an endpoint
// that it does not find whether it was ever there, without reading all hashes.
const (
	sources = "sources"
	names   = "names"
	// perList is how many endpoints a list has: SailPoint's some 2,400 make forty.
	perList = 64
)

// listsOf cuts a list into lists by their first names.
func listsOf(list sums.List) map[string]sums.List {
	lists := map[string]sums.List{}
	for names := range slices.Chunk(slices.Sorted(maps.Keys(list)), perList) {
		lists[names[0]] = sums.List{}
		for _, name := range names {
			lists[names[0]][name] = list[name]
		}
	}
	return lists
}

// written are the hashes that a catalog was written with.
type written struct {
	l *loader
	// top has the hash of each list, by its first name.
	top string
	// lists that were read, and are as they were written.
	lists map[string]string
}

// list reads the list that begins with a name, and compares it with its hash.
func (w *written) list(first string) string {
	if text, ok := w.lists[first]; ok {
		return text
	}
	var text string
	w.l.each(`SELECT endpoints FROM checksum_list WHERE first = ?`, []any{first}, func(row []string) { text = row[0] })
	if sums.Of([]byte(text)) != sums.Find(w.top, first) {
		w.l.fail("a list of checksums is not the one that was written")
	}
	w.lists[first] = text
	return text
}

// sum is the hash of an endpoint's facts, "" where it was not there.
func (w *written) sum(name string) string {
	first, _ := sums.Floor(w.top, name)
	if first == "" {
		return ""
	}
	return sums.Find(w.list(first), name)
}

// all are the names of what was written.
func (w *written) all() []string {
	top, err := sums.Parse([]byte(w.top))
	w.l.failIf(err)
	var all []string
	for first := range top {
		list, err := sums.Parse([]byte(w.list(first)))
		w.l.failIf(err)
		all = slices.AppendSeq(all, maps.Keys(list))
	}
	return all
}

// apart reports whether a text is of no endpoint.
func apart(name string) bool { return name == sources || name == names }

// compare compares what was read with what was written: the texts that the
// filter takes, and those that were read all the same.
func (w *written) compare(filter catalog.Filter) {
	asked := slices.Concat([]string{sources}, slices.Collect(maps.Keys(w.l.texts)), filter.Lineages)
	if filter.All() {
		asked = append(asked, w.all()...)
	}
	slices.Sort(asked)
	for _, name := range slices.Compact(asked) {
		text, read := w.l.texts[name]
		sum := ""
		if read {
			sum = sums.Of([]byte(text))
		}
		switch {
		case !apart(name) && !filter.Names(name):
			w.l.fail("its index led to %s, which was not asked for", name)
		case sum != w.sum(name):
			w.l.fail("the facts of %s are not those that were written", strings.Replace(name, sources, "the sources", 1))
		}
	}
}
