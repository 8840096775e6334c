package answer

import (
	"maps"
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/track"
)

// Openness is how many operations of a feature took an API client's token, from
// each day on which that changed.
type Openness struct {
	// Feature is "" for all of them together.
	Feature string
	Days    []OpenDay
}

// OpenDay has, from a day on, how many of the Operations that were published were Open.
type OpenDay struct {
	Day              string
	Open, Operations int
}

// Openness tells it of the features of Identity Security Cloud, all together
// first, then those that ever took an API client's token, by name. Counted is
// each version of an endpoint, in the API versions that were published on the
// day. Endpoints that are gone have no feature and are left out.
func (p *PastNeeds) Openness(snapshot *catalog.Snapshot) []Openness {
	features := map[string]string{}
	for _, endpoint := range snapshot.Endpoints() {
		if o := endpoint.Current(); o.Product == catalog.ProductISC {
			features[o.Lineage] = o.Feature()
		}
	}
	changes := map[string]map[string]OpenDay{} // by feature and day, what is added and taken away
	for key, needs := range p.Of {
		feature := features[catalog.Lineage(p.API(key.API), key.Method, key.Path)]
		if feature == "" {
			continue
		}
		for _, name := range []string{"", feature} {
			if changes[name] == nil {
				changes[name] = map[string]OpenDay{}
			}
			note(changes[name], needs)
		}
	}
	var all []Openness
	for feature, days := range changes {
		if days := added(days); slices.ContainsFunc(days, func(d OpenDay) bool { return d.Open > 0 }) {
			all = append(all, Openness{feature, days})
		}
	}
	slices.SortFunc(all, func(a, b Openness) int { return strings.Compare(a.Feature, b.Feature) })
	return all
}

// note adds to the changes of each day what an operation changes.
func note(changes map[string]OpenDay, needs []track.Need) {
	var before catalog.Needs
	for _, need := range needs {
		day := changes[need.Day]
		day.Operations += counted(need.Needs) - counted(before)
		day.Open += opened(need.Needs) - opened(before)
		changes[need.Day] = day
		before = need.Needs
	}
}

// added adds changes up, in the order of their days; a day without any is left out.
func added(changes map[string]OpenDay) []OpenDay {
	var days []OpenDay
	var sum OpenDay
	for _, day := range slices.Sorted(maps.Keys(changes)) {
		change := changes[day]
		if change.Open == 0 && change.Operations == 0 {
			continue
		}
		sum = OpenDay{day, sum.Open + change.Open, sum.Operations + change.Operations}
		days = append(days, sum)
	}
	return days
}

// counted is 1 for an operation that is published, opened for one that takes an
// API client's token.
func counted(needs catalog.Needs) int {
	if needs == "" {
		return 0
	}
	return 1
}

func opened(needs catalog.Needs) int {
	if needs != "" && needs.Accepts(catalog.CredentialClient) == catalog.Yes {
		return 1
	}
	return 0
}
