package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// final marks an error that no retry can mend.
const final = time.Duration(-1)

// attempt asks once. wait is final for an error that will not pass, the
// server's Retry-After where it sent one, else 0.
func (h *HTTP) attempt(ctx context.Context, known Page) (page Page, wait time.Duration, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, h.location(known.URL), nil)
	if err != nil {
		return Page{}, final, failed(known.URL, Invalid, err)
	}
	public, err := parseWeb(known.URL)
	if err == nil {
		err = h.sites.admit(public)
	}
	if err != nil {
		return Page{}, final, failed(known.URL, Unlisted, err)
	}
	request.Header.Set("User-Agent", h.UserAgent)
	conditional := addConditions(request.Header, known)
	response, err := h.client.Do(request)
	if err != nil {
		var elsewhere *addressError
		failure := noAnswer(known.URL, err)
		if h.FailFast || failure.Kind != Unreachable || errors.As(err, &elsewhere) {
			wait = final
		}
		return Page{}, wait, failure
	}
	defer response.Body.Close()
	switch {
	case response.StatusCode == http.StatusNotModified && conditional:
		return known.verified(h.Now()), 0, nil
	case response.StatusCode != http.StatusOK:
		err := failed(known.URL, Refused, fmt.Errorf("the server answered %s", StatusText(response.StatusCode)))
		err.Status = response.StatusCode
		return Page{}, retryAfter(response, h.Now()), err
	}
	return h.receive(known.URL, response)
}

// StatusText is a status with its name. The server's own reason phrase is left
// out: it is any text, and some repeat the address that was asked for.
func StatusText(status int) string {
	return strings.TrimSpace(strconv.Itoa(status) + " " + http.StatusText(status))
}

func (h *HTTP) location(url string) string {
	if h.Location == nil {
		return url
	}
	return h.Location(url)
}

// noAnswer is the error of a request that got none.
func noAnswer(url string, err error) *Error {
	var refused *Error
	if errors.As(err, &refused) { // a redirect that is not followed
		return refused
	}
	return failed(url, Unreachable, unwrapURLError(err))
}

// addConditions asks for an answer only if known is out of date, and tells
// whether known has the validators for that.
func addConditions(header http.Header, known Page) bool {
	if known.ETag != "" {
		header.Set("If-None-Match", known.ETag)
	}
	if known.LastModified != "" {
		header.Set("If-Modified-Since", known.LastModified)
	}
	return known.ETag != "" || known.LastModified != ""
}

// receive reads the page of a 200; wait is as attempt's.
func (h *HTTP) receive(url string, response *http.Response) (page Page, wait time.Duration, err error) {
	if response.ContentLength > h.MaxBytes {
		return Page{}, final, tooLarge(url, h.MaxBytes)
	}
	body, err := readLimited(response.Body, url, h.MaxBytes)
	if KindOf(err) == TooLarge {
		return Page{}, final, err
	}
	if err != nil {
		return Page{}, 0, failed(url, Unreachable, fmt.Errorf("the body broke off: %w", err))
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
