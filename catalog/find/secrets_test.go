package find

import (
	"fmt"
	"strings"
	"testing"

	"authcat/catalog"
)

// clientSecret looks like those that SailPoint makes.
const clientSecret = "1d1bef2b9f426383447f64f69349fc7cac176042578d205c256ba3f37c59adb9"

// secretAddresses have a secret in every place of an address, in the forms in
// which people and programs write it.
var secretAddresses = []string{
	"https://acme.api.identitynow.com/oauth/token?client_id=a&client_secret=SECRET",
	"https://acme.api.identitynow.com/v3/accounts#access_token=SECRET",
	"https://user:SECRET@acme.api.identitynow.com/v3/accounts",
	"https://SECRET@acme.api.identitynow.com/v3/accounts",
	"HTTPS://user:SECRET@acme.api.identitynow.com/v3/accounts",
	"https:/user:SECRET@acme.api.identitynow.com/v3/accounts",
	"https:user:SECRET@acme.api.identitynow.com/v3/accounts",
	`https:\\user:SECRET@acme.api.identitynow.com\v3\accounts`,
	"ftp://user:SECRET@acme.api.identitynow.com/v3/accounts",
	"://user:SECRET@acme.api.identitynow.com/v3/accounts",
	"user:SECRET@acme.api.identitynow.com/v3/accounts",
	"//user:SECRET@acme.api.identitynow.com/v3/accounts",
	"https://user:a/SECRET@acme.api.identitynow.com/v3/accounts",
	"https://user:a?SECRET@acme.api.identitynow.com/v3/accounts",
	"https://user:a#SECRET/b@acme.api.identitynow.com/v3/accounts",
	"https://user:a@SECRET@acme.api.identitynow.com/v3/accounts",
	"https://user:%zzSECRET@acme.api.identitynow.com/v3/accounts",
	"https://user%3ASECRET%40acme.api.identitynow.com/v3/accounts",
	"https://user:SECRET/v3/accounts",
	"user:a/SECRET@acme.api.identitynow.com/v3/accounts",
	"{{scheme}}://{{user}}:SECRET@{{host}}/v3/accounts",
	"{{baseUrl}}/v3/accounts?{{q}}=SECRET",
	"/v3/accounts?SECRET",
	"?SECRET",
	"#SECRET",
	"/v3/accounts;jsessionid=SECRET/x;y=SECRET",
	"/v3/;SECRET",
	"/v3/accounts%3Faccess_token=SECRET/SECRET",
	"/v3/accounts%253Faccess_token%253DSECRET/SECRET",
	"/v3/accounts%23SECRET",
	"/v3/accounts%3Bjsessionid=SECRET",
	"/v3/user:SECRET@host/accounts",
	"/v3/user%3ASECRET%40host/accounts",
	"/v3/token=SECRET/accounts",
	"/v3/Bearer SECRET/accounts",
	"/v3/bearer%20SECRET",
	"/v3/%zz=SECRET",
	"/v3/\x00SECRET",
	"/v3/\u202eSECRET",
	"/v3/\xffSECRET",
	"/v3/" + strings.Repeat("x", 300) + "%3FSECRET/SECRET",
	"https://[::1]:SECRET/v3",
	"https://host:SECRET/v3",
	"https://acme.api.identitynow.com:SECRET/v3/accounts",
	"https://a b:SECRET@host/v3",
	"curl -u user:SECRET https://acme.api.identitynow.com/v3/accounts",
	"Authorization: Bearer SECRET",
}

// No part of an address but method, host and path comes out of it, however it is printed.
func TestAddressesKeepSecrets(t *testing.T) {
	const secret = "hunter2"
	for _, form := range secretAddresses {
		text := strings.ReplaceAll(form, "SECRET", secret)
		for _, method := range []string{"GET", "", secret, "SECRET"} {
			a, err := ParseAddress(method, text)
			said := strings.ToLower(fmt.Sprintf("%v %+v %s %v %+v", a, a, a.URL(), err, struct{ Where, Call any }{a.AnyHost(), a.AnyMethod()}))
			if strings.Contains(said, secret) {
				t.Errorf("%s %s comes out as %s", method, form, said)
			}
			if method == "SECRET" && (err == nil || strings.Contains(said, "secret")) {
				t.Errorf("the method comes out as %s", said)
			}
		}
	}
}

// A URL with a user, in whichever form, is the operation's all the same.
func TestUserIsNoObstacle(t *testing.T) {
	facts := catalog.Facts{APIs: []catalog.API{{ID: "v3", Product: catalog.ProductISC, BasePath: "/v3"}}, Observations: []catalog.Observation{{Key: catalog.Key{API: "v3", Method: "GET", Path: "/accounts"}}}}
	snapshot := catalog.Merge(facts)
	matched := 0
	for _, form := range secretAddresses {
		if !strings.HasSuffix(form, "SECRET@acme.api.identitynow.com/v3/accounts") && !strings.HasSuffix(form, "/b@acme.api.identitynow.com/v3/accounts") {
			continue
		}
		matched++
		address, err := ParseAddress("GET", form)
		if err != nil || len(Match(&snapshot, address)) != 1 || address.String() != "GET /v3/accounts" {
			t.Errorf("%s: %s, %v", form, address, err)
		}
		if url := address.URL(); !strings.HasSuffix(url, "acme.api.identitynow.com/v3/accounts") || strings.Contains(url, "@") {
			t.Errorf("%s is printed as %s", form, url)
		}
	}
	if matched < 12 {
		t.Errorf("only %d addresses with a user", matched)
	}
}

// A variable is matched by its value and printed by its name.
func TestVariablesAreNotFilledIn(t *testing.T) {
	a := ReadAddress("GET", "https://hunter2.example.com/hunter2?hunter2", "{{baseUrl}}/{{path}}?{{q}}")
	if got, want := fmt.Sprint(a, " ", a.URL(), " ", a.Check()), "GET /{{path}} {{baseUrl}}/{{path}} {{baseUrl}} is no host of a SailPoint API (TENANT.api.identitynow.com)"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
