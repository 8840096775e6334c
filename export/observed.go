package export

import (
	"fmt"
	"slices"
	"strings"

	"authcat/catalog"
)

// Sighting is what somebody saw of an endpoint, in the versions that it is about.
type Sighting struct {
	catalog.Weighed
	Outcome catalog.Outcome
	// Of are the operations that it may be about, in the order of the catalog.
	Of []*catalog.Operation
}

// Sightings are what was seen of operations, each once: of an endpoint whose
// version was not said, with all that it may be about.
func Sightings(operations []*catalog.Operation) []Sighting {
	var all []Sighting
	for _, o := range operations {
		for _, s := range o.Observed() {
			same := slices.IndexFunc(all, func(seen Sighting) bool {
				return seen.Counts == s.Counts && seen.URL == s.URL && seen.On == s.On && seen.Value.String() == s.Value.String() && seen.Of[0].Lineage == o.Lineage
			})
			if same >= 0 {
				all[same].Of = append(all[same].Of, o)
				continue
			}
			all = append(all, newSighting(s, o))
		}
	}
	return all
}

// newSighting is a statement as a sighting of operations.
func newSighting(s catalog.Weighed, of ...*catalog.Operation) Sighting {
	outcome, _ := s.Value.(catalog.Outcome) // only outcomes are observed
	return Sighting{s, outcome, of}
}

// observedPhrases say what was seen of an operation: what is not as published
// one by one, of the rest how often it was seen as published.
func observedPhrases(o *catalog.Operation) []string {
	var phrases, agree []string
	reports, last, own := 0, "", false
	for _, s := range Sightings([]*catalog.Operation{o}) {
		switch {
		case s.Counts == catalog.SpeaksAgainst || s.Counts == catalog.SpeaksOfPast:
			phrases = append(phrases, s.Phrase())
		case !s.Outcome.Says():
		case s.Witness == catalog.WitnessReport:
			reports, last = reports+1, max(last, s.On)
		default:
			own = true
		}
	}
	if reports > 0 {
		told := "in " + Plural(reports, "report")
		if last != "" {
			told += ", the latest from " + last
		}
		agree = append(agree, told)
	}
	if own {
		agree = append(agree, "in "+WitnessPhrase(catalog.WitnessObservation))
	}
	if len(agree) > 0 {
		phrases = append(phrases, "as published, "+strings.Join(agree, ", and "))
	}
	return phrases
}

// contestingURLs are where it is told what is not as published, each once.
func contestingURLs(o *catalog.Operation) []string {
	var urls []string
	for _, s := range Sightings([]*catalog.Operation{o}) {
		if s.Counts == catalog.SpeaksAgainst && s.URL != "" && !slices.Contains(urls, s.URL) {
			urls = append(urls, s.URL)
		}
	}
	return urls
}

// Phrase says who saw what, and when: "an API client with sp:scopes:all got 403,
// version v2025, 2025-12-03 (field report); not as published".
func (s Sighting) Phrase() string {
	text := outcomePhrase(s.Outcome)
	if s.Outcome.Version == "" {
		text += ", version not said"
	} else {
		text += ", version " + s.Outcome.Version
	}
	if s.On != "" {
		text += ", " + s.On
	}
	text += " (" + WitnessPhrase(s.Witness)
	if s.Outcome.Calls > 0 {
		text += fmt.Sprintf(", calls: %d", s.Outcome.Calls)
	}
	return text + ")" + s.countsPhrase()
}

// countsPhrase says what it is to what is published.
func (s Sighting) countsPhrase() string {
	switch {
	case s.Counts == catalog.SpeaksAgainst:
		return "; not as published"
	case s.Counts == catalog.SpeaksOfPast && s.Agreed == catalog.StillAgreed:
		return "; as published of another version"
	case s.Counts == catalog.SpeaksOfPast:
		return "; outdated: so published until " + s.Agreed
	default:
		return ""
	}
}

func outcomePhrase(v catalog.Outcome) string {
	if v.Status == catalog.OutcomeStated {
		return statedPhrase(v)
	}
	who := tokenPhrase(v)
	switch v.Status {
	case catalog.OutcomeWorks:
		return who + " got in"
	case catalog.OutcomeRefused:
		return who + " was refused"
	default:
		return who + " got " + v.Status
	}
}

// tokenPhrase says whose token it was, and what it had.
func tokenPhrase(v catalog.Outcome) string {
	who := map[catalog.Credential]string{
		catalog.CredentialClient: "an API client", catalog.CredentialPAT: "a PAT", catalog.CredentialAuthorizationCode: "an authorization-code token",
		"": "a token of an unknown kind",
	}[v.Credential]
	if v.Level != "" {
		who += " of a user with " + v.Level
	}
	if len(v.Scopes) > 0 {
		who += " with " + strings.Join(v.Scopes, " ")
	}
	return who
}

// statedPhrase is what was stated, by whoever answered in the thread.
func statedPhrase(v catalog.Outcome) string {
	switch {
	case v.Client == catalog.Yes:
		return "it was stated that an API client is taken"
	case v.Client == catalog.No:
		return "it was stated that a user context is needed"
	case len(v.Scopes) > 0:
		return "it was stated that the scope is " + strings.Join(v.Scopes, " ")
	default:
		return "something was stated that is not about tokens"
	}
}

// observedCodes are what was seen of an operation in the form of the CSV:
// "client_credentials 403 2025-12-03 against".
func observedCodes(o *catalog.Operation) []string {
	codes := []string{}
	for _, s := range o.Observed() {
		what, _, _ := strings.Cut(s.Value.String(), ";")
		if s.On != "" {
			what += " " + s.On
		}
		codes = append(codes, what+" "+string(s.Counts))
	}
	return codes
}

// sightingObjects are what programs get of what was seen of an operation.
func sightingObjects(o *catalog.Operation) []orderedObject {
	var all []orderedObject
	for _, s := range Sightings([]*catalog.Operation{o}) {
		all = append(all, orderedObject{
			{"witness", string(s.Witness)}, {"credential", string(s.Outcome.Credential)}, {"status", s.Outcome.Status},
			{"version", s.Outcome.Version}, {"scopes", orEmpty(s.Outcome.Scopes)}, {"level", s.Outcome.Level}, {"calls", s.Outcome.Calls},
			{"on", s.On}, {"url", s.URL}, {"counts", string(s.Counts)}, {"published_so_until", s.Agreed},
		})
	}
	return all
}

func orEmpty(list []string) []string { return append([]string{}, list...) }
