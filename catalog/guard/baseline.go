package guard

import (
	"authcat/catalog"
)

// MonthDays is how far back the older catalog is, about.
const MonthDays = 30

// Past is what was before the candidate.
type Past struct {
	// Published is the last published catalog, nil where nothing was published.
	Published *catalog.Snapshot
	// Older is the catalog of about MonthDays ago, or the oldest that is kept,
	// nil where none is: then only the last published one is compared with.
	Older *catalog.Snapshot
	// OlderDay is the day of the older one, "2026-07-20".
	OlderDay string
	// Documents are the specifications that were published, the oldest first.
	Documents []Dated
}

// Dated is a document that was the current one of its API on a day.
type Dated struct {
	Day         string
	API, SHA256 string
}

// Documents lists a catalog's own specifications, by the day when they were received.
func Documents(snapshot *catalog.Snapshot) []Dated {
	var all []Dated
	for _, d := range snapshot.Documents {
		if d.Role == catalog.RoleSpec {
			all = append(all, Dated{day(d.FetchedAt), d.API, d.SHA256})
		}
	}
	return all
}

// baseline is an earlier catalog, with what the candidate changes in it.
type baseline struct {
	view
	day string
	// published is set of the published catalog, unset of the older one.
	published bool
	counts    map[string]Coverage
	changes   map[string]map[Fact]*tally
}

// tally is how many of an API's operations changed in one respect.
type tally struct {
	// of counts those that could have.
	of int
	// alone are changes that no other version of the endpoint makes, together
	// those that the versions make in step.
	alone, together []change
}

// change is one fact of one operation.
type change struct {
	key           catalog.Key
	before, after string
	testimony
}

func newBaseline(snapshot *catalog.Snapshot, day string, candidate view) *baseline {
	if snapshot == nil {
		return nil
	}
	b := &baseline{view: newView(snapshot), day: day, counts: byAPI(Measure(snapshot)), changes: map[string]map[Fact]*tally{}}
	partners := b.partners(candidate)
	for i := range snapshot.Operations {
		was := &snapshot.Operations[i]
		if is := partners[was]; is != nil {
			b.compare(was, is, candidate)
		}
		b.lose(was, partners, candidate)
	}
	b.meet(partners, candidate)
	return b
}

// since says what an API is compared with: its published document or, where the
// catalog is older than that, the catalog as a whole.
func (b *baseline) since(api string) string {
	if d, ok := documentOf(b.snapshot, api); ok && b.published {
		return "the document of " + day(d.FetchedAt)
	}
	return "the catalog of " + b.day
}

// tally is that of a fact of an API, none of nothing where there is none.
func (b *baseline) tally(api string, fact Fact) *tally {
	if b.changes[api] == nil {
		b.changes[api] = map[Fact]*tally{}
	}
	if b.changes[api][fact] == nil {
		b.changes[api][fact] = &tally{}
	}
	return b.changes[api][fact]
}

func (t *tally) add(c change) {
	if c.together() {
		t.together = append(t.together, c)
	} else {
		t.alone = append(t.alone, c)
	}
}

// partners finds each operation in the candidate: by its key, else by its
// endpoint in the same API, so that a parameter's new name loses nothing.
func (b *baseline) partners(candidate view) map[*catalog.Operation]*catalog.Operation {
	partners := map[*catalog.Operation]*catalog.Operation{}
	waiting := map[[2]string][]*catalog.Operation{}
	for i := range candidate.snapshot.Operations {
		if o := &candidate.snapshot.Operations[i]; b.byKey[o.Key] == nil {
			waiting[[2]string{o.API, o.Lineage}] = append(waiting[[2]string{o.API, o.Lineage}], o)
		}
	}
	for i := range b.snapshot.Operations {
		was := &b.snapshot.Operations[i]
		endpoint := [2]string{was.API, was.Lineage}
		if is := candidate.byKey[was.Key]; is != nil {
			partners[was] = is
		} else if left := waiting[endpoint]; len(left) > 0 {
			partners[was], waiting[endpoint] = left[0], left[1:]
		}
	}
	return partners
}

// compare adds what changed in one operation.
func (b *baseline) compare(was, is *catalog.Operation, candidate view) {
	for _, k := range kinds {
		if !k.could(was) {
			continue
		}
		t := b.tally(was.API, k.fact)
		t.of++
		if k.did(was, is) {
			now := k.says(is)
			t.add(change{is.Key, k.says(was), now, testify(candidate.others(is), now, k.says)})
		}
	}
}

// lose adds an operation that is gone. Versions that are gone too testify for it.
func (b *baseline) lose(was *catalog.Operation, partners map[*catalog.Operation]*catalog.Operation, candidate view) {
	t := b.tally(was.API, Lost)
	t.of++
	if partners[was] != nil {
		return
	}
	const there, gone = "still there", "gone"
	c := change{key: was.Key, before: "there", after: gone}
	for _, other := range b.others(was) {
		if partners[other] == nil {
			c.hear(other.API, gone, gone)
		}
	}
	for _, other := range candidate.others(was) {
		c.hear(other.API, there, gone)
	}
	t.add(c)
}

// meet adds the operations that are new and need no token. One that writes, or
// of which other versions ask for one, has no innocent reason.
func (b *baseline) meet(partners map[*catalog.Operation]*catalog.Operation, candidate view) {
	met := map[*catalog.Operation]bool{}
	for _, is := range partners {
		met[is] = true
	}
	for i := range candidate.snapshot.Operations {
		is := &candidate.snapshot.Operations[i]
		if met[is] || is.Decision.Needs != catalog.NeedsNone {
			continue
		}
		c := change{is.Key, "not there", needs(is), testify(candidate.others(is), needs(is), needs)}
		fact := NewPublic
		if writes(is) || len(c.against) > c.same {
			fact = Public
		}
		b.tally(is.API, fact).add(c)
	}
}

// spread counts the changes that stand alone, over the APIs that have no more
// of them than each may have: what is too much for one says nothing of the others.
func (b *baseline) spread(apis []string, fact Fact, rule Rule) int {
	n := 0
	for _, api := range apis {
		if t := b.tally(api, fact); len(t.alone) <= rule.alone(t.of) {
			n += len(t.alone)
		}
	}
	return n
}
