package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"authcat/catalog/history"
	"authcat/catalog/replace"
	"authcat/crawler"
	"authcat/crawler/gitlog"
)

// logBackfill writes the states of a clone as a log.
type logBackfill struct {
	environment
	specs *crawler.Past
	log   *history.LogWriter
}

func (b *logBackfill) run(ctx context.Context, f *backfillFlags, commits []gitlog.Commit, span func(time.Time) string) error {
	if err := b.specs.FindLacking(ctx, commits); err != nil {
		return err
	}
	if err := eachDay(b.specs, commits, f.since, span, func(date string) error { return b.keep(ctx, date) }); err != nil {
		return err
	}
	newest, err := b.specs.Repository.Newest(ctx)
	if err != nil {
		return err
	}
	b.log.Through(day(newest))
	files := b.log.Files()
	packed, err := history.Pack(files)
	if err != nil {
		return err
	}
	if err := writeLog(f.log, files); err != nil {
		return err
	}
	fmt.Fprintf(b.stderr, "%s of %s, in %s and %s.zip\n", plural(len(files), "text"), plural(len(commits), "commit"), f.log, f.log)
	return replace.WriteFile(f.log+".zip", packed)
}

func (b *logBackfill) keep(ctx context.Context, date string) error {
	if err := ctx.Err(); err != nil {
		return context.Cause(ctx)
	}
	facts, read, err := b.specs.Facts(ctx, func(complaint string) { fmt.Fprintf(b.stderr, "%s: %s\n", date, complaint) })
	if err != nil {
		return fmt.Errorf("%s: %w", date, err)
	}
	if len(read) > 0 {
		fmt.Fprintf(b.stderr, "%s: %d operations of %d APIs; new documents: %s\n", date, len(facts.Observations), len(facts.APIs), strings.Join(read, " "))
	}
	return b.log.Add(date, facts)
}

// writeLog writes the texts of a log into a folder, and removes those that it
// does not have any more.
func writeLog(dir string, files map[string][]byte) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	there, err := fs.Glob(os.DirFS(dir), "*.txt")
	for _, name := range there {
		if files[name] == nil && err == nil {
			err = os.Remove(filepath.Join(dir, name))
		}
	}
	for name, text := range files {
		if err == nil {
			err = replace.WriteFile(filepath.Join(dir, name), text)
		}
	}
	return err
}
