package changelog

import (
	"testing"

	"authcat/catalog"
	"authcat/catalog/diff"
)

func TestWatchedPhrase(t *testing.T) {
	key := catalog.Key{API: "v3", Method: "GET", Path: "/a"}
	for _, test := range []struct {
		change diff.Change
		want   string
	}{
		{diff.Change{Aspect: diff.AspectNeeds, Before: "pat", After: "pat-or-client"}, "v3 GET /a takes API clients now, as published: a PAT may no longer be needed"},
		{diff.Change{Aspect: diff.AspectNeeds, Before: "pat-or-client", After: "pat"}, "v3 GET /a takes API clients no longer, as published"},
		{diff.Change{Aspect: diff.AspectNeeds, Before: "pat", After: "other"}, "v3 GET /a: needs: pat, now other"},
		{diff.Change{Aspect: diff.AspectScopes, Before: "a:b:c", After: "d:e:f"}, "v3 GET /a: scopes: a:b:c, now d:e:f"},
		{diff.Change{Aspect: diff.AspectRemoved, Before: "pat"}, "v3 GET /a is published no longer"},
		{diff.Change{Aspect: diff.AspectAdded, After: "pat"}, "v3 GET /a is new"},
		{diff.Change{Aspect: diff.AspectDeprecated, Reason: "callers are asked to move away from it"}, "v3 GET /a: callers are asked to move away from it"},
	} {
		test.change.Key = key
		if got := WatchedPhrase(test.change); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}
