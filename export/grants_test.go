package export

import (
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/data"
)

// Every operation occurs with every kind of credential: once for each scope
// that is published for it, or once without a scope.
func TestGrants(t *testing.T) {
	facts, err := data.Snapshot(catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	snapshot := catalog.Merge(facts)
	listing := Grants(dataset, snapshot.Operations)
	type pair struct {
		catalog.Key
		credential catalog.Credential
	}
	scopes, rows := map[pair][]string{}, map[pair][]any{}
	for _, row := range listing.Rows {
		p := pair{catalog.Key{API: row[0].(string), Method: row[1].(string), Path: row[2].(string)}, catalog.Credential(row[5].(string))}
		scopes[p] = append(scopes[p], row[7].(string))
		rows[p] = row
	}
	if want := 3 * len(snapshot.Operations); len(scopes) != want {
		t.Errorf("%d operations by credential, want %d", len(scopes), want)
	}
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		for credential, published := range map[catalog.Credential][]string{
			catalog.CredentialPAT: o.Decision.UserScopes, catalog.CredentialAuthorizationCode: o.Decision.UserScopes,
			catalog.CredentialClient: o.Decision.ClientScopes,
		} {
			p := pair{o.Key, credential}
			if len(published) == 0 {
				published = []string{""}
			}
			if !slices.Equal(scopes[p], published) {
				t.Fatalf("%v has the scopes %q, want %q", p, scopes[p], published)
			}
			levels := strings.Join(o.UserLevels, "|")
			if credential == catalog.CredentialClient {
				levels = ""
			}
			if row := rows[p]; row[6] != string(o.Decision.Accepts(credential)) || text(row[9], "|") != levels {
				t.Errorf("%v is accepted: %v, levels %v", p, row[6], row[9])
			}
		}
	}
}
