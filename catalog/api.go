package catalog

import "strings"

// StatusCurrent is the status of the API that SailPoint develops; others are "legacy".
const StatusCurrent = "current"

// API is one published API: where its document is and how its endpoints are addressed.
type API struct {
	// ID is authcat's short name, "v2025", and what users type before a path.
	ID      string
	Title   string
	Product Product
	// BasePath stands between the host and a path template: "/v2025", or "" for
	// API v1, whose templates carry the version themselves ("/identities/v1").
	BasePath string
	// SpecURL is the OpenAPI document, DocsURL the folder of its pages.
	SpecURL string
	DocsURL string
	// Status is "current" or "legacy", as SailPoint's versioning strategy page says.
	Status string
	// EndOfLife is the published end, as precise as it was published ("2028/29"); "" when none is.
	EndOfLife string
}

// Address is what a caller writes after the host: base path and template.
func (a API) Address(path string) string { return a.BasePath + path }

// VersionSegment reports whether a path segment names a version: "v1", "v2025", "beta".
func VersionSegment(segment string) bool {
	if segment == "beta" {
		return true
	}
	digits, ok := strings.CutPrefix(segment, "v")
	if !ok || digits == "" {
		return false
	}
	return strings.Trim(digits, "0123456789") == ""
}

// ParameterSegment reports whether a template's segment is a parameter: "{id}".
func ParameterSegment(segment string) bool {
	return strings.HasPrefix(segment, "{") && strings.HasSuffix(segment, "}")
}
