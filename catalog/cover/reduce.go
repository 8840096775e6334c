package cover

import "iter"

// reduce makes, in place, every decision that the best completion of the state
// must agree with. A completion may leave needs of the weight of slack unmet,
// no more; reduce returns false where none can keep to that.
func (in *instance) reduce(s *state, slack int) bool {
	limit := s.unmet + slack
	for {
		changed, ok := in.decideNeeds(s, limit)
		if !ok {
			return false
		}
		if changed {
			continue
		}
		in.dropImpliedNeeds(s, limit)
		if !in.dropDominatedOptions(s) {
			return true
		}
	}
}

// decideNeeds gives up needs without an option left and chooses the only
// option of others.
func (in *instance) decideNeeds(s *state, limit int) (changed, ok bool) {
	for need := range s.needs.all() {
		if !s.needs.has(need) { // met by an option chosen in this loop
			continue
		}
		left := in.needs[need].and(s.options)
		switch left.count() {
		case 0:
			in.giveUp(s, need)
			if s.unmet > limit {
				return true, false
			}
			changed = true
		case 1:
			option := first(left)
			// Where the option excludes others, giving up the need may be the better way.
			if in.mustMeet(s, need, limit) || !in.excludes[option].meets(s.options) {
				in.choose(s, option)
				changed = true
			}
		}
	}
	return changed, true
}

// mustMeet reports whether giving up the need would go beyond the limit.
func (in *instance) mustMeet(s *state, need, limit int) bool {
	return s.unmet+in.weight[need] > limit
}

// dropImpliedNeeds drops needs that are met whenever another one is that must be met.
func (in *instance) dropImpliedNeeds(s *state, limit int) {
	for need := range s.needs.all() {
		if !s.needs.has(need) || !in.mustMeet(s, need, limit) {
			continue
		}
		for other := range in.sharing(s, need) {
			if in.needs[need].within(in.needs[other], s.options) {
				s.needs.remove(other)
			}
		}
	}
}

// sharing is the other open needs that an option of the need meets. Any one
// of its options will do: a need that is implied has all of them.
func (in *instance) sharing(s *state, need int) iter.Seq[int] {
	others := in.opens[first(in.needs[need].and(s.options))].and(s.needs)
	others.remove(need)
	return others.all()
}

// dropDominatedOptions drops options that another one replaces in any choice:
// it meets the same open needs or more, is cheaper or as cheap and
// alphabetically before, and excludes nothing else.
func (in *instance) dropDominatedOptions(s *state) (changed bool) {
	for option := range s.options.all() {
		if !in.opens[option].meets(s.needs) || in.dominated(s, option) {
			s.options.remove(option)
			changed = true
		}
	}
	return changed
}

func (in *instance) dominated(s *state, option int) bool {
	need := first(in.opens[option].and(s.needs))
	for other := range in.needs[need].and(s.options).all() {
		if other == option || !in.opens[option].within(in.opens[other], s.needs) {
			continue
		}
		order := in.cost[other].compare(in.cost[option])
		if order > 0 || order == 0 && other > option {
			continue
		}
		undecided := s.options.clone()
		undecided.remove(option)
		if in.excludes[other].within(in.excludes[option], undecided) {
			return true
		}
	}
	return false
}

// first number of a set that is not empty.
func first(s set) int {
	for i := range s.all() {
		return i
	}
	return -1
}
