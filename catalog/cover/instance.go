package cover

import (
	"cmp"
	"slices"
)

// instance is a problem in numbers.
type instance struct {
	needs  []set // the options of each distinct need
	weight []int // how many needs of the problem are this one
	opens  []set // the needs that each option meets
	// excludes are the options that can't be held with each option; symmetric.
	excludes []set
	cost     []Cost
	// cheapestFirst compares choices by cost before their number of options.
	cheapestFirst bool
}

// state is a choice half made.
type state struct {
	options set // undecided
	needs   set // open
	chosen  set
	size    int // of chosen
	cost    Cost
	unmet   int // needs given up, by weight
}

func newInstance(p Instance, names []string) *instance {
	in := &instance{
		opens:    make([]set, len(names)),
		excludes: make([]set, len(names)),
		cost:     make([]Cost, len(names)),

		cheapestFirst: p.CheapestFirst,
	}
	in.readNeeds(p.Needs, names)
	for i, name := range names {
		in.opens[i], in.excludes[i] = newSet(len(in.needs)), newSet(len(names))
		if p.Cost != nil {
			in.cost[i] = p.Cost(name)
		}
	}
	for n, need := range in.needs {
		for option := range need.all() {
			in.opens[option].add(n)
		}
	}
	for i, name := range names {
		for _, other := range p.Excludes[name] {
			if j, known := slices.BinarySearch(names, other); known && j != i {
				in.excludes[i].add(j)
				in.excludes[j].add(i)
			}
		}
	}
	return in
}

// readNeeds merges equal needs and leaves out the empty ones, whose being
// unmet no choice changes. Their order is made independent of the problem's,
// because a search cut short by its bound shows in which order it went.
func (in *instance) readNeeds(needs [][]string, names []string) {
	sets := make([]set, 0, len(needs))
	for _, need := range needs {
		options := newSet(len(names))
		for _, option := range need {
			n, _ := slices.BinarySearch(names, option)
			options.add(n)
		}
		if !options.empty() {
			sets = append(sets, options)
		}
	}
	slices.SortFunc(sets, func(a, b set) int { return slices.Compare(a, b) })
	for i, options := range sets {
		if i == 0 || !slices.Equal(options, sets[i-1]) {
			in.needs, in.weight = append(in.needs, options), append(in.weight, 0)
		}
		in.weight[len(in.weight)-1]++
	}
}

func (in *instance) start() state {
	return state{options: full(len(in.opens)), needs: full(len(in.needs)), chosen: newSet(len(in.opens))}
}

func (in *instance) names(chosen set, names []string) []string {
	var list []string
	for option := range chosen.all() {
		list = append(list, names[option])
	}
	return list
}

func (s state) clone() state {
	s.options, s.needs, s.chosen = s.options.clone(), s.needs.clone(), s.chosen.clone()
	return s
}

// compare orders finished choices by the objective, best first.
func (in *instance) compare(a, b state) int {
	size, cost := cmp.Compare(a.size, b.size), a.cost.compare(b.cost)
	if in.cheapestFirst {
		size, cost = cost, size
	}
	return cmp.Or(cmp.Compare(a.unmet, b.unmet), size, cost, a.chosen.compareAlphabet(b.chosen))
}

// choose takes an option into the choice, in place.
func (in *instance) choose(s *state, option int) {
	s.chosen.add(option)
	s.size++
	s.cost = s.cost.plus(in.cost[option])
	s.needs.removeAll(in.opens[option])
	s.options.remove(option)
	s.options.removeAll(in.excludes[option])
}

// giveUp leaves a need unmet, in place.
func (in *instance) giveUp(s *state, need int) {
	s.needs.remove(need)
	s.unmet += in.weight[need]
}
