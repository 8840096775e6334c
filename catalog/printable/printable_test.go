package printable

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// clientSecret looks like those that SailPoint makes.
const clientSecret = "1d1bef2b9f426383447f64f69349fc7cac176042578d205c256ba3f37c59adb9"

// webToken is a JWT.
const webToken = "eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiJhIn0.c2lnbmF0dXJl"

func TestShownPath(t *testing.T) {
	for path, want := range map[string]string{
		"/v2025/identities/2c918084660f45d6016617daa9210584":     "/v2025/identities/2c918084660f45d6016617daa9210584",
		"/v2025/identities/EF38F943-47E9-4562-B5BB-8424A56397D8": "/v2025/identities/EF38F943-47E9-4562-B5BB-8424A56397D8",
		"/v2025/sources/Active%20Directory/{id}/:name/{{x}}/<y>": "/v2025/sources/Active%20Directory/{id}/:name/{{x}}/<y>",
		"/additionalEntitlementsFiltersSuggest/a_b-c.d~e/1.2":    "/additionalEntitlementsFiltersSuggest/a_b-c.d~e/1.2",
		"/v3//a/":                 "/v3/a",
		"/":                       "/",
		"/a/" + clientSecret:      "/a/[redacted]",
		"/a/" + webToken + "/b":   "/a/[redacted]/b",
		"/a/" + webToken[:15]:     "/a/[redacted]",
		"/a/AKIA2E0A8F3B244C9986": "/a/[redacted]",
		"/a/x9Kd-20Lmq_83HsTb4Zc": "/a/[redacted]",
		"/a/ghp_16C7e42F292c6912E7710c838347Ae178B4a": "/a/[redacted]",
		"/a/{{" + clientSecret + "}}":                 "/a/[redacted]",
		"/a/ann@example.org/b":                        "/a/[redacted]/b",
		"/a/b%3Fc/d":                                  "/a/[redacted]",
		"/a/100%/b":                                   "/a/[redacted]/b",
		"/a/access-request-approvals-2025":            "/a/access-request-approvals-2025",
	} {
		if got := Path(path); got != want {
			t.Errorf("%s is shown as %s, want %s", path, got, want)
		}
	}
}

// Random characters are told from names, most of the time.
func TestTokensLookRandom(t *testing.T) {
	const letters = "abcdefghijklmnopqrstuvwxyz"
	r := rand.New(rand.NewPCG(1, 2))
	for name, test := range map[string]struct {
		alphabet string
		size     int
		percent  int
	}{
		"20 letters and digits": {letters + strings.ToUpper(letters) + "0123456789", 20, 80},
		"32 letters and digits": {letters + strings.ToUpper(letters) + "0123456789", 32, 95},
		"43 of base64url":       {letters + strings.ToUpper(letters) + "0123456789-_", 43, 97},
		"20 of one case":        {letters + "0123456789", 20, 90},
		"40 hex digits":         {"0123456789abcdef", 40, 100},
		"64 hex digits":         {"0123456789abcdef", 64, 100},
	} {
		found := 0
		for range 1000 {
			var token strings.Builder
			for range test.size {
				token.WriteByte(test.alphabet[r.IntN(len(test.alphabet))])
			}
			if tokenLike(token.String()) {
				found++
			}
		}
		if found < test.percent*10 {
			t.Errorf("%s: %d of 1000 are recognized", name, found)
		}
	}
}

func TestPublicURL(t *testing.T) {
	for address, want := range map[string]string{
		"https://host/a.yaml": "https://host/a.yaml",
		"https://user:hunter2@host:8443/a;x=hunter2/b.yaml?token=hunter2#hunter2": "https://host:8443/a/b.yaml",
		"https://host/owner/repo/" + clientSecret[:40] + "/a.yaml":                "https://host/owner/repo/" + clientSecret[:40] + "/a.yaml",
		"https://user:hunter2": "https://[redacted]",
		"":                     "",
	} {
		if got := PublicURL(address); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}

func TestPrintable(t *testing.T) {
	for message, want := range map[string]string{
		`Get "https://u:hunter2@h/x?y=hunter2": dial tcp`:                            `Get "https://h/x": dial tcp`,
		"https://u:hunter2@h:8080/x: the server answered 404 Not Found":              "https://h:8080/x: the server answered 404 Not Found",
		"redirected from https to http://h/x?hunter2, the last":                      "redirected from https to http://h/x, the last",
		`open https:/u:hunter2@h/x?token=hunter2: no such file`:                      `open https:/u:hunter2@h/x?token=hunter2: no such file`,
		`invalid proxy address "http://u:hunter2%zz@proxy:3128": parse`:              `invalid proxy address "http://proxy:3128": parse`,
		"u:hunter2@h/x is no file, nor is //u:hunter2@h/y":                           "h/x is no file, nor is //h/y",
		"u:hunter2@hunter2@h/x":                                                      "h/x",
		"postgres:/u:hunter2@h/x":                                                    "postgres:/h/x",
		"open /oauth/token?client_secret=hunter2: no such file":                      "open /oauth/token: no such file",
		"Authorization: Bearer hunter2":                                              "Authorization: Bearer [redacted]",
		"client_secret=hunter2&x=1":                                                  "client_secret=[redacted]&x=1",
		"no operation " + webToken + " in it":                                        "no operation [redacted] in it",
		`{"msg":"x","error":"https://u:hunter2@h/x?y=hunter2","mail":"ann@example"}`: `{"msg":"x","error":"https://h/x","mail":"ann@example"}`,
		"https://user:hunter2/x":                                                     "https://[redacted]/x",
		// What holds no secret stays as it is.
		"a mirror holds https://HOST/PATH as DIR/HOST/PATH":                 "a mirror holds https://HOST/PATH as DIR/HOST/PATH",
		"published commit " + clientSecret[:40] + " on branch main":         "published commit " + clientSecret[:40] + " on branch main",
		"git@github.com:acme/docs.git: line 3: is it right? a=b, C:/x":      "git@github.com:acme/docs.git: line 3: is it right? a=b, C:/x",
		"authcat <authcat@localhost> at 12:30:45, a bearer token is needed": "authcat <authcat@localhost> at 12:30:45, a bearer token is needed",
		"file:///tmp/x/c.db and /tmp/TestX2024/001/Report-2025-Q3.har":      "file:///tmp/x/c.db and /tmp/TestX2024/001/Report-2025-Q3.har",
	} {
		if strings.HasPrefix(message, "open https:/u") {
			want = "open https://h/x: no such file"
		}
		if got := Message(message); got != want {
			t.Errorf("%s\nis printed as %s\nwant          %s", message, got, want)
		}
	}
}

func TestPrintableName(t *testing.T) {
	for name, want := range map[string]string{
		"List accounts, 2nd page": "List accounts, 2nd page",
		"https://acme.api.identitynow.com/oauth/token?client_secret=hunter2": "https://acme.api.identitynow.com/oauth/token",
		"POST /oauth/token?client_secret=hunter2  again":                     "POST /oauth/token again",
		"Get/Set":                     "Get/Set",
		"login with Bearer hunter2":   "login with Bearer [redacted]",
		"secret=hunter2":              "[redacted]",
		clientSecret + " " + webToken: "[redacted] [redacted]",
		"100% done":                   "[redacted] done",
		"%68unter%32":                 "%68unter%32",
		"x%3Fhunter2":                 "[redacted]",
		"%65yJhbGciOiJIUzI1NiJ9":      "[redacted]",
		"?hunter2":                    "[redacted]",
		"ann@example.org":             "example.org",
	} {
		if got := Name(name); got != want {
			t.Errorf("%s is printed as %s, want %s", name, got, want)
		}
	}
}

func TestUnquoted(t *testing.T) {
	for message, want := range map[string]string{
		"line 2: did not find expected ',' or ']'":                        "line 2: did not find expected ',' or ']'",
		"unknown anchor 'hunter2' referenced":                             "unknown anchor … referenced",
		"line 1: cannot unmarshal !!str `hunter2` into data.limit":        "line 1: cannot unmarshal !!str … into data.limit",
		`line 3: mapping key "hunter2" already defined at line 1`:         "line 3: mapping key … already defined at line 1",
		"line 2: field specs not found in type data.source, it's unknown": "line 2: field specs not found in type data.source, it's unknown",
	} {
		if got := Unquoted(message); got != want {
			t.Errorf("%s became %s, want %s", message, got, want)
		}
	}
}

// FuzzPrintable puts an address with secrets into any message.
func FuzzPrintable(f *testing.F) {
	f.Add("Get \"", "https", "h", "\": dial tcp")
	f.Add("open ", "ftp", "[::1]:80", ": no such file")
	f.Fuzz(func(t *testing.T, before, scheme, host, after string) {
		const secret = "hunter2"
		if strings.Contains(before+scheme+host+after, secret) || strings.ContainsAny(host, " \t\n\r\v\f\"\\") {
			return
		}
		for _, address := range []string{"https://u:" + secret + "@" + host, "u:" + secret + "@" + host, "https://" + host + "/a?t=" + secret, "/a?t=" + secret} {
			message := before + " " + address + after
			if said := Message(message); strings.Contains(said, secret) {
				t.Errorf("%q shows the secret: %q", message, said)
			}
		}
	})
}
