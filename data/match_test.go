package data

import (
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/find"
)

// Every ISC operation is found by its own template and by the same with ids
// filled in, and no parameter hides a literal.
func TestEveryOperationFindsItself(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	snapshot := bundled(t)
	matcher := find.NewMatcher(&snapshot)
	checked := 0
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		api, _ := snapshot.API(o.API)
		if api.Product != catalog.ProductISC {
			continue
		}
		checked++
		for _, path := range []string{api.Address(o.Path), filled(api.Address(o.Path)), "https://acme.api.identitynow.com" + filled(api.Address(o.Path)) + "/?limit=1"} {
			address, err := find.ParseAddress(o.Method, path)
			if err != nil {
				t.Fatal(err)
			}
			if !address.Filter().Takes(api, o.Method, o.Path) {
				t.Errorf("%s %s: its filter leaves %s out", o.Method, path, o.Key)
			}
			if found := matcher.Match(address); len(found) != 1 || found[0].Key != o.Key {
				t.Errorf("%s %s: found %v, want %s", o.Method, path, keys(found), o.Key)
			}
		}
	}
	if checked != 4221 {
		t.Errorf("checked %d operations, want 4221", checked)
	}
}

// filled puts an id in place of each parameter.
func filled(template string) string {
	segments := strings.Split(template, "/")
	for i, segment := range segments {
		if strings.HasPrefix(segment, "{") {
			segments[i] = "2c918084660f45d6016617daa9210584"
		}
	}
	return strings.Join(segments, "/")
}

func keys(operations []*catalog.Operation) []string {
	var all []string
	for _, o := range operations {
		all = append(all, o.Key.String())
	}
	return all
}
