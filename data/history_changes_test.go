package data_test

import (
	"bufio"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/history"
	"authcat/catalog/track"
	"authcat/data"
)

// Every change of credential of the year to 2026-08-22, as a program that
// shares nothing with this one read them: line by line from the whole documents
// of each day that the specifications' repository has. A head says the day, the
// API and what the operations below it needed before and after.
func TestHistoryHasEveryChangeOfCredential(t *testing.T) {
	told := changesOfCredential(t)
	file, err := os.Open("testdata/credential-changes.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var head []string
	read := 0
	for lines := bufio.NewScanner(file); lines.Scan(); {
		words := strings.Fields(lines.Text())
		if len(words) == 4 {
			head = words
			continue
		}
		read++
		key := changeKey(head[0], catalog.Key{API: head[1], Method: words[0], Path: words[1]})
		if want := head[2] + " " + head[3]; told[key] != want {
			t.Errorf("%s: %q in the history, %q in the repository", key, told[key], want)
		}
		delete(told, key)
	}
	if read < 950 {
		t.Errorf("only %d changes were compared", read)
	}
	for key, change := range told {
		t.Errorf("%s: %s is in the history alone", key, change)
	}
}

func bundledLog(t *testing.T) *history.Log {
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

// changesOfCredential are those of the history that are of that year, and of
// Identity Security Cloud's whole documents.
func changesOfCredential(t *testing.T) map[string]string {
	t.Helper()
	needs, err := bundledLog(t).Needs(catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	changes := map[string]string{}
	for key, days := range needs.Of {
		if needs.API(key.API).Product != catalog.ProductISC {
			continue
		}
		was := track.Need{}
		for _, day := range days {
			if was.Needs != "" && day.Needs != "" && day.Needs != was.Needs && day.Day > "2025-08-25" {
				changes[changeKey(day.Day, key)] = string(was.Needs + " " + day.Needs)
			}
			was = day
		}
	}
	return changes
}

func changeKey(day string, key catalog.Key) string { return fmt.Sprint(day, " ", track.Unnamed(key)) }

// The history ends with what the bundled snapshot says: they are made together.
func TestHistoryEndsWithTheSnapshot(t *testing.T) {
	log := bundledLog(t)
	last, err := log.At(log.Through, catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	bundled, err := data.Snapshot(catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	known := map[catalog.Key]catalog.Observation{}
	for _, o := range last.Observations {
		known[o.Key] = o
	}
	if len(known) != len(bundled.Observations) || !reflect.DeepEqual(last.APIs, bundled.APIs) {
		t.Errorf("%d operations of %d APIs, and %d of %d in the snapshot: run 'make history'", len(known), len(last.APIs), len(bundled.Observations), len(bundled.APIs))
	}
	for _, o := range bundled.Observations {
		if !reflect.DeepEqual(known[o.Key], o) {
			t.Errorf("%s is %+v in the history, and %+v in the snapshot", o.Key, known[o.Key], o)
		}
	}
}
