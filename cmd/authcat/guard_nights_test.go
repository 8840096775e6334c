package main

import (
	"slices"
	"testing"

	"authcat/catalog"
	"authcat/catalog/guard"
)

// realNights walks the real past night by night, once with an operator who
// accepts at once what is refused, once with one who leaves a refused API as it
// was until upstream mends it, or for a week. A refusal that goes on counts once.
func (p *past) realNights(t *testing.T) {
	for _, operator := range []struct {
		does     string
		patience int
	}{{"accepts at once", 0}, {"accepts after a week", 7}} {
		w := &walk{past: p, patience: operator.patience, published: p.facts(p.dates[0]), refused: map[string]string{}}
		rows := [][]string{{"NIGHT", "API", "REFUSED"}}
		nights := 0
		for _, date := range p.dates[1:] {
			news := w.night(date)
			if len(news) > 0 {
				nights++
			}
			for _, r := range news {
				rows = append(rows, []string{date, r.API, r.Why})
			}
		}
		t.Logf("%d days with a change, %s to %s, and an operator who %s: %d nights refused", len(p.dates), p.dates[0], p.dates[len(p.dates)-1], operator.does, nights)
		table(t, rows)
		if nights > mostRefusals {
			t.Errorf("%d nights are refused, more than %d", nights, mostRefusals)
		}
	}
}

// walk is a past under way.
type walk struct {
	*past
	patience int

	published   catalog.Facts
	acceptances []guard.Acceptance
	// refused is since when each API that is as it was is refused.
	refused map[string]string
	// held are the sentinels that the past has come to: none is as old as the first night.
	held []guard.Sentinel
}

// night goes on by one night, and returns the refusals that are news.
func (w *walk) night(date string) []guard.Refusal {
	facts, published := w.facts(date), merge(w.published)
	config, past := w.config, w.before(date, published)
	config.Sentinels = w.sentinels(published)
	check := func(facts catalog.Facts) []guard.Refusal {
		return guard.Check(config, past, merge(facts), w.acceptances, noon(date)).Refusals
	}
	var news, accepted []guard.Refusal
	refused := map[string]string{}
	for _, r := range check(facts) {
		since, known := w.refused[r.API]
		if !known {
			since, news = date, append(news, r)
		}
		if daysFrom(since, w.patience) <= date {
			accepted = append(accepted, r)
		} else {
			refused[r.API] = since
		}
	}
	if len(accepted) > 0 {
		w.held = nil
		w.acceptances = append(w.acceptances, guard.Accept(guard.Verdict{Refusals: accepted}, "it stays so", noon(date), noon(date)))
	}
	for more := len(refused) > 0; more; { // what is left may be refused without what was taken from it
		more = false
		for _, r := range check(asPublished(facts, w.published, refused)) {
			if refused[r.API] == "" {
				refused[r.API], news, more = date, append(news, r), true
			}
		}
	}
	w.published, w.refused = asPublished(facts, w.published, refused), refused
	return news
}

// sentinels are those that held on an earlier night.
func (w *walk) sentinels(published *catalog.Snapshot) []guard.Sentinel {
	config := w.config
	for _, s := range w.config.Sentinels {
		if slices.Contains(w.held, s) {
			continue
		}
		config.Sentinels = []guard.Sentinel{s}
		v := guard.Check(config, guard.Past{}, published, nil, noon(w.dates[0]))
		if len(v.Warnings) == 0 && !slices.ContainsFunc(v.Refusals, func(r guard.Refusal) bool { return r.Fact == guard.SentinelHeld }) {
			w.held = append(w.held, s)
		}
	}
	return w.held
}

// asPublished leaves the refused APIs as they were published.
func asPublished(facts, published catalog.Facts, refused map[string]string) catalog.Facts {
	is := func(api string) bool { return refused[api] != "" }
	facts.Documents = slices.DeleteFunc(slices.Clone(facts.Documents), func(d catalog.Document) bool { return is(d.API) })
	facts.Observations = slices.DeleteFunc(slices.Clone(facts.Observations), func(o catalog.Observation) bool { return is(o.API) })
	facts.Problems = slices.DeleteFunc(slices.Clone(facts.Problems), func(p catalog.Problem) bool { return is(p.API) })
	for _, api := range facts.APIs {
		if is(api.ID) {
			facts = facts.Keep(api, published, "refused")
		}
	}
	return facts
}
