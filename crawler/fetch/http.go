package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
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

	client *http.Client
}

// maxRedirects is more than any published document takes.
const maxRedirects = 5

// NewHTTP returns a fetcher with the limits that suit SailPoint's documents.
// connect bounds the time to a connection, timeout that of one whole attempt.
func NewHTTP(userAgent string, connect, timeout time.Duration, now func() time.Time) *HTTP {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DialContext = (&net.Dialer{Timeout: connect}).DialContext
	transport.TLSHandshakeTimeout = connect
	return &HTTP{
		UserAgent: userAgent,
		MaxBytes:  DefaultMaxBytes,
		Attempts:  4,
		Wait:      500 * time.Millisecond,
		MaxWait:   30 * time.Second,
		Now:       now,
		client:    &http.Client{Transport: transport, Timeout: timeout, CheckRedirect: checkRedirect},
	}
}

// checkRedirect follows a few redirects, never from https to http.
func checkRedirect(next *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return &Error{via[0].URL.String(), Invalid, fmt.Errorf("more than %d redirects, the last to %s", maxRedirects, next.URL)}
	}
	if previous := via[len(via)-1]; previous.URL.Scheme == "https" && next.URL.Scheme != "https" {
		return &Error{via[0].URL.String(), Invalid, fmt.Errorf("redirected from https to %s", next.URL)}
	}
	return nil
}

// Fetch gets a document, retrying what may pass: no connection, a body cut
// short, 429 and 5xx.
func (h *HTTP) Fetch(ctx context.Context, url string) (Page, error) {
	var last error
	page, err := backoff.Retry(ctx, func() (Page, error) {
		page, wait, err := h.attempt(ctx, url)
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
		return Page{}, &Error{url, Unreachable, ctx.Err()}
	}
	return Page{}, last
}

func (h *HTTP) pauses() backoff.BackOff {
	b := backoff.NewExponentialBackOff()
	b.InitialInterval, b.Multiplier, b.MaxInterval = h.Wait, 2, h.MaxWait
	return b
}

// final marks an error that no retry can mend.
const final = time.Duration(-1)

// attempt asks once. wait is final for an error that will not pass, the
// server's Retry-After where it sent one, else 0.
func (h *HTTP) attempt(ctx context.Context, url string) (page Page, wait time.Duration, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return Page{}, final, &Error{url, Invalid, err}
	}
	request.Header.Set("User-Agent", h.UserAgent)
	response, err := h.client.Do(request)
	if err != nil {
		var refused *Error
		if errors.As(err, &refused) {
			return Page{}, final, refused
		}
		if h.FailFast {
			wait = final
		}
		return Page{}, wait, &Error{url, Unreachable, unwrapURLError(err)}
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return Page{}, retryAfter(response, h.Now()), &Error{url, Refused, fmt.Errorf("the server answered %s", response.Status)}
	}
	if response.ContentLength > h.MaxBytes {
		return Page{}, final, tooLarge(url, h.MaxBytes)
	}
	body, err := readLimited(response.Body, url, h.MaxBytes)
	if KindOf(err) == TooLarge {
		return Page{}, final, err
	}
	if err != nil {
		return Page{}, 0, &Error{url, Unreachable, fmt.Errorf("the body broke off: %w", err)}
	}
	page = NewPage(url, h.Now(), body)
	page.ETag, page.LastModified = response.Header.Get("ETag"), response.Header.Get("Last-Modified")
	return page, 0, nil
}

// retryAfter tells how long a status asks to wait: final for one that will not pass.
func retryAfter(response *http.Response, now time.Time) time.Duration {
	if response.StatusCode != http.StatusTooManyRequests && response.StatusCode < 500 {
		return final
	}
	header := response.Header.Get("Retry-After")
	if seconds, err := strconv.Atoi(header); err == nil && seconds > 0 {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(header); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}

// unwrapURLError drops net/http's `Get "URL":` prefix; Error names the URL already.
func unwrapURLError(err error) error {
	if cause := errors.Unwrap(err); cause != nil && !errors.Is(cause, io.EOF) {
		return cause
	}
	return err
}
