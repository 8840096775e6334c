package calls

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"authcat/catalog/find"
	"authcat/catalog/printable"
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

	// open is Input.Open.
	open bool
	// pieces is Input.Code.
	pieces func(Code)
	// providers is Input.Providers.
	providers []string
	// before is how many lines stand before the part of the input that is read.
	before int

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
	// where it stands, "" for on its line; line is 0 where that is not known.
	where string
	line  int
	auth  string
	count int
	// anyMethod is set where the input has no method, and may have none.
	anyMethod bool
}

// call takes a call, or skips it where its method or URL can't be one.
func (c *collector) call(r request) {
	r.method, r.url = strings.ToUpper(r.method), strings.TrimSpace(r.url)
	if r.written == "" {
		r.written = r.url
	}
	if why := r.unusable(); why != "" {
		c.skip(r.place(c), why)
		return
	}
	if r.anyMethod && !c.open {
		c.skip(r.place(c), "its method is not said")
		return
	}
	if c.take(len(r.url) + len(r.where)) {
		c.give(Call{
			Request: find.ReadAddress(r.method, r.url, r.written).Request(),
			place:   r.where, line: c.at(r.line), Auth: r.auth, Count: r.count,
		})
	}
}

// expression is call for a URL as it stands in code or a document, with what
// stands for values in it, and without a method where none is known.
func (c *collector) expression(r request) {
	written := r.url
	if r.written != "" {
		written = r.written
	}
	if len(r.url) > maxURL || len(written) > maxURL {
		c.skip(r.place(c), tooLong)
		return
	}
	r.anyMethod = r.method == ""
	r.url, _ = find.Expression(r.url)
	var asWritten string
	asWritten, r.written = find.Expression(written)
	if strings.HasPrefix(written, "{") && !isAddress(r.url) { // the base URL is set to a word: it waits for its user
		r.url = asWritten
	}
	c.call(r)
}

// isAddress reports whether a text begins with a slash, a scheme, a host or a placeholder.
func isAddress(text string) bool {
	first, _, _ := strings.Cut(text, "/")
	return first == "" && text != "" || strings.ContainsAny(first, ".:{")
}

// operation takes a call that is known by its operation's name alone, of a version of the API or of any.
func (c *collector) operation(name, api string, r request) {
	const longest = 200
	switch shown := printable.Name(name); {
	case name == "" || len(name) > longest || shown != name:
		c.skip(r.place(c), "its operation has no readable name")
	case !c.open:
		c.skip(r.place(c), "it names an operation and has no address")
	case c.take(len(name) + len(r.where)):
		c.give(Call{Operation: name, API: api, place: r.where, line: c.at(r.line)})
	}
}

// place is where a request stands.
func (r request) place(c *collector) string {
	if r.where == "" {
		return lineNumber(c.at(r.line))
	}
	return r.where
}

// at is the number of a line in the input, of one in the part that is read.
func (c *collector) at(line int) int {
	if line == 0 {
		return 0
	}
	return c.before + line
}

func (c *collector) give(call Call) {
	c.calls++
	c.done = !c.yield(call, nil)
}

func (r request) unusable() string {
	switch {
	case r.method == "CONNECT":
		return "CONNECT opens a tunnel and calls no endpoint"
	case !r.anyMethod && !slices.Contains(methods, r.method):
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
