package guard

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
)

// The limits of a rule, as a refusal names the one that was passed.
const (
	seenAlone      = "alone"
	seenEverywhere = "everywhere"
	seenTogether   = "together"
)

// changes compares the API's operations one by one, with the published catalog
// and with the older one.
func (c *comparison) changes(api string) {
	if c.published == nil {
		return
	}
	for _, fact := range Changes() {
		rule := c.config.Changes[fact]
		for _, which := range []string{seenAlone, seenEverywhere, seenTogether} {
			latest := c.measure(c.published, api, fact, which)
			longer := c.measure(c.older, api, fact, which)
			longer.of = max(longer.of, latest.of)
			switch {
			case latest.count > rule.most(which, latest.of):
				c.refuse(c.refusal(api, fact, which, latest, longer.count, c.published))
			// What is out already is out: only a night that adds to it is refused.
			case len(latest.changes) > 0 && longer.count > rule.most(which, longer.of):
				r := c.refusal(api, fact, which, longer, longer.count, c.older)
				r.Since, r.Baseline = c.older.day, ""
				c.refuse(r)
			}
		}
	}
}

// measured is what a limit is held against.
type measured struct {
	of, count int
	// changes are those of the API among them.
	changes []change
}

// measure counts an API's changes since a baseline, over all APIs for the
// limit everywhere. What passes its own API's limit counts there alone.
func (c *comparison) measure(b *baseline, api string, fact Fact, which string) measured {
	if b == nil || b == c.published && fact == Lost && c.mended(api) {
		return measured{}
	}
	t, rule := b.tally(api, fact), c.config.Changes[fact]
	switch {
	case which == seenTogether:
		return measured{t.of, len(t.together), t.together}
	case which == seenAlone:
		return measured{t.of, len(t.alone), t.alone}
	case len(t.alone) == 0 || len(t.alone) > rule.alone(t.of):
		return measured{}
	default:
		return measured{t.of, b.spread(c.order, fact, rule), t.alone}
	}
}

// most is what one of the rule's limits allows.
func (r Rule) most(which string, of int) int {
	switch which {
	case seenAlone:
		return r.alone(of)
	case seenEverywhere:
		return r.Everywhere
	default:
		return r.Together.of(of)
	}
}

// How the changes stand to those of other versions, by the limit that was passed.
var testimonies = map[string]string{
	seenAlone:      ", in this version alone",
	seenEverywhere: ", in one version alone, %d of them over all APIs",
	seenTogether:   ", in step with other versions",
}

func (c *comparison) refusal(api string, fact Fact, which string, m measured, older int, since *baseline) Refusal {
	rule, first := c.config.Changes[fact], m.changes[0]
	most := rule.most(which, m.of)
	baseline, _ := documentOf(since.snapshot, api)
	r := Refusal{API: api, Fact: fact, Before: m.of, After: m.count, Seen: which, Baseline: baseline.SHA256, Older: older, limit: Limit{Slack: most}}
	allowed := fmt.Sprint(most)
	if rule.none() {
		r.Seen, allowed = names(m.changes), "none"
	}
	how := testimonies[which]
	if which == seenEverywhere {
		how = fmt.Sprintf(how, m.count)
	}
	example := ": "
	if len(m.changes) > 1 {
		example = ", the first "
	}
	r.Why = fmt.Sprintf("%s %s%s%s%s %s (%s, before: %s; %s); allowed: %s; compared with %s",
		share(len(m.changes), m.of), fact.changeWords(), how, example,
		first.key.Method, first.key.Path, first.after, first.before, first.testimony, allowed, since.since(api))
	return r
}

// share is "12 of 812 operations", "1 operation" where all are new.
func share(n, of int) string {
	if of == 0 {
		return operations(n)
	}
	return fmt.Sprintf("%d of %s", n, operations(of))
}

// changeWords say what changed in operations.
func (f Fact) changeWords() string {
	switch f {
	case Lost:
		return "are gone"
	case NewPublic:
		return "are new and need no token"
	}
	return kinds[slices.IndexFunc(kinds, func(k kind) bool { return k.fact == f })].words
}

// names identifies operations that changed: what was accepted of some says nothing of others.
func names(changes []change) string {
	all := make([]string, len(changes))
	for i, c := range changes {
		all[i] = c.key.Method + " " + c.key.Path
	}
	if len(all) <= 3 {
		return strings.Join(all, ", ")
	}
	return fmt.Sprintf("%s and %d more (%.4x)", strings.Join(all[:3], ", "), len(all)-3, sha256.Sum256([]byte(strings.Join(all, "\n"))))
}
