package guard

import (
	"fmt"
	"slices"
	"time"

	"authcat/catalog"
)

// Check decides whether a candidate may replace the published catalog. Where
// nothing was published, only the sentinels and the sanity of the candidate
// itself count. Acceptances that apply today take what they cover from the
// refusals; a refused change is that of an API, or of the whole catalog ("").
func Check(config Config, past Past, candidate *catalog.Snapshot, acceptances []Acceptance, today time.Time) Verdict {
	c := newComparison(config, past, candidate)
	if len(candidate.Operations) == 0 {
		c.refuse(Refusal{Fact: APIPresent, Seen: "empty", Why: "the candidate has no operations at all"})
	}
	for _, api := range c.order {
		if c.present(api) {
			c.document(api)
			c.rollback(api)
			c.defaults(api)
			c.links(api)
			c.changes(api)
			c.falls(api)
			c.known(api)
			c.sentinels(api)
		}
	}
	c.falls("")
	for _, s := range config.Sentinels {
		if !slices.Contains(c.order, s.API) {
			c.verdict.note("%s: no API %s is declared, so nothing was checked about %s %s", s.API, s.API, s.Method, s.Path)
		}
	}
	return settle(c.verdict, acceptances, day(today))
}

// comparison is the work of one Check.
type comparison struct {
	config    Config
	past      Past
	candidate view
	// published and older are nil where there is none.
	published, older *baseline
	// order of the APIs: the candidate's, then those that only the published catalog has.
	order   []string
	counts  map[string]Coverage
	twins   twins
	verdict Verdict
}

func newComparison(config Config, past Past, candidate *catalog.Snapshot) *comparison {
	measured := Measure(candidate)
	c := &comparison{config: config, past: past, candidate: newView(candidate), counts: byAPI(measured), twins: newTwins(past.Published, candidate)}
	if past.Published != nil {
		c.published = newBaseline(past.Published, day(past.Published.AsOf()), c.candidate)
		c.published.published = true
		c.older = newBaseline(past.Older, past.OlderDay, c.candidate)
		measured = append(measured, Measure(past.Published)...)
	}
	for _, coverage := range measured {
		if coverage.API != "" && !slices.Contains(c.order, coverage.API) {
			c.order = append(c.order, coverage.API)
		}
	}
	return c
}

func (c *comparison) refuse(r Refusal) { c.verdict.Refusals = append(c.verdict.Refusals, r) }

// count is a counted fact of a baseline's API, 0 where there is no baseline.
func (b *baseline) count(api string, fact Fact) int {
	if b == nil {
		return 0
	}
	return b.counts[api].Counts[fact]
}

// present reports whether the candidate has the API, so that there is something to compare.
func (c *comparison) present(api string) bool {
	had, has := c.published.count(api, Operations), c.counts[api].Counts[Operations]
	_, listed := c.counts[api]
	switch {
	case has > 0 && had == 0 && c.published != nil:
		c.verdict.note("%s: new, with %s", api, operations(has))
	case has > 0:
	case !listed && had > 0:
		c.refuse(Refusal{API: api, Fact: APIPresent, Before: had, Seen: "not listed",
			Why: "no longer among the sources; with it " + operations(had) + " would go"})
	case had > 0:
		c.refuse(Refusal{API: api, Fact: APIPresent, Before: had, Seen: "no operations",
			Why: "nothing is left of " + operations(had)})
	case listed && c.declaredEmpty(api):
		c.verdict.note("%s: still without operations", api)
	case listed && c.published != nil: // a source that was added and is down takes nothing from the others
		c.verdict.note("%s: nothing is known of it yet", api)
	case listed: // the first catalog is what all others are measured by
		c.refuse(Refusal{API: api, Fact: APIPresent, Seen: "no operations", Why: "it has no operations"})
	}
	return has > 0
}

// declaredEmpty reports whether the API was published without operations, which someone accepted.
func (c *comparison) declaredEmpty(api string) bool {
	if c.published == nil {
		return false
	}
	_, known := c.published.counts[api]
	return known
}

// falls compares the counted facts of an API, or of the whole catalog ("").
func (c *comparison) falls(api string) {
	for _, fact := range Falls() {
		published, after := c.published.count(api, fact), c.counts[api].Counts[fact]
		older := c.older.count(api, fact)
		limit := c.config.Falls[fact]
		switch {
		case after < published-limit.fall(published):
			c.fall(api, fact, published, after, c.published)
		case after < published && after < older-limit.fall(older):
			c.fall(api, fact, older, after, c.older)
		}
	}
}

func (c *comparison) fall(api string, fact Fact, before, after int, since *baseline) {
	limit := c.config.Falls[fact]
	r := Refusal{API: api, Fact: fact, Before: before, After: after, limit: limit,
		Why: fmt.Sprintf("%s fell from %d to %d; allowed: %s, so no fewer than %d; compared with %s",
			fact.words(), before, after, limit.fallWords(before), before-limit.fall(before), since.since(api))}
	if since == c.older {
		r.Since = since.day
	}
	c.refuse(r)
}
