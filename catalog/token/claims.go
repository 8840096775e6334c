package token

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// apiAuthority is the one authority of a token that stands for no user.
const apiAuthority = "API"

func read(claims map[string]json.RawMessage) (Token, error) {
	t := Token{
		ClientID:    text(claims["client_id"]),
		Tenant:      text(claims["tenant_id"]),
		Org:         text(claims["org"]),
		Pod:         text(claims["pod"]),
		GrantType:   text(claims["grant_type"]),
		Authorities: list(claims["authorities"]),
	}
	t.Scopes, t.ScopesReadable = scopes(claims["scope"])
	if !slices.Equal(t.Authorities, []string{apiAuthority}) {
		t.UserName = text(claims["user_name"])
		t.User = t.UserName != "" || text(claims["user_id"]) != "" || text(claims["identity_id"]) != ""
	}
	var err error
	if t.Issued, err = instant("iat", claims["iat"]); err != nil {
		return Token{}, err
	}
	if t.Expires, err = instant("exp", claims["exp"]); err != nil {
		return Token{}, err
	}
	return t, nil
}

// text is a claim's string or number, trimmed; "" for null, for anything else
// and for the word "null", which some issuers write where they mean none.
func text(claim json.RawMessage) string {
	var value any
	if json.Unmarshal(claim, &value) != nil {
		return ""
	}
	switch value := value.(type) {
	case string:
		if value = strings.TrimSpace(value); !strings.EqualFold(value, "null") {
			return value
		}
	case float64:
		return string(claim) // as written: an id must not become 1e+06
	}
	return ""
}

// list is a claim of names: a list of strings, or a string with spaces or commas between them.
func list(claim json.RawMessage) []string {
	var elements []json.RawMessage
	if json.Unmarshal(claim, &elements) != nil {
		elements = []json.RawMessage{claim}
	}
	var names []string
	for _, element := range elements {
		names = append(names, strings.FieldsFunc(text(element), separator)...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func separator(r rune) bool { return strings.ContainsRune(" ,\t\r\n", r) }

// scopes reads the claim scope. One name that is no scope makes all of it
// unreadable: a half-read list would deny what the token may do.
func scopes(claim json.RawMessage) (names []string, readable bool) {
	switch {
	case len(claim) == 0 || string(claim) == "null":
		return nil, false
	case claim[0] != '"' && !listOfStrings(claim):
		return nil, false
	}
	names = list(claim)
	if slices.ContainsFunc(names, opaque) {
		return nil, false
	}
	return names, true
}

func listOfStrings(claim json.RawMessage) bool {
	var elements []*string
	return json.Unmarshal(claim, &elements) == nil && !slices.Contains(elements, nil)
}

// opaque reports whether a name can't be a scope. Scopes are words with colons
// ("idn:identity:read"), or plain ones in lower case in older tokens ("read",
// "write"). Packed claims are base64, which has no colon and, in all but the
// shortest, an upper-case letter, a digit or padding.
func opaque(name string) bool {
	const lower, other = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	if strings.Contains(name, ":") {
		return strings.Trim(name, lower+other+":-_.*") != ""
	}
	return strings.Trim(name, lower+"-_.") != ""
}

// lastSecond is the end of the year 9999, the last that RFC 3339 can write.
const lastSecond = 253402300799

// instant reads a time in seconds since 1970 (RFC 7519's NumericDate, which may have a
// fraction), or such a number in a string. A time that can't be read is an
// error, since to take it for absent would call the token unexpired.
func instant(name string, claim json.RawMessage) (time.Time, error) {
	if len(claim) == 0 || string(claim) == "null" {
		return time.Time{}, nil
	}
	seconds, err := strconv.ParseFloat(text(claim), 64)
	if err != nil || !(seconds >= 0 && seconds <= lastSecond) {
		return time.Time{}, fmt.Errorf("its claim %s is no time in seconds since 1970", name)
	}
	return time.Unix(int64(seconds), 0).UTC(), nil
}
