package nightly

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"time"

	"authcat/catalog/guard"
)

// loadAcceptances reads what is accepted by hand still; what can't be read
// accepts nothing, and is kept for a look.
func (s state) loadAcceptances(now time.Time, report *Report) []guard.Acceptance {
	text, err := os.ReadFile(s.acceptances())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var all []guard.Acceptance
	if err == nil {
		all, err = guard.DecodeAcceptances(text)
	}
	if err != nil {
		report.warn("nothing counts as accepted: %s can't be read: %v", s.acceptances(), err)
		s.keepDamaged(s.acceptances(), now, report)
		return nil
	}
	return slices.DeleteFunc(all, func(a guard.Acceptance) bool { return a.Over(now) })
}

func (s state) saveAcceptances(all []guard.Acceptance) error {
	text, err := guard.EncodeAcceptances(all)
	if err != nil {
		return err
	}
	return writeFile(s.acceptances(), text)
}
