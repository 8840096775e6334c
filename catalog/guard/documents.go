package guard

import (
	"fmt"
	"reflect"
	"slices"

	"authcat/catalog"
)

// rollback refuses a document that was published before the one that is out,
// unless it says the same.
func (c *comparison) rollback(api string) {
	if c.published == nil {
		return
	}
	now, _ := documentOf(c.candidate.snapshot, api)
	out, known := documentOf(c.published.snapshot, api)
	if !known || now.SHA256 == "" || now.SHA256 == out.SHA256 {
		return
	}
	was, is := c.past.last(api, now.SHA256), c.past.last(api, out.SHA256)
	switch {
	case was == "" || is == "" || was >= is:
	case same(c.published.view, c.candidate, api):
		c.verdict.note("%s: the document is the one of %s again, which says the same as that of %s", api, was, is)
	default:
		c.refuse(Refusal{API: api, Fact: OlderDocument, Seen: now.SHA256,
			Why: fmt.Sprintf("the document is the one of %s again, and a later one was published on %s", was, is)})
	}
}

// last is the last day on which a document was an API's current one, "" where none is known.
func (p Past) last(api, hash string) string {
	last := ""
	for _, d := range p.Documents {
		if d.API == api && d.SHA256 == hash && d.Day > last {
			last = d.Day
		}
	}
	return last
}

// same reports whether an API's operations say the same in two catalogs.
func same(a, b view, api string) bool {
	return slices.EqualFunc(a.of(api), b.of(api), func(x, y *catalog.Operation) bool {
		return reflect.DeepEqual(x.Observation, y.Observation)
	})
}

// defaults refuses a default security that changed: a document has one, and
// every operation without a statement of its own needs it. Where nothing was
// known of the tokens, what is known now is news.
func (c *comparison) defaults(api string) {
	if c.published == nil {
		return
	}
	var heirs []*catalog.Operation
	for _, was := range c.published.of(api) {
		is := c.candidate.byKey[was.Key]
		if is != nil && inherits(was) && inherits(is) && was.Decision.Needs != catalog.NeedsOther && was.Security.String() != is.Security.String() {
			heirs = append(heirs, was)
		}
	}
	if len(heirs) == 0 {
		return
	}
	first := heirs[0]
	now := c.candidate.byKey[first.Key].Security.String()
	c.refuse(Refusal{API: api, Fact: DefaultSecurity, Seen: now,
		Why: fmt.Sprintf("the document's default security is %s, before: %s; %s inherit it, the first %s %s; compared with %s",
			now, first.Security, operations(len(heirs)), first.Method, first.Path, c.published.since(api))})
}

func inherits(o *catalog.Operation) bool { return o.Security.Basis == catalog.BasisInherited }

// known notes operations whose tokens were unknown and take a user's now.
func (c *comparison) known(api string) {
	if c.published == nil {
		return
	}
	n := 0
	for _, was := range c.published.of(api) {
		if is := c.candidate.byKey[was.Key]; is != nil && was.Decision.Needs == catalog.NeedsOther && is.Decision.Needs == catalog.NeedsPAT {
			n++
		}
	}
	if n > 0 {
		c.verdict.note("%s: %s of whose token nothing was known need a PAT now", api, operations(n))
	}
}

// of are an API's operations.
func (v view) of(api string) []*catalog.Operation {
	var all []*catalog.Operation
	for i := range v.snapshot.Operations {
		if o := &v.snapshot.Operations[i]; o.API == api {
			all = append(all, o)
		}
	}
	return all
}
