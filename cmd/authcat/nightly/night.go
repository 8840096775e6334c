// Package nightly regenerates the catalog and its documents, unattended: it
// crawls, guards, publishes and says what it did. Whatever fails, what was
// published before is still out.
package nightly

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"authcat/catalog"
	"authcat/catalog/defect"
	"authcat/catalog/guard"
	"authcat/crawler"
	"authcat/data"
	"authcat/export"
	"authcat/export/publish"
	"authcat/export/wiki"
)

// Night is one run.
type Night struct {
	// State is the directory that is kept from night to night; the documents go to Out.
	State, Out string
	// Overwrite allows replacing files in Out that authcat did not write.
	Overwrite bool
	// Sources are what is crawled, Source where it comes from. Archive keeps
	// what was received and asks only for what changed; a mirror needs none.
	Sources data.List
	Source  crawler.PageSource
	Archive bool
	// Pages has every endpoint's page read; Pause is between two requests to
	// their host.
	Pages bool
	Pause time.Duration

	Guard  guard.Config
	Accept Accept
	// MaxAge is the age from which kept facts are warned of.
	MaxAge time.Duration
	// Keep is how many dated snapshots are kept.
	Keep int
	// Formats are the documents' formats, all without any; Site is where they
	// are published, see documents.Catalog.
	Formats []string
	Site    string
	// Wiki gets the pages too, unless it is nil.
	Wiki *Wiki

	// Program identifies the program: another one reads the same documents differently.
	Program string
	Now     func() time.Time
	Log     *slog.Logger
}

// Accept is a person's word that what the guard refuses is right.
type Accept struct {
	Reason string // "" accepts nothing
	Days   int
}

// Wiki is a git wiki that gets the pages.
type Wiki struct {
	Target  publish.Target
	Layout  wiki.Layout
	Formats []string
}

// run is a night under way.
type run struct {
	*Night
	state  state
	record record
	report *Report
	// specs and docs are what was received tonight.
	specs, docs *visits
	// uncovered are the documents that no source reads.
	uncovered []string
	// published is the catalog that is out, nil where there is none or it can't be read.
	published *catalog.Snapshot
	candidate *catalog.Snapshot
	files     []export.File
	pending   *pending
	// quarantined is what the guard refused tonight while the rest went on, nil
	// for nothing; refused is what the night then ends with.
	quarantined *quarantined
	refused     *RefusedError
}

// Run does a night's work and says how it went. It returns the report in any
// case; the error is why the night failed, or a *RefusedError.
func (n *Night) Run(ctx context.Context) (*Report, error) {
	started := n.Now()
	report := &Report{}
	state, unlock, err := openState(n.State)
	if err == nil {
		n.begin(state, started)
		r := &run{Night: n, state: state, report: report}
		err = defect.Contain("the night", func() error { return r.night(ctx) })
		if err == nil && report.Outcome == Published && report.named(sourceKept, sourceMissing) != "" {
			report.Outcome = Kept
		}
		defer unlock()
	}
	n.debug(err)
	var refused *RefusedError
	switch {
	case errors.As(err, &refused):
		report.Outcome = Refused
	case err != nil:
		report.Outcome, report.Error = Failed, err.Error()
	}
	report.settle(started, n.Now())
	if state.dir != "" && !isBusy(err) {
		if saveErr := saveJSON(state.report(), report); saveErr != nil && err == nil {
			n.Log.Warn("the report can't be kept", "error", saveErr)
		}
	}
	return report, err
}

// begin says in the report that the night is running: of one that is killed,
// nothing else would be heard, and the report of an earlier one would be believed.
func (n *Night) begin(s state, started time.Time) {
	running := &Report{Outcome: Running}
	running.settle(started, started)
	err := saveJSON(s.report(), running)
	if err != nil { // a full disk: no report is better than an earlier one
		err = errors.Join(err, remove(s.report()))
		n.Log.Warn("the report can't be kept", "error", err)
	}
}

func isBusy(err error) bool {
	var busy *BusyError
	return errors.As(err, &busy)
}

// night is the order of the steps. Each is left before the next begins when
// the context ends.
func (r *run) night(ctx context.Context) error {
	var damaged bool
	if r.record, damaged = r.state.loadRecord(); damaged {
		r.warn("%s can't be read: everything is done anew", r.state.published())
	}
	if err := r.settlePending(); err != nil {
		return err
	}
	r.report.first = len(r.record.Files) == 0 && !damaged
	if err := r.step(ctx, "fetch", r.fetch); err != nil {
		return err
	}
	if r.current() {
		return r.unchanged(ctx)
	}
	err := r.steps(ctx, []namedStep{
		{"parse", r.parse}, {"guard", r.guard}, {"catalog", r.build}, {"history", r.remember},
		{"documents", r.documents}, {"publish", r.swap}, {"wiki", r.wiki}, {"prune", r.prune},
	})
	if err != nil {
		return err
	}
	return r.refusal()
}

// unchanged is a night without work, but for a wiki that missed its pages. What
// is in quarantine still is, and somebody has to hear of it.
func (r *run) unchanged(ctx context.Context) error {
	r.report.Outcome = Unchanged
	r.report.Changes.Summary = "Nothing changed."
	if r.report.named(sourceKept, sourceMissing) != "" {
		r.report.Outcome = Kept
	}
	for _, input := range r.record.Inputs {
		if len(input.Refusals) > 0 {
			r.refuse(input.Name, input.Refusals)
		}
	}
	if r.refused == nil { // what was refused is upstream no longer
		if err := remove(r.state.refused()); err != nil {
			return err
		}
	}
	if r.Wiki != nil && !r.record.Wiki {
		if err := r.steps(ctx, []namedStep{{"load", r.loadPublished}, {"wiki", r.wiki}}); err != nil {
			return err
		}
	}
	return r.refusal()
}

type namedStep struct {
	name string
	do   func(context.Context) error
}

func (r *run) steps(ctx context.Context, steps []namedStep) error {
	for _, s := range steps {
		if err := r.step(ctx, s.name, s.do); err != nil {
			return err
		}
	}
	return nil
}

// step does one step, unless the night was told to end.
func (r *run) step(ctx context.Context, name string, do func(context.Context) error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("stopped before the step %q: %w", name, context.Cause(ctx))
	}
	started := r.Now()
	r.Log.Info("step", "name", name)
	err := do(ctx)
	r.report.Steps = append(r.report.Steps, Step{name, r.Now().Sub(started).Milliseconds()})
	if err != nil && ctx.Err() != nil {
		return fmt.Errorf("stopped in the step %q: %w", name, context.Cause(ctx))
	}
	return err
}

// debug logs where in the program a defect is, for who mends it.
func (n *Night) debug(err error) {
	var d *defect.Error
	if errors.As(err, &d) {
		n.Log.Debug("defect", "what", d.What, "stack", d.Stack)
	}
}

// warn adds a warning to the report and to the log.
func (r *run) warn(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	r.Log.Warn(text)
	r.report.Warnings = append(r.report.Warnings, text)
}
