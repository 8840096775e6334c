package find

import "bytes"

// Request is a call as it stands in a file, its address not taken apart yet: a
// log has millions of them, of few addresses. Only what is printable of it
// comes out, as of an Address.
type Request struct {
	// method and url belong to who reads the file, and change when that goes on.
	method, url []byte
	// address where it was taken apart already.
	address *Address
}

// NewRequest is a call that is read with ReadAddress when it has to be. The
// bytes stay the caller's: the request is good until they change.
func NewRequest(method, url []byte) Request { return Request{method: method, url: url} }

// Request is the address as a request.
func (a Address) Request() Request { return Request{address: &a} }

// Address takes the request's address apart.
func (r Request) Address() Address {
	if r.address != nil {
		return *r.address
	}
	url := string(r.url)
	return ReadAddress(string(r.method), url, url)
}

// HasMethod reports whether the request says its method.
func (r Request) HasMethod() bool {
	if r.address != nil {
		return r.address.method != ""
	}
	return len(r.method) > 0
}

// String is what is printable of the request, "GET /v2025/identities".
func (r Request) String() string { return r.Address().String() }

// Size is how many bytes of text the address holds.
func (a Address) Size() int {
	return len(a.method) + len(a.path) + len(a.origin) + len(a.shown) + len(a.problem)
}

// Remembered keeps what was found out about requests, for those with the same
// method and URL. It forgets when it is full.
type Remembered[T any] struct {
	found map[string]T
	text  int
	key   []byte
}

// What is remembered at most, in requests and in bytes of their text.
const (
	mostRemembered = 1 << 14
	longRemembered = 4 << 20
)

// Find returns what was kept for a request.
func (m *Remembered[T]) Find(r Request) (found T, ok bool) {
	m.key = r.appendKey(m.key[:0])
	found, ok = m.found[string(m.key)]
	return found, ok
}

// Keep keeps what was found out about a request.
func (m *Remembered[T]) Keep(r Request, found T) {
	if r.address != nil {
		return
	}
	m.key = r.appendKey(m.key[:0])
	if m.text += len(m.key); m.found == nil || len(m.found) >= mostRemembered || m.text > longRemembered {
		m.found, m.text = map[string]T{}, len(m.key)
	}
	m.found[string(m.key)] = found
}

// appendKey appends what the request's address depends on: all but the query of
// a plain URL, all of another.
func (r Request) appendKey(key []byte) []byte {
	url := r.url
	if path, _ := plainPath(url); path != nil {
		url = url[:len(url)-len(path)+len(withoutQuery(path))]
	}
	return append(append(append(key, r.method...), ' '), url...)
}

func withoutQuery(path []byte) []byte {
	for i, b := range path {
		if b == '?' || b == '#' {
			return path[:i]
		}
	}
	return path
}

// Paths are methods and paths of addresses, to tell quickly which are none of them.
type Paths struct {
	known map[string]bool
	key   []byte
}

// Add adds an address's.
func (p *Paths) Add(a Address) {
	if p.known == nil {
		p.known = map[string]bool{}
	}
	p.known[a.method+" "+a.path] = true
}

// Lack reports whether a request's can't be among them. Of a request that has
// to be taken apart first nothing is known.
func (p *Paths) Lack(r Request) bool {
	path, _ := plainPath(r.url)
	path = withoutQuery(path)
	if len(path) < 2 || path[len(path)-1] == '/' || bytes.Contains(path, []byte("//")) || bytes.ContainsAny(path, "%;") {
		return false
	}
	p.key = append(append(append(p.key[:0], r.method...), ' '), path...)
	return !p.known[string(p.key)]
}
