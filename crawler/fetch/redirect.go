package fetch

import (
	"context"
	"fmt"
	"net/http"

	"authcat/catalog/printable"
)

// hopCheck is what a redirect must pass beyond what all must: robots.txt.
type hopCheck func(ctx context.Context, url string) error

type hopCheckKey struct{}

// withHopCheck has every redirect of the requests that a context is given to
// pass a check; nil is none.
func withHopCheck(ctx context.Context, check hopCheck) context.Context {
	return context.WithValue(ctx, hopCheckKey{}, check)
}

// checkRedirect follows a few redirects, to the sites only, never from https to
// http, and where a page's host allows it.
func (h *HTTP) checkRedirect(next *http.Request, via []*http.Request) error {
	next.Header.Del("Referer") // it may hold a token
	from, to := printable.PublicURL(via[0].URL.String()), printable.PublicURL(next.URL.String())
	if len(via) > maxRedirects {
		return failed(from, Invalid, fmt.Errorf("more than %d redirects, the last to %s", maxRedirects, to))
	}
	if previous := via[len(via)-1]; previous.URL.Scheme == "https" && next.URL.Scheme != "https" {
		return failed(from, Invalid, fmt.Errorf("redirected from https to %s", to))
	}
	if err := h.sites.admit(next.URL); err != nil {
		return failed(from, Unlisted, fmt.Errorf("redirected to %s: %w", to, err))
	}
	check, _ := next.Context().Value(hopCheckKey{}).(hopCheck)
	if check == nil {
		return nil
	}
	if err := check(next.Context(), next.URL.String()); err != nil {
		return &Error{URL: from, Kind: KindOf(err), Status: StatusOf(err), Err: fmt.Errorf("redirected to %w", err)}
	}
	return nil
}
