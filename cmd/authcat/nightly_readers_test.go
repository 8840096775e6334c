package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"sync"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/sqlite"
)

// generation is what two operations of two APIs are called; it tells catalogs apart.
var generation = regexp.MustCompile(`Generation \d+`)

// Whoever reads the catalog or the documents while nights publish sees the one
// catalog or the other: no error, and never some of both.
func TestNightlyReaders(t *testing.T) {
	slow(t)
	t.Parallel()
	nights := 15
	if os.Getenv("AUTHCAT_SOAK") != "" {
		nights = 200
	}
	p := newPlace(t, newQuickUpstream(t))
	generate := func(n int) {
		for _, id := range []string{"v3", "nerm"} {
			p.up.edit(id, retitle(fmt.Sprintf("Generation %d", n)))
		}
		p.mustNight(t, exitOK)
	}
	generate(0)
	authcat := program(t)
	ended := make(chan struct{})
	var readers sync.WaitGroup
	for name, read := range map[string]func() (string, error){
		"catalog":   func() (string, error) { return p.readCatalog(t.Context()) },
		"documents": p.readDocuments,
		"lookup": func() (string, error) {
			out, err := exec.Command(authcat, "lookup", "--db", p.at("catalog.db"), "generation").CombinedOutput()
			return string(out), err
		},
	} {
		readers.Go(func() { watch(t, name, read, ended) })
	}
	for n := range nights {
		generate(n + 1)
	}
	close(ended)
	readers.Wait()
}

// watch reads until the nights have ended, and once more.
func watch(t *testing.T, name string, read func() (string, error), ended chan struct{}) {
	seen, reads := map[string]bool{}, 0
	for last := false; !last && !t.Failed(); reads++ {
		select {
		case <-ended:
			last = true
		default:
		}
		text, err := read()
		found := generation.FindAllString(text, -1)
		if err != nil || len(found) < 2 {
			t.Errorf("%s: found %q, %v\n%s", name, found, err, text)
			return
		}
		for _, other := range found {
			if other != found[0] {
				t.Errorf("%s: a mixture of %s and %s", name, found[0], other)
			}
		}
		seen[found[0]] = true
		time.Sleep(time.Millisecond) // the night needs the processor too
	}
	t.Logf("%s: %d reads saw %d generations", name, reads, len(seen))
	if len(seen) < 2 {
		t.Errorf("%s: %d reads saw nothing change: the test tested nothing", name, reads)
	}
}

// readCatalog lists the titles of all operations.
func (p *place) readCatalog(ctx context.Context) (titles string, err error) {
	store, err := sqlite.Open(ctx, p.at("catalog.db"))
	if err != nil {
		return "", err
	}
	defer store.Close()
	facts, err := store.Load(ctx, catalog.Filter{})
	for _, o := range facts.Observations {
		titles += o.Title + "\n"
	}
	return titles, err
}

// readDocuments reads two documents of one moment: the second between two
// readings of the first that are the same.
func (p *place) readDocuments() (string, error) {
	for {
		first, err := os.ReadFile(p.out("api-v3.md"))
		if err != nil {
			return "", err
		}
		second, err := os.ReadFile(p.out("api-nerm.md"))
		if err != nil {
			return "", err
		}
		if again, err := os.ReadFile(p.out("api-v3.md")); err != nil || string(again) == string(first) {
			return string(first) + string(second), err
		}
	}
}
