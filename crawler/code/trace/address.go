package trace

import (
	"regexp"
	"slices"
	"strings"

	"authcat/catalog"
)

// address is a value read as the URL or path of a request.
type address struct {
	// host is what stands before the path where it is written out, in lower case.
	host string
	// path has a "{name}" for each hole, no query, and a "/" in front.
	path string
	// version is set where a segment is an API's version.
	version bool
	// resource is set where a literal segment besides versions says what is called.
	resource bool
	// open is set where a hole may stand for more than the value of a parameter:
	// it is the first segment, or the one behind the version.
	open bool
	line int
}

// addressOf reads a value; ok is false for one that can be no address.
func addressOf(v value) (a address, ok bool) {
	text := cutQuery(strings.TrimSpace(v.String()))
	if text == "" || strings.ContainsAny(text, " \t\n<>\"'\\") && !strings.Contains(text, "://") {
		return a, false
	}
	host, path, ok := splitHost(text)
	if !ok || strings.ContainsAny(path, " \t\n\"'\\,()") {
		return a, false
	}
	a.host, a.line = strings.ToLower(host), v.line()
	first := true
	for segment := range strings.SplitSeq(path, "/") {
		segment = wholeSegment(segment)
		if segment == "" {
			continue
		}
		if lower := strings.ToLower(segment); catalog.VersionSegment(lower) {
			segment = lower
		}
		a.path += "/" + segment
		switch isHole := strings.HasPrefix(segment, "{"); {
		case !isHole && catalog.VersionSegment(segment):
			a.version = true
			continue // what comes next is first again
		case !isHole && segment != "cc" && segment != "api":
			a.resource = true
		case isHole && first:
			a.open = true
		}
		first = false
	}
	if segments := strings.Split(strings.TrimPrefix(a.path, "/"), "/"); catalog.PrivatePath(segments) {
		a.version = true
	}
	return a, a.path != ""
}

// namedVersion is the version that the name of a base address says, "" for none:
// "v3BaseUrl", "BETA_URL".
func namedVersion(name string) string {
	match := versionInName.FindStringSubmatch(name)
	if match == nil {
		return ""
	}
	return strings.ToLower(match[1])
}

var versionInName = regexp.MustCompile(`(?:^|[^a-zA-Z]|[a-z])([vV](?:3|2024|2025|2026)|[bB]eta|BETA)(?:[^0-9a-z]|$)`)

// cutQuery drops a query and fragment. A "?" in a hole's place was none.
func cutQuery(text string) string {
	if i := strings.IndexAny(text, "?#"); i >= 0 {
		text = text[:i]
	}
	return text
}

// splitHost takes a URL's host off. What comes before the first "/" or version is
// a host where it has a hole in it ("{base}v3/accounts", "{tenant}.api.identitynow.com/v3").
func splitHost(text string) (host, path string, ok bool) {
	if scheme, rest, found := strings.Cut(text, "://"); found {
		if scheme != "http" && scheme != "https" && !strings.HasSuffix(scheme, "}") {
			return "", "", false
		}
		host, path, found = strings.Cut(rest, "/")
		if !found { // "https://{base}v3"
			host, path = "", rest
			if end := strings.IndexByte(rest, '}'); end >= 0 && strings.HasPrefix(rest, "{") {
				return "", rest[end+1:], true
			}
			return "", "", false
		}
		return host, path, true
	}
	if strings.HasPrefix(text, "{") {
		end := strings.IndexByte(text, '}')
		if end < 0 {
			return "", "", false
		}
		rest := text[end+1:]
		switch {
		case rest == "":
			return "", text, true
		case rest[0] == '/':
			return "", rest[1:], true
		case rest[0] == '.' || rest[0] == ':': // "{tenant}.api.identitynow.com/v3/x"
			host, path, ok = strings.Cut(rest, "/")
			return host, path, ok
		case rest[0] == '{':
			return splitHost(rest)
		case startsWithVersion(rest):
			return "", rest, true
		default:
			return "", "", false
		}
	}
	if before, rest, found := strings.Cut(text, "/"); found && strings.Contains(before, ".") { // "acme.api.identitynow.com/v3/x"
		return before, rest, true
	}
	if strings.HasPrefix(text, "/") {
		return "", text[1:], true
	}
	return "", text, startsWithVersion(text)
}

// startsWithVersion reports whether a relative path begins with a version, or the private API: "beta/accounts".
func startsWithVersion(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return catalog.VersionSegment(first) || strings.HasPrefix(path, "cc/api/")
}

// wholeSegment is a segment that is literal or a hole. Behind a literal a hole is
// what is put at an address' end ("accounts{query}"); another mixture is a hole.
func wholeSegment(segment string) string {
	open := strings.IndexByte(segment, '{')
	switch {
	case open < 0:
		return segment
	case open > 0 && strings.HasSuffix(segment, "}") && strings.Count(segment, "{") == 1:
		return segment[:open]
	case open == 0 && strings.IndexByte(segment, '}') == len(segment)-1:
		return segment
	default:
		name, _, _ := strings.Cut(segment[open+1:], "}")
		return "{" + holeName(name) + "}"
	}
}

// ofSailPoint reports whether the host is one of SailPoint's, and foreign whether
// it is written out and another's.
func (a address) ofSailPoint() (ours, foreign bool) {
	if a.host == "" {
		return false, false
	}
	host, _, _ := strings.Cut(a.host, ":")
	if first, _, _ := strings.Cut(host, "."); slices.Contains(catalog.SiteHosts, first) {
		return false, true
	}
	for _, end := range catalog.APIHosts {
		if strings.HasSuffix(host, end) {
			return true, false
		}
	}
	return false, !strings.ContainsAny(host, "{}$[]<>%")
}
