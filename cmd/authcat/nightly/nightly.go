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
	"authcat/catalog/answer"
	"authcat/catalog/defect"
	"authcat/catalog/guard"
	"authcat/catalog/observed"
	"authcat/crawler/fetch"
	"authcat/data"
	"authcat/export"
	"authcat/export/publish"
	"authcat/export/wiki"
)

// Job is what a run is told.
type Job struct {
	// State is the directory that is kept from one run to the next; the documents go to Out.
	State, Out string
	// Overwrite allows replacing files in Out that authcat did not write.
	Overwrite bool
	// Sources are what is crawled, Source where it comes from. Archive keeps
	// what was received and asks only for what changed; a mirror needs none.
	Sources data.List
	Source  fetch.Fetcher
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
	// Observations are what the reader's own traffic was answered.
	Observations []observed.Record
	// Watch names endpoints whose changes are told apart.
	Watch Watch
	// Wiki gets the pages too, unless it is nil.
	Wiki *Wiki

	// Since says since when operations need what they need; nil where nobody knows.
	Since func(*catalog.Snapshot) (answer.SinceAll, error)

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

// run is a run under way: what its steps hand on.
type run struct {
	*Job
	state   state
	now     time.Time // when it began
	ages    ages
	record  record
	report  *Report
	journal *journal
	// received is what the sources gave, uncovered the documents that none reads.
	received  *received
	uncovered []string
	// published is the catalog that is out, nil where there is none or it can't be read.
	published *catalog.Snapshot
	candidate *catalog.Snapshot
	files     []export.File
	// quarantined is what the guard refused while the rest went on, nil for
	// nothing; refused is what the run then ends with.
	quarantined *quarantined
	refused     *RefusedError
}

func (j *Job) newRun(s state, now time.Time, report *Report) *run {
	return &run{Job: j, state: s, now: now, ages: ages{j.MaxAge, now}, report: report, journal: &journal{state: s, now: now, report: report}}
}

// today is the day of the run, in UTC, by which snapshots and changes are filed.
func (r *run) today() string { return r.now.UTC().Format(time.DateOnly) }

// Run does the job and says how it went. It returns the report in any case; the
// error is why it failed, or a *RefusedError.
func (j *Job) Run(ctx context.Context) (*Report, error) {
	started := j.Now()
	report := &Report{log: j.Log}
	state, unlock, err := openState(j.State)
	if err == nil {
		j.begin(state, started)
		err = defect.Contain("the run", func() error { return j.newRun(state, started, report).all(ctx) })
		if err == nil && report.Outcome == Published && report.named(sourceKept, sourceMissing) != "" {
			report.Outcome = Kept
		}
		defer unlock()
	}
	j.debug(err)
	var refused *RefusedError
	switch {
	case errors.As(err, &refused):
		report.Outcome = Refused
	case err != nil:
		report.Outcome, report.Error = Failed, err.Error()
	}
	report.settle(started, j.Now())
	if state.dir != "" && !isBusy(err) {
		if saveErr := saveJSON(state.report(), report); saveErr != nil && err == nil {
			j.Log.Warn("the report can't be kept", "error", saveErr)
		}
	}
	return report, err
}

// begin says in the report that a run is under way: of one that is killed,
// nothing else would be heard, and the report of an earlier one would be believed.
func (j *Job) begin(s state, started time.Time) {
	running := &Report{Outcome: Running}
	running.settle(started, started)
	err := saveJSON(s.report(), running)
	if err != nil { // a full disk: no report is better than an earlier one
		err = errors.Join(err, remove(s.report()))
		j.Log.Warn("the report can't be kept", "error", err)
	}
}

func isBusy(err error) bool {
	var busy *BusyError
	return errors.As(err, &busy)
}

// all is the order of the steps. Each is left before the next begins when the
// context ends.
func (r *run) all(ctx context.Context) error {
	var damaged bool
	if r.record, damaged = r.state.loadRecord(); damaged {
		r.report.warn("%s can't be read: everything is done anew", r.state.published())
	}
	if err := r.journal.settle(); err != nil {
		return err
	}
	r.report.first = len(r.record.Files) == 0 && !damaged
	if err := r.steps(ctx, step{"fetch", r.fetch}); err != nil {
		return err
	}
	if r.current() {
		return r.unchanged(ctx)
	}
	err := r.steps(ctx, step{"parse", r.parse}, step{"guard", r.guard}, step{"catalog", r.build}, step{"history", r.remember},
		step{"documents", r.documents}, step{"publish", r.publish}, step{"wiki", r.wiki}, step{"prune", r.prune})
	if err != nil {
		return err
	}
	return r.refusal()
}

// unchanged is a run without work, but for a wiki that missed its pages. What
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
		if err := r.steps(ctx, step{"load", r.loadPublished}, step{"wiki", r.wiki}); err != nil {
			return err
		}
	}
	return r.refusal()
}

type step struct {
	name string
	do   func(context.Context) error
}

// steps does some steps, unless it is told to end.
func (r *run) steps(ctx context.Context, steps ...step) error {
	for _, s := range steps {
		if ctx.Err() != nil {
			return fmt.Errorf("stopped before the step %q: %w", s.name, context.Cause(ctx))
		}
		started := r.Now()
		r.Log.Info("step", "name", s.name)
		err := s.do(ctx)
		r.report.Steps = append(r.report.Steps, Step{s.name, r.Now().Sub(started).Milliseconds()})
		switch {
		case err != nil && ctx.Err() != nil:
			return fmt.Errorf("stopped in the step %q: %w", s.name, context.Cause(ctx))
		case err != nil:
			return err
		}
	}
	return nil
}

// debug logs where in the program a defect is, for who mends it.
func (j *Job) debug(err error) {
	var d *defect.Error
	if errors.As(err, &d) {
		j.Log.Debug("defect", "what", d.What, "stack", d.Stack)
	}
}
