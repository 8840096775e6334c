// Package token reads the claims of an OAuth access token of Identity Security
// Cloud, without verifying it: enough to tell whose token it is and what it
// says that it may do, nothing to rely on for access.
//
// A token is a secret as long as it lives. No error and no field carries the
// token or any part of its text; only what its claims say comes out.
package token

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"authcat/catalog"
)

// MaxBytes is the longest text that Read takes for a token. Tokens of users
// with many levels and scopes have a few KiB; HTTP servers refuse headers long before this.
const MaxBytes = 64 << 10

// Token is what an access token claims.
type Token struct {
	// User is set when a user stands behind the token: a PAT or an
	// authorization code. The token of an API client claims no user_id,
	// identity_id or user_name, or has the one authority API.
	// https://developer.sailpoint.com/docs/api/authentication
	User bool
	// UserName is the claim user_name, "" where there is none or no user.
	UserName string
	// ClientID is the claim client_id: of a PAT, the PAT's own id.
	ClientID string
	// Tenant is the claim tenant_id, a UUID; Org the claim org, the tenant's name
	// in URLs; Pod the claim pod, where SailPoint runs it.
	Tenant, Org, Pod string
	// Authorities are the user's levels by their technical names ("ORG_ADMIN"),
	// and more that are none: trimmed, sorted, otherwise as claimed.
	Authorities []string
	// Scopes are the granted scopes, sorted. They say nothing unless ScopesReadable.
	Scopes []string
	// ScopesReadable is unset where the token does not show its scopes: the
	// claim is absent, or packed into a form that SailPoint does not publish ("Cg==").
	ScopesReadable bool
	// Issued and Expires are the claims iat and exp in UTC, zero where absent.
	Issued, Expires time.Time
	// GrantType is the claim grant_type, "" where absent, as in SailPoint's
	// published example. It tells no PAT from an API client: both are used with
	// client_credentials.
	GrantType string
}

// ExpiredAt reports whether the token is no longer accepted at that time: at the
// second of exp or later (RFC 7519, 4.1.4). A token without exp never is.
func (t Token) ExpiredAt(now time.Time) bool {
	return !t.Expires.IsZero() && !now.Before(t.Expires)
}

// Credential is the kind of credential that the token is. Without a grant type
// of its own a user's token counts as a PAT's: the two may call the same.
func (t Token) Credential() catalog.Credential {
	switch {
	case t.User && t.GrantType == string(catalog.CredentialAuthorizationCode):
		return catalog.CredentialAuthorizationCode
	case t.User:
		return catalog.CredentialPAT
	default:
		return catalog.CredentialClient
	}
}

// Read reads a JWT, with or without "Bearer " before it and white space around
// it, or the whole answer of /oauth/token, of which the access_token is read. It fails for what is no JWT of three parts or has no object of claims;
// the signature is not looked at beyond its form, and may have been cut off.
// A claim of an unexpected type counts as absent, except for times.
func Read(raw []byte) (Token, error) {
	text, err := trim(raw)
	if err == nil && text[0] == '{' {
		text, err = accessToken(text)
	}
	if err != nil {
		return Token{}, err
	}
	parts := bytes.Split(text, []byte("."))
	if err := checkParts(parts); err != nil {
		return Token{}, err
	}
	var header, claims map[string]json.RawMessage
	if err := decode("header", parts[0], &header); err != nil {
		return Token{}, err
	}
	if err := decode("payload", parts[1], &claims); err != nil {
		return Token{}, err
	}
	if _, err := base64URL(parts[2]); err != nil {
		return Token{}, errors.New("its signature is not base64url: the token is damaged, or more than the token was passed")
	}
	return read(claims)
}

// trim takes off white space and the scheme of an Authorization header.
func trim(raw []byte) ([]byte, error) {
	const scheme = "bearer"
	text := bytes.TrimSpace(raw)
	if len(text) > len(scheme) && bytes.EqualFold(text[:len(scheme)], []byte(scheme)) && strings.ContainsRune(" \t\r\n", rune(text[len(scheme)])) {
		text = bytes.TrimSpace(text[len(scheme):])
	}
	switch {
	case len(text) == 0, bytes.EqualFold(text, []byte(scheme)):
		return nil, errors.New("there is no token: the input is empty")
	case len(text) > MaxBytes:
		return nil, fmt.Errorf("it is no access token: it is longer than %d KiB", MaxBytes>>10)
	case text[0] != '{' && bytes.ContainsAny(text, " \t\r\n"):
		return nil, errors.New("it has white space inside: pass the token alone, in one line")
	}
	return text, nil
}

// accessToken takes the access token out of an answer of /oauth/token (RFC 6749,
// 5.1). Its errors don't quote it.
func accessToken(answer []byte) ([]byte, error) {
	var members map[string]json.RawMessage
	if json.Unmarshal(answer, &members) != nil {
		return nil, errors.New("it begins like JSON and is none: pass the token, or the whole answer of /oauth/token")
	}
	var value string
	if json.Unmarshal(members["access_token"], &value) != nil || value == "" {
		if text(members["error"]) != "" {
			return nil, errors.New("it is the answer of a request for a token that was refused: there is no token in it")
		}
		return nil, errors.New("it is JSON without an access_token: pass the token, or the whole answer of /oauth/token")
	}
	return trim([]byte(value))
}

func checkParts(parts [][]byte) error {
	switch len(parts) {
	case 3:
		return nil
	case 1:
		return errors.New("it is no JWT but an opaque token, or the secret of a client: nothing can be read from it")
	case 5:
		return errors.New("it is an encrypted token (a JWE of five parts): only its recipient can read it")
	default:
		return fmt.Errorf("it is no JWT: a JWT has three parts separated by dots, this has %d", len(parts))
	}
}

// decode reads a part as a JSON object. Its errors are its own: those of the
// decoders quote their input.
func decode(name string, part []byte, into *map[string]json.RawMessage) error {
	data, err := base64URL(part)
	switch {
	case err != nil:
		return fmt.Errorf("it is no JWT: its %s is not base64url", name)
	case !json.Valid(data):
		return fmt.Errorf("it is no JWT: its %s is not JSON", name)
	case json.Unmarshal(data, into) != nil || *into == nil:
		return fmt.Errorf("it is no JWT: its %s is JSON but no object", name)
	}
	return nil
}

// base64URL decodes with or without padding, which RFC 7515 forbids and some tools add.
func base64URL(part []byte) ([]byte, error) {
	return base64.RawURLEncoding.DecodeString(strings.TrimRight(string(part), "="))
}
