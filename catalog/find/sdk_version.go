package find

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// SDKDefault is the API of a class, module or cmdlet that names none, by the
// version of the SDK that a project's manifest asks for: "^1.3.0" of
// package.json's "sailpoint-api-client", "==1.4.2" of requirements, "v2.7.105"
// of go.mod, "1.7.0" of the module PSSailpoint. It is "" where the version
// doesn't decide: where a range takes both kinds, or where the SDK always names
// the API, as Go's and Python's packages did.
//
// With one major version each the SDKs left the several APIs for v1 alone: 3 of
// Go, 2 of the others.
func SDKDefault(language, sdkVersion string) (api string) {
	lowest, highest, ok := majorVersions(sdkVersion)
	single := 2
	if language == golang {
		single = 3
	}
	switch {
	case !ok || !slices.Contains(sdkLanguages, language):
		return ""
	case lowest >= single:
		return "v1"
	case highest < single && (language == typescript || language == powershell):
		return "v3"
	default:
		return ""
	}
}

// majorVersions are the major versions that a requirement of npm, pip, Go or
// PowerShell takes.
func majorVersions(requirement string) (lowest, highest int, ok bool) {
	lowest = math.MaxInt
	for choice := range strings.SplitSeq(requirement, "||") {
		low, high, ok := majorRange(choice)
		if !ok {
			return 0, 0, false
		}
		lowest, highest = min(lowest, low), max(highest, high)
	}
	return lowest, highest, true
}

// majorRange is majorVersions of bounds that all hold: ">=1.3, <2".
func majorRange(bounds string) (lowest, highest int, ok bool) {
	highest = math.MaxInt
	bounds = strings.NewReplacer("= ", "=", "> ", ">", "< ", "<", "^ ", "^", "~ ", "~").Replace(bounds)
	for _, bound := range strings.FieldsFunc(bounds, func(r rune) bool { return r == ',' || r == ' ' }) {
		version := strings.TrimLeft(bound, "=<>!~^v")
		operator := strings.TrimRight(bound[:len(bound)-len(version)], "v")
		first, rest, _ := strings.Cut(version, ".")
		first, _, _ = strings.Cut(first, "-")
		major, err := strconv.Atoi(first)
		if err != nil || major < 0 {
			return 0, 0, false
		}
		switch operator {
		case "!=":
		case ">", ">=":
			lowest = max(lowest, major)
		case "<":
			if strings.Trim(rest, "0.") == "" {
				major--
			}
			highest = min(highest, major)
		case "<=":
			highest = min(highest, major)
		default:
			lowest, highest = max(lowest, major), min(highest, major)
		}
		ok = true
	}
	return lowest, highest, ok
}
