package fetch

import (
	"context"
	"fmt"
	"time"

	"github.com/temoto/robotstxt"
	"golang.org/x/time/rate"
)

// host is what a Polite knows of one host. All but robotsURL and asking is
// written before settle first succeeds or fails for good, and read after.
type host struct {
	robotsURL string
	// asking holds the one caller that asks for robots.txt. It is a channel
	// since a mutex can't be waited for until a context ends.
	asking  chan struct{}
	settled bool
	rules   *robotstxt.Group
	err     error
	limiter *rate.Limiter
}

func newHost(robotsURL string, interval time.Duration) *host {
	return &host{robotsURL: robotsURL, asking: make(chan struct{}, 1), limiter: newLimiter(interval)}
}

// newLimiter lets one request through at once and the others an interval
// apart; an interval of 0 lets all through.
func newLimiter(interval time.Duration) *rate.Limiter {
	return rate.NewLimiter(rate.Every(interval), 1)
}

// settle returns once the host's rules are known, or with why they can't be.
// Callers share one request, yet each waits no longer than its own context.
func (h *host) settle(ctx context.Context, p *Polite) error {
	select {
	case h.asking <- struct{}{}:
		defer func() { <-h.asking }()
	case <-ctx.Done():
		return failed(h.robotsURL, Unreachable, ctx.Err())
	}
	if h.settled {
		return h.err
	}
	if err := h.turn(ctx, h.robotsURL); err != nil {
		return err
	}
	// Where a robots.txt redirects to, no other has a say (RFC 9309, 2.3.1.2).
	page, err := p.from.Fetch(withHopCheck(ctx, nil), h.robotsURL)
	if err != nil && ctx.Err() != nil {
		// This caller gave up, which says nothing about the host: the next one asks again.
		return err
	}
	h.rules, h.err = readRobots(page, err, p.userAgent)
	h.settled = true
	if h.err == nil && p.interval > 0 {
		h.slowDown(p.interval)
	}
	return h.err
}

// slowDown puts the host's Crawl-delay in place of a shorter interval.
func (h *host) slowDown(interval time.Duration) {
	if delay := crawlDelay(h.rules); delay > interval {
		h.limiter = newLimiter(delay)
		h.limiter.Allow() // The request for robots.txt was the first.
	}
}

// turn waits for the host's next turn. A context that would end before it is
// not waited for: the error is its context.DeadlineExceeded already.
func (h *host) turn(ctx context.Context, url string) error {
	err := h.limiter.Wait(ctx)
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return failed(url, Unreachable, ctx.Err())
	default:
		return failed(url, Unreachable, fmt.Errorf("%w before the host's next turn", context.DeadlineExceeded))
	}
}
