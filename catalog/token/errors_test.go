package token

import (
	"fmt"
	"strings"
	"testing"
)

func TestErrors(t *testing.T) {
	h, claims := encode(header), encode(`{"client_id":"c"}`)
	tests := []struct{ name, raw, want string }{
		{"empty", "", "there is no token: the input is empty"},
		{"white space", " \n\t", "there is no token: the input is empty"},
		{"only the scheme", "Bearer ", "there is no token: the input is empty"},
		{"opaque token", "s3cr3tOpaqueToken", "it is no JWT but an opaque token, or the secret of a client: nothing can be read from it"},
		{"two parts", h + "." + claims, "it is no JWT: a JWT has three parts separated by dots, this has 2"},
		{"four parts", h + "." + claims + ".x.y", "it is no JWT: a JWT has three parts separated by dots, this has 4"},
		{"JWE", h + ".a.b.c.d", "it is an encrypted token (a JWE of five parts): only its recipient can read it"},
		{"too long", h + "." + strings.Repeat("a", MaxBytes) + ".a", "it is no access token: it is longer than 64 KiB"},
		{"an answer with an opaque token", `{"access_token":"s3cr3t"}`, "it is no JWT but an opaque token, or the secret of a client: nothing can be read from it"},
		{"a refusal", `{"error":"invalid_client","error_description":"s3cr3t"}`, "it is the answer of a request for a token that was refused: there is no token in it"},
		{"other JSON", `{"client_secret":"s3cr3t"}`, "it is JSON without an access_token: pass the token, or the whole answer of /oauth/token"},
		{"an answer cut off", `{"access_token":"s3cr3t`, "it begins like JSON and is none: pass the token, or the whole answer of /oauth/token"},
		{"two tokens", "s3cr3t.a.b s3cr3t.c.d", "it has white space inside: pass the token alone, in one line"},
		{"broken over lines", h + ".\n" + claims + ".x", "it has white space inside: pass the token alone, in one line"},
		{"header no base64url", "s3cr3t+/." + claims + ".x", "it is no JWT: its header is not base64url"},
		{"header no JSON", encode("s3cr3t") + "." + claims + ".x", "it is no JWT: its header is not JSON"},
		{"header no object", encode("[1]") + "." + claims + ".x", "it is no JWT: its header is JSON but no object"},
		{"payload no base64url", h + ".s3cr3t!." + "x", "it is no JWT: its payload is not base64url"},
		{"payload no JSON", h + "." + encode("{s3cr3t") + ".x", "it is no JWT: its payload is not JSON"},
		{"payload empty", h + "..x", "it is no JWT: its payload is not JSON"},
		{"payload a list", h + "." + encode(`["s3cr3t"]`) + ".x", "it is no JWT: its payload is JSON but no object"},
		{"payload a string", h + "." + encode(`"s3cr3t"`) + ".x", "it is no JWT: its payload is JSON but no object"},
		{"payload null", h + "." + encode(`null`) + ".x", "it is no JWT: its payload is JSON but no object"},
		{"signature no base64url", h + "." + claims + ".s3cr3t!", "its signature is not base64url: the token is damaged, or more than the token was passed"},
		{"only dots", "..", "it is no JWT: its header is not JSON"},
		{"binary", "\x00\x01.\xff.\xfe", "it is no JWT: its header is not base64url"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := Read([]byte(test.raw))
			if err == nil || err.Error() != test.want {
				t.Errorf("error %v, want %s", err, test.want)
			}
			if fmt.Sprint(got) != fmt.Sprint(Token{}) {
				t.Errorf("an error came with %+v", got)
			}
		})
	}
}

// secrets are what must not come out: a mark in the header, in a claim that is
// not read and in the signature, as they are and as they are encoded.
func TestNoPartOfTheTokenComesOut(t *testing.T) {
	const mark = "M4RKM4RKM4RK" // 12 bytes: the same base64 wherever it starts a part
	secrets := []string{mark, encode(mark)}
	claims := `{"user_name":"anna","org":"acme","client_id":"c","exp":` + "%s" + `,"jti":"` + mark + `"}`
	for name, raw := range map[string]string{
		"whole":          encode(`{"alg":"none","kid":"`+mark+`"}`) + "." + encode(fmt.Sprintf(claims, "1")) + "." + encode(mark),
		"broken time":    encode(header) + "." + encode(fmt.Sprintf(claims, `"`+mark+`"`)) + "." + encode(mark),
		"broken JSON":    encode(mark) + "." + encode(mark) + "." + encode(mark),
		"no base64":      mark + "!." + mark + "." + mark,
		"opaque":         mark,
		"white space":    mark + " " + mark,
		"broken payload": encode(header) + "." + encode(mark) + "." + encode(mark),
	} {
		got, err := Read([]byte(raw))
		for _, said := range []string{fmt.Sprintf("%v %+v %#v", got, got, got), fmt.Sprint(err)} {
			for _, secret := range secrets {
				if strings.Contains(said, secret) {
					t.Errorf("%s: %q comes out in %q", name, secret, said)
				}
			}
		}
	}
}

// FuzzRead checks that any input ends in a token or in an error that says
// nothing of the input, and that what is read holds together.
func FuzzRead(f *testing.F) {
	for _, claims := range []string{`{}`, `{"user_name":"anna","scope":"sp:scopes:all","exp":1}`, `{"scope":["Cg=="],"authorities":"API"}`, `[]`, `{"exp":1e300}`} {
		f.Add([]byte(jwt(claims)), claims)
	}
	f.Add([]byte("Bearer a.b.c"), `{"user_id":null}`)
	f.Fuzz(func(t *testing.T, raw []byte, claims string) {
		known := map[string]bool{}
		for _, input := range [][]byte{raw, []byte(jwt(claims))} {
			token, err := Read(input)
			if err != nil {
				known[err.Error()] = true
				continue
			}
			if token.UserName != "" && !token.User || len(token.Scopes) > 0 && !token.ScopesReadable {
				t.Errorf("it contradicts itself: %+v", token)
			}
		}
		for message := range known {
			if len(message) > 120 || strings.ContainsFunc(message, func(r rune) bool { return r < ' ' || r > '~' }) {
				t.Errorf("an error that is not of this package's wording: %q", message)
			}
		}
	})
}
