package main

import (
	"context"
	"fmt"
	"net/url"

	"github.com/spf13/cobra"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/export"
)

// addWeb adds --web to a command that has the flags for answers.
func addWeb(command *cobra.Command, web *bool) {
	command.Flags().BoolVar(web, "web", false, "open the endpoint's documentation in the browser in place of answering")
	for _, other := range []string{"format", "json", "jq", "template"} {
		command.MarkFlagsMutuallyExclusive("web", other)
	}
}

// openDocs opens the documentation of the one endpoint that was asked for. A
// catalog can be anyone's: a page elsewhere than on SailPoint's sites is told only.
func (f *dataFlags) openDocs(ctx context.Context, e environment, question answer.Question) error {
	found, err := answer.Lookup(f.reader(ctx), question)
	if err != nil {
		return answer.TellGone(err, question, bundledDays)
	}
	address, err := found.Docs()
	if err != nil {
		return err
	}
	if !documentation(address) {
		fmt.Fprintln(e.stderr, "not opened: by this catalog the documentation is on none of SailPoint's own sites")
		fmt.Fprintln(e.stdout, address)
		return nil
	}
	if !e.openPage(ctx, address) {
		fmt.Fprintln(e.stdout, address)
	}
	return nil
}

// documentation reports whether an address is one of a page of SailPoint's sites.
func documentation(address string) bool {
	u, err := url.Parse(address)
	return err == nil && export.OpensSafely(address) && u.Scheme == "https" && u.Port() == "" && catalog.SiteHost(u.Hostname())
}

// openPage opens an address, says which, and reports whether a browser took it.
func (e environment) openPage(ctx context.Context, address string) bool {
	fmt.Fprintf(e.stderr, "opening %s in the browser\n", address)
	if e.browse != nil && e.browse(ctx, address) == nil {
		return true
	}
	fmt.Fprintln(e.stderr, "no browser could be started: open the address yourself; BROWSER names a command for it")
	return false
}
