package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/catalog/factfile"
	"authcat/data"
)

// sideHelp says what openSide takes.
const sideHelp = `'bundled' for the snapshot in the program, a catalog file, a folder that
'authcat snapshot' wrote, or a day like 2026-01-09, of the state
directory (--state) or the history in the program; with ':API' behind it, only that API of it`

// openSide reads a data set by the name that a user gives it; state is the
// state directory in which days are looked up.
func openSide(ctx context.Context, state, text string) (answer.Side, error) {
	name, api := splitSide(text)
	facts, label, err := sideFacts(ctx, state, name)
	if err != nil {
		return answer.Side{}, err
	}
	side, err := answer.SideOf(answer.Named(label, catalog.Merge(facts)), api)
	if err != nil {
		return side, &usageError{err}
	}
	return side, nil
}

// splitSide takes the API off a name. The name of a file that exists is never
// split, nor is what can be no API: "C:\catalog.db".
func splitSide(text string) (name, api string) {
	at := strings.LastIndexByte(text, ':')
	if at < 0 || strings.Trim(text[at+1:], "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" {
		return text, ""
	}
	if _, err := os.Stat(text); err == nil {
		return text, ""
	}
	return text[:at], text[at+1:]
}

// sideFacts reads the facts of a data set and says what kind of one it is.
func sideFacts(ctx context.Context, state, name string) (facts catalog.Facts, label string, err error) {
	info, err := os.Stat(name)
	switch {
	case name == bundledName:
		facts, err = data.Snapshot(catalog.Filter{})
		return facts, bundled, err
	case err == nil && info.IsDir():
		facts, err = folderFacts(name)
		return facts, "snapshot " + name, err
	case err != nil && isDay(name):
		return dayFacts(state, name)
	default:
		return (&dataFlags{db: name}).facts(ctx, catalog.Filter{})
	}
}

func isDay(name string) bool {
	_, err := time.Parse(time.DateOnly, name)
	return err == nil
}

// dayFacts reads the snapshot of a day: the last one up to it that the state
// directory has, since a day on which nothing changed has none of its own, else
// that of the bundled history. What came after the bundled history is not known.
func dayFacts(state, day string) (facts catalog.Facts, label string, err error) {
	store, err := openHistory(state)
	if err != nil {
		return facts, "", err
	}
	dates, err := store.Dates()
	if err != nil {
		return facts, "", err
	}
	at, found := slices.BinarySearch(dates, day)
	if !found {
		at--
	}
	if at >= 0 {
		facts, err = store.Load(dates[at], catalog.Filter{})
		label = "snapshot of the state " + state
	} else {
		facts, err = bundledDay(state, day)
		label = bundledPast
	}
	if err == nil {
		facts, err = correct(facts)
	}
	return facts, label, err
}

func bundledDay(state, day string) (catalog.Facts, error) {
	log, err := bundledLog()
	if err != nil {
		return catalog.Facts{}, err
	}
	if day < log.From() || day > log.Through {
		return catalog.Facts{}, fmt.Errorf("nothing tells of %s: the state %s keeps no snapshot of it or before, and the %s goes from %s to %s",
			day, state, bundledPast, log.From(), log.Through)
	}
	facts, err := log.At(day, catalog.Filter{})
	if err != nil {
		return catalog.Facts{}, fmt.Errorf("%s: %w", bundledPast, err)
	}
	return facts, nil
}

// folderFacts reads a snapshot folder.
func folderFacts(dir string) (catalog.Facts, error) {
	files, err := factfile.Checked(os.DirFS(dir))
	var facts catalog.Facts
	if err == nil {
		facts, err = factfile.Decode(files, catalog.Filter{})
	}
	if err != nil {
		return catalog.Facts{}, fmt.Errorf("%s: no folder that 'authcat snapshot --out' wrote: %w", dir, err)
	}
	return correct(facts)
}

// correct adds this program's corrections to a snapshot, which holds what the
// sources said.
func correct(facts catalog.Facts) (catalog.Facts, error) {
	overrides, err := data.Overrides()
	if err != nil {
		return catalog.Facts{}, err
	}
	for _, override := range overrides {
		if _, known := facts.API(override.API); known {
			facts.Overrides = append(facts.Overrides, override)
		}
	}
	return facts, nil
}
