package code

import (
	"path"
	"regexp"
	"strings"

	"authcat/catalog/find"
	"authcat/crawler/code/syntax"
)

// manifest is a kind of file that says which version of an SDK a project asks for.
type manifest struct {
	language syntax.Language
	name     func(base string) bool
	// version is what of it is the version.
	version *regexp.Regexp
}

var manifests = []manifest{
	{syntax.TypeScript, named("package.json"), regexp.MustCompile(`"sailpoint-api-client"\s*:\s*"([^"]+)"`)},
	{syntax.Go, named("go.mod"), regexp.MustCompile(`github\.com/sailpoint-oss/golang-sdk(?:/v\d+)?\s+(v\S+)`)},
	{syntax.Python, func(base string) bool {
		return strings.HasPrefix(base, "requirements") || base == "pyproject.toml" || base == "setup.py" || base == "Pipfile"
	}, regexp.MustCompile(`(?m)(?:^|["'\s])sailpoint["']?\s*(?:=\s*["'])?([=~<>!^]*=?\s*\d[^"'\s#;]*)`)},
	{syntax.PowerShell, func(base string) bool { return strings.HasSuffix(base, ".psd1") },
		regexp.MustCompile(`(?i)PSSailpoint['"]\s*;?\s*(?:ModuleVersion|RequiredVersion)\s*=\s*['"]([^'"]+)`)},
}

func named(name string) func(string) bool { return func(base string) bool { return base == name } }

// sdkVersions are the APIs of SDKs' names that say none, by folder and language.
type sdkVersions map[string]map[syntax.Language]string

// note reads the versions of SDKs that a manifest asks for.
func (v sdkVersions) note(name string, body []byte) {
	for _, m := range manifests {
		if !m.name(path.Base(name)) {
			continue
		}
		if match := m.version.FindSubmatch(body); match != nil {
			if v[path.Dir(name)] == nil {
				v[path.Dir(name)] = map[syntax.Language]string{}
			}
			v[path.Dir(name)][m.language] = find.SDKDefault(string(m.language), string(match[1]))
		}
	}
}

// api is the API for a file: by the nearest manifest above it.
func (v sdkVersions) api(name string, language syntax.Language) string {
	for folder := path.Dir(name); ; folder = path.Dir(folder) {
		if api, ok := v[folder][language]; ok || folder == "." || folder == "/" {
			return api
		}
	}
}

// isManifest reports whether a file may ask for a version of an SDK.
func isManifest(name string) bool {
	for _, m := range manifests {
		if m.name(path.Base(name)) {
			return true
		}
	}
	return false
}
