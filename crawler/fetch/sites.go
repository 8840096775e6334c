package fetch

import (
	"errors"
	"net"
	"net/netip"
	"net/url"
	"strings"

	"authcat/catalog/printable"
)

// Sites are the web servers that a list of sources names, by scheme, host and
// port. No other is asked, whatever a document, a page or a redirect says.
//
// A server at a private address, loopback and link-local ones included, is
// asked only where the list names it: by that very address, as localhost, or
// as a host that it declares private. What counts is the address that is
// connected to, so no entry of the DNS can lead anywhere else.
type Sites struct {
	origins map[string]bool
	private map[string]bool
}

// NewSites returns the servers of some addresses, and of those the hosts that
// may have private addresses. It fails for what is no web address and for one
// with a user's name or password.
func NewSites(addresses, private []string) (Sites, error) {
	s := Sites{origins: map[string]bool{}, private: map[string]bool{}}
	for _, address := range addresses {
		u, err := parseWeb(address)
		if err != nil {
			return Sites{}, failed(printable.PublicURL(address), Invalid, err)
		}
		s.origins[origin(u)] = true
		if u.Scheme == "http" && u.Port() == "" { // what redirects to https is not worse for it
			s.origins[origin(&url.URL{Scheme: "https", Host: u.Host})] = true
		}
	}
	for _, host := range private {
		s.private[strings.ToLower(host)] = true
	}
	return s, nil
}

// admit returns an error where an address is none of a site's.
func (s Sites) admit(u *url.URL) error {
	switch {
	case u.Scheme != "https" && u.Scheme != "http", u.Host == "":
		return errNotWeb
	case u.User != nil:
		return errUserInfo
	case !s.origins[origin(u)]:
		return errUnlisted
	}
	return nil
}

// reachable reports whether the host of a site may be at an address.
func (s Sites) reachable(host string, at netip.Addr) bool {
	at = at.Unmap().WithZone("") // no prefix contains an address with a zone
	if isPublic(at) {
		return true
	}
	host = strings.ToLower(host)
	if named, err := netip.ParseAddr(host); err == nil {
		return named.Unmap().WithZone("") == at
	}
	if host == "localhost" || strings.HasSuffix(host, ".localhost") { // RFC 6761, 6.3
		return at.IsLoopback()
	}
	return s.private[host] && isPrivate(at)
}

// origin is a server: "https://host:443".
func origin(u *url.URL) string {
	return u.Scheme + "://" + strings.ToLower(hostPort(u))
}

// hostPort is what net/http connects to for an address.
func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443", "socks5": "1080", "socks5h": "1080"}[u.Scheme]
	}
	return net.JoinHostPort(u.Hostname(), port)
}

var (
	errNotWeb   = errors.New("not an http or https address")
	errUserInfo = errors.New("it holds a user's name or password, and no source has one")
	errUnlisted = errors.New("not on a server that the list of sources names")
)

// parseWeb parses an absolute http or https address.
func parseWeb(rawURL string) (*url.URL, error) {
	u, err := url.Parse(rawURL)
	switch {
	case err != nil:
		return nil, errors.Unwrap(err) // without the address, which may hold a secret
	case u.Scheme != "https" && u.Scheme != "http", u.Host == "":
		return nil, errNotWeb
	case u.User != nil:
		return nil, errUserInfo
	}
	return u, nil
}
