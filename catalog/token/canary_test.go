package token

import (
	"fmt"
	"strings"
	"testing"
)

// FuzzCanary puts a secret anywhere into the text that is passed for a token:
// into its parts, its scheme, the answer of /oauth/token around it. No error
// and no field says it.
func FuzzCanary(f *testing.F) {
	whole := jwt(`{"user_name":"anna","exp":1}`)
	for _, seed := range []string{
		"SECRET", "Bearer SECRET", "SECRET.SECRET.SECRET", whole + "SECRET", "SECRET" + whole, "Basic SECRET " + whole, strings.Replace(whole, ".", ".SECRET", 1),
		`{"access_token":"` + whole + `","refresh_token":"SECRET","scope":"SECRET","SECRET":1}`, `{"access_token":"SECRET"}`, `{"error":"SECRET","error_description":"SECRET"}`, `{"SECRET`,
		"curl -H 'Authorization: Bearer SECRET'", "SECRET\nSECRET",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		const secret = "1d1bef2b9f426383447f64f69349fc7cac176042578d205c256ba3f37c59adb9"
		token, err := Read([]byte(strings.ReplaceAll(string(text), "SECRET", secret)))
		if said := strings.ToLower(fmt.Sprintf("%+v %#v %v", token, token, err)); strings.Contains(said, secret) {
			t.Errorf("%q: the secret comes out: %s", text, said)
		}
	})
}
