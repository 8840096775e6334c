package data

import (
	"strings"
	"testing"
)

// FuzzParseSources checks that any text ends in sources with an id of their own
// and a web address, or in an error.
func FuzzParseSources(f *testing.F) {
	f.Add(sources)
	for _, seed := range []string{
		"sources: [{id: a, spec: 'https://h/a'}]", "sources: [{id: a, spec: 'https://h/a'}, {id: a, spec: 'https://h/a'}]", "sources: []", "sitemap: ftp://h\nsources: [{id: a, spec: x}]",
		"sources: [{id: a, spec: 'https://h/a'}]\n---\nsources: []", "a: &a [*a]", "b: &b {id: a, spec: 'http://h'}\nsources: [{<<: *b}]", "sources: [null]", "[", "\x00",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		list, err := ParseSources(text)
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for _, api := range list.APIs {
			if api.ID == "" || seen[api.ID] || !isWeb(api.SpecURL) || strings.HasSuffix(api.BasePath, "/") {
				t.Errorf("source %+v", api)
			}
			seen[api.ID] = true
		}
		if len(list.APIs) == 0 {
			t.Error("neither sources nor an error")
		}
	})
}

// FuzzParseGuard checks that any text ends in limits that watch something, or in an error.
func FuzzParseGuard(f *testing.F) {
	f.Add(guardText)
	for _, seed := range []string{
		"falls: {pages: {percent: 50, slack: 0}}", "falls: {pages: {percent: 0.5, slack: 0}}", "falls: {pages: null}", "sentinels: []", "sentinels: [null]",
		"falls: {nothing: {percent: 1, slack: 1}}", "falls: {pages: {percent: 101, slack: -1}}", "{}\n---\nsentinels: []", "falls: &a {<<: *a}", "",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		config, err := ParseGuard(text)
		if err != nil {
			return
		}
		if err := config.Check(); err != nil {
			t.Errorf("limits that are none: %v", err)
		}
	})
}
