package nightly

import (
	"cmp"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"authcat/catalog"
	"authcat/catalog/diff"
	"authcat/catalog/printable"
	"authcat/export/changelog"
)

// Outcome is how a run ended; each has an exit code of its own.
type Outcome string

// The outcomes.
const (
	Published Outcome = "published" // new documents are out
	Unchanged Outcome = "unchanged" // nothing changed upstream, nothing was written
	Kept      Outcome = "kept"      // what is out rests on sources kept from an earlier run
	Refused   Outcome = "refused"   // the guard kept yesterday's documents
	Failed    Outcome = "failed"    // yesterday's documents are still out
	// Running is a run that has not ended, or was killed: in the report's file from the start.
	Running Outcome = "running"
)

// ReportVersion is the version of the report's form; a change that breaks a reader raises it.
const ReportVersion = 1

// Report is what a run did, for machines.
type Report struct {
	Schema  int     `json:"schema"`
	Outcome Outcome `json:"outcome"`
	// Summary is one paragraph for people.
	Summary string `json:"summary"`
	// Error is why the run failed, "" where it did not.
	Error string `json:"error,omitempty"`
	// Started is when, in RFC 3339; Milliseconds is how long the run took.
	Started      string `json:"started"`
	Milliseconds int64  `json:"milliseconds"`
	Steps        []Step `json:"steps"`

	Sources []Source `json:"sources"`
	// Operations, APIs and Findings are those of the catalog that is out; 0
	// where it was not read.
	Operations int `json:"operations"`
	APIs       int `json:"apis"`
	Findings   int `json:"findings"`
	// Changes are against the catalog that was out before.
	Changes Changes `json:"changes"`
	// Watched are those of the watch list, in words.
	Watched []string `json:"watched,omitempty"`
	// Refusals are why the guard refused, Accepted what it refused and a person
	// accepted. Quarantined are the sources whose last good facts stay out in
	// place of what is refused, while the rest is published; none where nothing is.
	Refusals    []string `json:"refusals"`
	Quarantined []string `json:"quarantined"`
	Accepted    []string `json:"accepted"`
	Warnings    []string `json:"warnings"`
	// Notices name what no source reads, documents that upstream seems to have
	// left behind, and operations that the reader's own traffic contradicts.
	Notices []string `json:"notices"`
	// Written and Removed are the documents that changed, Wiki the commit that was pushed.
	Written []string `json:"written"`
	Removed []string `json:"removed"`
	Wiki    string   `json:"wiki,omitempty"`

	// first is set while nothing was ever published, swapped once the new
	// documents are out.
	first, swapped bool
	log            *slog.Logger
}

// warn adds a warning to the report and to the log.
func (r *Report) warn(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	r.log.Warn(text)
	r.Warnings = append(r.Warnings, text)
}

// unreadable reports that an API's document was received and could not be read.
func (r *Report) unreadable(api string, err error) {
	for i := range r.Sources {
		source := &r.Sources[i]
		if source.Name == api {
			source.Outcome, source.Error, source.AsOf = sourceMissing, err.Error(), ""
			r.log.Warn("source", "name", api, "outcome", "unreadable", "error", source.Error)
		}
	}
}

// date says of which day the facts of each source are, and which are kept or in quarantine.
func (r *Report) date(documents []catalog.Document) {
	for _, document := range documents {
		name := nameOf(document.Role, document.API)
		for i := range r.Sources {
			source := &r.Sources[i]
			if source.Name != name {
				continue
			}
			source.AsOf = document.FetchedAt.UTC().Format(time.DateOnly)
			switch {
			case document.Refused != "":
				source.quarantine(document.RefusedOn, document.Refused)
			case document.Kept:
				source.Outcome = sourceKept
			}
		}
	}
}

// Step is one step of a run and how long it took.
type Step struct {
	Name         string `json:"name"`
	Milliseconds int64  `json:"milliseconds"`
}

// Source is one document and how it was had.
type Source struct {
	// Name is the API's id, or the role of a document of the documentation.
	Name string `json:"name"`
	URL  string `json:"url"`
	// Outcome is "fetched", "unchanged", "kept" (the last good facts are used),
	// "quarantined" (they are, since the guard refuses what was received) or
	// "missing" (there are none).
	Outcome string `json:"outcome"`
	// AsOf is the day of the facts that are used, "" for none.
	AsOf string `json:"as_of,omitempty"`
	// RefusedOn is the day since which it is in quarantine.
	RefusedOn string `json:"refused_on,omitempty"`
	// Error is why the document could not be had or read, or is refused.
	Error string `json:"error,omitempty"`
}

// quarantine marks the source. What keeps its document from being had
// is said before why an older one is refused.
func (s *Source) quarantine(since, why string) {
	s.Outcome, s.RefusedOn, s.Error = sourceQuarantined, since, cmp.Or(s.Error, why)
}

// The outcomes of a source.
const (
	sourceFetched     = "fetched"
	sourceUnchanged   = "unchanged"
	sourceKept        = "kept"
	sourceQuarantined = "quarantined"
	sourceMissing     = "missing"
)

// Changes counts operations that changed for callers.
type Changes struct {
	Summary  string `json:"summary"`
	Stricter int    `json:"stricter"`
	Looser   int    `json:"looser"`
	Neutral  int    `json:"neutral"`
}

func countChanges(changes []diff.Change) Changes {
	s := diff.Summarize(changes)
	summary := changelog.SummaryPhrase(s)
	if s.Operations == 0 { // titles and findings may have
		summary = "Nothing changed for callers."
	}
	return Changes{Summary: summary, Stricter: s.Effects[diff.Stricter], Looser: s.Effects[diff.Looser], Neutral: s.Effects[diff.Neutral]}
}

// settle fills in the outcome's sentence, makes empty lists of missing ones, and
// takes out of errors what may be secret in them.
func (r *Report) settle(started, ended time.Time) {
	r.Schema, r.Started = ReportVersion, started.UTC().Format(time.RFC3339)
	r.Milliseconds = ended.Sub(started).Milliseconds()
	for _, list := range []*[]string{&r.Refusals, &r.Quarantined, &r.Accepted, &r.Warnings, &r.Notices, &r.Written, &r.Removed} {
		if *list == nil {
			*list = []string{}
		}
	}
	if r.Sources == nil {
		r.Sources = []Source{}
	}
	if r.Steps == nil {
		r.Steps = []Step{}
	}
	r.Error = printable.Message(r.Error)
	for i := range r.Warnings {
		r.Warnings[i] = printable.Message(r.Warnings[i])
	}
	for i := range r.Sources {
		r.Sources[i].Error = printable.Message(r.Sources[i].Error)
	}
	r.Summary = r.sentences()
}

func (r *Report) sentences() string {
	var s []string
	switch r.Outcome {
	case Published:
		s = append(s, fmt.Sprintf("Published: %d operations of %d APIs, %s written. %s", r.Operations, r.APIs, count(len(r.Written), "document"), r.Changes.Summary))
	case Unchanged:
		s = append(s, "Nothing changed: the published documents are current.")
	case Kept:
		s = append(s, fmt.Sprintf("Published with facts kept from earlier: %s. %s", r.named(sourceKept, sourceMissing), r.Changes.Summary))
	case Refused:
		s = append(s, fmt.Sprintf("Refused: %s. %s", count(len(r.Refusals), "reason"), r.left()), strings.Join(r.Refusals, "; ")+".")
	case Running:
		s = append(s, "Running since "+r.Started+": the run has not ended yet, or it was killed.")
	case Failed:
		out := r.before("What was published before is still out.")
		if len(r.Written) > 0 {
			out = "The new documents are out all the same." // the wiki failed, or the state's disk is full
		}
		s = append(s, "Failed: "+r.Error+". "+out)
		if len(r.Refusals) > 0 {
			s = append(s, fmt.Sprintf("Refused: %s.", strings.Join(r.Refusals, "; ")))
		}
	}
	if len(r.Accepted) > 0 {
		s = append(s, fmt.Sprintf("Accepted by hand: %s.", strings.Join(r.Accepted, "; ")))
	}
	if len(r.Watched) > 0 {
		s = append(s, "Watched: "+strings.Join(r.Watched, "; ")+".")
	}
	if r.Wiki != "" {
		s = append(s, "The wiki got commit "+r.Wiki+".")
	}
	if len(r.Notices) > 0 {
		s = append(s, "Noted: "+strings.Join(r.Notices, "; ")+".")
	}
	if len(r.Warnings) > 0 {
		s = append(s, "Warnings: "+strings.Join(r.Warnings, "; ")+".")
	}
	return strings.Join(s, " ")
}

// left says what is out after a refused run.
func (r *Report) left() string {
	names := strings.Join(r.Quarantined, ", ")
	switch {
	case names == "":
		return r.before("Yesterday's documents are still out.")
	case r.swapped:
		return fmt.Sprintf("Published with the last good facts of %s: %d operations of %d APIs, %s written. %s",
			names, r.Operations, r.APIs, count(len(r.Written), "document"), r.Changes.Summary)
	default:
		return fmt.Sprintf("The last good facts of %s are still out, as before; nothing else changed.", names)
	}
}

// before says what a run without a publication leaves.
func (r *Report) before(still string) string {
	if r.first {
		return "Nothing is out yet."
	}
	return still
}

// named lists the sources with some of the outcomes.
func (r *Report) named(outcomes ...string) string {
	var names []string
	for _, source := range r.Sources {
		for _, outcome := range outcomes {
			if source.Outcome == outcome {
				names = append(names, source.Name)
			}
		}
	}
	return strings.Join(names, ", ")
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
