package main

import (
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/sqlite"
	"authcat/export"
	"authcat/export/documents"
)

// copies are the facts of a snapshot several times over, as APIs of their own.
func copies(facts catalog.Facts, n int) (all catalog.Facts) {
	all.Levels, all.Overrides = facts.Levels, facts.Overrides
	for i := range n {
		renamed := func(api string) string {
			if i == 0 || api == "" {
				return api
			}
			return fmt.Sprintf("%s-copy%d", api, i)
		}
		for _, api := range facts.APIs {
			api.ID = renamed(api.ID)
			all.APIs = append(all.APIs, api)
		}
		for _, d := range facts.Documents {
			if i == 0 || d.API != "" {
				d.API, d.URL = renamed(d.API), renamed(d.URL)
				all.Documents = append(all.Documents, d)
			}
		}
		for _, o := range facts.Observations {
			o.API = renamed(o.API)
			all.Observations = append(all.Observations, o)
		}
		for _, p := range facts.Pages {
			p.API = renamed(p.API)
			all.Pages = append(all.Pages, p)
		}
	}
	return all
}

// BenchmarkScale does on copies of the bundled facts what a crawl and an export
// do: microseconds and kilobytes that an operation takes should not grow with them.
func BenchmarkScale(b *testing.B) {
	facts := bundledSnapshot(b).Facts
	for _, n := range []int{1, 4, 16} {
		many := copies(facts, n)
		var snapshot catalog.Snapshot
		path := filepath.Join(b.TempDir(), "catalog.db")
		for _, step := range []struct {
			name string
			do   func() error
		}{
			{"merge", func() error { snapshot = catalog.Merge(many); return nil }},
			{"save", func() error { return sqlite.Save(b.Context(), path, &snapshot, export.Assumed) }},
			{"load", func() error {
				c, err := sqlite.Open(b.Context(), path)
				if err != nil {
					return err
				}
				defer c.Close()
				_, err = c.Load(b.Context(), catalog.Filter{})
				return err
			}},
			{"export", func() error {
				_, err := documentsOf(b.Context(), &documents.Catalog{Snapshot: &snapshot, Dataset: export.Dataset{AsOf: snapshot.AsOf()}}, "folder", []string{"csv", "json", "markdown"})
				return err
			}},
		} {
			b.Run(fmt.Sprintf("%dx/%s", n, step.name), func(b *testing.B) {
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				start := time.Now()
				for b.Loop() {
					if err := step.do(); err != nil {
						b.Fatal(err)
					}
				}
				runtime.ReadMemStats(&after)
				each := float64(b.N * len(many.Observations))
				b.ReportMetric(float64(time.Since(start).Microseconds())/each, "µs/operation")
				b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/1000/each, "kB/operation")
			})
		}
	}
}
