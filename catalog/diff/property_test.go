package diff

import (
	"math/rand/v2"
	"slices"
	"testing"

	"authcat/catalog"
	"authcat/catalog/explain"
)

// everyHeld are all small credentials: each kind, each set of the scopes and of
// the levels that the generated operations name, expired or not. An expired
// token passes where none is needed: it stands for no token.
func everyHeld() []explain.Held {
	var all []explain.Held
	for _, credential := range []catalog.Credential{catalog.CredentialPAT, catalog.CredentialClient} {
		for _, scopes := range subsets("a:b", "c:d", catalog.ScopeAll) {
			for _, levels := range subsets("ORG_ADMIN", "CERT_ADMIN") {
				all = append(all, explain.Held{Credential: credential, Scopes: scopes, ScopesKnown: true, Levels: levels, LevelsKnown: true})
			}
		}
	}
	return append(all, explain.Held{Credential: catalog.CredentialPAT, Expired: true, ScopesKnown: true, LevelsKnown: true})
}

func subsets(names ...string) [][]string {
	all := [][]string{nil}
	for _, name := range names {
		for _, smaller := range slices.Clone(all) {
			all = append(all, append(slices.Clone(smaller), name))
		}
	}
	return all
}

// admitted tells which of the credentials pass, as published.
func admitted(o *catalog.Operation, all []explain.Held) []bool {
	passes := make([]bool, len(all))
	for i, held := range all {
		passes[i] = explain.Call(o, held, 0).Passes == catalog.Yes
	}
	return passes
}

// lost reports whether somebody passes before and not after.
func lost(before, after []bool) bool {
	for i := range before {
		if before[i] && !after[i] {
			return true
		}
	}
	return false
}

func randomOperation(r *rand.Rand) *catalog.Operation {
	pick := func(lists [][]string) []string { return catalog.Normalize(lists[r.IntN(len(lists))]) }
	scopes := subsets("a:b", "c:d", catalog.ScopeAll, catalog.ScopeDefault)[:10]
	d := catalog.Decision{Needs: catalog.AllNeeds[r.IntN(len(catalog.AllNeeds))], Basis: catalog.BasisOperation, ScopeRule: catalog.AnyScope}
	if r.IntN(3) == 0 {
		d.ScopeRule = catalog.AllScopes
	}
	d.UserScopes, d.ClientScopes = pick(scopes), pick(scopes)
	return operation(d, pick(subsets("ORG_ADMIN", "CERT_ADMIN", catalog.LevelAPI, catalog.LevelAny))...)
}

// mutate changes one aspect, or all of them.
func mutate(r *rand.Rand, o *catalog.Operation) *catalog.Operation {
	other, after := randomOperation(r), *o
	switch r.IntN(5) {
	case 0:
		after.Decision.Needs = other.Decision.Needs
	case 1:
		after.Decision.UserScopes, after.Decision.ClientScopes = other.Decision.UserScopes, other.Decision.ClientScopes
	case 2:
		after.Decision.ScopeRule = other.Decision.ScopeRule
	case 3:
		after.UserLevels = other.UserLevels
	default:
		return other
	}
	return &after
}

// Effects are those that explain.Call shows: a stricter change shuts a
// credential out that passed, a looser one lets one in, and nobody is shut
// out or let in without a change that says so.
func TestEffectsAgreeWithExplain(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	all := everyHeld()
	seen := map[Effect]int{}
	for range 3000 {
		before := randomOperation(r)
		after := mutate(r, before)
		passedBefore, passesAfter := admitted(before, all), admitted(after, all)
		shutOut, letIn := lost(passedBefore, passesAfter), lost(passesAfter, passedBefore)
		changes := Operations(before, after)
		has := func(effect Effect) bool {
			return slices.ContainsFunc(changes, func(c Change) bool { return c.Effect == effect })
		}
		unpublished := before.Decision.Needs == catalog.NeedsOther
		if has(Stricter) != shutOut {
			t.Errorf("shuts out %v, changes %+v", shutOut, changes)
		}
		if has(Looser) && !letIn {
			t.Errorf("lets nobody in, changes %+v", changes)
		}
		if letIn && !has(Looser) && !has(Stricter) && !unpublished {
			t.Errorf("lets somebody in, changes %+v", changes)
		}
		if purelyStricter := shutOut && !letIn; purelyStricter && slices.ContainsFunc(Operations(after, before), func(c Change) bool { return c.Effect == Stricter }) {
			t.Errorf("stricter both ways, changes %+v", changes)
		}
		for _, c := range changes {
			seen[c.Effect]++
		}
	}
	if len(seen) != len(AllEffects) {
		t.Errorf("only saw %v", seen)
	}
}

// What is looser is stricter the other way, aspect by aspect; nothing neutral is
// stricter the other way but the end of a publication.
func TestEffectsMirror(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 5000 {
		before := randomOperation(r)
		after := mutate(r, before)
		there, back := Operations(before, after), Operations(after, before)
		if len(there) != len(back) {
			t.Fatalf("%+v and back %+v", there, back)
		}
		for i, c := range there {
			b := back[i]
			if c.Aspect != b.Aspect || c.Before != b.After || c.After != b.Before {
				t.Errorf("%+v and back %+v", c, b)
			}
			if c.Effect == Looser && b.Effect != Stricter || c.Effect == Neutral && b.Effect != Neutral && c.Before != string(catalog.NeedsOther) {
				t.Errorf("%s there, %s back: %+v", c.Effect, b.Effect, c)
			}
		}
	}
}
