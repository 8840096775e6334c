package token

import (
	"encoding/base64"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

const header = `{"alg":"HS256","typ":"JWT"}`

func encode(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }

// jwt makes a token of claims with a signature of nothing.
func jwt(claims string) string {
	return encode(header) + "." + encode(claims) + "." + encode("signature of 32 bytes, or not ÿ")
}

// The answer of /oauth/token is read as the token in it.
func TestReadTheWholeAnswer(t *testing.T) {
	raw := encode(header) + "." + encode(`{"client_id":"c","org":"acme"}`) + ".eA"
	want, err := Read([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	got, err := Read([]byte(`{"access_token": "` + raw + `", "token_type": "bearer", "expires_in": 749, "scope": "a b", "refresh_token": "s3cr3t"}` + "\n"))
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v (%v), want %+v", got, err, want)
	}
}

func TestRead(t *testing.T) {
	exp := time.Date(2019, 8, 15, 17, 44, 23, 0, time.UTC)
	tests := []struct {
		name, claims string
		want         Token
	}{
		{
			// The claims of the example in SailPoint's documentation.
			name: "a user's token",
			claims: `{"tenant_id":"58eb06a4-dcd7-4e96-8fac-cca2afc03e61","internal":false,"pod":"cook","org":"example",
				"identity_id":"ff80818155fe8c080155fe8d925b0316","user_name":"slpt.services","strong_auth":true,"authorities":["ORG_ADMIN"],
				"enabled":true,"client_id":"fcc0ddbb-105c-4cd7-b95e-0276cbe45b90","accessType":"OFFLINE","strong_auth_supported":false,
				"user_id":"595826","scope":["read","write"],"exp":1565891063,"jti":"9499b299-95fa-47fb-815c-85d5f6b43e86"}`,
			want: Token{
				User: true, UserName: "slpt.services", ClientID: "fcc0ddbb-105c-4cd7-b95e-0276cbe45b90",
				Tenant: "58eb06a4-dcd7-4e96-8fac-cca2afc03e61", Org: "example", Pod: "cook",
				Authorities: []string{"ORG_ADMIN"}, Scopes: []string{"read", "write"}, ScopesReadable: true, Expires: exp,
			},
		},
		{
			name:   "an API client's token",
			claims: `{"tenant_id":"t","pod":"p","org":"o","authorities":["API"],"client_id":"c","scope":["idn:b:read","idn:a:read"],"exp":1565891063,"iat":1565890314,"grant_type":"client_credentials"}`,
			want: Token{
				ClientID: "c", Tenant: "t", Org: "o", Pod: "p", Authorities: []string{"API"}, Scopes: []string{"idn:a:read", "idn:b:read"}, ScopesReadable: true,
				Issued: exp.Add(-749 * time.Second), Expires: exp, GrantType: "client_credentials",
			},
		},
		{name: "no claims", claims: `{}`},
		{name: "unexpected types", claims: `{"user_name":["x"],"client_id":{},"org":true,"authorities":{"a":1},"scope":7}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := Read([]byte(jwt(test.claims)))
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("got  %+v\nwant %+v", got, test.want)
			}
		})
	}
}

func TestUser(t *testing.T) {
	tests := []struct {
		claims, name string
		user         bool
	}{
		{`{}`, "", false},
		{`{"user_name":"anna"}`, "anna", true},
		{`{"user_name":" anna "}`, "anna", true},
		{`{"user_id":"595826"}`, "", true},
		{`{"user_id":595826}`, "", true},
		{`{"identity_id":"2c91808568c529c6"}`, "", true},
		{`{"user_id":null,"identity_id":null,"user_name":null}`, "", false},
		{`{"user_id":"","identity_id":" ","user_name":""}`, "", false},
		{`{"user_id":"null","identity_id":"NULL","user_name":"null"}`, "", false},
		{`{"user_id":"null","identity_id":"2c91","user_name":"null"}`, "", true},
		{`{"authorities":["API"]}`, "", false},
		{`{"authorities":["API"],"user_name":"a client"}`, "", false},
		{`{"authorities":"API","identity_id":"2c91"}`, "", false},
		{`{"authorities":["API","ORG_ADMIN"],"user_name":"anna"}`, "anna", true},
		{`{"authorities":["ORG_ADMIN"]}`, "", false},
	}
	for _, test := range tests {
		got, err := Read([]byte(jwt(test.claims)))
		if err != nil || got.User != test.user || got.UserName != test.name {
			t.Errorf("%s: user %v %q, %v; want %v %q", test.claims, got.User, got.UserName, err, test.user, test.name)
		}
	}
}

func TestAuthorities(t *testing.T) {
	tests := map[string][]string{
		`["ORG_ADMIN","API"]`:                 {"API", "ORG_ADMIN"},
		`["ORG_ADMIN"," ORG_ADMIN ","",null]`: {"ORG_ADMIN"},
		`"ORG_ADMIN"`:                         {"ORG_ADMIN"},
		`"ORG_ADMIN CERT_ADMIN"`:              {"CERT_ADMIN", "ORG_ADMIN"},
		`"ORG_ADMIN, CERT_ADMIN"`:             {"CERT_ADMIN", "ORG_ADMIN"},
		`["sp:aic-dashboard-read"]`:           {"sp:aic-dashboard-read"},
		`[]`:                                  nil,
		`""`:                                  nil,
		`null`:                                nil,
	}
	for claim, want := range tests {
		got, err := Read([]byte(jwt(`{"authorities":` + claim + `}`)))
		if err != nil || !slices.Equal(got.Authorities, want) {
			t.Errorf("%s: %q, %v; want %q", claim, got.Authorities, err, want)
		}
	}
}

func TestScopes(t *testing.T) {
	tests := []struct {
		claim    string
		scopes   []string
		readable bool
	}{
		{`["sp:scopes:all"]`, []string{"sp:scopes:all"}, true},
		{`"sp:scopes:all"`, []string{"sp:scopes:all"}, true},
		{`"idn:b:read  idn:a:manage idn:b:read"`, []string{"idn:a:manage", "idn:b:read"}, true},
		{`["idn:b:read idn:a:read","idn:c:read"]`, []string{"idn:a:read", "idn:b:read", "idn:c:read"}, true},
		{`["idn:accounts-state:manage","iai:role-mining_v2:read"]`, []string{"iai:role-mining_v2:read", "idn:accounts-state:manage"}, true},
		{`["openid","offline_access"]`, []string{"offline_access", "openid"}, true},
		{`[]`, nil, true},
		{`""`, nil, true},
		{`null`, nil, false},
		{`"Cg=="`, nil, false},
		{`["Cg=="]`, nil, false},
		{`"H4sIAAAAAAAA/8tIzcnJVyjPL8pJAQCFEUoNCwAAAA=="`, nil, false},
		{`"eJzLSM3JyVcozy_KSQEAGgsEXQ"`, nil, false},
		{`["idn:a:read","BQ4="]`, nil, false},
		{`"\u0001\u0002"`, nil, false},
		{`["idn:a:\u0001"]`, nil, false},
		{`["idn:a:read",7]`, nil, false},
		{`["idn:a:read",null]`, nil, false},
		{`12`, nil, false},
		{`true`, nil, false},
		{`{"scopes":["idn:a:read"]}`, nil, false},
	}
	for _, test := range tests {
		got, err := Read([]byte(jwt(`{"scope":` + test.claim + `}`)))
		if err != nil || got.ScopesReadable != test.readable || !slices.Equal(got.Scopes, test.scopes) {
			t.Errorf("%s: %q readable %v, %v; want %q %v", test.claim, got.Scopes, got.ScopesReadable, err, test.scopes, test.readable)
		}
	}
}

func TestTimes(t *testing.T) {
	second := func(s int64) time.Time { return time.Unix(s, 0).UTC() }
	for claim, want := range map[string]time.Time{
		`1565891063`: second(1565891063), `1565891063.9`: second(1565891063), `1.565891063e9`: second(1565891063),
		`"1565891063"`: second(1565891063), `0`: second(0), `null`: {}, `253402300799`: second(253402300799),
	} {
		for _, name := range []string{"exp", "iat"} {
			got, err := Read([]byte(jwt(fmt.Sprintf(`{%q:%s}`, name, claim))))
			at := got.Expires
			if name == "iat" {
				at = got.Issued
			}
			if err != nil || at != want {
				t.Errorf("%s %s: %v, %v; want %v", name, claim, at, err, want)
			}
		}
	}
	for _, claim := range []string{`"soon"`, `-1`, `1e300`, `253402300800`, `"NaN"`, `"Infinity"`, `{}`, `[1565891063]`, `true`, `""`} {
		for _, name := range []string{"exp", "iat"} {
			_, err := Read([]byte(jwt(fmt.Sprintf(`{%q:%s}`, name, claim))))
			if err == nil || err.Error() != "its claim "+name+" is no time in seconds since 1970" {
				t.Errorf("%s %s: error %v", name, claim, err)
			}
		}
	}
}

func TestExpiredAt(t *testing.T) {
	expires := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	tests := []struct {
		token Token
		now   time.Time
		want  bool
	}{
		{Token{Expires: expires}, expires.Add(-time.Nanosecond), false},
		{Token{Expires: expires}, expires, true},
		{Token{Expires: expires}, expires.In(time.FixedZone("west", -7200)), true},
		{Token{Expires: expires}, expires.AddDate(1, 0, 0), true},
		{Token{}, expires, false},
	}
	for _, test := range tests {
		if got := test.token.ExpiredAt(test.now); got != test.want {
			t.Errorf("expires %v, at %v: %v", test.token.Expires, test.now, got)
		}
	}
}

func TestForms(t *testing.T) {
	token := jwt(`{"client_id":"c"}`)
	parts := strings.Split(token, ".")
	pad := func(part string) string { return part + strings.Repeat("=", (4-len(part)%4)%4) }
	for name, form := range map[string]string{
		"bare":                  token,
		"line break":            token + "\r\n",
		"white space":           " \t\n" + token + " \n",
		"scheme":                "Bearer " + token,
		"scheme in lower case":  "bearer  " + token + "\n",
		"scheme and line break": "Bearer\n" + token,
		"padding":               pad(parts[0]) + "." + pad(parts[1]) + "." + pad(parts[2]),
		"signature cut off":     parts[0] + "." + parts[1] + ".",
	} {
		if got, err := Read([]byte(form)); err != nil || got.ClientID != "c" {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}
