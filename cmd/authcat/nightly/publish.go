package nightly

import (
	"context"
	"os"
	"path/filepath"

	"authcat/catalog"
	"authcat/catalog/sqlite"
	"authcat/catalog/sums"
	"authcat/export"
	"authcat/export/documents"
	"authcat/export/folder"
	"authcat/export/publish"
	"authcat/export/wiki"
)

// build writes the candidate as a catalog file beside the published one, and
// reads it itself before anything rests on it.
func (r *run) build(ctx context.Context) error {
	if err := sqlite.Save(ctx, r.state.candidate(), r.candidate); err != nil {
		return err
	}
	facts, err := loadCatalog(ctx, r.state.candidate())
	if err != nil {
		return err
	}
	// What is published is what readers of the file will see.
	snapshot := catalog.Merge(facts)
	r.candidate = &snapshot
	return nil
}

// set is what is published of the candidate.
func (r *run) set(database string) (*documents.Catalog, error) {
	entries, err := r.entries()
	if err != nil {
		return nil, err
	}
	return &documents.Catalog{
		Snapshot: r.candidate,
		Dataset:  export.Dataset{Name: "nightly catalog", AsOf: r.candidate.AsOf()}, // the name is in no document
		Changes:  entries,
		Site:     r.Site,
		Database: func(context.Context) ([]byte, error) { return os.ReadFile(database) },
	}, nil
}

// documents renders everything that goes to Out, in memory.
func (r *run) documents(ctx context.Context) error {
	set, err := r.set(r.state.candidate())
	if err != nil {
		return err
	}
	layout, err := wiki.LayoutNamed("folder")
	if err != nil {
		return err
	}
	r.files, err = set.Files(ctx, layout, r.Formats...)
	return err
}

// swap publishes: the documents first, all at once, then the catalog, then the
// record that both are out. A night that ends in between is done again by the next.
func (r *run) swap(context.Context) error {
	earlier := map[string]string{}
	for _, file := range r.record.Files {
		earlier[file.Name] = file.SHA256
	}
	change, err := folder.Write(r.Out, folder.Set{Files: r.files, Earlier: earlier, Overwrite: r.Overwrite})
	if err != nil {
		return err
	}
	for _, name := range change.Kept {
		r.warn("%s is published no longer but was edited: it stays", filepath.Join(r.Out, name))
	}
	r.report.Written, r.report.Removed, r.report.swapped = change.Written, change.Removed, true
	if err := sqlite.Move(r.state.candidate(), r.state.catalog()); err != nil {
		return err
	}
	r.report.Outcome = Published
	if err := r.settlePending(); err != nil {
		return err
	}
	r.record = record{
		Program: r.Program, Options: r.options(), Inputs: r.inputs(), Uncovered: r.uncovered, Notices: r.report.Notices,
		Catalog: hashFile(r.state.catalog()),
	}
	r.record.Sums = hashFile(filepath.Join(r.Out, sums.Name))
	for _, file := range r.files {
		r.record.Files = append(r.record.Files, fileHash{file.Name, hashBytes(file.Body)})
	}
	return r.state.saveRecord(r.record)
}

// inputs lists what the publication rests on.
func (r *run) inputs() []input {
	var inputs []input
	for _, d := range r.candidate.Documents {
		input := input{URL: d.URL, SHA256: d.SHA256, FetchedAt: d.FetchedAt, Kept: d.Kept, Stale: d.Kept && r.stale(d.FetchedAt)}
		if page, ok := r.visitsOf(d.URL).seen(d.URL); ok && d.Kept {
			input.Unread = page.SHA256
		}
		if d.Refused != "" {
			input.Name, input.Refusals, input.RefusedOn = nameOf(d.Role, d.API), r.refusalsOf(d), d.RefusedOn
		}
		inputs = append(inputs, input)
	}
	if r.Pages {
		for _, page := range r.candidate.Pages {
			inputs = append(inputs, r.pageInput(page))
		}
	}
	return inputs
}

// pageInput is an endpoint's page. One that could not be had or read counts as
// kept, what it said before or nothing, and is asked for again.
func (r *run) pageInput(page catalog.Page) input {
	in := input{URL: page.URL, SHA256: page.SHA256, FetchedAt: page.Read}
	received, had := r.docs.seen(page.URL)
	if in.Kept = !had || received.SHA256 != page.SHA256; in.Kept {
		in.Stale, in.Unread = r.stale(page.Read), received.SHA256
	}
	return in
}

// wiki brings the pages to the git wiki. What it misses tonight it gets another
// night, changes upstream or not.
func (r *run) wiki(ctx context.Context) error {
	if r.Wiki == nil {
		return nil
	}
	set, err := r.set(r.state.catalog())
	if err != nil {
		return err
	}
	files, err := set.Files(ctx, r.Wiki.Layout, r.Wiki.Formats...)
	if err != nil {
		return err
	}
	result, err := publish.Publish(ctx, r.Wiki.Target, files, func(changes publish.Changes) string {
		return changes.Message("Endpoint authorization of "+set.Dataset.Date()) + "\n" + r.report.Changes.Summary + "\n"
	})
	if err != nil {
		return err
	}
	r.report.Wiki = result.Commit
	r.record.Wiki = true
	return r.state.saveRecord(r.record)
}
