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
			all = append(all, Sighting{s, s.Value.(catalog.Outcome), []*catalog.Operation{o}})
		}
	}
	return all
}

// Phrase says who saw what, and when: "an API client got 403 with
// sp:scopes:all, version v2025, 2025-12-03 (field report); not as published".
func (s Sighting) Phrase() string {
	text := outcomePhrase(s.Outcome)
	add := func(before, name string) {
		if name != "" {
			text += before + name
		}
	}
	add(" with ", strings.Join(s.Outcome.Scopes, " "))
	add(" of a user with ", s.Outcome.Level)
	if s.Outcome.Version == "" {
		text += ", version not said"
	}
	add(", version ", s.Outcome.Version)
	add(", ", s.On)
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
	who := map[catalog.Credential]string{
		catalog.CredentialClient: "an API client", catalog.CredentialPAT: "a PAT", catalog.CredentialAuthorizationCode: "a token of the authorization code grant",
	}[v.Credential]
	if who == "" {
		who = "a token of a kind that was not said"
	}
	switch v.Status {
	case catalog.OutcomeWorks:
		return who + " got in"
	case catalog.OutcomeRefused:
		return who + " was refused"
	case catalog.OutcomeStated:
		return statedPhrase(v.Callers)
	default:
		return who + " got " + v.Status
	}
}

// statedPhrase is what who owns the endpoint said of it.
func statedPhrase(callers catalog.Callers) string {
	switch callers.Client {
	case catalog.Yes:
		return "SailPoint said that it takes an API client"
	case catalog.No:
		return "SailPoint said that it needs a user context"
	default:
		return "SailPoint said something else of it"
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
