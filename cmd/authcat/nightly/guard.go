package nightly

import (
	"context"

	"authcat/catalog"
	"authcat/catalog/guard"
	"authcat/catalog/sqlite"
	"authcat/export"
)

// guard decides whether the candidate may replace what is out.
func (r *run) guard(ctx context.Context) error {
	accepted := r.state.loadAcceptances(r.now, r.report)
	past := r.state.past().guarded(r.published, r.now, r.report)
	check := func(candidate *catalog.Snapshot) guard.Verdict {
		return guard.Check(r.Guard, past, candidate, accepted, r.now)
	}
	verdict := check(r.candidate)
	if !verdict.OK() && r.Accept.Reason != "" {
		var err error
		if accepted, err = r.accept(verdict, accepted); err != nil {
			return err
		}
		verdict = check(r.candidate)
	}
	for _, a := range verdict.Accepted {
		r.report.Accepted = append(r.report.Accepted, a.Refusal.String()+" ("+a.Reason+", until "+a.Expires+")")
	}
	if !verdict.OK() {
		var err error
		if verdict, err = r.replaceRefused(ctx, verdict, check); err != nil {
			return err
		}
	}
	for _, warning := range verdict.Warnings {
		r.report.warn("%s", warning)
	}
	for _, d := range r.candidate.Documents {
		if d.Refused != "" { // now, or in an earlier run and not mended since
			r.refuse(nameOf(d.Role, d.API), r.refusalsOf(d))
		}
	}
	if r.refused != nil {
		return nil
	}
	return remove(r.state.refused())
}

// accept adds to what is accepted what a verdict refuses.
func (r *run) accept(verdict guard.Verdict, accepted []guard.Acceptance) ([]guard.Acceptance, error) {
	acceptance := guard.Accept(verdict, r.Accept.Reason, r.now, r.now.AddDate(0, 0, r.Accept.Days))
	if err := acceptance.Check(); err != nil {
		return nil, err
	}
	accepted = append(accepted, acceptance)
	return accepted, r.state.saveAcceptances(accepted)
}

// replaceRefused keeps what is refused for a look, and makes a candidate of the
// rest. It fails with a *RefusedError where nothing may be published.
func (r *run) replaceRefused(ctx context.Context, verdict guard.Verdict, check func(*catalog.Snapshot) guard.Verdict) (guard.Verdict, error) {
	if err := sqlite.Save(ctx, r.state.refused(), r.candidate, export.Assumed); err != nil {
		r.report.warn("the refused catalog can't be kept: %v", err)
	}
	q := &quarantined{published: r.published, ages: r.ages}
	rest, composed, ok := q.compose(verdict, r.candidate, check)
	if !ok {
		r.report.Refusals = lines(verdict.Refusals)
		return verdict, &RefusedError{Refusals: r.report.Refusals, Candidate: r.state.refused()}
	}
	r.quarantined = q
	r.report.date(composed.Documents)
	r.report.Notices = notices(composed)
	r.propose(*composed)
	return rest, nil
}

// refuse adds a document to those that are refused.
func (r *run) refuse(name string, refusals []string) {
	if r.refused == nil {
		r.refused = &RefusedError{Candidate: r.state.refused()}
	}
	r.refused.Kept = append(r.refused.Kept, name)
	r.refused.Refusals = append(r.refused.Refusals, refusals...)
	r.report.Quarantined, r.report.Refusals = r.refused.Kept, r.refused.Refusals
}

// refusal is the error of a run that published, but not all that it got.
func (r *run) refusal() error {
	if r.refused == nil {
		return nil
	}
	return r.refused
}

// refusalsOf are the lines that say why a document is in quarantine.
func (r *run) refusalsOf(d catalog.Document) []string {
	if refusals := r.quarantined.refusalsOf(subject{d.Role, d.API}); len(refusals) > 0 {
		return lines(refusals)
	}
	if known := r.record.input(d.URL); known != nil && len(known.Refusals) > 0 {
		return known.Refusals
	}
	return []string{nameOf(d.Role, d.API) + ": " + d.Refused}
}
