package main

import (
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// status answers with a status and nothing else.
func status(code int, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
	}
}

// sends answers with a body that is none of the documents.
func sends(contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		_, _ = w.Write([]byte(body))
	}
}

// times has a fault answer the first requests, and the document the others.
func (p *place) times(n int32, id string, fault http.HandlerFunc) {
	body := p.up.body(id)
	var asked atomic.Int32
	p.up.breaks(id, func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1) <= n {
			fault(w, r)
			return
		}
		serveDocument(w, r, body, firstNight)
	})
}

// promises announces the whole body and sends some of it; what then happens to
// the connection is the fault.
func promises(body []byte, then func(net.Conn, *http.Request)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		connection, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		defer connection.Close()
		fmt.Fprintf(connection, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n", len(body))
		_, _ = connection.Write(body[:len(body)/2])
		then(connection, r)
	}
}

func reset(connection net.Conn, _ *http.Request) { _ = connection.(*net.TCPConn).SetLinger(0) }
func closing(net.Conn, *http.Request)            {}

// stalled waits until the other side has had enough.
func stalled(connection net.Conn, _ *http.Request) { _, _ = connection.Read(make([]byte, 1)) }

// stall sends headers and then nothing.
func stall(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Length", "1000")
	w.WriteHeader(http.StatusOK)
	_ = http.NewResponseController(w).Flush()
	<-r.Context().Done()
}

// hangUp closes the connection without an answer.
func hangUp(w http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) }

// closedPort is an address of this machine at which nobody listens.
func closedPort(t *testing.T) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return "http://" + listener.Addr().String() + "/"
}

// keeps is a fault of the source v3 that leaves its facts of yesterday.
func keeps(name string, answer func(*testing.T, *place) http.HandlerFunc, says ...string) fault {
	return fault{name: name, code: exitKept, leaves: keeping, kept: []string{"v3"}, says: append(says, "facts kept from earlier: v3."),
		breaks: func(t *testing.T, p *place) { p.up.breaks("v3", answer(t, p)) }}
}

// leads is a fault of the source v3 that redirects to a server of the list.
func leads(name string, to func(*testing.T) string, says ...string) fault {
	var address string
	f := keeps(name, func(*testing.T, *place) http.HandlerFunc { return status(302, "Location", address+"v3.yaml") }, says...)
	f.lists = func(t *testing.T, p *place) {
		address = to(t)
		const docs = "https://developer.sailpoint.com/docs/api/nerm/v2025/"
		rewrite(t, p.sources, replaced(docs, address))
	}
	return f
}

func always(fault http.HandlerFunc) func(*testing.T, *place) http.HandlerFunc {
	return func(*testing.T, *place) http.HandlerFunc { return fault }
}

func midway(then func(net.Conn, *http.Request)) func(*testing.T, *place) http.HandlerFunc {
	return func(_ *testing.T, p *place) http.HandlerFunc { return promises(p.up.body("v3"), then) }
}

func networkFaults() []fault {
	stalls := keeps("stall", always(stall), "Client.Timeout")
	stalls.args = []string{"--fetch-timeout", "100ms"}
	midstall := keeps("stall in the body", midway(stalled), "the body broke off")
	midstall.args = []string{"--fetch-timeout", "300ms"}
	return append(passing(), stalls, midstall,
		leads("DNS failure", func(*testing.T) string { return "http://specs.invalid/" }, "lookup specs.invalid"),
		leads("refused", closedPort, "connection refused"),
		keeps("redirect to a server of no list", func(t *testing.T, _ *place) http.HandlerFunc { return status(302, "Location", closedPort(t)) },
			"redirected to http://127.0.0.1:", "not on a server that the list of sources names"),
		keeps("reset mid-body", midway(reset), "the body broke off"),
		keeps("closed mid-body", midway(closing), "the body broke off", "unexpected EOF"),
		keeps("no answer", always(hangUp), "EOF"),
		keeps("404", always(status(404)), "404 Not Found"),
		keeps("403", always(status(403)), "403 Forbidden"),
		keeps("429 all night", always(status(429)), "429 Too Many Requests"),
		keeps("500 all night", always(status(500)), "500 Internal Server Error"),
		keeps("503 all night", always(status(503)), "503 Service Unavailable"),
		keeps("redirects in a circle", always(status(302, "Location", "/elsewhere/../again")), "404"),
		keeps("redirect to itself", func(_ *testing.T, p *place) http.HandlerFunc { return status(302, "Location", p.up.path("v3")) }, "more than 5 redirects"),
		keeps("304 unasked", func(t *testing.T, p *place) http.HandlerFunc {
			removeAll(t, p.at("archive"))
			return status(304)
		}, "304 Not Modified"),
		fault{name: "two sources down", code: exitKept, leaves: keeping, kept: []string{"v3", "nerm"}, says: []string{"v3, nerm"},
			breaks: func(_ *testing.T, p *place) { p.up.breaks("v3", status(503)); p.up.breaks("nerm", hangUp) }},
		fault{name: "all sources down", code: exitError, says: []string{"no source could be had", "503", "What was published before is still out"},
			breaks: func(_ *testing.T, p *place) { p.up.breaks("", status(503)) }},
		fault{name: "a login page in place of every document", code: exitError, says: []string{"no source could be had", "HTML", "What was published before is still out"},
			breaks: func(_ *testing.T, p *place) {
				p.up.breaks("", sends("text/html", "<html><form>Welcome to the hotel</form></html>"))
			}},
		fault{name: "the whole night too short", code: exitError, args: []string{"--timeout", "200ms"},
			says:   []string{"the run took longer than --timeout 200ms"},
			breaks: func(_ *testing.T, p *place) { p.up.breaks("v3", stall) }},
	)
}

// passing are faults that pass while the night waits.
func passing() []fault {
	passes := func(name string, n int32, answer http.HandlerFunc) fault {
		return fault{name: name, leaves: tonights, breaks: func(_ *testing.T, p *place) { p.times(n, "v3", answer) }}
	}
	return []fault{
		passes("500 then recovery", 3, status(500)),
		passes("429 with Retry-After", 1, status(429, "Retry-After", "1")),
		passes("503 with a Retry-After of the past", 2, status(503, "Retry-After", firstNight.Add(-time.Hour).Format(http.TimeFormat))),
		passes("503 with nonsense as Retry-After", 2, status(503, "Retry-After", strings.Repeat("9", 40))),
		passes("no answer, then one", 2, hangUp),
	}
}
