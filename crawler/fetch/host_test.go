package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestPoliteSharesRobotsAndKeepsTheInterval(t *testing.T) {
	const interval = 10 * time.Millisecond
	tests := []struct {
		name, robots string
		interval     time.Duration
		atLeast      time.Duration
	}{
		{"own interval", "", interval, 5 * interval},
		{"a longer Crawl-delay", "User-agent: *\nCrawl-delay: 0.02", interval, 5 * 2 * interval},
		{"a shorter Crawl-delay", "User-agent: *\nCrawl-delay: 0.001", interval, 5 * interval},
		{"no limit", "User-agent: *\nCrawl-delay: 30", 0, 0},
	}
	for _, test := range tests {
		s := newSite(t, body(test.robots))
		polite := NewPolite(newTestHTTP(t, s.url), agent, test.interval)
		start := time.Now()
		var callers sync.WaitGroup
		for i := range 5 {
			callers.Go(func() {
				if _, err := polite.Fetch(t.Context(), fmt.Sprintf("%s/%d", s.url, i)); err != nil {
					t.Errorf("%s: %v", test.name, err)
				}
			})
		}
		callers.Wait()
		if took := time.Since(start); took < test.atLeast || took > 2*time.Second {
			t.Errorf("%s: 5 pages and robots.txt took %v, want at least %v", test.name, took, test.atLeast)
		}
		if s.robots.Load() != 1 || s.pages.Load() != 5 {
			t.Errorf("%s: robots.txt was asked for %d times, pages %d times", test.name, s.robots.Load(), s.pages.Load())
		}
	}
}

func TestPoliteHostsDoNotWaitForEachOther(t *testing.T) {
	var urls []string
	for range 10 {
		urls = append(urls, newSite(t, status(404)).url)
	}
	polite := NewPolite(newTestHTTP(t, urls...), agent, 20*time.Millisecond)
	start := time.Now()
	for _, url := range urls {
		if _, err := polite.Fetch(t.Context(), url+"/docs"); err != nil {
			t.Fatal(err)
		}
	}
	// Each host has two requests: one interval each.
	if took := time.Since(start); took < 10*20*time.Millisecond || took > time.Second {
		t.Errorf("took %v", took)
	}
}

func TestPoliteAnEndedContextStopsWaiting(t *testing.T) {
	s := newSite(t, status(404))
	polite := NewPolite(newTestHTTP(t, s.url), agent, time.Hour)
	for name, newContext := range map[string]func() (context.Context, context.CancelFunc){
		"cancelled": func() (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(10*time.Millisecond, cancel)
			return ctx, cancel
		},
		"too late a turn": func() (context.Context, context.CancelFunc) {
			return context.WithTimeout(t.Context(), time.Minute)
		},
	} {
		ctx, cancel := newContext()
		start := time.Now()
		_, err := polite.Fetch(ctx, s.url+"/docs")
		if KindOf(err) != Unreachable || !(errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)) || time.Since(start) > 500*time.Millisecond {
			t.Errorf("%s: error %v after %v", name, err, time.Since(start))
		}
		cancel()
	}
}

// One caller asks for robots.txt and gives up; those who wait for it give up
// on their own, or ask in its place.
func TestPoliteOutlivesTheCallerThatAsks(t *testing.T) {
	asked := make(chan struct{}, 1)
	var times atomic.Int32
	s := newSite(t, func(w http.ResponseWriter, r *http.Request) {
		if times.Add(1) == 1 {
			asked <- struct{}{}
			<-r.Context().Done()
			return
		}
		fmt.Fprint(w, "User-agent: *\nDisallow: /secret")
	})
	polite := NewPolite(newTestHTTP(t, s.url), agent, 0)
	first, giveUp := context.WithCancel(t.Context())
	errs := make(chan error, 2)
	go func() { _, err := polite.Fetch(first, s.url+"/docs"); errs <- err }()
	<-asked

	short, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, err := polite.Fetch(short, s.url+"/docs"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a caller that waits: %v", err)
	}
	giveUp()
	if err := <-errs; !errors.Is(err, context.Canceled) {
		t.Errorf("the caller that asks: %v", err)
	}
	if _, err := polite.Fetch(t.Context(), s.url+"/secret"); KindOf(err) != Forbidden {
		t.Errorf("the next caller: %v", err)
	}
}
