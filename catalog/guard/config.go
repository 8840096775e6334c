package guard

import (
	"fmt"
	"maps"
	"slices"

	"authcat/catalog"
)

// Limit is how much of a fact may change between two catalogs without a
// person's word: Percent of what there was, or Slack, whichever is more.
type Limit struct {
	Percent int
	Slack   int
}

// fall is by how much a count may decline: by a quarter of what there was at
// most, so that nothing ever falls to zero.
func (l Limit) fall(before int) int { return max(before*l.Percent/100, min(l.Slack, before/4)) }

// of is how many of so many may change.
func (l Limit) of(n int) int { return max(n*l.Percent/100, l.Slack) }

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

// Rule is how many operations may change in one respect between two catalogs
// without a person's word, by what the other versions of the endpoints say.
type Rule struct {
	// Alone is how many may change in one API where no other version does, or
	// there is none; Everywhere how many over all APIs.
	Alone, Everywhere int
	// Together is how many of an API may change in step with their other versions.
	Together Limit
}

// none reports whether no change is tolerated, whoever makes it.
func (r Rule) none() bool { return r == Rule{} }

// alone is how many of the so many operations that could change may do so
// alone: one, and a quarter of them at most, so that an API of 5 operations
// may lose one, not three. New ones have no such number.
func (r Rule) alone(of int) int {
	if of == 0 {
		return r.Alone
	}
	return min(r.Alone, max(1, of/4))
}

// Config is what the guard tolerates and what it insists on.
type Config struct {
	// Falls has a limit for every fact of Falls(), Changes a rule for every fact of Changes().
	Falls   map[Fact]Limit
	Changes map[Fact]Rule
	// Hosts are those to which links may lead, with all that is below them,
	// besides those to which the same API's links led before.
	Hosts []string
	// Sentinels are operations about which something must always be found.
	Sentinels []Sentinel
}

// Check tells what is wrong with a configuration.
func (c Config) Check() error {
	if err := complete("falls", c.Falls, Falls(), func(l Limit) error { return l.check() }); err != nil {
		return err
	}
	if err := complete("changes", c.Changes, Changes(), Rule.check); err != nil {
		return err
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

func complete[T any](table string, limits map[Fact]T, facts []Fact, check func(T) error) error {
	for _, fact := range slices.Sorted(maps.Keys(limits)) {
		if !slices.Contains(facts, fact) {
			return fmt.Errorf("%s: %q is none of its facts: %v", table, fact, facts)
		}
	}
	for _, fact := range facts {
		limit, ok := limits[fact]
		if !ok {
			return fmt.Errorf("%s: there is no limit for %q", table, fact)
		}
		if err := check(limit); err != nil {
			return fmt.Errorf("%s: %q: %w", table, fact, err)
		}
	}
	return nil
}

func (l Limit) check() error {
	if l.Percent < 0 || l.Percent > 99 || l.Slack < 0 {
		return fmt.Errorf("%d percent and a slack of %d: percent is 0 to 99, slack 0 or more", l.Percent, l.Slack)
	}
	return nil
}

func (r Rule) check() error {
	if r.Alone < 0 || r.Everywhere < r.Alone {
		return fmt.Errorf("%d alone and %d everywhere: alone is 0 or more, everywhere is alone or more", r.Alone, r.Everywhere)
	}
	return r.Together.check()
}
