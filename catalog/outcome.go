package catalog

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Outcome is what a caller was answered, and what follows from it about whose
// tokens are taken.
type Outcome struct {
	// Credential of the caller, "" where it is not known.
	Credential Credential
	// Status is the HTTP status, OutcomeWorks or OutcomeRefused where it was not
	// said, OutcomeStated where it was stated what the endpoint takes, by whoever answered.
	Status string
	// Version of the API that was called, "" where it was not said.
	Version string
	// Scopes of the token and Level of its user, where they are known.
	Scopes []string
	Level  string
	// Calls that were answered so, 0 where nobody counted.
	Calls int
	// Callers that follow: nothing from a refusal that a missing scope explains.
	Callers
}

// What is known of an outcome without its HTTP status.
const (
	OutcomeWorks   = "works"
	OutcomeRefused = "refused"
	OutcomeStated  = "stated"
)

// ObservedWitnesses are those who saw how calls were answered.
var ObservedWitnesses = []Witness{WitnessReport, WitnessObservation}

// unknownCredential stands for a credential that is not known.
const unknownCredential = "unknown"

// Says reports whether anything follows of whose tokens are taken.
func (v Outcome) Says() bool { return v.User != Unknown || v.Client != Unknown }

// String is how documents and catalogs write it:
// "client_credentials 403; version v2025; scopes sp:scopes:all; user unknown, client no".
func (v Outcome) String() string {
	parts := []string{cmp.Or(string(v.Credential), unknownCredential) + " " + v.Status}
	add := func(name, value string) {
		if value != "" {
			parts = append(parts, name+" "+value)
		}
	}
	add("version", v.Version)
	add("scopes", strings.Join(v.Scopes, " "))
	add("level", v.Level)
	if v.Calls > 0 {
		add("calls", strconv.Itoa(v.Calls))
	}
	return strings.Join(append(parts, v.Callers.String()), outcomeParts)
}

const outcomeParts = "; "

// readOutcome reads what String wrote, and of another text an outcome that
// String writes otherwise.
func readOutcome(text string) Outcome {
	parts := strings.Split(text, outcomeParts)
	if len(parts) < 2 {
		return Outcome{}
	}
	credential, status, _ := strings.Cut(parts[0], " ")
	if credential == unknownCredential {
		credential = ""
	}
	v := Outcome{Credential: Credential(credential), Status: status, Callers: readCallers(parts[len(parts)-1])}
	for _, part := range parts[1 : len(parts)-1] {
		name, value, _ := strings.Cut(part, " ")
		switch name {
		case "version":
			v.Version = value
		case "scopes":
			v.Scopes = strings.Split(value, " ")
		case "level":
			v.Level = value
		case "calls":
			v.Calls, _ = strconv.Atoi(value)
		}
	}
	return v
}

func readCallers(text string) Callers {
	for _, user := range []Answer{Yes, No, Unknown} {
		for _, client := range []Answer{Yes, No, Unknown} {
			if v := (Callers{User: user, Client: client}); v.String() == text {
				return v
			}
		}
	}
	return Callers{User: Unknown, Client: Unknown}
}

// Observed are the statements of those who saw how calls were answered, as
// they count beside what is published: the newest first.
func (o *Operation) Observed() []Weighed {
	if len(o.Others) == 0 { // nearly always
		return nil
	}
	var seen []Weighed
	for _, conclusion := range o.Ledger() {
		for _, s := range conclusion.Statements() {
			if _, ok := s.Value.(Outcome); ok {
				seen = append(seen, s)
			}
		}
	}
	slices.SortStableFunc(seen, func(a, b Weighed) int { return cmp.Compare(b.On, a.On) })
	return seen
}

// SeenOtherwise are the statements of those who saw tokens of a credential's kind
// answered otherwise than is published.
func (o *Operation) SeenOtherwise(credential Credential) []Weighed {
	return slices.DeleteFunc(o.Observed(), func(s Weighed) bool {
		outcome, _ := s.Value.(Outcome)
		about := outcome.User
		if credential == CredentialClient {
			about = outcome.Client
		}
		return s.Counts != SpeaksAgainst || about == Unknown
	})
}

// Contested reports whether somebody saw something else than what is published.
func (o *Operation) Contested() bool {
	return slices.ContainsFunc(o.Findings, func(f Finding) bool { return f.Code == CodeObservedDiffers })
}

// Conflicting reports whether published sources contradict each other about who may call.
func (o *Operation) Conflicting() bool { return slices.ContainsFunc(o.Findings, Finding.Conflict) }
