package main

import (
	"fmt"
	"sync"
	"time"

	"authcat/catalog/defect"
	"authcat/catalog/find"
	"authcat/catalog/observed"
	"authcat/catalog/token"
	"authcat/catalog/traffic"
	"authcat/crawler/relay"
)

// recorder adds what a relay tells to a file of observations.
type recorder struct {
	e    environment
	file observations

	mu    sync.Mutex
	tally *traffic.Tally

	// pending was taken from the tally and is not written yet.
	pending []observed.Record
}

// tell takes what is kept of a call.
func (r *recorder) tell(x relay.Exchange) {
	err := defect.Contain("a call", func() error {
		call := traffic.Call{
			Request: find.NewRequest([]byte(x.Method), []byte(x.Path)),
			Status:  x.Status, Detail: traffic.DetailCode(x.Error), Day: r.e.now().UTC().Format(time.DateOnly),
		}
		if claims, err := token.Read([]byte(x.Authorization)); err == nil {
			call.Token = &claims
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		return r.tally.Add(call)
	})
	if err != nil {
		fmt.Fprintln(r.e.stderr, "authcat:", err)
		r.e.debug(err)
	}
}

// write writes what was seen since it was written last. What can't be written waits.
func (r *recorder) write() error {
	r.mu.Lock()
	taken := r.tally.Take()
	r.mu.Unlock()
	if r.pending = traffic.Merge(r.pending, taken); len(r.pending) == 0 {
		return nil
	}
	if err := r.file.add(r.pending); err != nil {
		return err
	}
	r.pending = nil
	return nil
}

func (r *recorder) seen() traffic.Seen {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.tally.Seen()
}

// tenantOf is the tenant that the name of an API's host has in it, "" for another host.
func tenantOf(host string) string { return find.Tenant("https://" + host) }
