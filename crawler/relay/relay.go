// Package relay passes calls on to one host of an API, unchanged, and tells how
// each was answered: a reverse proxy between a program and a tenant, for who
// wants to know what the program calls. There is no other host that it can reach.
//
// What passes through is full of secrets. None of it leaves the package but
// method, path and the header Authorization of a call, and of its answer the
// status and SailPoint's code of an error; nothing is logged.
package relay

import (
	"context"
	"crypto/tls"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Exchange is a call and how it was answered.
type Exchange struct {
	// Method, and Path as it was sent, without query.
	Method, Path string
	// Authorization is the header of that name: a secret.
	Authorization string
	Status        int
	// Error is how the JSON of an error begins, as it was sent, as far as it matters; nil for other answers.
	Error []byte
}

// Relay is where calls go, and who is told.
type Relay struct {
	// Host is the only one that is called: "acme.api.identitynow.com". It is asked over TLS.
	Host string
	// Dial connects to it, and TLS says whom it trusts; nil for the usual, through a
	// proxy of the environment where there is one.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	TLS  *tls.Config
	// Named reports whether a call may name the relay so in its header Host: a
	// page of the web whose name was made to lead here (DNS rebinding) sends its own.
	Named func(host string) bool
	// Unseen are paths of which nothing is told.
	Unseen []string
	// ErrorBytes is how much of an error's JSON is told.
	ErrorBytes int
	// Tell is told of each exchange when its answer is known, from many goroutines.
	Tell func(Exchange)
}

// How long it may take to reach the host, with a thousand calls at once on a busy
// machine too. An answer may take any time.
const (
	dialTimeout = time.Minute
	tlsTimeout  = time.Minute
	idleTimeout = 90 * time.Second
	// expectTimeout is for "Expect: 100-continue", after which the body is sent anyway.
	expectTimeout = time.Second
	mostIdle      = 256
)

// Handler passes calls on.
func (r *Relay) Handler() http.Handler {
	proxy := &httputil.ReverseProxy{
		Rewrite:        r.rewrite,
		Transport:      r.transport(),
		FlushInterval:  -1, // at once
		BufferPool:     &buffers{},
		ErrorLog:       log.New(io.Discard, "", 0), // its messages name hosts and addresses
		ModifyResponse: r.answered,
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) {
			http.Error(w, unreachable, http.StatusBadGateway)
		},
	}
	return http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		if status, why := r.refuses(request); status != 0 {
			http.Error(w, why, status)
			return
		}
		// Both bodies pass at the same time, and no header is made up where the API sent none.
		_ = http.NewResponseController(w).EnableFullDuplex() // fails only where it is so anyway
		w.Header()["Content-Type"], w.Header()["Date"] = nil, nil
		proxy.ServeHTTP(w, request.WithContext(context.WithValue(request.Context(), calledAs{}, request.Host)))
	})
}

// calledAs is under what a request's context has the name by which the relay was called.
type calledAs struct{}

// What is answered in the API's place.
const (
	unreachable = "authcat record: the tenant's API can't be reached, or broke the connection"
	noForward   = "authcat record: this is no forward proxy: call its address in place of the tenant's"
	otherName   = "authcat record: it answers to its own address and to that of the tenant only"
)

// refuses tells why a request is not passed on; the status is 0 where it is.
func (r *Relay) refuses(request *http.Request) (status int, why string) {
	switch {
	case request.Method == http.MethodConnect, request.URL.Host != "", request.URL.Scheme != "", request.URL.Opaque != "", !strings.HasPrefix(request.URL.Path, "/"):
		return http.StatusBadRequest, noForward
	case !r.Named(request.Host) && !r.isHost(request.Host):
		return http.StatusMisdirectedRequest, otherName
	default:
		return 0, ""
	}
}

// isHost reports whether a name is that of the host, with its port or without.
func (r *Relay) isHost(name string) bool {
	return strings.EqualFold(strings.TrimSuffix(name, ":443"), r.Host)
}

// rewrite leads a request to the host, and leaves all else of it as it is.
func (r *Relay) rewrite(p *httputil.ProxyRequest) {
	p.Out.URL.Scheme, p.Out.URL.Host, p.Out.URL.User = "https", r.Host, nil
	p.Out.URL.RawQuery = p.In.URL.RawQuery // with what the proxy would leave out
	p.Out.Host = r.Host
}

// transport reaches the host alone, and neither packs nor unpacks what passes.
func (r *Relay) transport() http.RoundTripper {
	dial, proxy := r.Dial, (func(*http.Request) (*url.URL, error))(nil)
	if dial == nil {
		dial, proxy = (&net.Dialer{Timeout: dialTimeout}).DialContext, http.ProxyFromEnvironment
	}
	return &http.Transport{
		Proxy: proxy, DialContext: dial, TLSClientConfig: r.TLS, TLSHandshakeTimeout: tlsTimeout, DisableCompression: true,
		TLSNextProto:          map[string]func(string, *tls.Conn) http.RoundTripper{}, // HTTP/1.1, as the caller speaks
		ExpectContinueTimeout: expectTimeout, IdleConnTimeout: idleTimeout, MaxIdleConns: mostIdle, MaxIdleConnsPerHost: mostIdle,
	}
}

// buffers lends memory for bodies that pass.
type buffers struct{ pool sync.Pool }

// Get lends a buffer.
func (b *buffers) Get() []byte {
	if lent, ok := b.pool.Get().(*[]byte); ok {
		return *lent
	}
	return make([]byte, 32<<10)
}

// Put takes it back.
func (b *buffers) Put(lent []byte) { b.pool.Put(&lent) }
