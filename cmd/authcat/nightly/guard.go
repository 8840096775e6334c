package nightly

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/guard"
	"authcat/catalog/sqlite"
)

// guard decides whether the candidate may replace what is out.
func (r *run) guard(ctx context.Context) error {
	accepted := r.loadAcceptances()
	past := r.earlier()
	check := func(candidate *catalog.Snapshot) guard.Verdict {
		return guard.Check(r.Guard, past, candidate, accepted, r.Now())
	}
	verdict := check(r.candidate)
	if !verdict.OK() && r.Accept.Reason != "" {
		acceptance := guard.Accept(verdict, r.Accept.Reason, r.Now(), r.Now().AddDate(0, 0, r.Accept.Days))
		if err := acceptance.Check(); err != nil {
			return err
		}
		accepted = append(accepted, acceptance)
		if err := r.saveAcceptances(accepted); err != nil {
			return err
		}
		verdict = check(r.candidate)
	}
	for _, a := range verdict.Accepted {
		r.report.Accepted = append(r.report.Accepted, a.Refusal.String()+" ("+a.Reason+", until "+a.Expires+")")
	}
	if !verdict.OK() {
		if err := sqlite.Save(ctx, r.state.refused(), r.candidate); err != nil {
			r.warn("the refused catalog can't be kept: %v", err)
		}
		rest, ok := r.quarantine(verdict, check)
		if !ok {
			r.report.Refusals = lines(verdict.Refusals)
			return &RefusedError{Refusals: r.report.Refusals, Candidate: r.state.refused()}
		}
		verdict = rest
	}
	for _, warning := range verdict.Warnings {
		r.warn("%s", warning)
	}
	r.hold()
	if r.refused != nil {
		return nil
	}
	return remove(r.state.refused())
}

// loadAcceptances reads what was accepted; what can't be read accepts nothing,
// and is put aside for a look.
func (r *run) loadAcceptances() []guard.Acceptance {
	text, err := os.ReadFile(r.state.acceptances())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var all []guard.Acceptance
	if err == nil {
		all, err = guard.DecodeAcceptances(text)
	}
	if err != nil {
		r.warn("nothing counts as accepted: %s can't be read: %v", r.state.acceptances(), err)
		r.aside(r.state.acceptances())
		return nil
	}
	return slices.DeleteFunc(all, func(a guard.Acceptance) bool { return a.Over(r.Now()) })
}

func (r *run) saveAcceptances(all []guard.Acceptance) error {
	text, err := guard.EncodeAcceptances(all)
	if err != nil {
		return err
	}
	return writeFile(r.state.acceptances(), text)
}

// aside renames what is damaged, so that it is neither used nor lost.
func (r *run) aside(path string) {
	name := filepath.Base(path)
	damaged := r.state.path(strings.TrimSuffix(name, filepath.Ext(name)) + ".damaged-" + r.Now().UTC().Format("20060102T150405") + filepath.Ext(name))
	if err := os.Rename(path, damaged); err != nil {
		r.warn("%s can't be put aside: %v", path, err)
		return
	}
	r.warn("it is kept as %s", damaged)
}

func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
