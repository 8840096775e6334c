package find

import "authcat/catalog"

// Route is an operation with the segments of its address, literals and
// parameters (catalog.ParameterSegment).
type Route struct {
	Operation *catalog.Operation
	Segments  []string
}

// Routes are the addresses of all operations with their API's version, for
// those who match calls by other means than a Router. Of those that fit a call
// the first is the one that the Router's First finds.
func Routes(s *catalog.Snapshot) []Route {
	var routes []Route
	for _, t := range routeTemplates(s) {
		if t.end.way == fitsAddress && len(t.segments) > 0 {
			routes = append(routes, Route{t.end.operation, t.segments})
		}
	}
	return routes
}
