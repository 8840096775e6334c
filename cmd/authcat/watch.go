package main

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"

	"authcat/catalog/find"
	"authcat/catalog/plan"
	"authcat/cmd/authcat/nightly"
)

// readWatch reads a watch list, "" for none: a plan that 'authcat plan --write'
// kept, or lines of a method and an address, with comments after #. Its errors
// name file and line and repeat nothing else: an address may hold a secret.
func readWatch(file string) (nightly.Watch, error) {
	if file == "" {
		return nightly.Watch{}, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nightly.Watch{}, fmt.Errorf("%s: the watch list can't be read: %w", file, cause(err))
	}
	var watch nightly.Watch
	if bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		lock, err := plan.ReadLock(text)
		if err != nil {
			return nightly.Watch{}, fmt.Errorf("%s: the watch list can't be read: %w", file, err)
		}
		for _, o := range lock.Operations {
			watch.Lineages = append(watch.Lineages, o.Lineage)
		}
		return watch, nil
	}
	for i, line := range slices.Collect(strings.Lines(string(text))) {
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		if len(words) != 2 || !find.IsMethod(words[0]) {
			return nightly.Watch{}, fmt.Errorf("%s: line %d is no method and address, as in: GET /v2025/access-profiles", file, i+1)
		}
		address, err := find.ParseAddress(words[0], words[1])
		if err != nil {
			return nightly.Watch{}, fmt.Errorf("%s: line %d: %w", file, i+1, err)
		}
		watch.Addresses = append(watch.Addresses, address)
	}
	return watch, nil
}
