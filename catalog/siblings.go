package catalog

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// misspellings reports the scopes that the other versions of an endpoint spell
// otherwise: v3 lists idn:campaign-temlates:read where beta and v1 list
// idn:campaign-template:read.
func misspellings(endpoints []Endpoint) {
	for _, endpoint := range endpoints {
		if endpoint.sameScopes() { // nearly always
			continue
		}
		for _, o := range endpoint.Versions {
			for _, scope := range o.ListedScopes() {
				if spelling, apis := siblingSpelling(endpoint, o, scope); spelling != "" {
					o.add(Finding{Key: o.Key, Code: CodeScopeMisspelt, Pointer: o.Observation.Pointer() + "/security",
						Seen: fmt.Sprintf("scope %s; %s in %s", scope, spelling, strings.Join(apis, ", "))})
				}
			}
		}
	}
}

// sameScopes reports whether all versions list the same scopes for either kind of token.
func (e Endpoint) sameScopes() bool {
	first := e.Current().Decision
	return !slices.ContainsFunc(e.Versions, func(o *Operation) bool {
		return !slices.Equal(o.Decision.UserScopes, first.UserScopes) || !slices.Equal(o.Decision.ClientScopes, first.ClientScopes)
	})
}

// siblingSpelling is the scope that other versions of the endpoint list in
// place of one that hardly differs, and the APIs of those versions: none where
// as many versions list this one.
func siblingSpelling(endpoint Endpoint, o *Operation, scope string) (spelling string, apis []string) {
	same := 0
	bySpelling := map[string][]string{}
	for _, other := range endpoint.Versions {
		listed := other.ListedScopes()
		if slices.Contains(listed, scope) {
			same++
			continue
		}
		for _, candidate := range listed {
			if nearlyEqual(scope, candidate) && !slices.Contains(o.ListedScopes(), candidate) {
				bySpelling[candidate] = append(bySpelling[candidate], other.API)
			}
		}
	}
	for _, candidate := range slices.Sorted(maps.Keys(bySpelling)) {
		if found := bySpelling[candidate]; len(found) > len(apis) {
			spelling, apis = candidate, found
		}
	}
	// The newest version is the better witness where opinions are divided.
	newest := endpoint.Current().ListedScopes()
	if spelling == "" || slices.Contains(newest, scope) || same > len(apis) && !slices.Contains(newest, spelling) {
		return "", nil
	}
	return spelling, apis
}

// fewLetters is by how many letters a misspelt name differs: "temlates" from "template".
const fewLetters = 2

// nearlyEqual reports whether two names differ by a slip of the pen. Longer
// names in which a few letters make another word ("role-checked",
// "role-unchecked") are told apart by who lists them.
func nearlyEqual(a, b string) bool {
	if longer := len(a) - len(b); longer > fewLetters || -longer > fewLetters { // most are: the distance takes time
		return false
	}
	return a != b && len(a) > 3*fewLetters && len(b) > 3*fewLetters && EditDistance(a, b) <= fewLetters
}

// nearDuplicates lists the scopes that look like slips of the pen of another
// that at least three times as many operations list, and never beside it.
func nearDuplicates(snapshot *Snapshot) []Finding {
	count := map[string]int{}
	for i := range snapshot.Operations {
		for _, scope := range snapshot.Operations[i].ListedScopes() {
			count[scope]++
		}
	}
	scopes := slices.Sorted(maps.Keys(count))
	var found []Finding
	for _, scope := range scopes {
		for _, other := range scopes {
			if count[other] >= 3*count[scope] && nearlyEqual(scope, other) && !snapshot.listsBoth(scope, other) {
				found = append(found, Finding{Code: CodeScopeNearDuplicate,
					Seen: fmt.Sprintf("scope %s (%d operations) beside %s (%d)", scope, count[scope], other, count[other])})
			}
		}
	}
	return found
}

// listsBoth reports whether an operation lists both scopes.
func (s *Snapshot) listsBoth(a, b string) bool {
	for i := range s.Operations {
		if listed := s.Operations[i].ListedScopes(); slices.Contains(listed, a) && slices.Contains(listed, b) {
			return true
		}
	}
	return false
}

// unlistedLevels reports the levels that operations name and the User Level
// Access Matrix, where it is known, does not list.
func unlistedLevels(snapshot *Snapshot) {
	if len(snapshot.Levels) == 0 {
		return
	}
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		unlisted := slices.DeleteFunc(slices.Clone(o.UserLevels), func(level string) bool {
			return level == LevelAny || level == LevelAPI || level == LevelUser || snapshot.Assignable(level)
		})
		if len(unlisted) > 0 {
			o.add(Finding{Key: o.Key, Code: CodeLevelUnlisted, Seen: "level " + nameList(unlisted), Pointer: o.Observation.Pointer()})
		}
	}
}

// defaults lists the documents in which hardly any operation states its
// security: there the default is the norm, and each operation that inherits it
// is no news.
func defaults(snapshot *Snapshot) []Finding {
	all, inherited := map[string]int{}, map[string]int{}
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		all[o.API]++
		if o.Security.Basis == BasisInherited {
			inherited[o.API]++
		}
	}
	var found []Finding
	for _, api := range snapshot.APIs {
		if n := inherited[api.ID]; n > 0 && n*10 > all[api.ID]*9 {
			found = append(found, Finding{Key: Key{API: api.ID}, Code: CodeSecurityDefault, Pointer: "/security",
				Seen: fmt.Sprintf("%d of %d operations state no security", n, all[api.ID])})
		}
	}
	return found
}

// ListedScopes are the scopes of either kind of token, sorted.
func (o *Operation) ListedScopes() []string {
	return Normalize(slices.Concat(o.Decision.UserScopes, o.Decision.ClientScopes))
}

// add puts a finding among the operation's, in the order of their classes.
func (o *Operation) add(finding Finding) {
	o.Findings = append(o.Findings, finding)
	slices.SortStableFunc(o.Findings, func(a, b Finding) int { return classPosition(a.Code) - classPosition(b.Code) })
	o.Confidence = o.confidence()
}

// EditDistance is Levenshtein's: the least number of bytes to insert, delete or replace.
func EditDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			above := row[j+1]
			replace := diagonal
			if a[i] != b[j] {
				replace++
			}
			row[j+1] = min(above+1, row[j]+1, replace)
			diagonal = above
		}
	}
	return row[len(b)]
}
