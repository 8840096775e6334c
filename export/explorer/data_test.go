package explorer

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/export"
)

// decode reads the data that a page carries.
func decode(t testing.TB, page []byte) Data {
	t.Helper()
	_, rest, found := bytes.Cut(page, []byte(`<script type="application/json" id="catalog">`))
	body, _, ended := bytes.Cut(rest, []byte("</script>"))
	if !found || !ended {
		t.Fatal("the page carries no catalog")
	}
	var d Data
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&d); err != nil {
		t.Fatal(err)
	}
	return d
}

func named(names []string, indices []int) []string {
	var all []string
	for _, i := range indices {
		all = append(all, names[i])
	}
	return all
}

func TestDataIsTheCatalog(t *testing.T) {
	snapshot, body := bundledPage(t)
	sameAsCatalog(t, &snapshot, decode(t, body))
}

func sameAsCatalog(t *testing.T, snapshot *catalog.Snapshot, d Data) {
	t.Helper()
	if len(d.Operations) != len(snapshot.Operations) {
		t.Fatalf("%d operations, want %d", len(d.Operations), len(snapshot.Operations))
	}
	var apis, levels, classes []string
	for _, api := range d.APIs {
		apis = append(apis, api.ID)
	}
	for _, level := range d.Levels {
		levels = append(levels, level.Name)
	}
	for _, class := range d.FindingClasses {
		classes = append(classes, class.Code)
	}
	for i, got := range d.Operations {
		o := &snapshot.Operations[i]
		same := func(what string, got, want any) {
			a, _ := json.Marshal(got)
			b, _ := json.Marshal(want)
			if !bytes.Equal(a, b) {
				t.Errorf("%s: %s %s, want %s", o.Key, what, a, b)
			}
		}
		same("key", catalog.Key{API: apis[got.API], Method: got.Method, Path: got.Path}, o.Key)
		same("names", []string{got.Title, got.OperationID, d.Lineages[got.Lineage]}, []string{o.Name(), o.OperationID, o.Lineage})
		same("needs", got.Needs, o.Decision.Needs)
		same("basis", got.Basis, o.Decision.Basis)
		same("all scopes", got.ScopeRule == "all", o.Decision.ScopeRule == catalog.AllScopes)
		same("user scopes", named(d.Scopes, got.UserScopes), o.Decision.UserScopes)
		same("client scopes", named(d.Scopes, got.ClientScopes), o.Decision.ClientScopes)
		same("levels", named(levels, got.UserLevels), o.UserLevels)
		same("levels' source", got.LevelsSource, o.LevelsWitness.Column())
		same("tags", named(d.Tags, got.Tags), catalog.Normalize(o.Tags))
		same("confidence", got.Confidence, o.Confidence)
		same("flags", []bool{got.Deprecated, got.Experimental}, []bool{o.Deprecated, o.IsExperimental()})
		same("differs in", named(apis, got.DiffersIn), catalog.Normalize(o.DiffersIn))
		same("source", d.APIs[got.API].Spec+"#"+got.Pointer, o.Source())
		same("page", got.DocsURL, o.DocsURL)
		sameFindings(t, o, got, classes)
		sameEvidence(t, o, got, d)
	}
	sameDifferences(t, snapshot, d)
}

func absolute(pointer, base string) string {
	if rest, ok := strings.CutPrefix(pointer, "."); ok {
		return base + rest
	}
	return pointer
}

func sameFindings(t *testing.T, o *catalog.Operation, got Operation, classes []string) {
	t.Helper()
	var all []catalog.Finding
	for _, f := range got.Findings {
		all = append(all, catalog.Finding{Key: o.Key, Code: catalog.Code(classes[f.Class]), Seen: f.Seen, Pointer: absolute(f.Pointer, got.Pointer)})
	}
	if !slices.Equal(all, o.Findings) {
		t.Errorf("%s: findings %v, want %v", o.Key, all, o.Findings)
	}
}

func sameEvidence(t *testing.T, o *catalog.Operation, got Operation, d Data) {
	t.Helper()
	var all []catalog.Evidence
	for _, e := range d.Evidence[got.Evidence] {
		all = append(all, catalog.Evidence{Fact: catalog.Fact(e.Fact), Pointer: absolute(e.Pointer, got.Pointer)})
	}
	if !slices.Equal(all, o.Evidence()) {
		t.Errorf("%s: evidence %v, want %v", o.Key, all, o.Evidence())
	}
}

// sameDifferences checks every pair of versions of every endpoint.
func sameDifferences(t *testing.T, snapshot *catalog.Snapshot, d Data) {
	t.Helper()
	at := map[catalog.Key]int{}
	for i := range snapshot.Operations {
		at[snapshot.Operations[i].Key] = i
	}
	for _, endpoint := range snapshot.Endpoints() {
		for _, o := range endpoint.Versions {
			got := map[int][]string{}
			for _, version := range d.Operations[at[o.Key]].Differences {
				got[version.Operation] = version.Differs
			}
			for _, other := range endpoint.Versions {
				if !slices.Equal(got[at[other.Key]], o.Differences(other)) {
					t.Errorf("%s and %s: differ in %v, want %v", o.Key, other.Key, got[at[other.Key]], o.Differences(other))
				}
			}
		}
	}
}

// The level USER has one title, in the page as in the lists, whether or not the
// User Level Access Matrix could be read.
func TestEndUserHasOneTitle(t *testing.T) {
	user := catalog.UserLevel{Name: catalog.LevelUser}
	key := catalog.Key{API: "v1", Method: "GET", Path: "/a"}
	for _, matrix := range [][]catalog.UserLevel{nil, {{Title: catalog.LevelUserTitle}}} {
		snapshot := catalog.Merge(catalog.Facts{APIs: []catalog.API{{ID: "v1"}}, Levels: matrix,
			Observations: []catalog.Observation{{Key: key, LevelsField: catalog.LevelsField, Levels: []string{catalog.LevelUser}}}})
		levels := Encode(&snapshot, export.Dataset{}, answer.SinceAll{}).Levels
		if len(levels) != 1 || levels[0].Title != "End User" || export.LevelTitle(user) != levels[0].Title {
			t.Errorf("with the matrix %v: %v, in lists %q", matrix, levels, export.LevelTitle(user))
		}
	}
}
