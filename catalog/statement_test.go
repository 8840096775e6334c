package catalog

import "testing"

// What contradicts what, and what only says something else. It is mutual, and
// values of two kinds never do.
func TestContradicts(t *testing.T) {
	callers := func(user, client Answer) Callers { return Callers{User: user, Client: client} }
	values := []Value{}
	for _, test := range []struct {
		a, b Value
		want bool
	}{
		{LevelNames{"A"}, LevelNames{"A"}, false},
		{LevelNames{"A"}, LevelNames{"A", "B"}, true},
		{LevelNames{"A"}, LevelNames{}, true},
		{LevelNames{LevelAny}, LevelNames{"A", LevelUser}, false},
		{LevelNames{LevelAny}, LevelNames{"A"}, true},
		{LevelNames{"A", LevelUser}, LevelNames{"A"}, true},
		{ScopeNames{"a"}, ScopeNames{"a", "b"}, false},
		{ScopeNames{"a"}, ScopeNames{"b"}, true},
		{ScopeNames{"a"}, ScopeNames{}, true},
		{ScopeNames{}, ScopeNames{}, false},
		{callers(Yes, No), callers(Yes, No), false},
		{callers(Yes, No), callers(Unknown, No), false},
		{callers(Unknown, Unknown), callers(Unknown, Unknown), false},
		{callers(Yes, No), callers(Yes, Yes), true},
		{callers(Yes, No), callers(No, Unknown), true},
		{callers(Yes, Unknown), callers(Unknown, No), false},
		{Text("Get JWKS"), Text("get  jwks"), false},
		{Text("Get JWKS"), Text("Get keys"), true},
		{Flag(true), Flag(true), false},
		{Flag(true), Flag(false), true},
		{AnyScope, AnyScope, false},
		{AnyScope, AllScopes, true},
		{stated(user("a")), stated(user("a")), false},
		{stated(user("a")), stated(client("a")), true},
	} {
		if test.a.Contradicts(test.b) != test.want || test.b.Contradicts(test.a) != test.want {
			t.Errorf("%s and %s contradict each other: %v, the other way round %v", test.a, test.b, test.a.Contradicts(test.b), test.b.Contradicts(test.a))
		}
		values = append(values, test.a)
	}
	kind := func(v Value) string {
		switch v.(type) {
		case LevelNames:
			return "levels"
		case ScopeNames:
			return "scopes"
		case Callers:
			return "callers"
		case Text:
			return "text"
		case Flag:
			return "flag"
		case ScopeRule:
			return "rule"
		default:
			return "security"
		}
	}
	for _, a := range values {
		for _, b := range values {
			if kind(a) != kind(b) && a.Contradicts(b) {
				t.Errorf("%s %s contradicts %s %s", kind(a), a, kind(b), b)
			}
		}
	}
}
