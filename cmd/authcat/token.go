package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"authcat/catalog"
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
			var address catalog.Address
			if check {
				var err error
				if address, err = catalog.ParseAddress(args[0], args[1]); err != nil {
					return &usageError{err}
				}
			}
			claims, err := readToken(e, file)
			if err != nil {
				return err
			}
			if check {
				held := heldBy(claims)
				held.Expired = claims.ExpiredAt(e.now())
				held.OtherTenant = otherTenant(claims, args[1])
				call, err := flags.find(command.Context(), question{address: address})
				if err != nil {
					return err
				}
				return call.explain(e, &flags, held, 0)
			}
			return describeToken(command.Context(), e, &flags, claims)
		},
	}
	flags.add(command, e)
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
	case check && (len(args) != 2 && len(args) != 3 || !method(args[len(args)-2])):
		return errors.New("--check takes METHOD ADDRESS, after the FILE where there is one")
	case !check && len(args) > 1:
		return errors.New("token takes one FILE, or a call with --check")
	}
	return nil
}

func method(word string) bool { return slices.Contains(httpMethods, strings.ToUpper(word)) }

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

// heldBy is the credential that a token is. Without a grant type of its own a
// user's token counts as a PAT's: the two may call the same.
func heldBy(t token.Token) catalog.Held {
	held := catalog.Held{
		Credential: catalog.CredentialClient,
		Scopes:     t.Scopes, ScopesKnown: t.ScopesReadable,
		Levels: t.Authorities, LevelsKnown: len(t.Authorities) > 0,
	}
	switch {
	case t.User && t.GrantType == string(catalog.CredentialAuthorizationCode):
		held.Credential = catalog.CredentialAuthorizationCode
	case t.User:
		held.Credential = catalog.CredentialPAT
	}
	return held
}

// otherTenant reports whether the token is of another tenant than the one that a URL calls.
func otherTenant(t token.Token, address string) bool {
	called := catalog.Tenant(address)
	return called != "" && t.Org != "" && !strings.EqualFold(called, t.Org)
}

// describeToken writes what the token says, and counts what it can call. An
// expired one is described all the same: a new one says the same of itself.
func describeToken(ctx context.Context, e environment, flags *dataFlags, t token.Token) error {
	snapshot, dataset, err := flags.load(ctx, catalog.Filter{})
	if err != nil {
		return err
	}
	listing := export.Token(dataset, &snapshot, export.TokenFacts{
		Held: heldBy(t), UserName: t.UserName, ClientID: t.ClientID, Tenant: t.Tenant, Org: t.Org, Pod: t.Pod,
		Issued: t.Issued, Expires: t.Expires, Now: e.now(),
	})
	return flags.show(e, listing)
}
