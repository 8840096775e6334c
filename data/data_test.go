package data

import (
	"strings"
	"testing"

	"authcat/catalog"
)

func TestSources(t *testing.T) {
	list, err := Sources()
	if err != nil {
		t.Fatal(err)
	}
	if list.Sitemap == "" || list.UserLevels == "" {
		t.Errorf("no documentation sites: %q, %q", list.Sitemap, list.UserLevels)
	}
	var ids []string
	for _, api := range list.APIs {
		ids = append(ids, api.ID)
		if api.Title == "" || api.Status == "" || api.DocsURL == "" || !strings.HasPrefix(api.SpecURL, "https://") {
			t.Errorf("incomplete source %+v", api)
		}
	}
	if got, want := strings.Join(ids, " "), "v1 v2026 v2025 v2024 v3 beta nerm nerm-v2025 iiq iiq-9.0"; got != want {
		t.Errorf("sources %s, want %s", got, want)
	}
}

func TestParseSources(t *testing.T) {
	list, err := ParseSources([]byte(`
sitemap: https://docs.example/sitemap.xml
private: [Specs.corp.example, 10.1.2.3]
sources:
  - {id: one, spec: 'https://specs.corp.example/one.yaml', docs: 'https://pages.example/one/'}
  - {id: two, spec: 'http://10.1.2.3:8080/two.yaml'}`))
	if err != nil {
		t.Fatal(err)
	}
	const want = "https://specs.corp.example/one.yaml https://pages.example/one/ http://10.1.2.3:8080/two.yaml https://docs.example/sitemap.xml"
	if got := strings.Join(list.Addresses(), " "); got != want || len(list.Private) != 2 {
		t.Errorf("addresses %s, private %q; want %s, 2", got, list.Private, want)
	}
	for text, says := range map[string]string{
		"sources: [{id: a, spec: 'https://jo:hunter2 @h.example/a'}]":         "source 1 (a): its spec is no http or https address",
		"sources: [{id: a, product: iqservice, spec: 'https://h.example/a'}]": "source 1 (a): its product is unknown: use isc, nerm or iiq",
		"apis: [{id: a, spec: 'https://h.example/a'}]":                        "line 1: field apis not found",
		"sources: {a: b}": "line 1: cannot unmarshal !!map",
		"sources: [{id: a, spec: 'https://h.example/a', docs: 'javascript:alert(1)'}]":       "source 1 (a): its docs is no http or https address",
		"sources: [{id: a, spec: 'ftp://jo:hunter2@h.example/a'}]":                           "source 1 (a): its spec is no http or https address",
		"user_levels: hunter2\nsources: [{id: a, spec: 'https://h.example/a'}]":              "user_levels: this is no http or https address",
		"private: [corp.example]\nsources: [{id: a, spec: 'https://h.corp.example/a.yaml'}]": "private: one of the hosts is that of no address of the list",
	} {
		if _, err := ParseSources([]byte(text)); err == nil || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), "struct") {
			t.Errorf("%s\nerror %v, want one that says %q", text, err, says)
		}
	}
}

func TestSnapshotIsWhole(t *testing.T) {
	facts, err := Snapshot(catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(facts.Observations); n != 5755 {
		t.Errorf("%d operations, want 5755", n)
	}
	list, err := Sources()
	if err != nil {
		t.Fatal(err)
	}
	for i, api := range list.APIs {
		if facts.APIs[i] != api {
			t.Errorf("the snapshot knows %+v, sources.yaml says %+v: run make snapshot", facts.APIs[i], api)
		}
	}
	if len(facts.Problems) > 0 {
		t.Errorf("problems %v", facts.Problems)
	}
}

func TestParseOverrides(t *testing.T) {
	const good = `{api: v1, method: GET, path: /a, fact: user_levels, values: [A], replaces: [], reason: r, evidence: e, date: "2026-08-22"}`
	all, err := ParseOverrides([]byte("overrides: [" + good + "]"))
	if err != nil || len(all) != 1 || all[0].Values[0] != "A" {
		t.Fatalf("%+v, %v", all, err)
	}
	for change, says := range map[string]string{
		"reason: r": "reason", "evidence: e": "evidence", `date: "2026-08-22"`: "date", "method: GET": "method", "fact: user_levels": "can't be corrected",
	} {
		name, _, _ := strings.Cut(change, ":")
		if _, err := ParseOverrides([]byte("overrides: [" + strings.Replace(good, change, name+": ''", 1) + "]")); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("without %s: error %v", name, err)
		}
	}
	if _, err := ParseOverrides([]byte("overrides: [" + strings.Replace(good, "user_levels, values: [A]", "scope_rule, values: [some]", 1) + "]")); err == nil {
		t.Error("a scope rule of some was taken")
	}
	if _, err := ParseOverrides([]byte("override: []")); err == nil {
		t.Error("an unknown field was taken")
	}
	if all, err := Overrides(); err != nil || len(all) != 0 {
		t.Errorf("the bundled corrections: %v, %v", all, err)
	}
}
