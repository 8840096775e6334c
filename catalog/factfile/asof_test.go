package factfile

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"authcat/catalog"
)

func TestAsOf(t *testing.T) {
	at := func(id string, day int) (catalog.API, catalog.Document) {
		return catalog.API{ID: id}, catalog.Document{Role: catalog.RoleSpec, API: id, URL: "https://h/" + id, FetchedAt: time.Date(2026, 8, day, 0, 0, 0, 0, time.UTC)}
	}
	var facts catalog.Facts
	for id, day := range map[string]int{"a": 3, "b": 5, "c": 4} {
		api, document := at(id, day)
		facts.APIs, facts.Documents = append(facts.APIs, api), append(facts.Documents, document)
	}
	facts.APIs = append(facts.APIs, catalog.API{ID: "missing"}) // whose document was never read
	facts.Documents = append(facts.Documents, catalog.Document{Role: catalog.RoleSitemap, URL: "https://h/s", FetchedAt: time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)})
	files := fstest.MapFS{}
	for name, body := range Encode(facts) {
		files[name] = &fstest.MapFile{Data: body}
	}
	if day, err := AsOf(files); err != nil || !day.Equal(facts.AsOf()) || day.Day() != 5 {
		t.Errorf("%v, %v, want %v", day, err, facts.AsOf())
	}
	if day, err := AsOf(fstest.MapFS{IndexName: {Data: []byte("authcat-facts 2\n")}}); err != nil || !day.IsZero() {
		t.Errorf("no API: %v, %v", day, err)
	}
	files["b.txt"].Data = []byte("odd\n")
	if _, err := AsOf(files); err == nil || !strings.Contains(err.Error(), "b.txt") {
		t.Errorf("an odd line: %v", err)
	}
	delete(files, "b.txt")
	if _, err := AsOf(files); err == nil || !strings.Contains(err.Error(), "b.txt") {
		t.Errorf("no file: %v", err)
	}
	delete(files, IndexName)
	if _, err := AsOf(files); err == nil {
		t.Error("no index: no error")
	}
}
