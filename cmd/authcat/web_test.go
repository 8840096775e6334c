package main

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestOnlySailPointsPagesAreOpened(t *testing.T) {
	for address, want := range map[string]bool{
		"https://developer.sailpoint.com/redoc/v3.html#tag/A/operation/b": true,
		"https://Documentation.SailPoint.com/saas/":                       true,
		"http://developer.sailpoint.com/":                                 false,
		"https://developer.sailpoint.com:8443/":                           false,
		"https://developer.sailpoint.com.example.net/":                    false,
		"https://acme.sailpoint.com/":                                     false,
		"https://evilsailpoint.com/":                                      false,
		"https://developer.sailpoint.com@example.net/":                    false,
		"https://user@developer.sailpoint.com/":                           false,
		"https://developer.sailpoint.com/a b":                             false,
		"https://developer.sailpoint.com/\x1b]8;;":                        false,
		"file:///etc/passwd":                                              false,
		"javascript:alert(1)":                                             false,
		"--help":                                                          false,
		"":                                                                false,
	} {
		if documentation(address) != want {
			t.Errorf("%q is opened: %v", address, !want)
		}
	}
}

// BROWSER is read word by word, by no shell: the address is one argument.
func TestBrowserCommands(t *testing.T) {
	const address = "https://developer.sailpoint.com/a;b&c$(d)#e"
	for _, row := range []struct {
		set, goos string
		want      [][]string
	}{
		{"firefox", "linux", [][]string{{"firefox", address}}},
		{"w3m -o x=%s:lynx", "linux", [][]string{{"w3m", "-o", "x=" + address}, {"lynx", address}}},
		{"a b;c", "windows", [][]string{{"a", "b", address}, {"c", address}}},
		{" : ", "linux", nil},
		{"", "darwin", [][]string{{"open", address}}},
		{"", "windows", [][]string{{"rundll32", "url.dll,FileProtocolHandler", address}}},
		{"", "linux", [][]string{{"xdg-open", address}, {"wslview", address}, {"x-www-browser", address}}},
	} {
		b := browser{getenv: func(string) string { return row.set }, goos: row.goos}
		if got := b.commands(address); !slices.EqualFunc(got, row.want, slices.Equal) {
			t.Errorf("BROWSER=%q on %s: %q, want %q", row.set, row.goos, got, row.want)
		}
	}
}

// serve opens its own page when that can be asked for, and goes on where nothing opens it.
func TestServeOpens(t *testing.T) {
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	var stdout, stderr bytes.Buffer
	opened := ""
	e := environment{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr, getenv: func(string) string { return "" }, now: time.Now}
	e.browse = func(_ context.Context, address string) error {
		opened = address
		stop()
		return errors.New("there is none")
	}
	root := newRoot(e)
	root.SetArgs([]string{"serve", "--addr", "127.0.0.1:0", "--open", "--db", "bundled"})
	if err := root.ExecuteContext(ctx); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(opened, "http://127.0.0.1:") || stdout.String() != opened+"\n" {
		t.Errorf("opened %q, stdout %q", opened, stdout.String())
	}
}
