package guardtest

import (
	"cmp"
	"slices"
	"strings"

	"authcat/catalog"
)

// Mutations lists the ways to damage a catalog.
func Mutations() []Mutation {
	return []Mutation{
		{"2 DELETEs of v2025 need no token", 2, exactly(2), each(in("v2025", "DELETE", user), public)},
		{"a POST of v2024 needs no token", 1, exactly(1), each(in("v2024", "POST", user), public)},
		{"GET /v2024/identities needs no token", 1, all, each(in("v2024", "GET", at("/identities")), public)},
		{":read and :manage of the largest resource swapped everywhere", 2, all, swap(0)},
		{":read and :manage of the tenth largest resource swapped everywhere", 2, all, swap(9)},
		{"40 PAT operations of v2025 open to API clients", 2, exactly(40), each(in("v2025", "", user), open)},
		{"40 PAT operations of any API open to API clients", 2, exactly(40), each(user, open)},
		{"3 operations of v2025 for API clients only", 1, exactly(3), each(in("v2025", "", user), clientOnly)},
		{"default security of every document: applicationAuth", 1, all, eachAPI(inheriting, defaults(catalog.Requirement{{Scheme: "applicationAuth"}}))},
		{"default security of every document: no token", 1, all, eachAPI(inheriting, defaults(catalog.Requirement{}))},
		{"default security of every document: nothing", 1, all, eachAPI(inheriting, defaults())},
		{"user levels dropped from 4% of the operations", 2, percent(4), each(levelled, unlevel)},
		{"USER in place of ORG_ADMIN on every 11th operation", 2, percent(9), each(admin, loosen)},
		{"deprecated flipped on every operation", 2, all, each(every, deprecate)},
		{"titles moved on by one operation", 2, all, shift},
		{"documentation at another host", 1, all, eachAPI(documented, moveDocs)},
		{"scopes dropped from 4% of the operations", 2, percent(4), each(user, unscope)},
		{"40 operations of v2025 closed to API clients", 2, exactly(40), each(in("v2025", "", both), shut)},
		{"40 operations of v2025 gone", 2, exactly(40), each(in("v2025", "", every), move)},
	}
}

// in picks operations of an API and, unless it is "", with a method.
func in(api, method string, holds func(*catalog.Observation) bool) func(*catalog.Observation) bool {
	return func(o *catalog.Observation) bool {
		return o.API == api && (method == "" || o.Method == method) && holds(o)
	}
}

func at(path string) func(*catalog.Observation) bool {
	return func(o *catalog.Observation) bool { return o.Path == path }
}

func every(*catalog.Observation) bool { return true }

func levelled(o *catalog.Observation) bool { return len(o.Levels) > 0 }

func admin(o *catalog.Observation) bool { return slices.Contains(o.Levels, "ORG_ADMIN") }

func unlevel(o *catalog.Observation) { o.Levels, o.LevelsField = nil, "" }

func deprecate(o *catalog.Observation) { o.Deprecated = !o.Deprecated }

func move(o *catalog.Observation) { o.Path = "/elsewhere" + o.Path }

func takes(o *catalog.Observation, scheme string) bool {
	return slices.ContainsFunc(o.Security.Alternatives, func(r catalog.Requirement) bool {
		return slices.ContainsFunc(r, func(use catalog.SchemeUse) bool { return use.Scheme == scheme })
	})
}

// user reports whether an operation states that it takes a user's token alone.
func user(o *catalog.Observation) bool {
	return o.Security.Basis == catalog.BasisOperation && takes(o, "userAuth") && !takes(o, "applicationAuth")
}

func public(o *catalog.Observation) {
	o.Security = catalog.Security{Basis: catalog.BasisOperation, Alternatives: []catalog.Requirement{}}
}

func clientOnly(o *catalog.Observation) { o.Security = renamed(o.Security) }

func open(o *catalog.Observation) {
	o.Security = catalog.Security{Basis: o.Security.Basis, Alternatives: slices.Concat(o.Security.Alternatives, renamed(o.Security).Alternatives)}
}

// renamed is a security with the API client's scheme in place of the user's.
func renamed(s catalog.Security) catalog.Security {
	return uses(s, func(use catalog.SchemeUse) catalog.SchemeUse { use.Scheme = "applicationAuth"; return use })
}

func unscope(o *catalog.Observation) {
	o.Security = uses(o.Security, func(use catalog.SchemeUse) catalog.SchemeUse { use.Scopes = nil; return use })
}

func uses(s catalog.Security, change func(catalog.SchemeUse) catalog.SchemeUse) catalog.Security {
	changed := catalog.Security{Basis: s.Basis}
	for _, requirement := range s.Alternatives {
		var all catalog.Requirement
		for _, use := range requirement {
			all = append(all, change(use))
		}
		changed.Alternatives = append(changed.Alternatives, all)
	}
	return changed
}

func both(o *catalog.Observation) bool { return takes(o, "userAuth") && takes(o, "applicationAuth") }

func shut(o *catalog.Observation) {
	o.Security.Alternatives = slices.DeleteFunc(slices.Clone(o.Security.Alternatives), func(r catalog.Requirement) bool {
		return slices.ContainsFunc(r, func(use catalog.SchemeUse) bool { return use.Scheme == "applicationAuth" })
	})
}

func loosen(o *catalog.Observation) {
	o.Levels = slices.Clone(o.Levels)
	o.Levels[slices.Index(o.Levels, "ORG_ADMIN")] = "USER"
}

// shift gives every operation the title of the next one.
func shift(facts *catalog.Facts) ([]int, func(*catalog.Facts, int)) {
	before := slices.Clone(facts.Observations)
	return operations(facts, every), func(facts *catalog.Facts, place int) {
		facts.Observations[place].Title = before[(place+1)%len(before)].Title
	}
}

func documented(_ *catalog.Facts, api catalog.API) bool { return api.DocsURL != "" }

func moveDocs(_ *catalog.Facts, api *catalog.API) {
	api.DocsURL = "https://developer.sailpoint.com.example.net/" + api.ID + ".html"
}

func inheriting(facts *catalog.Facts, api catalog.API) bool {
	return api.Product == catalog.ProductISC && slices.ContainsFunc(facts.Observations, func(o catalog.Observation) bool {
		return o.API == api.ID && o.Security.Basis == catalog.BasisInherited
	})
}

// defaults gives the operations that inherit another security.
func defaults(alternatives ...catalog.Requirement) func(*catalog.Facts, *catalog.API) {
	return func(facts *catalog.Facts, api *catalog.API) {
		for i := range facts.Observations {
			if o := &facts.Observations[i]; o.API == api.ID && o.Security.Basis == catalog.BasisInherited {
				o.Security.Alternatives = alternatives
			}
		}
	}
}

// swap lets a scope that reads stand where the one that manages stood, and the
// other way round: of the resource with the most operations, but for so many.
func swap(rank int) plan {
	return func(facts *catalog.Facts) ([]int, func(*catalog.Facts, int)) {
		resource := ranked(facts, rank)
		other := map[string]string{resource + ":read": resource + ":manage", resource + ":manage": resource + ":read"}
		swapped := func(use catalog.SchemeUse) catalog.SchemeUse {
			use.Scopes = slices.Clone(use.Scopes)
			for i, scope := range use.Scopes {
				if name := other[strings.TrimSpace(scope)]; name != "" {
					use.Scopes[i] = name
				}
			}
			return use
		}
		one := func(o *catalog.Observation) bool { // swapped, both are what they were
			listed := scopes(o)
			return slices.Contains(listed, resource+":read") != slices.Contains(listed, resource+":manage")
		}
		return each(one, func(o *catalog.Observation) { o.Security = uses(o.Security, swapped) })(facts)
	}
}

// ranked is the resource with the most operations, but for so many, of those
// that have a scope to read and one to manage.
func ranked(facts *catalog.Facts, rank int) string {
	reads, manages := map[string]int{}, map[string]int{}
	for i := range facts.Observations {
		for _, scope := range scopes(&facts.Observations[i]) {
			if resource, ok := strings.CutSuffix(scope, ":read"); ok {
				reads[resource]++
			}
			if resource, ok := strings.CutSuffix(scope, ":manage"); ok {
				manages[resource]++
			}
		}
	}
	var names []string
	for name := range reads {
		if manages[name] > 0 {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(reads[b]+manages[b], reads[a]+manages[a]), cmp.Compare(a, b))
	})
	return names[rank]
}

func scopes(o *catalog.Observation) []string {
	var all []string
	for _, requirement := range o.Security.Alternatives {
		for _, use := range requirement {
			all = append(all, use.Scopes...)
		}
	}
	return catalog.Normalize(all)
}
