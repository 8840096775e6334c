package cover

import "slices"

// greedy finishes a state by taking, while it helps, the option that meets the
// most of what is open, then takes back what others made superfluous.
func (in *instance) greedy(s state) state {
	given, s := s, s.clone()
	for {
		option, ok := in.mostUseful(s)
		if !ok {
			break
		}
		in.choose(&s, option)
	}
	for need := range s.needs.all() {
		in.giveUp(&s, need)
	}
	in.takeBack(&s, given)
	return s
}

// mostUseful is the undecided option that meets the most open needs; ties go
// to the cheaper, then to the alphabetically first.
func (in *instance) mostUseful(s state) (option int, ok bool) {
	most := 0
	for candidate := range s.options.all() {
		meets := 0
		for need := range in.opens[candidate].and(s.needs).all() {
			meets += in.weight[need]
		}
		if meets > most || meets == most && ok && in.cost[candidate].compare(in.cost[option]) < 0 {
			option, most, ok = candidate, meets, true
		}
	}
	return option, ok
}

// takeBack removes options that were not given and whose needs the others
// meet as well, the most expensive first.
func (in *instance) takeBack(s *state, given state) {
	added := s.chosen.clone()
	added.removeAll(given.chosen)
	order := slices.Collect(added.all())
	slices.Reverse(order) // so that of equals the alphabetically first stays
	slices.SortStableFunc(order, func(a, b int) int { return in.cost[b].compare(in.cost[a]) })
	for _, option := range order {
		others := s.chosen.clone()
		others.remove(option)
		needed := false
		for need := range in.opens[option].and(given.needs).all() {
			needed = needed || !in.needs[need].meets(others)
		}
		if needed {
			continue
		}
		s.chosen = others
		s.size--
		for i, cost := range in.cost[option] {
			s.cost[i] -= cost
		}
	}
}

// split divides the undecided options and open needs into parts that share
// nothing, in the order of their first needs. What was chosen, spent and given
// up so far belongs to none of them.
func (in *instance) split(s state) []state {
	var parts []state
	open := s.needs.clone()
	for !open.empty() {
		part := in.around(s, first(open))
		open.removeAll(part.needs)
		parts = append(parts, part)
	}
	return parts
}

// around is the part that a need is in.
func (in *instance) around(s state, need int) state {
	part := state{options: newSet(len(in.opens)), needs: newSet(len(in.needs)), chosen: newSet(len(in.opens))}
	part.needs.add(need)
	reached := in.needs[need].and(s.options)
	for {
		reached.removeAll(part.options)
		if reached.empty() {
			return part
		}
		part.options.addAll(reached)
		next := newSet(len(in.opens))
		for option := range reached.all() {
			next.addAll(in.excludes[option])
			for other := range in.opens[option].and(s.needs).all() {
				if !part.needs.has(other) {
					part.needs.add(other)
					next.addAll(in.needs[other])
				}
			}
		}
		reached = next.and(s.options)
	}
}
