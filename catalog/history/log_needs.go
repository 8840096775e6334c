package history

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/factfile"
	"authcat/catalog/track"
)

// Needs reads what operations needed over time, as far as a filter takes them.
// It costs a fraction of Past: nothing but securities is read.
func (l *Log) Needs(filter catalog.Filter) (*track.Needs, error) {
	operations, err := l.courses(filter)
	if err != nil {
		return nil, err
	}
	needs := &track.Needs{Of: map[catalog.Key][]track.Need{}, First: map[string]string{}}
	for _, c := range l.apis {
		needs.APIs = append(needs.APIs, c.apiOf())
		needs.First[c.key.API] = c.first()
	}
	decided := map[string]catalog.Needs{}
	for _, c := range operations {
		all, err := c.needs(decided)
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w", c.key.API, c.name, err)
		}
		key := track.Unnamed(c.key)
		needs.Of[key] = append(needs.Of[key], all...)
	}
	for _, all := range needs.Of { // one that was renamed is gone on the day on which it is there by its other name
		slices.SortStableFunc(all, func(a, b track.Need) int { return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Needs, b.Needs)) })
	}
	return needs, nil
}

// needs are what the operation needed, on the days on which its security changed.
// decided has what securities were decided to need, by their lines: operations
// share them.
func (c *course) needs(decided map[string]catalog.Needs) ([]track.Need, error) {
	var all []track.Need
	for _, d := range c.days {
		switch {
		case d.gone:
			all = append(all, track.Need{Day: d.date})
		case slices.ContainsFunc(d.lines, factfile.StatesSecurity):
			security := strings.Join(slices.DeleteFunc(c.at(d.date), isNoSecurity), "\n")
			needs, known := decided[security]
			if !known {
				var err error
				if needs, err = c.decide(security); err != nil {
					return nil, err
				}
				decided[security] = needs
			}
			all = append(all, track.Need{Day: d.date, Needs: needs})
		}
	}
	return all, nil
}

// decide tells what is needed by the lines of a security.
func (c *course) decide(security string) (catalog.Needs, error) {
	t := textsOf(factfile.Encode(catalog.Facts{APIs: []catalog.API{{ID: c.key.API}}}))
	t[c.key.API+apiSuffix] = append(t[c.key.API+apiSuffix], c.name+"\n"+security)
	facts, err := factfile.Decode(t, catalog.Filter{})
	if err != nil {
		return "", err
	}
	return catalog.Decide(facts.Observations[0].Security, catalog.AnyScope).Needs, nil
}

func isNoSecurity(line string) bool { return !factfile.StatesSecurity(line) }
