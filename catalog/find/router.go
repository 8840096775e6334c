package find

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"authcat/catalog"
)

// Router finds what Match finds, for those who ask about every call of a log:
// by a trie of all templates, in each way in which an address may fit them. It
// refers to the snapshot's operations.
type Router struct {
	// segments are the numbers of the literals of all templates.
	segments map[string]segmentID
	// sizes has, for each length of a literal, the first bytes of those so long.
	sizes [longestLiteral]uint64
	nodes []routeNode
	// next leads from a node of the trie to the next by a literal.
	next map[edge]nodeID
}

// routeNode is a node of the trie: where a parameter leads, and which operations
// end here, the closest first.
type routeNode struct {
	parameter nodeID
	ends      []routeEnd
}

// longestLiteral is longer than any in a template, for which ids are not looked up.
const longestLiteral = 64

type (
	segmentID int32
	nodeID    int32
	edge      struct {
		from nodeID
		by   segmentID
	}
)

// noLiteral is a segment that is in no template; literals count from 1.
const noLiteral segmentID = 0

// routeEnd is an operation where one of its templates ends.
type routeEnd struct {
	operation *catalog.Operation
	// place in the order of all ends: those of the address itself come first, then
	// by API, way, literals before parameters from the left, and operation.
	place int32
	// api is the API's place; ties has the ends of the same API that fit equally close.
	api, ties int32
	method    int8
	way       int8
	// versioned is set where an address with a version may fit.
	versioned bool
}

// NewRouter returns one for the snapshot's operations.
func NewRouter(s *catalog.Snapshot) *Router {
	r := &Router{segments: map[string]segmentID{}, next: map[edge]nodeID{}, nodes: make([]routeNode, 1)}
	templates := routeTemplates(s)
	ties := int32(0)
	for place, t := range templates {
		if place > 0 && t.compare(templates[place-1]) != 0 {
			ties++
		}
		t.end.place, t.end.ties = int32(place), ties
		node := &r.nodes[r.insert(t.segments)]
		node.ends = append(node.ends, t.end)
	}
	return r
}

// routeTemplates are the templates of all operations in all ways, of those that
// fit the same address the closest first.
func routeTemplates(s *catalog.Snapshot) []routeTemplate {
	var templates []routeTemplate
	for api := range s.APIs {
		for i := range s.Operations {
			if o := &s.Operations[i]; o.API == s.APIs[api].ID {
				templates = appendWays(templates, newTemplate(s.APIs[api], o), int32(api))
			}
		}
	}
	slices.SortStableFunc(templates, routeTemplate.compare)
	return templates
}

// routeTemplate is a template in one of its ways.
type routeTemplate struct {
	segments []string
	// shape has a 1 for each parameter and a 0 for each literal.
	shape string
	end   routeEnd
}

// appendWays appends a template in each of its ways, the closest of those that are the same.
func appendWays(all []routeTemplate, t *template, api int32) []routeTemplate {
	method := slices.Index(methods, t.operation.Method)
	for way, segments := range t.ways {
		if way > 0 && slices.Equal(segments, t.ways[way-1]) || way > 1 && slices.Equal(segments, t.ways[way-2]) {
			continue
		}
		shape := make([]byte, len(segments))
		for i, segment := range segments {
			shape[i] = '0'
			if catalog.ParameterSegment(segment) {
				shape[i] = '1'
			}
		}
		all = append(all, routeTemplate{segments, string(shape), routeEnd{operation: t.operation, api: api, method: int8(method), way: int8(way), versioned: t.takesVersion(way)}})
	}
	return all
}

// compare orders templates, of those that fit the same address the closest first.
func (t routeTemplate) compare(other routeTemplate) int {
	byAddress := func(t routeTemplate) int { return min(int(t.end.way), fitsTemplate) }
	return cmp.Or(byAddress(t)-byAddress(other), int(t.end.api-other.end.api), int(t.end.way-other.end.way), strings.Compare(t.shape, other.shape))
}

func (r *Router) insert(segments []string) nodeID {
	node := nodeID(0)
	for _, segment := range segments {
		parameter := catalog.ParameterSegment(segment)
		next := r.nodes[node].parameter
		if !parameter {
			next = r.next[edge{node, r.literal(segment)}]
		}
		if next == 0 {
			next = nodeID(len(r.nodes))
			r.nodes = append(r.nodes, routeNode{})
			if parameter {
				r.nodes[node].parameter = next
			} else {
				r.next[edge{node, r.literal(segment)}] = next
			}
		}
		node = next
	}
	return node
}

// literal is the number of a template's segment, a new one for a new segment.
func (r *Router) literal(segment string) segmentID {
	id := r.segments[segment]
	if id == noLiteral {
		id = segmentID(len(r.segments)) + 1
		r.segments[segment] = id
		r.sizes[min(len(segment), longestLiteral-1)] |= 1 << (segment[0] % 64)
	}
	return id
}

// segment is the number of an address's segment.
func (r *Router) segment(text []byte) segmentID {
	if r.sizes[min(len(text), longestLiteral-1)]>>(text[0]%64)&1 == 0 {
		return noLiteral
	}
	return r.segments[string(text)]
}

// reached appends the nodes where templates end that fit the segments. It visits no node twice.
func (r *Router) reached(nodes []nodeID, from nodeID, segments []segmentID) []nodeID {
	if len(segments) == 0 {
		return append(nodes, from)
	}
	if segments[0] != noLiteral {
		if next := r.next[edge{from, segments[0]}]; next != 0 {
			nodes = r.reached(nodes, next, segments[1:])
		}
	}
	if next := r.nodes[from].parameter; next != 0 {
		nodes = r.reached(nodes, next, segments[1:])
	}
	return nodes
}

// Match is (*Matcher).Match.
func (r *Router) Match(a Address) []*catalog.Operation {
	texts := segmentsOf(a.path)
	versioned := slices.ContainsFunc(texts, catalog.VersionSegment)
	segments := make([]segmentID, len(texts))
	for i, text := range texts {
		segments[i] = r.segments[text]
	}
	return closest(r.fitting(a.method, versioned, segments))
}

// fitting are the ends that fit the segments, the closest first.
func (r *Router) fitting(method string, versioned bool, segments []segmentID) []routeEnd {
	var fit []routeEnd
	for _, node := range r.reached(nil, 0, segments) {
		for _, end := range r.nodes[node].ends {
			if (method == "" || end.operation.Method == method) && end.fits(versioned) {
				fit = append(fit, end)
			}
		}
	}
	slices.SortFunc(fit, func(a, b routeEnd) int { return int(a.place - b.place) })
	return fit
}

func (e routeEnd) fits(versioned bool) bool { return !versioned || e.versioned }

// closest takes of each API's ends those that fit best. Where one fits by its
// address, others count only if they do too.
func closest(fit []routeEnd) []*catalog.Operation {
	var operations []*catalog.Operation
	var best routeEnd
	for i, end := range fit {
		if end.way != fitsAddress && fit[0].way == fitsAddress {
			break
		}
		if i == 0 || end.api != best.api {
			best = end
		}
		if end.ties == best.ties {
			operations = append(operations, end.operation)
		}
	}
	return operations
}

// longestHost that is looked at, shorter than the longest there are.
const longestHost = 250

// mostSegments of a request are routed as they are.
const mostSegments = 32

// First is the first operation that Match finds for a request, nil for none or
// for a host that is none of SailPoint's, without taking its address apart. It
// returns false where that has to be done: for all that is not of the plainest form.
func (r *Router) First(request Request) (o *catalog.Operation, ok bool) {
	method := methodNumber(request.method)
	path, ours := plainPath(request.url)
	if method < 0 || path == nil || !ours {
		return nil, method >= 0 && path != nil
	}
	var segments [mostSegments]segmentID
	n, versioned, ok := r.split(path, &segments)
	if !ok {
		return nil, false
	}
	var nodes [8]nodeID
	var first *routeEnd
	for _, node := range r.reached(nodes[:0], 0, segments[:n]) {
		ends := r.nodes[node].ends
		for i := range ends {
			if end := &ends[i]; end.method == method && end.fits(versioned) {
				if first == nil || end.place < first.place {
					first = end
				}
				break
			}
		}
	}
	if first == nil {
		return nil, true
	}
	return first.operation, true
}

// One is the one operation that a request reaches, as Match tells it: nil where
// it reaches none, or several, as a path without a version does.
func (r *Router) One(request Request) (o *catalog.Operation, several bool) {
	first, ok := r.First(request)
	if ok && first == nil {
		return nil, false
	}
	var reached []*catalog.Operation
	if path, _ := plainPath(request.url); ok {
		var segments [mostSegments]segmentID
		n, versioned, _ := r.split(path, &segments)
		reached = closest(r.fitting(first.Method, versioned, segments[:n]))
	} else if a := request.Address(); a.Check() == nil {
		reached = r.Match(a)
	}
	if len(reached) == 1 {
		return reached[0], false
	}
	return nil, len(reached) > 1
}

func methodNumber(method []byte) int8 {
	for i, known := range methods {
		if string(method) == known {
			return int8(i)
		}
	}
	return -1
}

// plainPath is the path of a URL, with its query, if that is a path or one on a
// host, written in the usual way; else nil. ours is set for one of SailPoint's.
func plainPath(url []byte) (path []byte, ours bool) {
	if len(url) > 1 && url[0] == '/' {
		if url[1] == '/' {
			return nil, false
		}
		return url, true
	}
	rest, ok := bytes.CutPrefix(url, []byte("https://"))
	if !ok {
		if rest, ok = bytes.CutPrefix(url, []byte("http://")); !ok {
			return nil, false
		}
	}
	slash := bytes.IndexByte(rest, '/')
	if slash <= 0 || slash > longestHost || bytes.HasPrefix(rest[slash:], []byte(catalog.IdentityIQFolder)) {
		return nil, false
	}
	host, port, _ := bytes.Cut(rest[:slash], []byte(":"))
	for _, b := range host {
		if (b < 'a' || b > 'z') && (b < '0' || b > '9') && b != '.' && b != '-' {
			return nil, false
		}
	}
	for _, b := range port {
		if b < '0' || b > '9' {
			return nil, false
		}
	}
	for _, end := range catalog.APIHosts {
		ours = ours || len(host) >= len(end) && string(host[len(host)-len(end):]) == end
	}
	return rest[slash:], ours
}

// split splits a path up to its query. It returns false where a segment is not
// compared as it is written.
func (r *Router) split(path []byte, segments *[mostSegments]segmentID) (n int, versioned, ok bool) {
	start := 0
	for i := 0; ; i++ {
		b := byte('?')
		if i < len(path) {
			b = path[i]
		}
		switch byteKinds[b] {
		case plainByte:
			continue
		case oddByte:
			return 0, false, false
		}
		if segment := path[start:i]; len(segment) > 0 {
			if n == mostSegments {
				return 0, false, false
			}
			versioned = versioned || (segment[0] == 'v' || segment[0] == 'b') && catalog.VersionSegment(string(segment))
			segments[n] = r.segment(segment)
			n++
		}
		if b != '/' {
			return n, versioned, n > 0
		}
		start = i + 1
	}
}

// The kinds of bytes in a path: those of a segment that stand for themselves,
// those behind a segment, and those for which an address has to be taken apart.
const (
	oddByte = iota
	plainByte
	endByte
)

var byteKinds = func() (kinds [256]uint8) {
	for b := '!'; b <= '~'; b++ {
		kinds[b] = plainByte
	}
	kinds['%'], kinds[';'] = oddByte, oddByte
	kinds['/'], kinds['?'], kinds['#'] = endByte, endByte, endByte
	return kinds
}()
