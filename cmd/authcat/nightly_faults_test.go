package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"authcat/cmd/authcat/nightly"
)

// fault is something that goes wrong on the second night.
type fault struct {
	name string
	// quiet is set when nothing else changed upstream.
	quiet bool
	// lists changes the list of sources before the first night.
	lists func(*testing.T, *place)
	// breaks makes it go wrong; what it does to the upstream ends with the
	// night, mends undoes the rest.
	breaks func(*testing.T, *place)
	mends  func(*testing.T, *place)
	args   []string

	code int
	// says are words of the summary or the log.
	says   []string
	leaves leaving
	// but are documents that need not be as leaves says.
	but []string
	// forgets is set when the dated snapshots of before are gone.
	forgets bool
	// kept are the sources whose facts are yesterday's, held those of them that
	// are so since the guard refused what was received.
	kept, held []string
	// also must hold after the night.
	also func(*testing.T, *place, outcome)
}

// leaving is which documents a fault leaves.
type leaving int

const (
	yesterdays leaving = iota // those of the night before, untouched
	tonights                  // those of a night without the fault
	keeping                   // tonight's, marked as having older facts of what failed
	holding                   // the same of what the guard refused, with other words
	others                    // others, all of one catalog
)

// After any fault the documents are whole, yesterday's or right; nothing is
// lost; exit code and report say what happened; the next night recovers.
func TestNightlyFaults(t *testing.T) {
	slow(t)
	for name, faults := range map[string][]fault{
		"network": networkFaults(), "content": contentFaults(), "guard": guardFaults(),
		"state": stateFaults(), "records": recordFaults(), "documents": documentFaults(),
	} {
		t.Run(name, func(t *testing.T) {
			for _, f := range faults {
				t.Run(f.name, func(t *testing.T) {
					t.Parallel()
					f.run(t, newPlace(t, newUpstream(t)))
				})
			}
		})
	}
}

func (f fault) run(t *testing.T, p *place) {
	if f.lists != nil {
		f.lists(t, p)
	}
	p.mustNight(t, exitOK)
	yesterday, dates := p.documents(t), p.dates(t)
	p.now = p.now.Add(nextDay)
	if f.forgets {
		dates = nil
	}
	if !f.quiet {
		p.up.edit("nerm-v2025", retitle("Changed upstream"))
	}
	right := f.right(t, p)
	want := f.wanted(t, p, yesterday, right)
	heal := p.up.mark()
	if f.breaks != nil {
		f.breaks(t, p)
	}
	o := p.night(t, f.args...)
	f.check(t, p, o, want)
	if f.also != nil {
		f.also(t, p, o)
	}
	heal()
	if f.mends != nil {
		f.mends(t, p)
	}
	p.answers(t, dates)
	if len(f.but) == 0 {
		p.oneCatalog(t)
	}
	f.recovers(t, p, yesterday, right)
	p.answers(t, dates)
}

// right are the documents of a night without the fault.
func (f fault) right(t *testing.T, p *place) map[string]string {
	reference := p.copy(t)
	if f.quiet { // else it would have nothing to do
		if err := os.Remove(reference.at("published.json")); err != nil {
			t.Fatal(err)
		}
	}
	reference.mustNight(t, exitOK)
	return reference.documents(t)
}

// wanted are the documents that the fault leaves, nil for others. Those that
// rest on kept facts are the same whatever kept the source from being had.
func (f fault) wanted(t *testing.T, p *place, yesterday, right map[string]string) map[string]string {
	switch f.leaves {
	case yesterdays:
		return yesterday
	case tonights:
		return right
	case keeping, holding:
		defer p.up.mark()()
		for _, id := range slices.Concat(f.kept, f.held) {
			p.up.breaks(id, status(404))
		}
		reference := p.copy(t)
		reference.mustNight(t, exitKept)
		return reference.documents(t)
	default:
		return nil
	}
}

func (f fault) check(t *testing.T, p *place, o outcome, want map[string]string) {
	t.Helper()
	if o.code != f.code {
		t.Errorf("exit code %d, want %d\n%s%s", o.code, f.code, o.stdout, o.stderr)
	}
	o.says(t, f.says...)
	documents := p.documents(t)
	for _, name := range differences(documents, want) {
		if want != nil && !contains(f.but, name) && (f.leaves != holding || !contains(saysWhy, name)) {
			t.Errorf("%s is not what it should be", name)
		}
	}
	if f.leaves != yesterdays {
		for _, source := range o.report.Sources {
			if contains(f.kept, source.Name) != (source.Outcome == "kept") || contains(f.held, source.Name) != (source.Outcome == "quarantined") {
				t.Errorf("the report says %q of %s", source.Outcome, source.Name)
			}
		}
	}
}

// saysWhy are the documents that say why facts are older ones, and the lists of their hashes.
var saysWhy = []string{"endpoint-authorization.md", "endpoint-authorization.db", "findings.*", "api-v3.md", "SHA256SUMS", ".authcat-manifest"}

// recovers sees that the next night mends everything, and the one after it has nothing to do.
func (f fault) recovers(t *testing.T, p *place, yesterday, right map[string]string) {
	t.Helper()
	want := exitOK
	if f.leaves == tonights || f.quiet && f.leaves == yesterdays {
		want = exitUnchanged
	}
	if f.quiet && f.leaves == yesterdays {
		right = yesterday
	}
	o := p.mustNight(t, want)
	if o.report.Outcome != map[int]nightly.Outcome{exitOK: nightly.Published, exitUnchanged: nightly.Unchanged}[want] {
		t.Errorf("the report of the next night says %q", o.report.Outcome)
	}
	for _, name := range differences(p.documents(t), right) {
		if !contains(f.but, name) {
			t.Errorf("after the next night %s is not what it should be", name)
		}
	}
	p.oneCatalog(t)
	p.now = p.now.Add(time.Hour)
	p.mustNight(t, exitUnchanged)
	if left := p.leftovers(t); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

func contains(names []string, name string) bool {
	for _, n := range names {
		if matched, _ := filepath.Match(n, name); matched {
			return true
		}
	}
	return false
}
