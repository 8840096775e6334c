package cover

import (
	"cmp"
	"slices"
)

// walk is one search: how many nodes it may still visit, and whether it had to stop.
type walk struct {
	*instance
	left    int
	stopped bool
}

// solve finishes a state in the best way, or, once stopped, in the best one found.
func (w *walk) solve(s state) state {
	best := w.greedy(s)
	slack := best.unmet - s.unmet
	s = s.clone()
	w.reduce(&s, slack)
	if s.needs.empty() {
		return s
	}
	if parts := w.split(s); len(parts) > 1 {
		return w.solveParts(s, parts)
	}
	w.branch(s, &best)
	return best
}

// solveParts solves parts that share nothing, smallest first so that a bound
// that runs out leaves as few of them as possible unproven.
func (w *walk) solveParts(s state, parts []state) state {
	slices.SortStableFunc(parts, func(a, b state) int { return cmp.Compare(a.options.count(), b.options.count()) })
	s = s.clone()
	for _, part := range parts {
		solved := w.solve(part)
		s.chosen.addAll(solved.chosen)
		s.size += solved.size
		s.cost = s.cost.plus(solved.cost)
		s.unmet += solved.unmet
	}
	s.needs = newSet(len(w.needs))
	return s
}

// branch looks below a reduced state for a choice better than best. It
// branches on a need: with each of its options in turn and without the ones
// before, at last with none of them, which gives the need up.
func (w *walk) branch(s state, best *state) {
	if w.left--; w.left < 0 {
		w.stopped = true
	}
	if w.stopped {
		return
	}
	need := w.tightest(s)
	for _, option := range w.byPromise(s, w.needs[need].and(s.options)) {
		with := s.clone()
		w.choose(&with, option)
		w.descend(with, best)
		s.options.remove(option)
	}
	if s.unmet+w.weight[need] <= best.unmet {
		w.descend(s.clone(), best)
	}
}

func (w *walk) descend(s state, best *state) {
	if w.stopped || s.unmet > best.unmet || !w.reduce(&s, best.unmet-s.unmet) {
		return
	}
	if w.compare(w.bound(s), *best) >= 0 {
		return
	}
	if s.needs.empty() {
		*best = s
		return
	}
	parts := w.split(s)
	if len(parts) == 1 {
		w.branch(s, best)
		return
	}
	if solved := w.solveParts(s, parts); w.compare(solved, *best) < 0 {
		*best = solved
	}
}

// bound is a choice that no completion of the state is better than: needs of
// which no two share an option take an option each, so the best option of each
// is the least that they cost, exclusions aside. Giving up a need is no way
// under it, as that counts before everything else.
func (w *walk) bound(s state) state {
	s.chosen = s.chosen.clone()
	order := slices.Collect(s.needs.all())
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(w.needs[a].common(s.options), w.needs[b].common(s.options))
	})
	taken := newSet(len(w.opens))
	for _, need := range order {
		left := w.needs[need].and(s.options)
		if left.meets(taken) {
			continue
		}
		taken.addAll(left)
		cheapest := first(left)
		for option := range left.all() {
			if w.cost[option].compare(w.cost[cheapest]) < 0 {
				cheapest = option
			}
		}
		s.chosen.add(cheapest)
		s.size++
		s.cost = s.cost.plus(w.cost[cheapest])
	}
	return s
}

// tightest is the open need with the fewest options left.
func (w *walk) tightest(s state) int {
	return slices.MinFunc(slices.Collect(s.needs.all()), func(a, b int) int {
		return cmp.Compare(w.needs[a].common(s.options), w.needs[b].common(s.options))
	})
}

// byPromise orders options by how many open needs they meet, then by cost.
func (w *walk) byPromise(s state, options set) []int {
	order := slices.Collect(options.all())
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(
			cmp.Compare(w.opens[b].common(s.needs), w.opens[a].common(s.needs)),
			w.cost[a].compare(w.cost[b]),
		)
	})
	return order
}
