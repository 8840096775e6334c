package find

import (
	"slices"
	"strings"

	"authcat/catalog"
)

// AbsenceKind says why no operation answers to an address.
type AbsenceKind string

// The kinds, in the order in which they are tried.
const (
	// AbsentTokenRequest: the address is where access tokens are got, with a
	// client id and secret and no token. It is in no OpenAPI document of ISC.
	// https://developer.sailpoint.com/docs/api/authentication
	AbsentTokenRequest AbsenceKind = "token-request"
	// AbsentMethod: the path is published with other methods.
	AbsentMethod AbsenceKind = "other-method"
	// AbsentPrivate: the path is one of the private API under /cc/api, whose
	// document was taken back on 2024-02-09 (sailpoint-oss/api-specs).
	AbsentPrivate AbsenceKind = "private-api"
	// AbsentRetired: the path is one of the API v2, whose document was taken
	// back on 2024-02-09 too.
	AbsentRetired AbsenceKind = "retired-api"
	// AbsentVersion: the endpoint is published in other versions only.
	AbsentVersion AbsenceKind = "other-version"
	// AbsentPath: no operation has this path.
	AbsentPath AbsenceKind = "no-such-path"
)

// Absence is why no operation answers to an address, and what comes near.
type Absence struct {
	Kind AbsenceKind
	// Methods with which the path is published, sorted; of AbsentMethod.
	Methods []string
	// Version is the address's own, "v3", "" where it has none.
	Version string
	// Others are the versions in which the endpoint is published, the newest
	// first; of AbsentVersion, and of AbsentRetired where there are any.
	Others []*catalog.Operation
}

// Absent says why an address matches no operation. It is (*Matcher).Absent for one address.
func Absent(s *catalog.Snapshot, a Address) Absence { return NewMatcher(s).Absent(a) }

// Absent says why an address matches no operation.
func (m *Matcher) Absent(a Address) Absence { return absence(m.Match, a) }

// Absent is (*Matcher).Absent.
func (r *Router) Absent(a Address) Absence { return absence(r.Match, a) }

func absence(match func(Address) []*catalog.Operation, a Address) Absence {
	segments := segmentsOf(a.path)
	absence := Absence{Kind: AbsentPath}
	if i := slices.IndexFunc(segments, catalog.VersionSegment); i >= 0 {
		absence.Version = segments[i]
	}
	if a.TokenRequest() {
		absence.Kind = AbsentTokenRequest
		return absence
	}
	for _, o := range match(a.AnyMethod()) {
		absence.Methods = append(absence.Methods, o.Method)
	}
	if absence.Methods = catalog.Normalize(absence.Methods); len(absence.Methods) > 0 {
		absence.Kind = AbsentMethod
		return absence
	}
	if catalog.PrivatePath(segments) {
		absence.Kind = AbsentPrivate
		return absence
	}
	absence.Others = unversioned(match, a.method, segments)
	switch {
	case catalog.RetiredPath(segments):
		absence.Kind = AbsentRetired
	case len(absence.Others) > 0:
		absence.Kind = AbsentVersion
	}
	return absence
}

// TokenRequest reports whether the address is the one that access tokens are got from.
func (a Address) TokenRequest() bool {
	return (a.method == "" || a.method == "POST") && a.path == catalog.TokenPath
}

// Retired is an address of the API v2 as its document has it, "/v2/org": it was
// called "/api/v2/org" too. Another address is as it was.
func (a Address) Retired() Address {
	if catalog.RetiredPath(segmentsOf(a.path)) {
		a.path = strings.TrimPrefix(a.path, "/api")
	}
	return a
}

// unversioned matches a path without its version segments, of ISC first.
func unversioned(match func(Address) []*catalog.Operation, method string, segments []string) []*catalog.Operation {
	bare := slices.DeleteFunc(slices.Clone(segments), catalog.VersionSegment)
	if len(bare) > 0 && bare[0] == "api" {
		bare = bare[1:]
	}
	if len(bare) == 0 || len(bare) == len(segments) {
		return nil
	}
	return match(Address{method: method, path: "/" + strings.Join(bare, "/")})
}
