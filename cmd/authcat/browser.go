package main

import (
	"context"
	"errors"
	"io"
	"os/exec"
	"strings"
)

// browser opens addresses in the browser of this machine's user.
type browser struct {
	getenv func(string) string
	goos   string
	// What a browser in the terminal works with, and where others say something.
	stdin          io.Reader
	stdout, stderr io.Writer
}

// errNoBrowser is that nothing here opens an address.
var errNoBrowser = errors.New("no browser is found")

// open opens an address with the first command that there is and that can.
func (b browser) open(ctx context.Context, address string) error {
	for _, words := range b.commands(address) {
		command := exec.CommandContext(ctx, words[0], words[1:]...)
		command.Stdin, command.Stdout, command.Stderr = b.stdin, b.stdout, b.stderr
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
