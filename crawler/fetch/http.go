package fetch

import (
	"context"
	"net/http"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// HTTP gets documents over the network: with timeouts, retries and limits.
type HTTP struct {
	UserAgent string
	MaxBytes  int64
	// Attempts is how often a document is asked for when the failure may pass, at least 1.
	Attempts uint
	// Wait is the pause before the first retry; it doubles with each. A server's
	// Retry-After counts instead, up to MaxWait.
	Wait    time.Duration
	MaxWait time.Duration
	// Now is the clock that dates pages.
	Now func() time.Time
	// FailFast makes a failure to connect final.
	FailFast bool
	// Location tells where a page is asked for, unless it is nil: at the page's
	// URL, or at one that has a user, a password or a query as well. What it
	// tells is sent and stands in no page and no error.
	Location func(url string) string

	sites  Sites
	client *http.Client
}

// maxRedirects is more than any published document takes.
const maxRedirects = 5

// NewHTTP returns a fetcher that asks no servers but some sites, with the limits
// that suit SailPoint's documents. connect bounds the time to a connection,
// timeout that of one whole attempt, its redirects and a slow body included.
func NewHTTP(userAgent string, sites Sites, connect, timeout time.Duration, now func() time.Time) *HTTP {
	connecting := &dialer{sites: sites, timeout: connect, findProxy: http.ProxyFromEnvironment}
	h := &HTTP{
		UserAgent: userAgent,
		MaxBytes:  DefaultMaxBytes,
		Attempts:  4,
		Wait:      500 * time.Millisecond,
		MaxWait:   30 * time.Second,
		Now:       now,
		sites:     sites,
	}
	h.client = &http.Client{Transport: connecting.transport(), Timeout: timeout, CheckRedirect: h.checkRedirect}
	return h
}

// Fetch gets a document, retrying what may pass: no connection, a body cut
// short, 429 and 5xx.
func (h *HTTP) Fetch(ctx context.Context, url string) (Page, error) {
	return h.FetchIfChanged(ctx, Page{URL: url})
}

// FetchIfChanged gets the document of known.URL as Fetch does, unless the
// server says by known's ETag and LastModified, where set, that it has not
// changed: then the answer is known, as NotModified and dated now.
func (h *HTTP) FetchIfChanged(ctx context.Context, known Page) (Page, error) {
	var last error
	page, err := backoff.Retry(ctx, func() (Page, error) {
		page, wait, err := h.attempt(ctx, known)
		last = err
		switch {
		case err == nil:
			return page, nil
		case wait < 0:
			return page, backoff.Permanent(err)
		case wait > 0:
			return page, &backoff.RetryAfterError{Duration: min(wait, h.MaxWait)}
		default:
			return page, err
		}
	}, backoff.WithMaxTries(h.Attempts), backoff.WithMaxElapsedTime(0), backoff.WithBackOff(h.pauses()))
	if err == nil {
		return page, nil
	}
	if ctx.Err() != nil {
		return Page{}, failed(known.URL, Unreachable, ctx.Err())
	}
	return Page{}, last
}

func (h *HTTP) pauses() backoff.BackOff {
	b := backoff.NewExponentialBackOff()
	b.InitialInterval, b.Multiplier, b.MaxInterval = h.Wait, 2, h.MaxWait
	return b
}
