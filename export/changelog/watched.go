package changelog

import (
	"authcat/catalog"
	"authcat/catalog/diff"
)

// WatchedPhrase says what a change means to who watches the endpoint: whether a
// PAT may be dropped, or is needed from now on.
func WatchedPhrase(c diff.Change) string {
	subject := shown(c.Key.String())
	switch {
	case c.Aspect == diff.AspectNeeds && takesClient(c.After) && !takesClient(c.Before):
		return subject + " takes API clients now, as published: a PAT may no longer be needed"
	case c.Aspect == diff.AspectNeeds && takesClient(c.Before) && !takesClient(c.After):
		return subject + " takes API clients no longer, as published"
	case c.Aspect == diff.AspectRemoved:
		return subject + " is published no longer"
	case c.Aspect == diff.AspectAdded:
		return subject + " is new"
	case c.Before != "" && c.After != "":
		return subject + ": " + string(c.Aspect) + ": " + shown(c.Before) + ", now " + shown(c.After)
	default:
		return subject + ": " + shown(c.Reason)
	}
}

// takesClient reports whether what an operation needs, as a change names it, can
// be an API client's token.
func takesClient(needs string) bool {
	return catalog.Needs(needs).Accepts(catalog.CredentialClient) == catalog.Yes
}
