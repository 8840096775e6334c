package find

import (
	"strings"

	"authcat/catalog"
)

// The languages of SailPoint's SDKs.
const (
	golang     = "go"
	python     = "python"
	typescript = "typescript"
	powershell = "powershell"
)

var sdkLanguages = []string{golang, python, typescript, powershell}

// operationName is the operation's id, or the one that OpenAPI Generator makes
// where a document has none, of path and method: "dasOwnersAssignPost" of
// "POST /das/owners/assign".
func operationName(o *catalog.Operation) string {
	if o.OperationID != "" {
		return o.OperationID
	}
	var name strings.Builder
	for part := range strings.SplitSeq(o.Path+"/"+strings.ToLower(o.Method), "/") {
		part = camel(strings.NewReplacer("{", "", "}", "").Replace(part))
		if name.Len() == 0 {
			part = lowerFirst(part)
		}
		name.WriteString(part)
	}
	return name.String()
}

// methodName is what a language's SDK calls the operation of an id; of
// PowerShell, where case doesn't matter, in lower case. The number that tells
// two operations of one id apart ("patchPotentialRole_1") stays apart.
func methodName(language, id, api string) string {
	base, number := id, ""
	if before := strings.TrimRight(id, "0123456789"); before != id && strings.HasSuffix(before, "_") {
		base, number = before[:len(before)-1], id[len(before)-1:]
	}
	name := camel(base)
	switch language {
	case typescript:
		if name = lowerFirst(name); reservedWords[name] {
			name = "_" + name
		}
		return name + number
	case python:
		return snake(id)
	case powershell:
		return strings.ToLower(cmdlet(id, apiPrefix(api)))
	default:
		return name + number
	}
}

// reservedWords are the verbs among JavaScript's reserved words, which get an
// underscore in front: "_delete".
var reservedWords = map[string]bool{"delete": true, "export": true, "import": true, "new": true, "return": true, "switch": true, "try": true, "void": true}

// variantOf is the method that another is a variant of: Go's
// "ListAccountsExecute", Python's "list_accounts_with_http_info". It is "" where
// the name is no variant's.
func variantOf(language, method string) string {
	ends := [2]string{"_with_http_info", "_without_preload_content"}
	if language == golang {
		ends = [2]string{"Execute", "Execute"}
	} else if language != python {
		return ""
	}
	for _, end := range ends {
		if base, ok := strings.CutSuffix(method, end); ok {
			return base
		}
	}
	return ""
}

// apiPrefix is what PowerShell's SDK puts before the noun and TypeScript's
// behind the tag, to tell the APIs apart: "V2025", "Beta", "NERMV2025". API v1
// has the version in its ids, and v3 was the first.
func apiPrefix(api string) string {
	switch {
	case bareClass(api):
		return ""
	case strings.HasPrefix(api, "nerm"):
		return strings.ToUpper(strings.ReplaceAll(api, "-", ""))
	default:
		return camel(api)
	}
}

// bareClass reports whether TypeScript's classes and PowerShell's cmdlets of an
// API have names that say no version.
func bareClass(api string) bool { return api == "v1" || api == "v3" }
