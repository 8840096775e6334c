package export

import (
	"fmt"
	"strings"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/catalog/find"
)

// NothingPhrase says what there is not, why, and what comes near.
func NothingPhrase(e *answer.NothingError) string {
	phrase := e.What
	if e.Absence.Kind != "" {
		phrase += ": " + AbsencePhrase(e.Absence)
	}
	for _, gone := range e.Gone {
		if len(e.Absence.Others) > 0 { // they are named already
			gone.Today = nil
		}
		phrase += "\n" + GonePhrase(gone)
	}
	if len(e.Gone) > 0 {
		phrase += " (" + e.History.String() + ")"
	}
	for _, o := range e.Nearest {
		phrase += "\n  nearest: " + o.Called()
	}
	return phrase
}

// GonePhrase says what was published of an operation that is gone.
func GonePhrase(g answer.Gone) string {
	phrase := fmt.Sprintf("%s of the %s was published until %s, and needed %s", g.Operation.Called(), g.API.Title, g.Until, NeedsPhrase(g.Operation.Decision.Needs))
	if len(g.Today) > 0 {
		phrase += "; today it is " + g.Today[0].Called()
	}
	return phrase
}

// AbsencePhrase says why no operation answers to an address, and where to look
// instead: a clause that follows a colon.
func AbsencePhrase(a find.Absence) string {
	switch a.Kind {
	case find.AbsentTokenRequest:
		return "it is the request for an access token itself, which takes the client id and secret of a PAT or an API client, and no token"
	case find.AbsentMethod:
		return "the path is published, but only with " + strings.Join(a.Methods, ", ")
	case find.AbsentPrivate:
		return "it belongs to SailPoint's private API /cc/api, of which nothing has been published since 2024-02-09: nobody says who may call it"
	case find.AbsentRetired:
		phrase := "API v2 is retired, and nothing of it has been published since 2024-02-09"
		if len(a.Others) == 0 {
			return phrase + "; today's APIs have no endpoint of this path"
		}
		return phrase + "; today's endpoint of this path is " + a.Others[0].Called()
	case find.AbsentVersion:
		return fmt.Sprintf("it is not published in %s, but in %s: %s", a.Version, strings.Join(apisOfOperations(a.Others), ", "), a.Others[0].Called())
	default:
		return "no operation has this path"
	}
}

// apisOfOperations names the APIs of operations, each once, in their order.
func apisOfOperations(operations []*catalog.Operation) []string {
	var ids []string
	for _, o := range operations {
		if len(ids) == 0 || ids[len(ids)-1] != o.API {
			ids = append(ids, o.API)
		}
	}
	return ids
}
