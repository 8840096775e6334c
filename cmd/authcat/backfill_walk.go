package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"authcat/catalog"
	"authcat/catalog/history"
	"authcat/crawler"
	"authcat/crawler/gitlog"
)

// backfill writes the states of a clone into a store.
type backfill struct {
	environment
	store   *history.Store
	specs   *crawler.Past
	since   string
	program string
	memory  *backfillMemory

	// basis is the hash of the program and the clone, as far as entries rest on them.
	basis string
	// dates are those of the store's entries.
	dates []string
	// written are the entries that were written, present the days that are done
	// already, same those that are like the day before.
	written, present, same int
	skipped                skippedDays
}

func (b *backfill) run(ctx context.Context, commits []gitlog.Commit, span func(time.Time) string) error {
	commits, err := b.beforeCrawls(commits)
	if err != nil {
		return err
	}
	if err := b.prepare(ctx, commits); err != nil {
		return err
	}
	err = eachDay(b.specs, commits, b.since, span, func(date string) error { return b.keep(ctx, date) })
	if saveErr := b.memory.save(); err == nil {
		err = saveErr
	}
	if err != nil {
		return err
	}
	b.skipped.report(b.stderr, b.specs.Versions())
	same := ""
	if b.same > 0 {
		same = fmt.Sprintf(", %s without a change", plural(b.same, "day"))
	}
	fmt.Fprintf(b.stderr, "%d entries written, %d there already%s, from %d commits\n", b.written, b.present, same, len(commits))
	return nil
}

// prepare finds out what the clone lacks and what the store has.
func (b *backfill) prepare(ctx context.Context, commits []gitlog.Commit) error {
	if err := b.specs.FindLacking(ctx, commits); err != nil {
		return err
	}
	basis := sha256.New()
	fmt.Fprintln(basis, b.program)
	if len(commits) > 0 {
		fmt.Fprintln(basis, commits[0].ID) // of a shallow clone another than of a whole one
	}
	for _, blob := range slices.Sorted(maps.Keys(b.specs.Lacking)) {
		fmt.Fprintln(basis, blob)
	}
	b.basis = hex.EncodeToString(basis.Sum(nil))
	dates, err := b.store.Dates()
	b.dates = dates
	return err
}

// eachDay goes through the commits and keeps the entries of the dates: from since
// on, one a span.
func eachDay(specs *crawler.Past, commits []gitlog.Commit, since string, span func(time.Time) string, keep func(date string) error) error {
	started := since == ""
	for i, commit := range commits {
		date := day(commit.Time)
		if !started && date > since && i > 0 { // nothing was committed on that day itself
			if err := keep(since); err != nil {
				return err
			}
		}
		started = started || date >= since
		specs.Apply(commit)
		last := i+1 == len(commits) || span(commits[i+1].Time) != span(commit.Time)
		if !started || !last {
			continue
		}
		if err := keep(date); err != nil {
			return err
		}
	}
	if !started {
		return keep(since)
	}
	return nil
}

// beforeCrawls leaves out the commits of days that crawls have seen.
func (b *backfill) beforeCrawls(commits []gitlog.Commit) ([]gitlog.Commit, error) {
	first, err := b.store.FirstCrawl()
	if err != nil || first == "" {
		return commits, err
	}
	fmt.Fprintf(b.stderr, "from %s on there are entries of crawls, which stay as they are\n", first)
	n := slices.IndexFunc(commits, func(c gitlog.Commit) bool { return day(c.Time) >= first })
	if n < 0 {
		return commits, nil
	}
	return commits[:n], nil
}

// keep writes the entry of a date, unless it is there.
func (b *backfill) keep(ctx context.Context, date string) error {
	if err := ctx.Err(); err != nil {
		return context.Cause(ctx)
	}
	if b.specs.Skip && !b.specs.Readable() {
		b.skipped.empty = append(b.skipped.empty, date)
		return nil
	}
	b.skipped.note(date, b.specs.Versions())
	switch there, err := b.there(ctx, date); {
	case err != nil:
		return err
	case there:
		b.present++
	default:
		if err := b.write(ctx, date); err != nil {
			return err
		}
	}
	return b.remember(date)
}

// write writes the entry of a date, unless the one before says the same.
func (b *backfill) write(ctx context.Context, date string) error {
	facts, read, err := b.specs.Facts(ctx, func(complaint string) { fmt.Fprintf(b.stderr, "%s: %s\n", date, complaint) })
	if err != nil {
		return fmt.Errorf("%s: %w", date, err)
	}
	changed, err := b.store.PutPast(date, facts)
	if err != nil {
		return err
	}
	if !changed {
		b.same++
		return nil
	}
	if at, found := slices.BinarySearch(b.dates, date); !found {
		b.dates = slices.Insert(b.dates, at, date)
	}
	b.written++
	fmt.Fprintf(b.stderr, "%s: %d operations of %d APIs; new documents: %s\n", date, len(facts.Observations), len(facts.APIs), orDefault(strings.Join(read, " "), "none"))
	return nil
}

// there reports whether the entry of a date was made of the same documents. One
// that is damaged is written anew.
func (b *backfill) there(ctx context.Context, date string) (bool, error) {
	stored, err := b.stored(date)
	if err != nil || b.damaged(date) {
		return false, nil
	}
	made, err := b.made(date, stored)
	if err != nil {
		return false, err
	}
	if b.memory.Days[date] == made {
		b.specs.Adopt(stored)
		return true, nil
	}
	if _, found := slices.BinarySearch(b.dates, date); !found {
		return false, nil
	}
	return b.specs.Match(ctx, stored)
}

// stored is what the store says of the documents of a date: by its entry, or
// the last one before.
func (b *backfill) stored(date string) ([]catalog.Document, error) {
	at, found := slices.BinarySearch(b.dates, date)
	switch {
	case found:
		return b.store.Documents(date)
	case at > 0:
		return b.store.Documents(b.dates[at-1])
	default:
		return nil, &history.NoEntryError{Date: date}
	}
}

// damaged reports whether the date has an entry of its own that can't be read whole.
func (b *backfill) damaged(date string) bool {
	_, found := slices.BinarySearch(b.dates, date)
	return found && b.store.Intact(date) != nil
}

// remember notes that a date is done.
func (b *backfill) remember(date string) error {
	stored, err := b.stored(date)
	if err != nil {
		return nil // the next run looks at it again
	}
	made, err := b.made(date, stored)
	if err != nil {
		return err
	}
	return b.memory.note(date, made)
}
