package guard

import (
	"fmt"
	"slices"
	"strings"

	"authcat/catalog"
)

// fewestTwins is from how many operations on two APIs with exactly the same
// ones can't be that by chance.
const fewestTwins = 10

// twins finds an API's document in the place of another's. Two versions of an
// API share most of their operations, so that counts hardly notice.
type twins struct {
	apis []string
	// Of each API: its document's hash, and its methods and paths.
	hashBefore, hashAfter map[string]string
	keysBefore, keysAfter map[string]string
}

func newTwins(published, candidate *catalog.Snapshot) twins {
	t := twins{hashAfter: hashes(candidate), keysAfter: keySets(candidate)}
	for _, api := range candidate.APIs {
		t.apis = append(t.apis, api.ID)
	}
	if published != nil {
		t.hashBefore, t.keysBefore = hashes(published), keySets(published)
	}
	return t
}

func hashes(snapshot *catalog.Snapshot) map[string]string {
	all := map[string]string{}
	for _, document := range snapshot.Documents {
		if document.Role == catalog.RoleSpec {
			all[document.API] = document.SHA256
		}
	}
	return all
}

// keySets writes the methods and paths of each API of some size in one string.
func keySets(snapshot *catalog.Snapshot) map[string]string {
	size := map[string]int{}
	text := map[string]*strings.Builder{}
	for i := range snapshot.Operations {
		key := snapshot.Operations[i].Key
		if text[key.API] == nil {
			text[key.API] = &strings.Builder{}
		}
		size[key.API]++
		text[key.API].WriteString(key.Method + " " + key.Path + "\n")
	}
	all := map[string]string{}
	for api, n := range size {
		if n >= fewestTwins {
			all[api] = text[api].String()
		}
	}
	return all
}

// document looks at where an API's document comes from.
func (c *comparison) document(api string) {
	if document, ok := documentOf(c.candidate.snapshot, api); ok {
		c.age(api, document)
	}
	for _, of := range []struct {
		before, after      map[string]string
		replaced, together string
	}{
		{c.twins.hashBefore, c.twins.hashAfter, "the document is the one that was published as %s's", "the document is the same as %s's"},
		{c.twins.keysBefore, c.twins.keysAfter, "the operations are exactly those that were published as %s's", "the operations are exactly the same as %s's"},
	} {
		if other := c.twins.replaced(api, of.before, of.after); other != "" {
			c.refuse(Refusal{API: api, Fact: SameDocument, Seen: other, Why: fmt.Sprintf(of.replaced, other)})
			return
		}
		if other := c.twins.together(api, of.before, of.after); other != "" {
			c.refuse(Refusal{API: api, Fact: SameDocument, Seen: other, Why: fmt.Sprintf(of.together, other)})
			return
		}
	}
}

// replaced is another API of the candidate under whose name this API's value
// was published, when its own was another. An API that is gone may have been renamed.
func (t twins) replaced(api string, before, after map[string]string) string {
	if after[api] == "" || before[api] == after[api] {
		return ""
	}
	for _, other := range t.apis {
		if other != api && before[other] == after[api] {
			return other
		}
	}
	return ""
}

// together is another API of the candidate with the same value. Where only one
// of the two is new, it is the one that was replaced; where neither is, both
// were published so.
func (t twins) together(api string, before, after map[string]string) string {
	later := false
	for _, other := range t.apis {
		switch {
		case other == api:
			later = true
		case !later || after[api] == "" || after[other] != after[api]:
		case before[api] == after[api] || before[other] == after[other]:
		default:
			return other
		}
	}
	return ""
}

// mended reports whether an API was published with exactly the operations of
// another, has none of them any more, and the other still has them all: what is
// gone was a copy.
func (c *comparison) mended(api string) bool {
	t, before := c.published.tally(api, Lost), c.twins.keysBefore
	return len(t.alone)+len(t.together) == t.of && slices.ContainsFunc(c.order, func(other string) bool {
		return other != api && before[api] != "" && before[other] == before[api] && c.twins.keysAfter[other] == before[api]
	})
}

// age notes facts that are not of this crawl, and a document older than the published one.
func (c *comparison) age(api string, document catalog.Document) {
	if document.Kept && document.Refused == "" {
		c.verdict.note("%s: the facts of %s are kept, since its document could not be read", api, day(document.FetchedAt))
	}
	if c.published == nil {
		return
	}
	if older, ok := documentOf(c.published.snapshot, api); ok && document.FetchedAt.Before(older.FetchedAt) {
		c.verdict.note("%s: the document is of %s, older than the published one of %s", api, day(document.FetchedAt), day(older.FetchedAt))
	}
}

// documentOf is the specification of an API.
func documentOf(snapshot *catalog.Snapshot, api string) (catalog.Document, bool) {
	for _, document := range snapshot.Documents {
		if document.Role == catalog.RoleSpec && document.API == api {
			return document, true
		}
	}
	return catalog.Document{}, false
}
