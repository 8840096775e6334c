package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// instant answers at once, and counts what each address was asked for.
type instant struct {
	robots string
	mu     sync.Mutex
	asked  map[string]int
}

func (i *instant) Fetch(_ context.Context, url string) (Page, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.asked == nil {
		i.asked = map[string]int{}
	}
	i.asked[url]++
	return Page{URL: url, Body: []byte(i.robots)}, nil
}

func (i *instant) FetchIfChanged(ctx context.Context, known Page) (Page, error) {
	return i.Fetch(ctx, known.URL)
}

// The clock of these tests is synctest's: it moves when everybody waits.
func TestPoliteSharesRobotsAndKeepsTheInterval(t *testing.T) {
	const interval = 10 * time.Second
	for _, test := range []struct {
		name, robots   string
		interval, want time.Duration
	}{
		{"own interval", "", interval, 5 * interval},
		{"a longer Crawl-delay", "User-agent: *\nCrawl-delay: 20", interval, 5 * 2 * interval},
		{"a shorter Crawl-delay", "User-agent: *\nCrawl-delay: 1", interval, 5 * interval},
		{"no limit", "User-agent: *\nCrawl-delay: 30", 0, 0},
	} {
		synctest.Test(t, func(t *testing.T) {
			site := &instant{robots: test.robots}
			polite := NewPolite(site, agent, test.interval)
			start := time.Now()
			var callers sync.WaitGroup
			for i := range 5 {
				callers.Go(func() {
					if _, err := polite.Fetch(t.Context(), fmt.Sprintf("https://h.example/%d", i)); err != nil {
						t.Errorf("%s: %v", test.name, err)
					}
				})
			}
			callers.Wait()
			if took := time.Since(start).Round(time.Second); took != test.want {
				t.Errorf("%s: 5 pages and robots.txt took %v, want %v", test.name, took, test.want)
			}
			if site.asked["https://h.example/robots.txt"] != 1 || len(site.asked) != 6 {
				t.Errorf("%s: asked for %v", test.name, site.asked)
			}
		})
	}
}

func TestPoliteHostsDoNotWaitForEachOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const interval = 10 * time.Second
		polite := NewPolite(&instant{}, agent, interval)
		start := time.Now()
		var callers sync.WaitGroup
		for i := range 10 {
			callers.Go(func() {
				if _, err := polite.Fetch(t.Context(), fmt.Sprintf("https://h%d.example/docs", i)); err != nil {
					t.Error(err)
				}
			})
		}
		callers.Wait()
		// Each host has two requests: one interval for all of them.
		if took := time.Since(start).Round(time.Second); took != interval {
			t.Errorf("took %v, want %v", took, interval)
		}
	})
}

func TestPoliteAnEndedContextStopsWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		polite := NewPolite(&instant{}, agent, time.Hour)
		for name, test := range map[string]struct {
			within, cancelled, want time.Duration
		}{
			"cancelled":       {2 * time.Hour, time.Minute, time.Minute},
			"too late a turn": {time.Minute, 2 * time.Hour, 0},
		} {
			ctx, stop := context.WithTimeout(t.Context(), test.within)
			cancel := time.AfterFunc(test.cancelled, stop)
			start := time.Now()
			_, err := polite.Fetch(ctx, "https://h.example/docs")
			ended := errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
			if took := time.Since(start); KindOf(err) != Unreachable || !ended || took != test.want {
				t.Errorf("%s: error %v after %v, want it after %v", name, err, took, test.want)
			}
			cancel.Stop()
			stop()
		}
	})
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
