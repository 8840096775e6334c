package calls

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
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

// collector takes the calls of one input, up to the limits.
type collector struct {
	list List
	room int // bytes of text left
	// full is set when the limits are reached; a reader stops then.
	full bool
}

// methods that a call can have. CONNECT opens a tunnel and calls no endpoint.
var methods = []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"}

// call takes a call, or skips it where its method or URL can't be one.
func (c *collector) call(call Call) {
	call.Method, call.URL = strings.ToUpper(call.Method), strings.TrimSpace(call.URL)
	if why := unusable(call); why != "" {
		c.skip(call.Where, why)
		return
	}
	if c.take(len(call.URL) + len(call.Where)) {
		c.list.Calls = append(c.list.Calls, call)
	}
}

func unusable(call Call) string {
	switch {
	case call.Method == "CONNECT":
		return "CONNECT opens a tunnel and calls no endpoint"
	case !slices.Contains(methods, call.Method):
		return fmt.Sprintf("%s is no HTTP method of an API", quote(call.Method))
	case call.URL == "":
		return "it has no URL"
	case len(call.URL) > maxURL:
		return tooLong
	case !utf8.ValidString(call.URL) || strings.ContainsFunc(call.URL, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return "its URL is not readable text"
	case strings.Contains(call.URL, "://") && !webAddress(call.URL):
		return "its URL is no web address"
	default:
		return ""
	}
}

var tooLong = fmt.Sprintf("its URL is longer than %d KiB", maxURL>>10)

// webAddress tells whether a text with "://" in it is a URL of HTTP, or has
// none in the place of a scheme.
func webAddress(url string) bool {
	scheme, _, _ := strings.Cut(url, "://")
	return strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https") || strings.ContainsAny(scheme, "/?{")
}

func (c *collector) skip(where, why string) {
	if c.take(len(where) + len(why)) {
		c.list.Skipped = append(c.list.Skipped, Skip{where, why})
	}
}

func (c *collector) take(text int) bool {
	c.room -= text
	if c.room < 0 || len(c.list.Calls)+len(c.list.Skipped) >= maxEntries {
		c.full = true
	}
	return !c.full
}

// quote writes foreign text into a reason: in quotes, in one line, cut short.
func quote(text string) string {
	const longest = 40
	if runes := []rune(text[:min(len(text), 4*longest)]); len(runes) > longest || len(text) > 4*longest {
		text = string(runes[:min(len(runes), longest)]) + "…"
	}
	return fmt.Sprintf("%q", text)
}
