// Package fetch gets documents: over HTTP, or from a mirror of the web in a folder.
//
// What it gets is a [Page] of bytes. It asks politely, again after a failure
// that may pass, and never of a host in a private network that no source names;
// an [Error] says what went wrong and whether the host is to blame.
package fetch

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"authcat/catalog/printable"
)

// Page is one document as received.
type Page struct {
	URL string
	// FetchedAt is when the body was received, or found to be current still, in
	// UTC and whole seconds.
	FetchedAt time.Time
	// ETag and LastModified are the server's validators, "" where it sent none.
	ETag         string
	LastModified string
	// SHA256 of the body, in hex.
	SHA256 string
	Body   []byte
	// NotModified is set by FetchIfChanged on a page that it was given and that
	// is current still.
	NotModified bool
}

// NewPage makes a page of a body and hashes it.
func NewPage(url string, fetchedAt time.Time, body []byte) Page {
	sum := sha256.Sum256(body)
	return Page{URL: url, FetchedAt: stamp(fetchedAt), SHA256: hex.EncodeToString(sum[:]), Body: body}
}

// verified is a page that was current still at a time.
func (p Page) verified(at time.Time) Page {
	p.FetchedAt, p.NotModified = stamp(at), true
	return p
}

func stamp(t time.Time) time.Time { return t.UTC().Truncate(time.Second) }

// DefaultMaxBytes is the largest document that is read. SailPoint's largest
// specification has 4 MB.
const DefaultMaxBytes = 64 << 20

// Kind says why a document could not be had; commands choose their hints by it.
type Kind string

// The kinds of failure.
const (
	Unreachable Kind = "unreachable" // no connection: DNS, refused, reset, timeout, a name that leads to a private address
	Refused     Kind = "refused"     // an HTTP status other than 200
	TooLarge    Kind = "too large"
	Missing     Kind = "missing"   // the mirror has no such file
	Invalid     Kind = "invalid"   // the URL, or a redirect that is not followed
	Forbidden   Kind = "forbidden" // the host's robots.txt forbids the address
	Unlisted    Kind = "unlisted"  // no server that the list of sources names
)

// Error is a document that could not be had.
type Error struct {
	URL  string
	Kind Kind
	Err  error
	// Status is the HTTP status that the server answered when Kind is Refused, else 0.
	Status int
}

func failed(url string, kind Kind, err error) *Error { return &Error{URL: url, Kind: kind, Err: err} }

// Error shows no secrets: addresses that net/http and servers name have them too.
func (e *Error) Error() string { return printable.Message(fmt.Sprintf("%s: %v", e.URL, e.Err)) }

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

// StatusOf returns the HTTP status of an error of kind Refused, 0 for any other.
func StatusOf(err error) int {
	var e *Error
	if errors.As(err, &e) {
		return e.Status
	}
	return 0
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
	return failed(url, TooLarge, fmt.Errorf("the document has more than %d MiB, the most that is read", limit>>20))
}
