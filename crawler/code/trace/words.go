package trace

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"authcat/catalog"
)

// baseAddress is the base address of one of SailPoint's APIs, with its version.
var baseAddress = regexp.MustCompile(`(?i)https?://[^\s"'/]*(?:identitynow|sailpoint)[^\s"'/]*/(beta|v[0-9]{1,4})/?(?:["'\s<,;]|$)`)

// BaseVersions are the versions of base addresses of APIs in a text, settings or source code.
func BaseVersions(text []byte) []string {
	var versions []string
	if !Evidence(text) {
		return nil
	}
	for _, match := range baseAddress.FindAllSubmatch(text, -1) {
		versions = append(versions, strings.ToLower(string(match[1])))
	}
	return versions
}

// Evidence reports whether a source speaks of SailPoint.
func Evidence(body []byte) bool {
	lower := bytes.ToLower(body)
	return slices.ContainsFunc(catalog.ProductWords, func(word string) bool { return bytes.Contains(lower, []byte(word)) })
}

// signs are what addresses of the APIs have in them.
var signs = []string{"v3", "beta", "v2024", "v2025", "v2026", "/v1", "cc/api", "/v2/"}

// Promising reports whether a source may have a call in it, by words alone.
func Promising(body []byte) bool {
	return Evidence(body) || slices.ContainsFunc(signs, func(sign string) bool { return bytes.Contains(body, []byte(sign)) })
}
