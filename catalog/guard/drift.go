package guard

import (
	"fmt"
	"slices"

	"authcat/catalog"
)

// drift is how many of an API's published operations changed in one respect.
type drift struct {
	// of counts the published operations that could have changed.
	of, changed int
	// first of those that did, in the order of the catalog.
	first catalog.Key
}

// changeWords say what changed, with the two counts.
var changeWords = map[Fact]string{
	Lost:          "%d of %d operations are gone",
	NeedsChanged:  "%d of %d operations need another credential",
	ScopesChanged: "%d of %d operations with scopes have others or none",
	LevelsChanged: "%d of %d operations with user levels have others or none",
	TagsChanged:   "%d of %d operations with tags have others or none",
}

func isChange(fact Fact) bool { return slices.Contains(Changes(), fact) }

// compareOperations compares each published operation with the candidate's of
// the same key. Only what was published can change: levels where there were
// none are news, not a change.
func (c *comparison) compareOperations() map[string]map[Fact]drift {
	drifts := map[string]map[Fact]drift{}
	if c.published == nil {
		return drifts
	}
	for i := range c.published.Operations {
		was := &c.published.Operations[i]
		if drifts[was.API] == nil {
			drifts[was.API] = map[Fact]drift{}
		}
		add := func(fact Fact, could, did bool) {
			d := drifts[was.API][fact]
			if could {
				d.of++
			}
			if could && did {
				if d.changed == 0 {
					d.first = was.Key
				}
				d.changed++
			}
			drifts[was.API][fact] = d
		}
		is, found := c.operations[was.Key]
		add(Lost, true, !found)
		if found {
			add(NeedsChanged, true, was.Decision.Needs != is.Decision.Needs)
			add(ScopesChanged, scoped(was), otherScopes(was.Decision, is.Decision))
			add(LevelsChanged, len(was.UserLevels) > 0, !slices.Equal(was.UserLevels, is.UserLevels))
			tags := catalog.Normalize(was.Tags)
			add(TagsChanged, len(tags) > 0, !slices.Equal(tags, catalog.Normalize(is.Tags)))
		}
	}
	return drifts
}

func scoped(o *catalog.Operation) bool {
	return len(o.Decision.UserScopes)+len(o.Decision.ClientScopes) > 0
}

// otherScopes tells whether published scopes are others now, or the rule about
// how many of them are needed is another.
func otherScopes(was, is catalog.Decision) bool {
	return len(was.UserScopes) > 0 && !slices.Equal(was.UserScopes, is.UserScopes) ||
		len(was.ClientScopes) > 0 && !slices.Equal(was.ClientScopes, is.ClientScopes) ||
		was.ScopeRule != is.ScopeRule
}

// changes compares the API's operations one by one.
func (c *comparison) changes(api string) {
	if c.published == nil {
		return
	}
	baseline, _ := documentOf(c.published, api)
	for _, fact := range Changes() {
		d, limit := c.drifts[api][fact], c.config.Changes[fact]
		if most := limit.fall(d.of); d.changed > most {
			c.refuse(Refusal{API: api, Fact: fact, Before: d.of, After: d.changed, Baseline: baseline.SHA256,
				Why: fmt.Sprintf(changeWords[fact]+", the first %s %s (allowed: %s, so no more than %d)",
					d.changed, d.of, d.first.Method, d.first.Path, limit.fallWords(d.of), most)})
		}
	}
}
