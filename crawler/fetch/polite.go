package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"time"
)

// Fetcher is where a Polite gets documents from: HTTP, a Mirror. Its errors are *Error.
type Fetcher interface {
	Fetch(ctx context.Context, url string) (Page, error)
	FetchIfChanged(ctx context.Context, known Page) (Page, error)
}

// Polite gets documents as their hosts wish: none that robots.txt forbids, and
// each host's at an interval. It is safe for concurrent use.
//
// Each host's robots.txt is asked for once, before the first page, and holds
// for the Polite's life, which is meant to be one crawl. A page to which one is
// redirected is asked for as any other. Retries are the fetcher's own: they
// don't wait for a turn.
type Polite struct {
	from      Fetcher
	userAgent string
	interval  time.Duration

	mu    sync.Mutex
	hosts map[string]*host // by the address of robots.txt
}

// NewPolite returns a Polite over a fetcher. userAgent decides which of
// robots.txt's rules apply: those for the longest name that it begins with,
// whatever the case, else those for *.
//
// interval is the least time between two requests to one host, robots.txt
// included; a longer Crawl-delay counts instead, up to 30 s. An interval of 0
// is no limit, whatever the Crawl-delay: a mirror has no one to spare.
func NewPolite(from Fetcher, userAgent string, interval time.Duration) *Polite {
	return &Polite{from: from, userAgent: userAgent, interval: interval, hosts: map[string]*host{}}
}

// Fetch gets a document as the fetcher does once its host's turn has come. Its
// own errors are Forbidden, which names the robots.txt, and "its robots.txt
// can't be had", with the Kind and Status of that failure.
func (p *Polite) Fetch(ctx context.Context, url string) (Page, error) {
	if err := p.admit(ctx, url); err != nil {
		return Page{}, err
	}
	return p.from.Fetch(withHopCheck(ctx, p.admit), url)
}

// FetchIfChanged is to the fetcher's FetchIfChanged as Fetch is to its Fetch.
func (p *Polite) FetchIfChanged(ctx context.Context, known Page) (Page, error) {
	if err := p.admit(ctx, known.URL); err != nil {
		return Page{}, err
	}
	return p.from.FetchIfChanged(withHopCheck(ctx, p.admit), known)
}

// admit waits until a page may be asked for, or tells why it may not.
func (p *Polite) admit(ctx context.Context, rawURL string) error {
	u, err := parseWeb(rawURL)
	if err != nil {
		return failed(rawURL, Invalid, err)
	}
	h := p.host(u)
	if err := h.settle(ctx, p); err != nil {
		return withoutRobots(rawURL, err)
	}
	if !h.rules.Test(u.RequestURI()) {
		return failed(rawURL, Forbidden, fmt.Errorf("%s forbids it to %s", h.robotsURL, p.userAgent))
	}
	return h.turn(ctx, rawURL)
}

func (p *Polite) host(u *url.URL) *host {
	robotsURL := u.Scheme + "://" + u.Host + "/robots.txt"
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.hosts[robotsURL] == nil {
		p.hosts[robotsURL] = newHost(robotsURL, p.interval)
	}
	return p.hosts[robotsURL]
}

// withoutRobots is the error of a page whose host's robots.txt can't be had. A
// host that may not be asked at all is reason enough by itself.
func withoutRobots(url string, err error) *Error {
	var e *Error
	if errors.As(err, &e) && e.Err == errUnlisted {
		return failed(url, Unlisted, errUnlisted)
	}
	return &Error{URL: url, Kind: KindOf(err), Err: fmt.Errorf("its robots.txt can't be had: %w", err), Status: StatusOf(err)}
}
