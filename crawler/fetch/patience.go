package fetch

import (
	"net/http"
	"sync/atomic"
)

// Patience counts how often in a row a host fails, until it counts as down. It
// is safe for concurrent use.
type Patience struct {
	// Most failures in a row are borne; 0 is no limit.
	Most   int32
	inARow atomic.Int32
}

// Note counts an answer of the host: why a document could not be had, or nil.
func (p *Patience) Note(err error) {
	if hostFails(err) {
		p.inARow.Add(1)
	} else {
		p.inARow.Store(0)
	}
}

// Over reports whether the host counts as down.
func (p *Patience) Over() bool { return p.Most > 0 && p.inARow.Load() >= p.Most }

// hostFails reports whether an error is the host's: a page that is not there,
// or that robots.txt forbids, says nothing about the others.
func hostFails(err error) bool {
	status := StatusOf(err)
	return KindOf(err) == Unreachable || status == http.StatusTooManyRequests || status >= 500
}
