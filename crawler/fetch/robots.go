package fetch

import (
	"bytes"
	"net/http"
	"strings"
	"time"

	"github.com/temoto/robotstxt"
)

// maxCrawlDelay is the longest Crawl-delay that is honoured: at 30 s each, a
// thousand pages take eight hours as it is.
const maxCrawlDelay = 30 * time.Second

// maxRobots is how much of a robots.txt counts, in bytes: RFC 9309 (2.5) asks
// for 500 KiB at least.
const maxRobots = 512 << 10

// readRobots makes rules of what was answered for robots.txt, or returns the
// error that leaves unknown what the host allows.
func readRobots(page Page, err error, userAgent string) (*robotstxt.Group, error) {
	body := bytes.TrimPrefix(page.Body[:min(len(page.Body), maxRobots)], []byte("\ufeff"))
	switch {
	case err != nil && !absent(err):
		return nil, err
	case err != nil || isHTML(body):
		body = nil
	}
	data, err := robotstxt.FromBytes(body)
	if err != nil {
		data, err = robotstxt.FromBytes(readableLines(body))
	}
	if err != nil {
		return nil, failed(page.URL, Invalid, err)
	}
	return data.FindGroup(userAgent), nil
}

// absent reports whether an error means that a host has no robots.txt. Any 4xx
// does (RFC 9309, 2.3.1.3), but 429: a host that has enough has allowed nothing.
func absent(err error) bool {
	status := StatusOf(err)
	return KindOf(err) == Missing || status/100 == 4 && status != http.StatusTooManyRequests
}

// isHTML finds the page that sites drawn by a script answer to every address.
func isHTML(body []byte) bool {
	return strings.HasPrefix(http.DetectContentType(body), "text/html")
}

// readableLines drops the lines that robotstxt can't read. It gives up a whole
// file for a single `Crawl-delay: 5s`, or for a rule above the first
// User-agent; RFC 9309 (2.2) wants the other lines honoured.
func readableLines(body []byte) []byte {
	// Takes the rules above the first User-agent; no user agent begins so.
	const nobody = "User-agent: \x7f\n"
	readable := []byte(nobody)
	for line := range bytes.FieldsFuncSeq(body, func(r rune) bool { return r == '\n' || r == '\r' }) {
		rule := string(line) + "\n"
		// robotstxt reads a last line otherwise than one with a line after it.
		if _, err := robotstxt.FromBytes([]byte(nobody + rule + nobody)); err == nil {
			readable = append(readable, rule...)
		}
	}
	return readable
}

// crawlDelay is the pause between requests that rules ask for, within bounds.
func crawlDelay(rules *robotstxt.Group) time.Duration {
	if rules.CrawlDelay < 0 { // 1e10 s and more overflow in robotstxt.
		return maxCrawlDelay
	}
	return min(rules.CrawlDelay, maxCrawlDelay)
}
