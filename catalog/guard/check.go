package guard

import (
	"fmt"
	"slices"
	"time"

	"authcat/catalog"
)

// Check decides whether a candidate may replace the published catalog, which
// is nil the first time: then only the sentinels and the sanity of the
// candidate itself count. Acceptances that apply today take what they cover
// from the refusals.
func Check(config Config, published, candidate *catalog.Snapshot, acceptances []Acceptance, today time.Time) Verdict {
	c := newComparison(config, published, candidate)
	if len(candidate.Operations) == 0 {
		c.refuse(Refusal{Fact: APIPresent, Seen: "empty", Why: "the candidate has no operations at all"})
	}
	for _, api := range c.order {
		if c.present(api) {
			c.document(api)
			c.counts(api)
			c.changes(api)
			c.sentinels(api)
		}
	}
	c.counts("")
	for _, s := range config.Sentinels {
		if !slices.Contains(c.order, s.API) {
			c.verdict.note("%s: no API %s is declared, so nothing was checked about %s %s", s.API, s.API, s.Method, s.Path)
		}
	}
	return settle(c.verdict, acceptances, day(today))
}

// settle takes what acceptances cover from the refusals.
func settle(v Verdict, acceptances []Acceptance, today string) Verdict {
	var refusals []Refusal
	for _, refusal := range v.Refusals {
		i := slices.IndexFunc(acceptances, func(a Acceptance) bool { return a.applies(today) && a.covers(refusal) })
		if i < 0 {
			refusals = append(refusals, refusal)
			continue
		}
		v.Accepted = append(v.Accepted, Accepted{refusal, acceptances[i].Reason, acceptances[i].Expires})
	}
	v.Refusals = refusals
	return v
}

// comparison is the work of one Check.
type comparison struct {
	config               Config
	published, candidate *catalog.Snapshot
	// order of the APIs: the candidate's, then those that only the published catalog has.
	order         []string
	before, after map[string]Coverage
	operations    map[catalog.Key]*catalog.Operation
	drifts        map[string]map[Fact]drift
	twins         twins
	verdict       Verdict
}

func newComparison(config Config, published, candidate *catalog.Snapshot) *comparison {
	c := &comparison{config: config, published: published, candidate: candidate, operations: map[catalog.Key]*catalog.Operation{}}
	measured := Measure(candidate)
	c.after = byAPI(measured)
	if published != nil {
		older := Measure(published)
		c.before = byAPI(older)
		measured = append(measured, older...)
	}
	for _, coverage := range measured {
		if coverage.API != "" && !slices.Contains(c.order, coverage.API) {
			c.order = append(c.order, coverage.API)
		}
	}
	for i := range candidate.Operations {
		o := &candidate.Operations[i]
		c.operations[o.Key] = o
	}
	c.drifts = c.compareOperations()
	c.twins = newTwins(published, candidate)
	return c
}

func (c *comparison) refuse(r Refusal) { c.verdict.Refusals = append(c.verdict.Refusals, r) }

// present tells whether the candidate has the API, so that there is something to compare.
func (c *comparison) present(api string) bool {
	had, has := c.before[api].Counts[Operations], c.after[api].Counts[Operations]
	_, listed := c.after[api]
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

// declaredEmpty tells whether the API was published without operations, which someone accepted.
func (c *comparison) declaredEmpty(api string) bool {
	_, known := c.before[api]
	return known
}

// counts compares the counted facts of an API, or of the whole catalog ("").
func (c *comparison) counts(api string) {
	before, after := c.before[api].Counts, c.after[api].Counts
	if api != "" && before[Operations] == 0 {
		return
	}
	for _, fact := range Counts() {
		if slices.Contains(Falls(), fact) {
			c.fall(api, fact, before[fact], after[fact])
		}
		if slices.Contains(Rises(), fact) {
			expected := grown(before[fact], before[Operations], after[Operations])
			c.rise(api, fact, before[fact], expected, after[fact])
		}
	}
}

// grown is the count that keeps its share in an API that grew.
func grown(count, operationsBefore, operationsAfter int) int {
	if operationsAfter <= operationsBefore {
		return count
	}
	return count * operationsAfter / operationsBefore
}

func (c *comparison) fall(api string, fact Fact, before, after int) {
	limit := c.config.Falls[fact]
	least := before - limit.fall(before)
	if after < least {
		c.refuse(Refusal{API: api, Fact: fact, Before: before, After: after,
			Why: fmt.Sprintf("%s fell from %d to %d (allowed: %s, so no fewer than %d)", fact.words(), before, after, limit.fallWords(before), least)})
	}
}

func (c *comparison) rise(api string, fact Fact, before, expected, after int) {
	limit := c.config.Rises[fact]
	most := expected + limit.rise(expected)
	if after > most {
		c.refuse(Refusal{API: api, Fact: fact, Before: before, After: after,
			Why: fmt.Sprintf("%s rose from %d to %d (allowed: %s, so no more than %d)", fact.words(), before, after, limit.words(), most)})
	}
}
