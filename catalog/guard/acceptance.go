package guard

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// AcceptanceDays is for how many days an acceptance applies where nobody says otherwise.
const AcceptanceDays = 7

// Acceptance is a person's word that refusals are right as they are. It covers
// what it names and nothing worse, and it ends: once the candidate is
// published it is what the next one is compared with, and no acceptance is needed.
type Acceptance struct {
	Reason string `json:"reason"`
	// On and Expires are days, "2026-08-22"; Expires is the last on which it applies.
	On       string    `json:"on"`
	Expires  string    `json:"expires"`
	Subjects []Subject `json:"subjects"`
}

// Subject is one refusal that was accepted, with the value that was.
type Subject struct {
	API  string `json:"api,omitempty"`
	Fact Fact   `json:"fact"`
	// After is the count that was accepted: a fall is covered down to it, a
	// rise or a number of changes up to it.
	After int `json:"after"`
	// Seen is what was found in place of what must be; another find is not covered.
	Seen string `json:"seen,omitempty"`
	// Baseline is the hash of the published document from which so many
	// operations differed. A number of changes says nothing about the changes
	// since another one was published.
	Baseline string `json:"baseline,omitempty"`
	// Older is how many operations changed so since the older catalog. As long
	// as that one is from before the acceptance, so many more may.
	Older int `json:"older,omitempty"`
	// Rises is set when more is worse.
	Rises bool `json:"rises,omitempty"`
}

// Accept makes an acceptance of everything that a verdict refuses, and of what
// it refuses no more because of an older acceptance. A zero until means
// AcceptanceDays after on.
func Accept(verdict Verdict, reason string, on, until time.Time) Acceptance {
	if until.IsZero() {
		until = on.UTC().AddDate(0, 0, AcceptanceDays)
	}
	a := Acceptance{Reason: strings.TrimSpace(reason), On: day(on), Expires: day(until)}
	for _, accepted := range verdict.Accepted {
		a.Subjects = append(a.Subjects, accepted.subject())
	}
	for _, refusal := range verdict.Refusals {
		a.Subjects = append(a.Subjects, refusal.subject())
	}
	return a
}

func (r Refusal) subject() Subject {
	return Subject{API: r.API, Fact: r.Fact, After: r.After, Seen: r.Seen, Baseline: r.Baseline, Older: r.Older, Rises: r.After > r.Before || isChange(r.Fact)}
}

// Check tells what is wrong with an acceptance.
func (a Acceptance) Check() error {
	if strings.TrimSpace(a.Reason) == "" {
		return errors.New("an acceptance needs a reason")
	}
	for _, text := range []string{a.On, a.Expires} {
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			return fmt.Errorf("%q is no day like 2026-08-22", text)
		}
	}
	if a.Expires < a.On {
		return fmt.Errorf("it expires on %s, before it begins on %s", a.Expires, a.On)
	}
	if len(a.Subjects) == 0 {
		return errors.New("an acceptance names what it accepts; this one has no subjects")
	}
	for i, s := range a.Subjects {
		if !known(s.Fact) {
			return fmt.Errorf("subject %d: there is no fact %q", i+1, s.Fact)
		}
		if s.After < 0 {
			return fmt.Errorf("subject %d (%s): %d is no count", i+1, s.Fact, s.After)
		}
	}
	return nil
}

// applies reports whether the acceptance has begun and not ended.
func (a Acceptance) applies(today string) bool { return a.On <= today && today <= a.Expires }

// Over reports whether the acceptance matters no more: it does not apply, and
// an older catalog to compare with is from after it.
func (a Acceptance) Over(today time.Time) bool {
	return a.Expires < day(today) && a.On < day(today.AddDate(0, 0, -MonthDays))
}

// covers reports whether a refusal is one of the subjects, and no worse.
func (a Acceptance) covers(r Refusal) bool {
	for _, s := range a.Subjects {
		now := r.subject()
		noWorse := now.After >= s.After
		if s.Rises {
			noWorse = now.After <= s.After
		}
		now.After, now.Older = s.After, s.Older
		if noWorse && now == s {
			return true
		}
	}
	return false
}

// rebases reports whether what is refused against an older catalog was
// accepted since: what was accepted is not to be counted again, every night
// until the older catalog has it too. Beyond it, the limit holds anew.
func (a Acceptance) rebases(r Refusal, today string) bool {
	if r.Since == "" || a.On <= r.Since || a.On > today {
		return false
	}
	for _, s := range a.Subjects {
		switch {
		case s.Fact != r.Fact, s.Seen != r.Seen, s.API != r.API && s.Seen != seenEverywhere:
		case isChange(r.Fact) && r.After <= s.Older+r.limit.Slack:
			return true
		case !isChange(r.Fact) && r.After >= s.After-r.limit.fall(s.After):
			return true
		}
	}
	return false
}

// settle takes what acceptances cover from the refusals.
func settle(v Verdict, acceptances []Acceptance, today string) Verdict {
	var refusals []Refusal
	for _, refusal := range v.Refusals {
		i := slices.IndexFunc(acceptances, func(a Acceptance) bool {
			return a.applies(today) && a.covers(refusal) || a.rebases(refusal, today)
		})
		switch {
		case i < 0:
			refusals = append(refusals, refusal)
		case acceptances[i].applies(today):
			v.Accepted = append(v.Accepted, Accepted{refusal, acceptances[i].Reason, acceptances[i].Expires})
		}
	}
	v.Refusals = refusals
	return v
}

// EncodeAcceptances writes acceptances as JSON.
func EncodeAcceptances(all []Acceptance) ([]byte, error) {
	for i, a := range all {
		if err := a.Check(); err != nil {
			return nil, fmt.Errorf("acceptance %d: %w", i+1, err)
		}
	}
	if all == nil {
		all = []Acceptance{}
	}
	text, err := json.MarshalIndent(all, "", "  ")
	return append(text, '\n'), err
}

// DecodeAcceptances reads what EncodeAcceptances wrote; an unknown field, a
// bad day or an acceptance of nothing is an error.
func DecodeAcceptances(text []byte) ([]Acceptance, error) {
	var all []Acceptance
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&all); err != nil {
		return nil, fmt.Errorf("acceptances: %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("acceptances: there is more after the list")
	}
	for i, a := range all {
		if err := a.Check(); err != nil {
			return nil, fmt.Errorf("acceptance %d: %w", i+1, err)
		}
	}
	return all, nil
}
