package plan

import (
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/cover"
)

// sends tells whether a call is made with the credential's token: it needs one,
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
func scopesAsked(credential catalog.Credential, d catalog.Decision) [][]string {
	listed := scopesOf(credential, d.UserScopes, d.ClientScopes)
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
	var needs [][]string
	for _, call := range p.Calls {
		if !sends(p.Credential, call.Operation.Decision.Needs) {
			continue
		}
		asked := scopesAsked(p.Credential, call.Operation.Decision)
		needs = append(needs, asked...)
		if slices.ContainsFunc(asked, func(scopes []string) bool { return slices.Contains(scopes, catalog.ScopeAll) }) {
			p.AllScopesBy = append(p.AllScopesBy, call.Operation.Key)
		}
	}
	width := p.scopeWidth(snapshot)
	solution := cover.Minimum(cover.Problem{Needs: needs, Cost: func(scope string) cover.Cost {
		if strings.HasSuffix(scope, ":read") {
			return cover.Cost{0, width[scope]}
		}
		return cover.Cost{1, width[scope]}
	}})
	p.Scopes, p.ScopesProven = solution.Chosen, solution.Proven
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

// chooseLevels takes the fewest levels that one user can have; of as few the
// weaker ones, which open fewer operations.
func (p *Plan) chooseLevels(snapshot *catalog.Snapshot) {
	p.LevelsProven = true
	if p.Credential != catalog.CredentialPAT {
		return
	}
	var needs [][]string
	var keys []catalog.Key
	for _, call := range p.Calls {
		if asked, _ := catalog.AskedLevels(call.Operation.UserLevels); len(asked) > 0 && sends(p.Credential, call.Operation.Decision.Needs) {
			needs, keys = append(needs, asked), append(keys, call.Operation.Key)
		}
	}
	opens := p.levelWidth(snapshot)
	excludes := map[string][]string{}
	for _, level := range snapshot.Levels {
		excludes[level.Name] = level.Excludes
	}
	solution := cover.Minimum(cover.Problem{Needs: needs, Excludes: excludes, Cost: func(level string) cover.Cost {
		return cover.Cost{opens[level]}
	}})
	p.Levels, p.LevelsProven = solution.Chosen, solution.Proven
	for _, i := range solution.Unmet {
		p.LevelsUnmet = append(p.LevelsUnmet, keys[i])
	}
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
