package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"

	"github.com/spf13/cobra"

	"authcat/catalog/answer"
	"authcat/export"
)

// browser opens addresses in the browser of this machine's user.
type browser struct {
	getenv func(string) string
	goos   string
	// Where a browser in the terminal shows pages, and others their messages.
	stdout, stderr io.Writer
}

// errNoBrowser is that nothing here opens an address.
var errNoBrowser = errors.New("no browser is found")

// open opens an address with the first command that there is and that can.
func (b browser) open(ctx context.Context, address string) error {
	for _, words := range b.commands(address) {
		command := exec.CommandContext(ctx, words[0], words[1:]...)
		command.Stdout, command.Stderr = b.stdout, b.stderr
		if command.Run() == nil {
			return nil
		}
	}
	return errNoBrowser
}

// commands are what may open an address: those of BROWSER alone where it is set,
// a list as xdg-open reads it, with %s for the address. No shell reads the address.
func (b browser) commands(address string) [][]string {
	if listed := b.getenv("BROWSER"); listed != "" {
		separator := ":"
		if b.goos == "windows" {
			separator = ";"
		}
		var all [][]string
		for _, command := range strings.Split(listed, separator) {
			if words := strings.Fields(command); len(words) > 0 {
				all = append(all, withAddress(words, address))
			}
		}
		return all
	}
	switch b.goos {
	case "darwin":
		return [][]string{{"open", address}}
	case "windows":
		return [][]string{{"rundll32", "url.dll,FileProtocolHandler", address}}
	default:
		return [][]string{{"xdg-open", address}, {"wslview", address}, {"x-www-browser", address}}
	}
}

func withAddress(words []string, address string) []string {
	placed := false
	for i, word := range words {
		if strings.Contains(word, "%s") {
			words[i], placed = strings.ReplaceAll(word, "%s", address), true
		}
	}
	if !placed {
		words = append(words, address)
	}
	return words
}

// openPage opens an address, and says which; where nothing can, stdout has it.
func (e environment) openPage(ctx context.Context, address string) {
	fmt.Fprintf(e.stderr, "opening %s in the browser\n", address)
	if e.browse != nil && e.browse(ctx, address) == nil {
		return
	}
	fmt.Fprintln(e.stderr, "no browser could be started: open the address yourself; BROWSER names a command for it")
	fmt.Fprintln(e.stdout, address)
}

// addWeb adds --web.
func addWeb(command *cobra.Command, web *bool) {
	command.Flags().BoolVar(web, "web", false, "open the endpoint's documentation in the browser in place of answering")
}

// openDocs opens the documentation of the one endpoint that was asked for.
func (f *dataFlags) openDocs(ctx context.Context, e environment, question answer.Question) error {
	found, err := answer.Lookup(f.reader(ctx), question)
	if err != nil {
		return answer.TellGone(err, question, bundledDays)
	}
	address, err := found.Docs()
	if err != nil {
		return err
	}
	if !export.OpensSafely(address) {
		return errors.New("the catalog's address of the documentation is none of a page of the web, and is not opened")
	}
	e.openPage(ctx, address)
	return nil
}
