package main

import (
	"fmt"
	"slices"
	"testing"

	"authcat/catalog"
	"authcat/catalog/guard"
	"authcat/catalog/guard/guardtest"
)

// mutations damages real nights, at once and slowly, without the sentinels:
// those know few operations.
func (p *past) mutations(t *testing.T) {
	p.config.Sentinels = nil
	days := p.quietDays(injections)
	rows := func(name string) [][]string { return [][]string{append([]string{name}, days...)} }
	once, slow := rows("AT ONCE"), rows("SLOWLY")
	row := func(name string, refused func(day string) string) []string {
		row := []string{name}
		for _, day := range days {
			row = append(row, refused(day))
		}
		if slices.Contains(row, missed) {
			t.Errorf("%s: missed", name)
		}
		return row
	}
	for _, m := range guardtest.Mutations() {
		once = append(once, row(m.Name, func(day string) string { return p.atOnce(day, m.All) }))
		slow = append(slow, row(fmt.Sprintf("%s: %d a night", m.Name, m.Creep), func(day string) string { return p.slowly(day, m) }))
	}
	once = append(once, row("last quarter's document of v2025", func(day string) string { return p.atOnce(day, p.lastQuarter(day)) }))
	table(t, once)
	table(t, slow)
}

const missed = "missed"

// quietDays are n days spread over the past that have a month before them, and
// on which nothing is refused as it was, nor in the nights in which something creeps.
func (p *past) quietDays(n int) []string {
	var days []string
	for i := 1; i <= n; i++ {
		at := len(p.dates) * i / (n + 1)
		for !p.quiet(p.dates[at]) {
			at++
		}
		days = append(days, p.dates[at])
	}
	return days
}

func (p *past) quiet(day string) bool {
	published := p.facts(daysFrom(day, -1))
	for k := range nightsToCatch {
		tonight := daysFrom(day, k)
		facts := p.facts(tonight)
		if len(p.check(tonight, published, facts)) > 0 {
			return false
		}
		published = facts
	}
	return true
}

func (p *past) check(day string, published, candidate catalog.Facts) []guard.Refusal {
	return guard.Check(p.config, p.before(day, merge(published)), merge(candidate), nil, noon(day)).Refusals
}

// atOnce says what refuses a night whose documents are damaged.
func (p *past) atOnce(day string, damage func(catalog.Facts) catalog.Facts) string {
	return refusedIn(1, p.check(day, p.facts(daysFrom(day, -1)), damage(p.facts(day))))
}

// slowly says in which night what gets worse every night is refused.
func (p *past) slowly(day string, m guardtest.Mutation) string {
	published := p.facts(daysFrom(day, -1))
	for k := range nightsToCatch {
		tonight := daysFrom(day, k)
		damaged := m.Some(p.facts(tonight), m.Creep*(k+1))
		if refusals := p.check(tonight, published, damaged); len(refusals) > 0 {
			return refusedIn(k+1, refusals)
		}
		published = damaged
	}
	return missed
}

func refusedIn(night int, refusals []guard.Refusal) string {
	var facts []string
	for _, r := range refusals {
		if !slices.Contains(facts, string(r.Fact)) {
			facts = append(facts, string(r.Fact))
		}
	}
	switch len(facts) {
	case 0:
		return missed
	case 1:
		return fmt.Sprintf("%d: %s", night, facts[0])
	default:
		return fmt.Sprintf("%d: %s and %d more", night, facts[0], len(facts)-1)
	}
}

// lastQuarter puts the document of v2025 of a quarter before in the place of the day's.
func (p *past) lastQuarter(day string) func(catalog.Facts) catalog.Facts {
	return func(facts catalog.Facts) catalog.Facts {
		return asPublished(facts, p.facts(daysFrom(day, -quarter)), map[string]string{"v2025": "served"})
	}
}
