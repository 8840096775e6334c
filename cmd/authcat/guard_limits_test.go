package main

import (
	"fmt"
	"strconv"
	"testing"

	"authcat/catalog"
	"authcat/catalog/guard"
)

// limits prints the most operations of an API that really changed in each
// respect, in a night and in a month, beside what data/guard.yaml allows.
func (p *past) limits(t *testing.T) {
	most := map[guard.Fact]map[string]guard.Refusal{}
	when := map[string]string{}
	add := func(since, date string, published, candidate *catalog.Snapshot) {
		for _, r := range guard.Check(p.unlimited(), guard.Past{Published: published}, candidate, nil, noon(date)).Refusals {
			of := since + " " + r.Seen
			if most[r.Fact] == nil {
				most[r.Fact] = map[string]guard.Refusal{}
			}
			if r.After > most[r.Fact][of].After {
				most[r.Fact][of], when[string(r.Fact)+of] = r, date
			}
		}
	}
	published := merge(p.facts(p.dates[0]))
	for _, date := range p.dates[1:] {
		candidate := merge(p.facts(date))
		add("night", date, published, candidate)
		add("month", date, merge(p.facts(daysFrom(date, -guard.MonthDays))), candidate)
		published = candidate
	}
	rows := [][]string{{"CHANGED", "ALONE, IN A NIGHT", "IN A MONTH", "ALLOWED", "TOGETHER, IN A NIGHT", "IN A MONTH", "ALLOWED"}}
	for _, fact := range guard.Changes() {
		cell := func(of string) string {
			if r := most[fact][of]; r.After > 0 {
				return fmt.Sprintf("%d of %d (%s %s)", r.After, r.Before, r.API, when[string(fact)+of])
			}
			return "0"
		}
		rule := p.config.Changes[fact]
		together := strconv.Itoa(rule.Together.Slack)
		if rule.Together.Percent > 0 {
			together = fmt.Sprintf("%d%% or %s", rule.Together.Percent, together)
		}
		rows = append(rows, []string{string(fact), cell("night alone"), cell("month alone"), strconv.Itoa(rule.Alone),
			cell("night together"), cell("month together"), together})
	}
	table(t, rows)
}

// unlimited is a configuration that refuses any change, and tells how many
// stand alone and how many are made together.
func (p *past) unlimited() guard.Config {
	config := guard.Config{Falls: p.config.Falls, Changes: map[guard.Fact]guard.Rule{}, Hosts: p.config.Hosts}
	for _, fact := range guard.Changes() {
		config.Changes[fact] = guard.Rule{Everywhere: 1 << 20}
	}
	return config
}
