package plan

import (
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/cover"
)

// sends reports whether a call is made with the credential's token: it needs one,
// and accepts this one.
func sends(credential catalog.Credential, needs catalog.Needs) bool {
	if credential == CredentialNone || credential == CredentialUnknown || needs == catalog.NeedsNone {
		return false
	}
	return needs.Accepts(credential) == catalog.Yes
}

// scopesOf picks the scopes that are listed for the credential's kind of token.
func scopesOf(credential catalog.Credential, user, client []string) []string {
	if credential == catalog.CredentialClient {
		return client
	}
	return user
}

// scopesAsked returns what a token must carry for an operation: of each list
// one. sp:scopes:all is no choice where there is another.
func scopesAsked(credential catalog.Credential, o *catalog.Operation) [][]string {
	d := o.Decision
	listed := scopesOf(credential, d.UserScopes, d.ClientScopes)
	if credential == catalog.CredentialPAT {
		listed = o.ScopesOfEveryUser()
	}
	var asked [][]string
	switch {
	case len(listed) == 0:
	case d.ScopeRule == catalog.AllScopes:
		for _, scope := range listed {
			asked = append(asked, []string{scope})
		}
	case len(listed) > 1:
		asked = append(asked, slices.DeleteFunc(slices.Clone(listed), func(scope string) bool { return scope == catalog.ScopeAll }))
	default:
		asked = append(asked, listed)
	}
	return asked
}

// chooseScopes takes the fewest scopes; of as few those that only read; of
// those the narrow ones, which open the fewest operations besides the plan's.
func (p *Plan) chooseScopes(snapshot *catalog.Snapshot) {
	needs, keys := p.scopeNeeds()
	for i, scopes := range needs {
		if slices.Contains(scopes, catalog.ScopeAll) {
			p.AllScopesBy = appendNew(p.AllScopesBy, keys[i])
		}
	}
	width := p.scopeWidth(snapshot)
	solution := cover.Minimum(cover.Instance{Needs: needs, Cost: func(scope string) cover.Cost {
		if strings.HasSuffix(scope, ":read") {
			return cover.Cost{0, width[scope]}
		}
		return cover.Cost{1, width[scope]}
	}})
	p.Scopes, p.ScopesProven = solution.Chosen, solution.Proven
	p.ScopeReasons = reasons(solution.Chosen, needs, keys)
}

// scopeNeeds are what the calls ask of the token: of each list one scope, for the
// operation in keys.
func (p *Plan) scopeNeeds() (needs [][]string, keys []catalog.Key) {
	for _, call := range p.Calls {
		if !sends(p.Credential, call.Operation.Decision.Needs) {
			continue
		}
		for _, scopes := range scopesAsked(p.Credential, call.Operation) {
			needs, keys = append(needs, scopes), append(keys, call.Operation.Key)
		}
	}
	return needs, keys
}

// scopeWidth counts for each scope the other operations of the calls' APIs that it opens.
func (p *Plan) scopeWidth(snapshot *catalog.Snapshot) map[string]int {
	planned := map[catalog.Key]bool{}
	for _, call := range p.Calls {
		planned[call.Operation.Key] = true
	}
	width := map[string]int{}
	for o := range p.operations(snapshot) {
		if planned[o.Key] || !sends(p.Credential, o.Decision.Needs) {
			continue
		}
		for _, scope := range scopesOf(p.Credential, o.Decision.UserScopes, o.Decision.ClientScopes) {
			width[scope]++
		}
	}
	return width
}

// chooseLevels takes the levels that one user can have and that open the
// least, counted in operations of the calls' APIs: two narrow levels before one
// that opens everything. ORG_ADMIN comes last whatever it opens, and a level
// that the User Level Access Matrix doesn't know is never chosen: nobody can be
// given it by that name.
func (p *Plan) chooseLevels(snapshot *catalog.Snapshot) {
	p.LevelsProven = true
	if p.Credential != catalog.CredentialPAT {
		return
	}
	needs, keys, unassignable := p.levelNeeds(snapshot)
	p.LevelsUnassignable = unassignable
	opens := p.levelWidth(snapshot)
	solution := cover.Minimum(cover.Instance{Needs: needs, Excludes: exclusions(snapshot), CheapestFirst: true, Cost: func(level string) cover.Cost {
		if level == catalog.LevelOrgAdmin {
			return cover.Cost{1, opens[level]}
		}
		return cover.Cost{0, opens[level]}
	}})
	p.Levels, p.LevelsProven = solution.Chosen, solution.Proven
	p.LevelReasons = reasons(solution.Chosen, needs, keys)
	for _, i := range solution.Unmet {
		p.LevelsUnmet = append(p.LevelsUnmet, keys[i])
	}
}

// levelNeeds are what the calls ask of a PAT's user: of each list one level, for
// the operation in keys; and the operations of whose levels nobody is given any.
func (p *Plan) levelNeeds(snapshot *catalog.Snapshot) (needs [][]string, keys, unassignable []catalog.Key) {
	for _, call := range p.Calls {
		asked, _ := catalog.AskedLevels(call.Operation.UserLevels)
		if len(asked) == 0 || !sends(p.Credential, call.Operation.Decision.Needs) {
			continue
		}
		given := slices.DeleteFunc(slices.Clone(asked), func(level string) bool { return !snapshot.Assignable(level) })
		if len(given) == 0 {
			unassignable = append(unassignable, call.Operation.Key)
			continue
		}
		needs, keys = append(needs, given), append(keys, call.Operation.Key)
	}
	return needs, keys, unassignable
}

// exclusions are the levels that nobody has besides another.
func exclusions(snapshot *catalog.Snapshot) map[string][]string {
	excludes := map[string][]string{}
	for _, level := range snapshot.Levels {
		excludes[level.Name] = level.Excludes
	}
	return excludes
}

// reasons says of each chosen name which operations it is for. needs are lists
// of names of which any one suffices, of the operations in keys.
func reasons(chosen []string, needs [][]string, keys []catalog.Key) []Reason {
	all := make([]Reason, len(chosen))
	for i, name := range chosen {
		all[i].Name = name
		for j, need := range needs {
			if !slices.Contains(need, name) {
				continue
			}
			if len(need) == 1 {
				all[i].ForcedBy = appendNew(all[i].ForcedBy, keys[j])
			} else {
				all[i].Serves = appendNew(all[i].Serves, keys[j])
			}
		}
	}
	return all
}

func appendNew(keys []catalog.Key, key catalog.Key) []catalog.Key {
	if slices.Contains(keys, key) {
		return keys
	}
	return append(keys, key)
}

// levelWidth counts for each level the operations of the calls' APIs that it opens.
func (p *Plan) levelWidth(snapshot *catalog.Snapshot) map[string]int {
	width := map[string]int{}
	for o := range p.operations(snapshot) {
		for _, level := range o.UserLevels {
			width[level]++
		}
	}
	return width
}

// operations yields all operations of the calls' APIs.
func (p *Plan) operations(snapshot *catalog.Snapshot) func(yield func(*catalog.Operation) bool) {
	apis := p.apis()
	return func(yield func(*catalog.Operation) bool) {
		for i := range snapshot.Operations {
			if o := &snapshot.Operations[i]; slices.Contains(apis, o.API) && !yield(o) {
				return
			}
		}
	}
}
