package plan_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	. "authcat/catalog/plan"
	"authcat/data"
)

func bundled(t testing.TB) *catalog.Snapshot {
	t.Helper()
	facts, err := data.Snapshot(catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	snapshot := catalog.Merge(facts)
	return &snapshot
}

// choice is a set of options with its cost.
type choice struct {
	options  []string
	unmet    int
	cost     [2]int
	cheapest bool // the cost counts before the number
}

func (c choice) compare(other choice) int {
	number, cost := cmp.Compare(len(c.options), len(other.options)), slices.Compare(c.cost[:], other.cost[:])
	if c.cheapest {
		number, cost = cost, number
	}
	return cmp.Or(cmp.Compare(c.unmet, other.unmet), number, cost, slices.Compare(c.options, other.options))
}

// bruteForce tries every way to meet each need: by what is chosen already, by
// each of its options that nothing chosen excludes, or not at all.
func bruteForce(needs [][]string, cheapest bool, cost func(string) [2]int, exclude func(a, b string) bool) choice {
	best := choice{unmet: len(needs) + 1, cheapest: cheapest}
	var try func(rest [][]string, chosen choice)
	try = func(rest [][]string, chosen choice) {
		if len(rest) == 0 {
			slices.Sort(chosen.options)
			if chosen.cheapest = cheapest; chosen.compare(best) < 0 {
				best = chosen
			}
			return
		}
		if slices.ContainsFunc(rest[0], func(option string) bool { return slices.Contains(chosen.options, option) }) {
			try(rest[1:], chosen)
			return
		}
		for _, option := range rest[0] {
			if slices.ContainsFunc(chosen.options, func(other string) bool { return exclude(option, other) }) {
				continue
			}
			with := choice{append(slices.Clone(chosen.options), option), chosen.unmet, chosen.cost, cheapest}
			with.cost[0] += cost(option)[0]
			with.cost[1] += cost(option)[1]
			try(rest[1:], with)
		}
		if exclude("", "") {
			chosen.unmet, chosen.options = chosen.unmet+1, slices.Clone(chosen.options)
			try(rest[1:], chosen)
		}
	}
	try(needs, choice{})
	return best
}

func credentialScopes(p Plan, o *catalog.Operation) []string {
	if o.Decision.Accepts(p.Credential) != catalog.Yes || o.Decision.Needs == catalog.NeedsNone {
		return nil
	}
	if p.Credential == catalog.CredentialClient {
		return o.Decision.ClientScopes
	}
	return o.Decision.UserScopes
}

// bestScopes is the optimum by the words of the contract, computed without the package.
func bestScopes(snapshot *catalog.Snapshot, p Plan) []string {
	var needs [][]string
	planned, apis := map[catalog.Key]bool{}, map[string]bool{}
	for _, call := range p.Calls {
		planned[call.Operation.Key], apis[call.Operation.API] = true, true
		scopes := slices.Clone(credentialScopes(p, call.Operation))
		if call.Operation.Decision.ScopeRule == catalog.AllScopes {
			for _, scope := range scopes {
				needs = append(needs, []string{scope})
			}
			continue
		}
		if len(scopes) > 1 {
			scopes = slices.DeleteFunc(scopes, func(scope string) bool { return scope == "sp:scopes:all" })
		}
		if len(scopes) > 0 {
			needs = append(needs, scopes)
		}
	}
	width := map[string]int{}
	for i := range snapshot.Operations {
		if o := &snapshot.Operations[i]; apis[o.API] && !planned[o.Key] {
			for _, scope := range credentialScopes(p, o) {
				width[scope]++
			}
		}
	}
	return bruteForce(needs, false, func(scope string) [2]int {
		if strings.HasSuffix(scope, ":read") {
			return [2]int{0, width[scope]}
		}
		return [2]int{1, width[scope]}
	}, func(_, _ string) bool { return false }).options
}

// bestLevels is the optimum for a PAT, and how many calls it leaves out.
func bestLevels(snapshot *catalog.Snapshot, p Plan) ([]string, int) {
	titled := map[string]bool{}
	for _, level := range snapshot.Levels {
		titled[level.Name] = true
	}
	var needs [][]string
	apis := map[string]bool{}
	for _, call := range p.Calls {
		o := call.Operation
		apis[o.API] = true
		levels := slices.DeleteFunc(slices.Clone(o.UserLevels), func(level string) bool {
			return !titled[level] && level != "ANY" && level != "USER"
		})
		if o.Decision.Needs == catalog.NeedsNone || slices.Contains(levels, "ANY") || slices.Contains(levels, "USER") || len(levels) == 0 {
			continue
		}
		needs = append(needs, levels)
	}
	opens := map[string]int{}
	for _, o := range snapshot.Operations {
		if apis[o.API] {
			for _, level := range o.UserLevels {
				opens[level]++
			}
		}
	}
	excludes := map[[2]string]bool{{}: true} // ("", ""): a need may stay unmet
	for _, level := range snapshot.Levels {
		for _, other := range level.Excludes {
			excludes[[2]string{level.Name, other}], excludes[[2]string{other, level.Name}] = true, true
		}
	}
	best := bruteForce(needs, true, func(level string) [2]int {
		if level == "ORG_ADMIN" {
			return [2]int{1, opens[level]}
		}
		return [2]int{0, opens[level]}
	}, func(a, b string) bool { return excludes[[2]string{a, b}] })
	return best.options, best.unmet
}

// The scopes and levels of random calls of the real catalog are what trying
// every possibility gives.
func TestOptimum(t *testing.T) {
	snapshot := bundled(t)
	perAPI := map[string][]*catalog.Operation{}
	for i := range snapshot.Operations {
		if o := &snapshot.Operations[i]; o.Decision.Needs != catalog.NeedsOther {
			perAPI[o.API] = append(perAPI[o.API], o)
		}
	}
	apis := []string{"v1", "v2026", "v2025", "v2024", "v3", "beta"}
	sets := 100
	if testing.Short() {
		sets = 20
	}
	kinds := map[catalog.Credential]int{}
	for seed := range uint64(sets) {
		r := rand.New(rand.NewPCG(seed, 0))
		var calls []Call
		api := apis[r.IntN(len(apis))]
		declared, _ := snapshot.API(api)
		clientOnly := r.IntN(3) == 0
		// Neighbours in the catalog share scopes and levels.
		for size, start := 1+r.IntN(12), r.IntN(len(perAPI[api])); len(calls) < size; start += 1 + r.IntN(6) {
			o := perAPI[api][start%len(perAPI[api])]
			if clientOnly && o.Decision.Needs == catalog.NeedsPAT {
				continue
			}
			calls = append(calls, callTo(o.Method, declared.Address(o.Path), ""))
		}
		p := Make(snapshot, calls)
		kinds[p.Credential]++
		if len(p.Unmatched) > 0 || !p.ScopesProven || !p.LevelsProven {
			t.Fatalf("seed %d: unmatched %v, proven %t %t", seed, p.Unmatched, p.ScopesProven, p.LevelsProven)
		}
		if want := bestScopes(snapshot, p); !slices.Equal(p.Scopes, want) {
			t.Errorf("seed %d, %s: scopes %q, brute force %q", seed, p.Credential, p.Scopes, want)
		}
		if p.Credential == catalog.CredentialPAT {
			if want, unmet := bestLevels(snapshot, p); !slices.Equal(p.Levels, want) || len(p.LevelsUnmet) != unmet {
				t.Errorf("seed %d: levels %q without %v, brute force %q without %d", seed, p.Levels, p.LevelsUnmet, want, unmet)
			}
		}
		slices.Reverse(calls)
		if again := Make(snapshot, calls); !slices.Equal(again.Scopes, p.Scopes) || !slices.Equal(again.Levels, p.Levels) {
			t.Errorf("seed %d: the order of the calls changes the answer", seed)
		}
	}
	if kinds[catalog.CredentialPAT] < sets/10 || kinds[catalog.CredentialClient] < sets/10 {
		t.Errorf("the sets are one-sided: %v", kinds)
	}
}

func BenchmarkMake(b *testing.B) {
	snapshot := bundled(b)
	var calls []Call
	for i := range 1000 {
		o := &snapshot.Operations[i]
		api, _ := snapshot.API(o.API)
		calls = append(calls, callTo(o.Method, api.Address(o.Path), ""))
	}
	for b.Loop() {
		Make(snapshot, calls)
	}
}
