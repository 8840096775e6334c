package guard

import (
	"fmt"
	"maps"
	"slices"

	"authcat/catalog"
)

// Limit is how much of a fact may change between two catalogs without a
// person's word: Percent of what there was, or Slack, whichever is more.
//
// Slack keeps small changes of middling APIs possible (36 operations, 5%, is
// one), but never more than a quarter of what there was: an API of 5
// operations may lose one, not three, and nothing ever falls to zero.
type Limit struct {
	Percent int
	Slack   int
}

// fall is by how much a count may decline, or how many of so many may change.
func (l Limit) fall(before int) int { return max(before*l.Percent/100, min(l.Slack, before/4)) }

// rise is by how much a count may grow. Without the quarter: the first
// operation that needs no token is as little to worry about as the fourth.
func (l Limit) rise(before int) int { return max(before*l.Percent/100, l.Slack) }

// words of a limit: "5% or 3".
func (l Limit) words() string {
	switch {
	case l.Percent == 0:
		return fmt.Sprint(l.Slack)
	case l.Slack == 0:
		return fmt.Sprintf("%d%%", l.Percent)
	default:
		return fmt.Sprintf("%d%% or %d", l.Percent, l.Slack)
	}
}

// fallWords are the words of the limit as it applies to this count.
func (l Limit) fallWords(before int) string {
	if l.Slack > before/4 && l.fall(before) == before/4 {
		return "a quarter"
	}
	return l.words()
}

// Config is what the guard tolerates and what it insists on.
type Config struct {
	// Falls, Rises and Changes have a limit for every fact of Falls(), Rises()
	// and Changes(). A rise is measured beyond the growth of its API.
	Falls   map[Fact]Limit
	Rises   map[Fact]Limit
	Changes map[Fact]Limit
	// Sentinels are operations about which something must always be found.
	Sentinels []Sentinel
}

// Check tells what is wrong with a configuration.
func (c Config) Check() error {
	for _, table := range []struct {
		name   string
		limits map[Fact]Limit
		facts  []Fact
	}{{"falls", c.Falls, Falls()}, {"rises", c.Rises, Rises()}, {"changes", c.Changes, Changes()}} {
		for _, fact := range slices.Sorted(maps.Keys(table.limits)) {
			if !slices.Contains(table.facts, fact) {
				return fmt.Errorf("%s: %q is none of its facts: %v", table.name, fact, table.facts)
			}
		}
		for _, fact := range table.facts {
			limit, ok := table.limits[fact]
			if !ok {
				return fmt.Errorf("%s: there is no limit for %q", table.name, fact)
			}
			if limit.Percent < 0 || limit.Percent > 99 || limit.Slack < 0 {
				return fmt.Errorf("%s: %q has %d percent and a slack of %d: percent is 0 to 99, slack 0 or more", table.name, fact, limit.Percent, limit.Slack)
			}
		}
	}
	seen := map[catalog.Key]bool{}
	for i, s := range c.Sentinels {
		if err := s.check(); err != nil {
			return fmt.Errorf("sentinel %d (%s): %w", i+1, s.Key, err)
		}
		if seen[s.Key] {
			return fmt.Errorf("sentinel %d (%s): it stands twice", i+1, s.Key)
		}
		seen[s.Key] = true
	}
	return nil
}
