package data_test

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/diff"
	"authcat/catalog/find"
	"authcat/catalog/history"
	"authcat/data"
)

// Every change of credential of the year to 2026-08-22, as a program that
// shares nothing with this one read them: line by line from the whole documents
// of each day that the specifications' repository has. A head says the day, the
// API and what the operations below it needed before and after.
func TestHistoryHasEveryChangeOfCredential(t *testing.T) {
	told := tracked{known: map[string]bool{}, changes: map[string]string{}, log: bundledLog(t)}
	file, err := os.Open("testdata/credential-changes.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var day, api, before, after string
	read := 0
	for lines := bufio.NewScanner(file); lines.Scan(); {
		words := strings.Fields(lines.Text())
		if len(words) == 4 {
			day, api, before, after = words[0], words[1], words[2], words[3]
			continue
		}
		read++
		base := "/" + api
		if api == "v1" {
			base = ""
		}
		told.follow(t, words[0], base+words[1])
		key := changeKey(day, catalog.Key{API: api, Method: words[0], Path: words[1]})
		if got, want := told.changes[key], before+" "+after; got != want {
			t.Errorf("%s: %q in the history, %q in the repository", key, got, want)
		}
		delete(told.changes, key)
	}
	if read < 950 {
		t.Errorf("only %d changes were compared", read)
	}
	for key, change := range told.changes {
		t.Errorf("%s: %s is in the history alone", key, change)
	}
}

func bundledLog(t testing.TB) *history.Log {
	t.Helper()
	files, err := data.History()
	if err != nil {
		t.Fatal(err)
	}
	log, err := history.ReadLog(files)
	if err != nil {
		t.Fatal(err)
	}
	return log
}

// tracked is what the history says of changes, of the endpoints that were followed.
type tracked struct {
	log     *history.Log
	known   map[string]bool
	changes map[string]string
}

// follow notes what the history says of an endpoint's versions in that year, by
// whole documents.
func (told *tracked) follow(t *testing.T, method, path string) {
	address, err := find.ParseAddress(method, path)
	if err != nil {
		t.Fatal(err)
	}
	past, err := told.log.Past(address.Filter())
	if err != nil {
		t.Fatal(err)
	}
	for _, track := range past.Match(address) {
		if told.known[track.Operation.Lineage] {
			continue
		}
		told.known[track.Operation.Lineage] = true
		for _, version := range past.Lineage(track.Operation.Lineage) {
			for _, event := range version.Events {
				for _, c := range event.Changes {
					if c.Aspect == diff.AspectNeeds && event.Date > "2025-08-25" && !strings.HasPrefix(c.API, "nerm") {
						told.changes[changeKey(event.Date, c.Key)] = c.Before + " " + c.After
					}
				}
			}
		}
	}
}

func changeKey(day string, key catalog.Key) string {
	return fmt.Sprint(day, " ", key.API, " ", key.Method, " ", catalog.Unnamed(key.Path))
}
