package fetch

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"sync"
	"syscall"
	"time"
)

// maxHeader bounds an answer's header, in bytes; GitHub's have some 2,000.
const maxHeader = 256 << 10

// dialer connects to sites, at addresses at which they may be, and to the
// proxies that the environment names. A proxy is the operator's own choice,
// so it may be anywhere; behind one it is the proxy that resolves names.
type dialer struct {
	sites   Sites
	timeout time.Duration
	// findProxy is http.ProxyFromEnvironment; proxies are what it has named.
	findProxy func(*http.Request) (*url.URL, error)
	proxies   sync.Map
	resolver  *net.Resolver // nil for the system's
}

// transport returns one that asks as dialer says.
func (d *dialer) transport() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.Proxy = d.proxy
	t.DialContext = d.dial
	t.TLSHandshakeTimeout = d.timeout
	t.MaxResponseHeaderBytes = maxHeader
	return t
}

// proxy is asked before each connection is made.
func (d *dialer) proxy(request *http.Request) (*url.URL, error) {
	proxy, err := d.findProxy(request)
	if proxy != nil {
		d.proxies.Store(hostPort(proxy), true)
	}
	return proxy, err
}

func (d *dialer) dial(ctx context.Context, network, address string) (net.Conn, error) {
	connect := net.Dialer{Timeout: d.timeout, Resolver: d.resolver}
	if _, isProxy := d.proxies.Load(address); !isProxy {
		host, _, err := net.SplitHostPort(address)
		if err != nil {
			return nil, err
		}
		connect.Control = func(_, resolved string, _ syscall.RawConn) error { return d.check(host, resolved) }
	}
	return connect.DialContext(ctx, network, address)
}

// check is called with each address of a host before it is connected to.
func (d *dialer) check(host, resolved string) error {
	at, err := netip.ParseAddrPort(resolved)
	if err != nil {
		return err
	}
	if !d.sites.reachable(host, at.Addr()) {
		return &addressError{host, at.Addr()}
	}
	return nil
}

// addressError is a host whose name leads where no public server is.
type addressError struct {
	host string
	at   netip.Addr
}

func (e *addressError) Error() string {
	return fmt.Sprintf("%s is at %s, which is no public address: a list of sources names servers of private networks by their address, or under \"private\"", e.host, e.at)
}
