package find

import (
	"os"
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/factfile"
)

// Every former name is that of an operation of the bundled snapshot, and finds
// it by its class: else the table has to follow the documents.
func TestFormerNames(t *testing.T) {
	facts, err := factfile.Decode(os.DirFS("../../data/snapshot"), catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	snapshot := catalog.Merge(facts)
	x := NewSDK(&snapshot)
	for id, names := range formerIDs() {
		for _, was := range names {
			for _, api := range slices.DeleteFunc(slices.Clone(was.apis), func(api string) bool { return api == "still" }) {
				i := slices.IndexFunc(snapshot.Operations, func(o catalog.Operation) bool { return o.API == api && o.OperationID == id })
				if i < 0 {
					t.Errorf("%s, formerly %s, is not in %s", id, was.name, api)
					continue
				}
				o := &snapshot.Operations[i]
				class := camel(strings.Join(o.Tags, "")) + "API"
				if found := x.Find(SDKName{Language: golang, Class: class, Method: methodName(golang, was.name, api), Version: api}); len(found) != 1 || found[0] != o {
					t.Errorf("%s of %s, formerly %s.%s, is not found by that", id, api, class, was.name)
				}
			}
		}
	}
}
