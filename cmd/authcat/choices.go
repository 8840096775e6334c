package main

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/catalog/explain"
	"authcat/catalog/find"
	"authcat/export/documents"
	"authcat/export/wiki"
)

// The names of flags that several commands have.

// Kinds of credential have the names of OAuth's grant types, which flags write
// with hyphens.

func addCredential(command *cobra.Command, as *string, usage string) {
	names := namesOf(find.Credentials)
	for i, name := range names {
		names[i] = strings.ReplaceAll(name, "_", "-")
	}
	addChoice(command, as, "as", "", names, usage)
}

// credentialNamed is the kind of credential that --as names, "" for none.
func credentialNamed(as string) catalog.Credential {
	return catalog.Credential(strings.ReplaceAll(as, "-", "_"))
}

// What of the documentation a crawl reads.
const (
	docsNone    = "none"
	docsSitemap = "sitemap"
	docsPages   = "pages"
)

func addDocs(command *cobra.Command, docs *string) {
	addChoice(command, docs, "docs", docsSitemap, []string{docsNone, docsSitemap, docsPages},
		"`WHAT` to read of the documentation: which pages exist (sitemap), or each one, which takes a quarter of an hour (pages)")
}

func addDocumentFormats(command *cobra.Command, formats *[]string) {
	addChoices(command, formats, "format", strings.Split(documents.FormatNames(), "|"),
		"only these `FORMATS` (default: all but "+strings.Join(documents.AskedFormats(), " and ")+")")
}

func addLayout(command *cobra.Command, layout *string, usual, usage string) {
	addChoice(command, layout, "layout", usual, strings.Split(wiki.LayoutNames(), "|"), usage)
}

// statusNames are the statuses that explain knows about.
func statusNames() []string {
	names := make([]string, len(explain.Statuses))
	for i, status := range explain.Statuses {
		names[i] = strconv.Itoa(status)
	}
	return names
}
