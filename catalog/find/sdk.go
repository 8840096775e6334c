package find

import (
	"slices"
	"strings"

	"authcat/catalog"
)

// SDKName is a method of one of SailPoint's SDKs as code names it.
type SDKName struct {
	// Language is "go", "python", "typescript" (JavaScript too) or "powershell"; "" is any.
	Language string
	// Class is the API class that the method is called on, "AccountsAPI",
	// "SourcesBetaApi"; "" where it is not known.
	Class string
	// Method is its name: "ListAccounts", "list_accounts", "listSourcesV1", "Get-V2025Identities".
	Method string
	// Version is the id of the API that the import, module or client says, "v2025"; "" where none does.
	Version string
}

// SDK knows the names that SailPoint's SDKs have for a snapshot's operations,
// in all their versions. It derives them as the SDKs' generator does. It is
// read only and may be shared.
type SDK struct {
	snapshot *catalog.Snapshot
	// methods by language and name; PowerShell's in lower case.
	methods map[string]map[string][]meaning
	// classes are the squeezed tags.
	classes map[string]bool
}

// NewSDK returns the names of a snapshot's operations, which it refers to.
// IdentityIQ has no SDK.
func NewSDK(s *catalog.Snapshot) *SDK {
	x := &SDK{snapshot: s, methods: map[string]map[string][]meaning{}, classes: map[string]bool{}}
	for _, language := range sdkLanguages {
		x.methods[language] = make(map[string][]meaning, len(s.Operations))
	}
	former := formerIDs()
	for i := range s.Operations {
		o := &s.Operations[i]
		if o.Product == catalog.ProductIIQ {
			continue
		}
		for _, tag := range o.Tags {
			x.classes[squeeze(tag)] = true
		}
		x.add(operationName(o), o.API, meaning{operation: i})
		for _, was := range former.of(o.OperationID, o.API) {
			x.add(was.name, o.API, meaning{operation: i, former: !was.still})
		}
	}
	return x
}

func (x *SDK) add(id, api string, m meaning) {
	for _, language := range sdkLanguages {
		name := methodName(language, id, api)
		x.methods[language][name] = append(x.methods[language][name], m)
	}
}

// Known reports whether an SDK has a method of this name. Names are compared as
// they are written, but for PowerShell's.
func (x *SDK) Known(language, method string) bool { return len(x.meanings(language, method)) > 0 }

// meanings are the operations that a language's method may mean, of "" any's.
func (x *SDK) meanings(language, method string) []meaning {
	names := x.methods[language]
	switch {
	case language == powershell: // a module may stand before it: "PSSailpoint.V2025\Get-V2025Accounts"
		return names[strings.ToLower(method[strings.LastIndexByte(method, '\\')+1:])]
	case language != "":
		if found := names[method]; len(found) > 0 {
			return found
		}
		return names[variantOf(language, method)]
	}
	var all []meaning
	for _, language := range sdkLanguages {
		for _, m := range x.meanings(language, method) {
			if !slices.Contains(all, m) {
				all = append(all, m)
			}
		}
	}
	return all
}

// Find returns the operations that a method may mean, in the order of the
// snapshot: one where the method, its class or the version says of which API it
// is. Where they don't, there is one for each API that has it. Two of one API
// are only where one name stands for both: some cmdlets of PowerShell
// ("Get-ScheduledSearch" lists and gets).
//
// A class of TypeScript without a version, and a cmdlet without a prefix, is of
// v3 in the SDK's first major version and of v1 in its second: v1's methods end
// in "V1", so that the name tells them apart without [SDKDefault], but for the
// few whose ids don't.
func (x *SDK) Find(n SDKName) []*catalog.Operation {
	class, version := classTag(n.Class)
	if version == "" {
		version = strings.ToLower(n.Version)
	}
	found := slices.Clone(x.meanings(n.Language, n.Method))
	found = slices.DeleteFunc(found, func(m meaning) bool {
		api := x.snapshot.Operations[m.operation].API
		if version == "" && n.Language == typescript && class != "" {
			return !bareClass(api)
		}
		return version != "" && api != version
	})
	return operationsOf(x.snapshot, current(x.snapshot, ofClass(x.snapshot, found, class)))
}

// Class reports whether a name is that of an SDK's API class, "AccountsAPI" or
// "SourcesBetaApi", in any case and with what generators put behind it
// ("AccountsAPIService", "AccountsApiFactory"), and the API that the name says:
// "beta", or "" where it says none.
func (x *SDK) Class(language, class string) (known bool, version string) {
	base, version := classTag(class)
	known = x.classes[base] || retiredClasses[base] && retiredAPI(version)
	if !known || version != "" && language != "" && language != typescript {
		return false, "" // in TypeScript alone do classes say the version
	}
	return true, version
}
