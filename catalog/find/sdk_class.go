package find

import (
	"slices"
	"strings"
)

// classEnds are what API classes end in, squeezed: "AccountsAPI", Go's
// "AccountsAPIService", TypeScript's functions around a class.
var classEnds = []string{"api", "apiservice", "apifp", "apifactory", "apiaxiosparamcreator"}

// classBase is the squeezed name of a class without its end, "" of a name that is none.
func classBase(class string) string {
	name := squeeze(class)
	for _, end := range classEnds {
		if base, ok := strings.CutSuffix(name, end); ok {
			return base
		}
	}
	return ""
}

// classTag is the squeezed tag that a class is made of, "" where the name is none
// of a class, and the API that the name says.
func classTag(class string) (tag, version string) {
	base, version := classVersion(classBase(class))
	return currentTag(base), version
}

// classVersion parts TypeScript's "sourcesbeta" and "delegationsnermv2025" into
// the class and the id of the API.
func classVersion(base string) (class, version string) {
	digits := strings.TrimRight(base, "0123456789")
	if before, ok := strings.CutSuffix(digits, "v"); ok && digits != base {
		version = base[len(before):]
		if before, ok := strings.CutSuffix(before, "nerm"); ok {
			return before, "nerm-" + version
		}
		return before, version
	}
	for _, version := range [3]string{"beta", "nerm", "cc"} {
		if before, ok := strings.CutSuffix(base, version); ok {
			return before, version
		}
	}
	return base, ""
}

// formerTags are tags of earlier documents, which gave classes their names, with
// the tag that their operations have today. All squeezed.
var formerTags = map[string]string{
	"authuser":                             "authusers",
	"deleteaccount":                        "accountdeletionrequests",
	"discoveredapplications":               "applicationdiscovery",
	"humanaccountdeletionapprovalconfig":   "sources",
	"intelligencepackage":                  "intelligence",
	"machineaccountdeletionapprovalconfig": "sources",
	"machinesubtypeapprovalconfig":         "machineaccountsubtypes",
	"manualdiscoverapplications":           "applicationdiscovery",
	"manualdiscoverapplicationstemplate":   "applicationdiscovery",
	"sodpolicy":                            "sodpolicies",
}

func currentTag(base string) string {
	if tag, ok := formerTags[base]; ok {
		return tag
	}
	return base
}

// retiredClasses are those of the APIs v2 and cc that no later API has.
var retiredClasses = map[string]bool{"applications": true, "org": true, "sourcesaccounts": true, "sourcesaggregation": true, "system": true, "user": true}

// retiredAPI reports whether an id is that of an API whose document was taken back.
func retiredAPI(id string) bool { return id == "v2" || id == "cc" }

// Module reports whether an import or module is of one of SailPoint's SDKs, and
// the API that it says: "v2025" of Python's "sailpoint.v2025.api.accounts_api",
// Go's ".../golang-sdk/v2/api_v2025" and PowerShell's "PSSailpoint.V2025"; "v1"
// of one that is named after a resource, "sailpoint.accounts". It is "" of the
// SDK as a whole, whose version decides ([SDKDefault]).
func (x *SDK) Module(language, path string) (known bool, api string) {
	rest, ok := sdkModule(language, path)
	if !ok {
		return false, ""
	}
	parts := strings.FieldsFunc(rest, func(r rune) bool { return r == '.' || r == '/' || r == '\\' })
	for i, part := range parts {
		part = squeeze(part)
		for _, front := range [2]string{"api", ""} { // Go's "api_v2025"
			base, _ := strings.CutPrefix(part, front)
			class, version := classVersion(base)
			switch {
			case version == "nerm" && class == "" && i+1 < len(parts) && squeeze(parts[i+1]) == "v2025":
				return true, "nerm-v2025" // Python's "sailpoint.nerm.v2025"
			case version != "" && class == "":
				return true, version
			case x.classes[currentTag(base)]:
				return true, "v1"
			}
		}
	}
	if language == powershell && rest != "" {
		return true, "v1" // a folder of the documents that has no tag of its own
	}
	return true, ""
}

// sdkModule cuts what all modules of a language's SDK begin with.
func sdkModule(language, path string) (rest string, ok bool) {
	switch language {
	case golang:
		if rest, ok = strings.CutPrefix(path, "github.com/sailpoint-oss/golang-sdk"); !ok || rest != "" && rest[0] != '/' {
			return "", false
		}
		// A major version of Go's comes first, and is no API.
		if parts := strings.SplitN(rest, "/", 3); len(parts) > 1 && slices.Contains([]string{"v2", "v3", "v4"}, parts[1]) {
			rest = strings.Join(parts[2:], "/")
		}
		return rest, true
	case python:
		rest, ok = strings.CutPrefix(path, "sailpoint")
		return rest, ok && (rest == "" || rest[0] == '.')
	case typescript:
		rest, ok = strings.CutPrefix(path, "sailpoint-api-client")
		return rest, ok && (rest == "" || rest[0] == '/')
	case powershell:
		name := strings.ToLower(path)
		rest, ok = strings.CutPrefix(name, "pssailpoint")
		return rest, ok
	}
	return "", false
}
