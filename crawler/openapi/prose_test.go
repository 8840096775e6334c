package openapi

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/prose"
	"authcat/crawler/mirrortest"
)

// label is what a person read in the words of one operation.
type label struct{ levels, scopes []string }

// labels reads the development sample: every operation of v2024 and v2026
// whose words may speak of callers, labelled by hand, sentences left out.
func labels(t testing.TB) map[catalog.Key]label {
	t.Helper()
	file, err := os.Open("testdata/prose-labels.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.Comma = '\t'
	records, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	list := func(cell string) []string { return catalog.Normalize(strings.Split(cell, "|")) }
	all := map[catalog.Key]label{}
	for _, record := range records[1:] {
		all[catalog.Key{API: record[0], Method: record[2], Path: record[1]}] = label{list(record[3]), list(record[4])}
	}
	return all
}

// score counts names read rightly, wrongly and not at all.
type score struct{ right, wrong, missed int }

func (s *score) add(t testing.TB, key catalog.Key, what string, got, want []string) {
	for _, name := range got {
		if slices.Contains(want, name) {
			s.right++
		} else {
			s.wrong++
			t.Logf("%s: reads the %s %s, which the words don't state", key, what, name)
		}
	}
	for _, name := range want {
		if !slices.Contains(got, name) {
			s.missed++
			t.Logf("%s: misses the %s %s", key, what, name)
		}
	}
}

func (s *score) precision() float64 { return float64(s.right) / float64(s.right+s.wrong) }
func (s *score) recall() float64    { return float64(s.right) / float64(s.right+s.missed) }

// proseScores reads v2024 and v2026 and scores what was read against the
// labels; every operation without a label states nothing.
func proseScores(t testing.TB) (levels, scopes score) {
	want := labels(t)
	for _, api := range []string{"v2024", "v2026"} {
		observations, _, err := Parse(t.Context(), api, mirrortest.Spec(t, "dereferenced/deref-sailpoint-api."+api+".yaml"), new(prose.Reader))
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range observations {
			levels.add(t, o.Key, "level", o.Prose.Levels, want[o.Key].levels)
			scopes.add(t, o.Key, "scope", o.Prose.Scopes, want[o.Key].scopes)
		}
	}
	return levels, scopes
}

func TestProseAgainstLabels(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	levels, scopes := proseScores(t)
	for _, s := range []struct {
		what string
		score
	}{{"levels", levels}, {"scopes", scopes}} {
		t.Logf("%s: precision %.3f, recall %.3f of %d names", s.what, s.precision(), s.recall(), s.right+s.missed)
		if s.precision() < 0.97 || s.recall() < 0.95 {
			t.Errorf("%s: precision %.3f, recall %.3f; want at least 0.97 and 0.95", s.what, s.precision(), s.recall())
		}
	}
}

// BenchmarkProse reports how well descriptions are read, beside how quickly.
func BenchmarkProse(b *testing.B) {
	var levels, scopes score
	for b.Loop() {
		levels, scopes = proseScores(b)
	}
	b.ReportMetric(levels.precision(), "level-precision")
	b.ReportMetric(levels.recall(), "level-recall")
	b.ReportMetric(scopes.precision(), "scope-precision")
	b.ReportMetric(scopes.recall(), "scope-recall")
	var conditions score
	for _, s := range conditionScores(b) {
		conditions.right, conditions.wrong, conditions.missed = conditions.right+s.right, conditions.wrong+s.wrong, conditions.missed+s.missed
	}
	b.ReportMetric(conditions.precision(), "condition-precision")
	b.ReportMetric(conditions.recall(), "condition-recall")
}
