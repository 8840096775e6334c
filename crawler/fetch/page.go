// Package fetch gets documents: over HTTP, or from a mirror of the web in a folder.
package fetch

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"
)

// Page is one document as received.
type Page struct {
	URL string
	// FetchedAt is when the body was received, in UTC.
	FetchedAt time.Time
	// ETag and LastModified are the server's validators, "" where it sent none.
	ETag         string
	LastModified string
	// SHA256 of the body, in hex.
	SHA256 string
	Body   []byte
}

// NewPage makes a page of a body and hashes it.
func NewPage(url string, fetchedAt time.Time, body []byte) Page {
	sum := sha256.Sum256(body)
	return Page{URL: url, FetchedAt: fetchedAt.UTC().Truncate(time.Second), SHA256: hex.EncodeToString(sum[:]), Body: body}
}

// DefaultMaxBytes is the largest document that is read. SailPoint's largest
// specification has 4 MB.
const DefaultMaxBytes = 64 << 20

// Kind says why a document could not be had; commands choose their hints by it.
type Kind string

// The kinds of failure.
const (
	Unreachable Kind = "unreachable" // no connection: DNS, refused, reset, timeout
	Refused     Kind = "refused"     // an HTTP status other than 200
	TooLarge    Kind = "too large"
	Missing     Kind = "missing" // the mirror has no such file
	Invalid     Kind = "invalid" // the URL, or a redirect that is not followed
)

// Error is a document that could not be had.
type Error struct {
	URL  string
	Kind Kind
	Err  error
}

func (e *Error) Error() string { return fmt.Sprintf("%s: %v", e.URL, e.Err) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf returns the kind of an error of this package, "" for any other.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

// readLimited reads a body of at most limit bytes.
func readLimited(r io.Reader, url string, limit int64) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(body)) > limit {
		return nil, tooLarge(url, limit)
	}
	return body, nil
}

func tooLarge(url string, limit int64) error {
	return &Error{url, TooLarge, fmt.Errorf("the document has more than %d MiB, the most that is read", limit>>20)}
}
