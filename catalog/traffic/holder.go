package traffic

import (
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/printable"
	"authcat/catalog/token"
)

// holder is who called, as far as it is kept.
type holder struct {
	credential catalog.Credential
	// scopes of the token, with spaces between, and the level of its user.
	scopes, level string
	// tenant that the token is of.
	tenant string
}

// published are the names that a record may have: those of scopes and levels
// that everybody can read. What else a token says may be a tenant's own.
type published struct{ scopes, levels map[string]bool }

func publishedIn(snapshot *catalog.Snapshot) published {
	p := published{map[string]bool{catalog.ScopeAll: true, catalog.ScopeDefault: true}, map[string]bool{}}
	for _, use := range catalog.Scopes(snapshot.Operations) {
		if catalog.LooksLikeScope(use.Scope) && !strings.Contains(use.Scope, " ") && printable.Name(use.Scope) == use.Scope {
			p.scopes[use.Scope] = true
		}
	}
	for _, use := range snapshot.LevelUses() {
		if use.Name != "" && use.Name != catalog.LevelAPI {
			p.levels[use.Name] = true
		}
	}
	return p
}

// holder is who called with a token; said is the credential where that has none.
func (p published) holder(t *token.Token, said catalog.Credential) holder {
	if t == nil {
		return holder{credential: said}
	}
	held := holder{credential: t.Credential(), tenant: strings.ToLower(t.Org)}
	if said == catalog.CredentialAuthorizationCode && held.credential == catalog.CredentialPAT && t.GrantType == "" {
		held.credential = said // the claims tell no more than that it is a user's
	}
	if t.ScopesReadable {
		held.scopes = strings.Join(slices.DeleteFunc(slices.Clone(t.Scopes), func(scope string) bool { return !p.scopes[scope] }), " ")
	}
	if t.User {
		held.level = p.level(t.Authorities)
	}
	return held
}

// level is the one level that tells what a user may do: the administrator's
// stands for all others, and of several others none is known to be the one.
func (p published) level(authorities []string) string {
	if slices.Contains(authorities, catalog.LevelOrgAdmin) {
		return catalog.LevelOrgAdmin
	}
	one := ""
	for _, authority := range authorities {
		if p.levels[authority] {
			if one != "" {
				return ""
			}
			one = authority
		}
	}
	return one
}
