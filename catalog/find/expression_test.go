package find

import "testing"

func TestExpression(t *testing.T) {
	for text, want := range map[string]string{
		// Bases.
		"https://acme.api.identitynow.com/v3/accounts":                    "https://acme.api.identitynow.com/v3/accounts",
		"https://$($c.orgName).api.identitynow.com/beta/roles":            "https://{orgName}.api.identitynow.com/beta/roles",
		"https://[tenant].api.identitynow.com/sources/v1":                 "https://{tenant}.api.identitynow.com/sources/v1",
		"https://<tenant>.api.identitynow.com/sources/v1":                 "https://{tenant}.api.identitynow.com/sources/v1",
		"https://{{tenant}}.api.{{domain}}.com/v3/accounts":               "https://{tenant}.api.{domain}.com/v3/accounts",
		"$privateuribase/cc/api/source/create":                            "/cc/api/source/create",
		"${base}/v3/accounts/${id}":                                       "/v3/accounts/{id}",
		"$script:base/v3/accounts/$env:ID":                                "/v3/accounts/{ID}",
		"%%API_URL%%/v3/accounts":                                         "/v3/accounts",
		"%BASE%/v3/accounts/%ID%":                                         "/v3/accounts/{ID}",
		"%s/v2025/accounts/%[2]s/%d":                                      "/v2025/accounts/{x}/{x}",
		"%(base)s/v3/accounts/%(id)s":                                     "/v3/accounts/{id}",
		"{0}v3/accounts/{1}":                                              "/v3/accounts/{x}",
		"{{baseUrl}}/accounts/:id":                                        "/accounts/:id",
		"{base}accounts":                                                  "/accounts",
		"$base":                                                           "/",
		"{host}:{port}/v3/accounts":                                       "/v3/accounts",
		"{host}:8080/v3/accounts":                                         "/v3/accounts",
		"{org}.api.identitynow.com/v3/accounts":                           "{org}.api.identitynow.com/v3/accounts",
		"https://yourorg.com//v3/identities":                              "https://{host}//v3/identities",
		"https://Your-Tenant.example.com/v3/identities":                   "https://{host}/v3/identities",
		"https://graph.microsoft.com/beta/users":                          "https://graph.microsoft.com/beta/users",
		"#{base}/v3/accounts/#{id}#top":                                   "/v3/accounts/{id}",
		"@{variables('base')}/v3/accounts/@{triggerBody()?['id']}/enable": "/v3/accounts/{x}/enable",
		// A variable for the version is any version's.
		"${base}/${version}/accounts":                            "/accounts",
		"https://{t}.api.identitynow.com/{apiVersion}/accounts":  "https://{t}.api.identitynow.com/accounts",
		"https://{t}.api.identitynow.com/{{ v }}/accounts":       "https://{t}.api.identitynow.com/{v}/accounts",
		"${{ secrets.ISC_URL }}/v3/accounts":                     "/v3/accounts",
		"$(cat base.txt)/v3/accounts/$(jq -r '.id' <<<\"$one\")": "/v3/accounts/{x}",
		// Values.
		"/v3/accounts/{{$.getAccount.body[?(@.a==\"b/c\")].id}}/enable?x": "/v3/accounts/{id}/enable",
		"/v3/accounts/$($a.id":           "/v3/accounts/{id}",
		"/v3/sources/[id":                "/v3/sources/{id}",
		"/v3/sources/[source id]/x":      "/v3/sources/{x}/x",
		"/v3/sources/[0]":                "/v3/sources/{x}",
		"/v3/sources/<id>/x":             "/v3/sources/{id}/x",
		"/v3/sources/${id:-hunter2}":     "/v3/sources/{x}",
		"/v3/a%20b%2Fc/%C3%A9":           "/v3/a%20b%2Fc/%C3%A9",
		"/v3/$1/$@":                      "/v3/{x}/{x}",
		"/v3/accounts?filters=a{b}":      "/v3/accounts",
		" /v3/accounts/{account_id}\t\n": "/v3/accounts/{account_id}",
		// Paths without their slash, and what is none.
		"v3/accounts":                           "/v3/accounts",
		"beta/accounts/1":                       "/beta/accounts/1",
		"accounts/v1/{id}":                      "/accounts/v1/{id}",
		"das/identity-collectors/v1":            "/das/identity-collectors/v1",
		"cc/api/source/list":                    "/cc/api/source/list",
		"docs/guides/about/v1":                  "docs/guides/about/v1",
		"accounts":                              "accounts",
		"src/v3/accounts":                       "src/v3/accounts",
		"acme.api.identitynow.com/v3/accounts":  "acme.api.identitynow.com/v3/accounts",
		"https://u:p@acme.identitynow.com/v3/a": "https://u:p@acme.identitynow.com/v3/a",
		"":                                      "",
		"$":                                     "$",
		"%":                                     "%",
		"/%%%%/%":                               "/%%%%/%",
		"{":                                     "/",
	} {
		if got, _ := Expression(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestExpressionAsWritten(t *testing.T) {
	for text, want := range map[string]string{
		"{{baseUrl}}/v3/accounts/{{ id }}/:x":  "{{baseUrl}}/v3/accounts/{id}/:x",
		"$base/v3/accounts/$($a.id)":           "{base}/v3/accounts/{id}",
		"{0}v3/accounts?x={1}":                 "{x}v3/accounts",
		"https://yourorg.com/v3/${token:-abc}": "https://yourorg.com/v3/{x}",
	} {
		if _, got := Expression(text); got != want {
			t.Errorf("%q is written %q, want %q", text, got, want)
		}
	}
	if got := ReadExpression("get", "$base/v3/accounts/$($a.id)").String(); got != "GET /v3/accounts/{id}" {
		t.Errorf("the address is %s", got)
	}
}

// Neither grows much beyond what it is read from.
func FuzzExpression(f *testing.F) {
	for _, seed := range []string{"${a}/v3/{b}", "$($(", "%%a%%/x", "{0}v3", "[id", "<a>/b", "https://{a}:{b}/c", "$env:a/@{b}", "{{{{", "/{version}/a"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		sent, written := Expression(text)
		if len(sent) > 3*len(text)+len("{host}/") || len(written) > 3*len(text) {
			t.Errorf("%q grows to %q, written %q", text, sent, written)
		}
		_ = ReadExpression("GET", text).String()
	})
}

func TestHostsWithPlaceholders(t *testing.T) {
	for url, ours := range map[string]bool{
		"https://${org}.api.identitynow.com/v3/accounts":            true,
		"https://${org}.api.saas.sailpointfedramp.com/v3/accounts":  true,
		"https://${org}.api.identitynow-demo.com:443/v3/accounts":   true,
		"https://${org}.nonemployee.com/api/profiles":               true,
		"https://${org}.api.${domain}/v3/accounts":                  true,
		"https://${org}.example.com/v3/accounts":                    true,
		"https://${org}.com/v3/accounts":                            true,
		"https://${host}/v3/accounts":                               true,
		"https://${host}:8443/v3/accounts":                          true,
		"https://${org}.okta.com/api/v1/users":                      false,
		"https://${instance}.service-now.com/api/now/v1/table/task": false,
		"https://graph.microsoft.com/beta/users/${id}":              false,
	} {
		if err := ReadExpression("GET", url).Check(); (err == nil) != ours {
			t.Errorf("%s: %v, want a SailPoint API's: %t", url, err, ours)
		}
	}
}
