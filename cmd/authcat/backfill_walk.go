package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"authcat/catalog/history"
	"authcat/crawler/gitlog"
)

// backfill writes the states of a clone into a store.
type backfill struct {
	environment
	repository *gitlog.Repository
	store      *history.Store
	specs      specHistory
	since      string

	written, present int
}

func (b *backfill) run(ctx context.Context, commits []gitlog.Commit, span func(time.Time) string) error {
	commits, err := b.beforeCrawls(commits)
	if err != nil {
		return err
	}
	started := b.since == ""
	for i, commit := range commits {
		date := day(commit.Time)
		if !started && date > b.since && i > 0 { // nothing was committed on that day itself
			if err := b.keep(ctx, b.since); err != nil {
				return err
			}
		}
		started = started || date >= b.since
		b.specs.apply(commit)
		last := i+1 == len(commits) || span(commits[i+1].Time) != span(commit.Time)
		if !started || !last {
			continue
		}
		if err := b.keep(ctx, date); err != nil {
			return err
		}
	}
	if !started {
		if err := b.keep(ctx, b.since); err != nil {
			return err
		}
	}
	fmt.Fprintf(b.stderr, "%d entries written, %d there already, from %d commits\n", b.written, b.present, len(commits))
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
	if there, err := b.there(ctx, date); err != nil || there {
		b.present++
		return err
	}
	facts, read, err := b.specs.facts(ctx, b.repository, func(complaint string) { fmt.Fprintf(b.stderr, "%s: %s\n", date, complaint) })
	if err != nil {
		return err
	}
	changed, err := b.store.PutPast(date, facts)
	if err != nil {
		return err
	}
	if !changed {
		b.present++
		return nil
	}
	b.written++
	fmt.Fprintf(b.stderr, "%s: %d operations of %d APIs; new documents: %s\n", date, len(facts.Observations), len(facts.APIs), orDefault(strings.Join(read, " "), "none"))
	return nil
}

// there tells whether the entry of a date was made of the same documents. One
// that is damaged is written anew.
func (b *backfill) there(ctx context.Context, date string) (bool, error) {
	stored, err := b.store.Documents(date)
	if err != nil || b.store.Intact(date) != nil {
		return false, nil
	}
	return b.specs.match(ctx, b.repository, stored)
}
