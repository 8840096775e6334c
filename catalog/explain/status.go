package explain

import (
	"slices"

	"authcat/catalog"
)

// otherStatus adds the causes of a status that is not about authorization
// first: it is what the caller asks about.
func (e *explanation) otherStatus() {
	authorization := e.causes
	e.causes = nil
	switch e.status {
	case 400:
		if e.o.IsExperimental() && !(e.held.ExperimentalKnown && e.held.Experimental) {
			e.add(CauseHeaderMissing, Likely, About{})
		}
		e.add(CauseRequest, Likely, About{})
	case 404:
		e.add(CauseNotFound, Likely, About{})
		if e.held.User() {
			e.add(CauseOwnership, Possible, About{})
		}
	case 429:
		e.add(CauseRate, Likely, About{})
	case 500:
		if e.held.Credential == catalog.CredentialClient {
			e.add(CauseNoUserContext, Likely, About{})
		}
		e.add(CauseServer, Possible, About{})
	}
	e.observed() // somebody may have seen the same
	e.first = byCertainty(e.causes)
	e.causes = slices.DeleteFunc(authorization, func(said Cause) bool {
		return slices.ContainsFunc(e.first, func(c Cause) bool { return c.Code == said.Code })
	})
}
