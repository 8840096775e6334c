package openapi

import (
	"encoding/csv"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/prose"
	"authcat/crawler/mirrortest"
)

// labelledSpecs are those whose conditions were labelled by hand, sentences left
// out: in them every operation without a label states none.
var labelledSpecs = map[string]string{
	"v1": "dereferenced/deref-sailpoint-api.yaml", "v2024": "dereferenced/deref-sailpoint-api.v2024.yaml",
	"v2026": "dereferenced/deref-sailpoint-api.v2026.yaml", "iiq-9.0": "iiq/sailpoint-api.iiq-9.0.yaml",
}

// conditionLabels returns what a person read in the words of each operation:
// "parameter owner-id: narrows level …", where and what.
func conditionLabels(t testing.TB) map[catalog.Key][]string {
	t.Helper()
	file, err := os.Open("testdata/condition-labels.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.Comma, reader.LazyQuotes = '\t', true
	records, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	all := map[catalog.Key][]string{}
	for _, record := range records[1:] {
		key := catalog.Key{API: record[0], Method: record[2], Path: record[1]}
		all[key] = append(all[key], record[3]+": "+record[4])
	}
	return all
}

// conditionScores scores what is read in the labelled specifications, by kind.
func conditionScores(t testing.TB) map[string]*score {
	want := conditionLabels(t)
	scores := map[string]*score{}
	for _, kind := range catalog.ConditionKinds {
		scores[string(kind)] = &score{}
	}
	kindOf := func(label string) string {
		_, code, _ := strings.Cut(label, ": ")
		kind, _, _ := strings.Cut(code, " ")
		return kind
	}
	for _, api := range slices.Sorted(maps.Keys(labelledSpecs)) {
		observations, _, err := Parse(t.Context(), api, mirrortest.Spec(t, labelledSpecs[api]), new(prose.Reader))
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range observations {
			var got []string
			for _, c := range slices.Concat(o.Prose.Conditions, o.SecurityNote.Conditions) {
				got = append(got, strings.TrimSpace(string(c.Said.Witness)+" "+c.Said.Parameter)+": "+c.String())
			}
			for kind, s := range scores {
				other := func(label string) bool { return kindOf(label) != kind }
				s.add(t, o.Key, "condition", slices.DeleteFunc(slices.Clone(got), other), slices.DeleteFunc(slices.Clone(want[o.Key]), other))
			}
		}
	}
	return scores
}

func TestConditionsAgainstLabels(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	scores := conditionScores(t)
	for _, kind := range slices.Sorted(maps.Keys(scores)) {
		s := scores[kind]
		t.Logf("%-9s precision %.3f, recall %.3f of %d conditions", kind, s.precision(), s.recall(), s.right+s.missed)
		if s.wrong > 0 || s.missed > 0 && s.recall() < 0.95 && kind != string(catalog.OtherCondition) {
			t.Errorf("%s: %d are wrong, %d of %d are missed", kind, s.wrong, s.missed, s.right+s.missed)
		}
	}
}

// Where a condition stands: in a field, a parameter, a parameter of the
// components. A description that is no text says nothing and harms nobody.
func TestPlacesOfConditions(t *testing.T) {
	observations, problems, err := Parse(t.Context(), "v1", []byte(`openapi: 3.0.1
components:
  securitySchemes: {userAuth: {type: oauth2}}
  parameters:
    owner: {name: owner-id, in: query, description: Non-ORG_ADMIN users can only specify *me* or pass their own identity ID value.}
paths:
  /a:
    parameters: [{name: common, in: query, description: Must match the calling user's identity ID unless they are an admin.}]
    get:
      summary: Only the owner of the approval can do this.
      description: Requires tenant license idn:one.
      x-sailpoint-securityDescription: a:b:c is for ORG_ADMIN.
      parameters:
        - {name: flag, in: query, description: yes}
        - {name: list, in: query, description: [ORG_ADMIN, is, required]}
        - {$ref: '#/components/parameters/owner'}
`), new(prose.Reader))

	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	var got []string
	for _, c := range slices.Concat(observations[0].Prose.Conditions, observations[0].SecurityNote.Conditions) {
		got = append(got, strings.TrimSpace(string(c.Said.Witness)+" "+c.Said.Parameter)+" "+c.Said.Pointer+" "+string(c.Kind))
	}
	want := []string{
		"description /paths/~1a/get/description licence",
		"summary /paths/~1a/get/summary ownership",
		"parameter owner-id /components/parameters/owner/description parameter",
		"parameter common /paths/~1a/parameters/0/description parameter",
		"note /paths/~1a/get/x-sailpoint-securityDescription pairs",
	}
	if !slices.Equal(got, want) {
		t.Errorf("conditions\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if p := observations[0].Prose; len(p.Levels) > 0 {
		t.Errorf("levels %q: a parameter's words are about calls with it", p.Levels)
	}
}
