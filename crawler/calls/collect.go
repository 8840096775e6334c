package calls

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"authcat/catalog/find"
)

// What is kept of one input. Variables and server paths let a small file
// stand for any amount of text, and short lines take ten times their size in memory.
const (
	maxEntries = 1_000_000
	maxText    = 128 << 20
	maxURL     = 16 << 10 // servers refuse longer ones
	// vainText is what a URL costs that was expanded until it was too long:
	// more than its length, so that a file of them is given up soon.
	vainText = maxText / 500
)

// collector passes on the calls of one input: of a document, up to the limits.
type collector struct {
	yield func(Call, error) bool
	// stream is set for an input that is read by lines, and kept by nobody.
	stream bool
	room   int // bytes of text left
	// full is set when the limits are reached, done when nothing more is wanted: a reader stops then.
	full, done bool

	calls, skipped int
	first          *Skip

	// answer of the call that is read, nil where nobody asks.
	answer *Answer
}

// methods that a call can have. CONNECT opens a tunnel and calls no endpoint.
var methods = []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"}

// request is an entry as it was read.
type request struct {
	method string
	// url is what is asked for; written is how it stands in the file, "" for the same.
	url     string
	written string
	where   string
	auth    string
}

// call takes a call, or skips it where its method or URL can't be one.
func (c *collector) call(r request) {
	r.method, r.url = strings.ToUpper(r.method), strings.TrimSpace(r.url)
	if r.written == "" {
		r.written = r.url
	}
	if why := r.unusable(); why != "" {
		c.skip(r.where, why)
		return
	}
	if c.take(len(r.url) + len(r.where)) {
		c.give(Call{Request: find.ReadAddress(r.method, r.url, r.written).Request(), place: r.where, Auth: r.auth})
	}
}

func (c *collector) give(call Call) {
	c.calls++
	c.done = !c.yield(call, nil)
}

func (r request) unusable() string {
	switch {
	case r.method == "CONNECT":
		return "CONNECT opens a tunnel and calls no endpoint"
	case !slices.Contains(methods, r.method):
		return "its method is none of an HTTP API"
	case r.url == "":
		return "it has no URL"
	case len(r.url) > maxURL || len(r.written) > maxURL:
		return tooLong
	case !utf8.ValidString(r.url) || strings.ContainsFunc(r.url, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return "its URL is not readable text"
	case strings.Contains(r.url, "://") && !webAddress(r.url):
		return "its URL is no web address"
	default:
		return ""
	}
}

var tooLong = fmt.Sprintf("its URL is longer than %d KiB", maxURL>>10)

// webAddress reports whether a text with "://" in it is a URL of HTTP, or has
// none in the place of a scheme.
func webAddress(url string) bool {
	scheme, _, _ := strings.Cut(url, "://")
	return strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https") || strings.ContainsAny(scheme, "/?{")
}

func (c *collector) skip(where, why string) {
	if !c.take(len(where) + len(why)) {
		return
	}
	skip := &Skip{where, why}
	if c.skipped++; c.first == nil {
		c.first = skip
	}
	c.done = !c.yield(Call{}, skip)
}

func (c *collector) take(text int) bool {
	if c.done || c.stream {
		return !c.done
	}
	c.room -= text
	if c.room < 0 || c.calls+c.skipped >= maxEntries {
		c.full, c.done = true, true
	}
	return !c.done
}
