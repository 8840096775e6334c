package catalog

import "slices"

// otherStatus adds the causes of a status that is not about authorization
// first: it is what the caller asks about.
func (e *explanation) otherStatus() {
	authorization := e.causes
	e.causes = nil
	switch e.status {
	case 400:
		e.badRequest()
	case 404:
		e.notFound()
	case 429:
		e.rateLimit()
	case 500:
		e.serverError()
	}
	e.first = byCertainty(e.causes)
	e.causes = slices.DeleteFunc(authorization, func(said Cause) bool {
		return slices.ContainsFunc(e.first, func(c Cause) bool { return c.Code == said.Code })
	})
}

// badRequest: an experimental endpoint without its header answers with an error too.
// https://developer.sailpoint.com/docs/api/api-versioning-strategy
func (e *explanation) badRequest() {
	if e.o.IsExperimental() && !(e.held.ExperimentalKnown && e.held.Experimental) {
		e.add(CauseHeaderMissing, Likely, "this endpoint is experimental, and a call without the header X-SailPoint-Experimental: true gets an error.",
			"send the header X-SailPoint-Experimental: true.")
	}
	e.add(CauseRequest, Likely, "a 400 is about the request itself: a parameter, a filter, the body or its content type. It says nothing about credentials.",
		"read detailCode and messages in the answer, and compare the request with the documentation.")
}

func (e *explanation) notFound() {
	e.add(CauseNotFound, Likely, "a 404 says that the object in the path isn't there, or that the address has no such endpoint. It says nothing about scopes or levels.",
		"check the id, the version in the path and the host (TENANT.api.identitynow.com).")
	if e.held.User() {
		e.add(CauseOwnership, Possible, "the object is there, and the user may not see it.", "try it with a token of a user who owns the object.")
	}
}

// rateLimit: 100 requests in 10 seconds for each client id and API version.
// https://developer.sailpoint.com/docs/api/rate-limit
func (e *explanation) rateLimit() {
	e.add(CauseRate, Likely, "a 429 says that there were too many calls: by default 100 in 10 seconds for each client id and API version, counted over all its tokens. Some endpoints have limits of their own.",
		"wait as many seconds as the header Retry-After says, then go on more slowly; a second token of the same client doesn't help.")
}

// serverError: endpoints that look for the user behind the token have failed
// with 500 where there was none: POST /accounts/{id}/enable in
// https://developer.sailpoint.com/discuss/t/201964
func (e *explanation) serverError() {
	if e.held.Credential == CredentialClient {
		e.add(CauseNoUserContext, Likely, "an API client has no user context, and people report endpoints that then fail with 500 instead of a refusal, also where an API client's token is published.",
			"try the call once with a PAT: if that passes, it is the missing user.")
	}
	e.add(CauseServer, Possible, "the server failed: a 500 says nothing about credentials.",
		"try again later; take the trackingId of the answer to SailPoint's support.")
}
