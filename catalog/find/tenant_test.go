package find

import "testing"

func TestTenant(t *testing.T) {
	for address, want := range map[string]string{
		"https://acme.api.identitynow.com/v2025/identities?limit=1": "acme",
		"https://ACME-sb.api.identitynow.com:443/v3/accounts":       "acme-sb",
		"acme.api.identitynow.com/v3/accounts":                      "acme",
		"https://acme.identitynow.com/api/v3/accounts":              "acme",
		"https://acme.api.identitynowgov.com/v3/accounts":           "acme",
		"https://me:secret@acme.api.identitynow.com/v3/accounts":    "acme",
		"/v3/accounts": "",
		"https://{tenant}.api.identitynow.com/v3/accounts": "",
		"https://iga.acme.com/v3/accounts":                 "",
		"https://.api.identitynow.com/v3":                  "",
		"{{baseUrl}}/v3/accounts":                          "",
		"":                                                 "",
	} {
		if got := Tenant(address); got != want {
			t.Errorf("%s: tenant %q, want %q", address, got, want)
		}
	}
}
