package nightly

import (
	"context"
	"os"
	"path/filepath"

	"authcat/catalog"
	"authcat/catalog/answer"
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
	if err := sqlite.Save(ctx, r.state.candidate(), r.candidate, export.Assumed); err != nil {
		return err
	}
	facts, err := loadCatalog(ctx, r.state.candidate())
	if err != nil {
		return err
	}
	// What is published is what readers of the file will see.
	r.propose(catalog.Merge(facts))
	return nil
}

// set is what is published of the candidate.
func (r *run) set(database string) (*documents.Catalog, error) {
	entries, err := r.journal.entries()
	if err != nil {
		return nil, err
	}
	var since answer.SinceAll
	if r.Since != nil {
		if since, err = r.Since(r.candidate); err != nil {
			return nil, err
		}
	}
	return &documents.Catalog{
		Snapshot: r.candidate,
		Since:    since,
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

// publish puts out the documents first, all at once, then the catalog, then the
// record that both are out. What a run that ends in between did is done again by
// the next.
func (r *run) publish(context.Context) error {
	earlier := map[string]string{}
	for _, file := range r.record.Files {
		earlier[file.Name] = file.SHA256
	}
	change, err := folder.Write(r.Out, folder.Set{Files: r.files, Earlier: earlier, Overwrite: r.Overwrite})
	if err != nil {
		return err
	}
	for _, name := range change.Kept {
		r.report.warn("%s is published no longer but was edited: it stays", filepath.Join(r.Out, name))
	}
	r.report.Written, r.report.Removed, r.report.swapped = change.Written, change.Removed, true
	if err := sqlite.Move(r.state.candidate(), r.state.catalog()); err != nil {
		return err
	}
	r.report.Outcome = Published
	if err := r.journal.settle(); err != nil {
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
		inputs = append(inputs, r.received.input(d, r.ages, r.refusalsOf(d)))
	}
	if r.Pages {
		for _, page := range r.candidate.Pages {
			inputs = append(inputs, r.received.pageInput(page, r.ages))
		}
	}
	return inputs
}

// wiki brings the pages to the git wiki. What it misses it gets from a
// later run, changes upstream or not.
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
