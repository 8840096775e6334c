package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"authcat/catalog/answer"
	"authcat/catalog/find"
	"authcat/catalog/token"
	"authcat/export"
)

func newToken(e environment) *cobra.Command {
	var flags dataFlags
	var check bool
	command := &cobra.Command{
		Use:   "token [FILE] [--check METHOD ADDRESS]",
		Short: "Read an access token: whose it is, and what it can call",
		Long: `Read an access token (a JWT, or the whole answer of /oauth/token) from stdin or a
file: whether a user stands behind it, its levels and scopes, when it expires, and what it can and can't call. The
token is not verified, sent, stored or printed.

With --check, say whether one call would pass with it; exit code 4 where it would not.`,
		Example: `  authcat token < token.jwt
  authcat token token.jwt --check GET /v2025/identities`,
		Args: func(_ *cobra.Command, args []string) error { return tokenArgs(args, check) },
		RunE: func(command *cobra.Command, args []string) error {
			file := "-"
			if len(args) == 1 || len(args) == 3 {
				file, args = args[0], args[1:]
			}
			if check {
				if _, err := find.ParseAddress(args[0], args[1]); err != nil {
					return &usageError{err}
				}
			}
			claims, err := readToken(e, file)
			if err != nil {
				return err
			}
			if check {
				return flags.explain(command.Context(), e, answer.CallWith(claims, args[0], args[1], e.now()))
			}
			c, err := flags.load(command.Context())
			if err != nil {
				return err
			}
			return flags.show(e, export.Token(c.Token(claims, e.now())))
		},
	}
	flags.add(command, e, func([]string) export.Form {
		if check {
			return export.ExplainForm
		}
		return export.TokenForm
	})
	command.Flags().BoolVar(&check, "check", false, "explain the call METHOD ADDRESS with this token")
	return command
}

// tokenArgs refuses a token among the arguments, without repeating it: they
// stay in the shell's history and show in the list of processes.
func tokenArgs(args []string, check bool) error {
	for _, arg := range args {
		if strings.HasPrefix(arg, "eyJ") || strings.Contains(arg, " eyJ") {
			return errors.New("a token is no argument, where other users and the shell's history see it: pass it on stdin or in a file")
		}
	}
	switch {
	case check && (len(args) != 2 && len(args) != 3 || !find.IsMethod(args[len(args)-2])):
		return errors.New("--check takes METHOD ADDRESS, after the FILE where there is one")
	case !check && len(args) > 1:
		return errors.New("token takes one FILE, or a call with --check")
	}
	return nil
}

// readToken reads a token from a file, or stdin ("-"), no more of it than a token can have.
func readToken(e environment, file string) (token.Token, error) {
	input := e.stdin
	if file != "-" {
		f, err := os.Open(file)
		if errors.Is(err, fs.ErrNotExist) { // not repeated: it may be a secret in the wrong place
			return token.Token{}, errors.New("there is no such file; the token itself is passed on stdin")
		}
		if err != nil {
			return token.Token{}, fmt.Errorf("the file can't be opened: %w", cause(err))
		}
		defer f.Close()
		input = f
	}
	raw, err := io.ReadAll(io.LimitReader(input, token.MaxBytes+1))
	if err != nil {
		return token.Token{}, fmt.Errorf("the token can't be read: %w", cause(err))
	}
	claims, err := token.Read(raw)
	if err != nil {
		return token.Token{}, fmt.Errorf("the token can't be read: %w", err)
	}
	return claims, nil
}
