package export

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/catalog/find"
	"authcat/catalog/plan"
	"authcat/crawler/mirrortest"
	"authcat/data"
)

// bundledRequest is a request for calls, by the bundled snapshot.
func bundledRequest(t *testing.T, kind plan.RequestKind, calls ...string) requested {
	t.Helper()
	facts, err := data.Snapshot(catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return requestOf(t, answer.Named("bundled snapshot", catalog.Merge(facts)), kind, calls...)
}

func requestOf(t *testing.T, c *answer.Catalog, kind plan.RequestKind, calls ...string) requested {
	t.Helper()
	var listed []plan.Call
	for _, call := range calls {
		method, url, _ := strings.Cut(call, " ")
		listed = append(listed, plan.Call{Address: find.ReadAddress(method, url, url), Where: "line 1"})
	}
	a, refused := c.Plan(listed).Request(kind)
	if refused != nil {
		t.Fatal(RefusalPhrase(refused))
	}
	return Request(a).(requested)
}

// filled is a body with its placeholders filled in.
func filled(body string) string {
	var lines []string
	for line := range strings.Lines(body) {
		if before, _, found := strings.Cut(line, `"`+fillIn); found {
			value := "x"
			if strings.Contains(line, "expirationDate") {
				value = "2030-12-31T23:59:59Z"
			}
			line = before + `"` + value + `"` + map[bool]string{true: ",\n", false: "\n"}[strings.HasSuffix(line, ",\n")]
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "")
}

// The bodies are what every published version of the creating operation takes:
// all that is required is there, and nothing is there that it does not know.
func TestRequestBodiesAreValid(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	bodies := map[string]requested{
		"personal-access-tokens":           bundledRequest(t, plan.RequestPAT, "GET /v2025/identities", "GET /v3/accounts"),
		"oauth-clients":                    bundledRequest(t, plan.RequestClient, "GET /v3/accounts"),
		"authorization/custom-user-levels": bundledRequest(t, plan.RequestCustomLevel, "GET /v2025/identities"),
	}
	checked := 0
	for document, paths := range map[string][]string{
		"deref-sailpoint-api.yaml":       {"personal-access-tokens/v1", "oauth-clients/v1", "authorization/v1/custom-user-levels"},
		"deref-sailpoint-api.v3.yaml":    {"personal-access-tokens", "oauth-clients"},
		"deref-sailpoint-api.v2026.yaml": {"personal-access-tokens", "oauth-clients", "authorization/custom-user-levels"},
	} {
		var spec any
		if err := yaml.Unmarshal(mirrortest.Spec(t, "dereferenced/"+document), &spec); err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			r := bodies[strings.Replace(path, "/v1", "", 1)]
			if err := validBody(spec, path, filled(r.json())); err != nil {
				t.Errorf("%s: %v", document, err)
			}
			checked++
		}
	}
	if checked != 8 {
		t.Errorf("%d bodies were checked, want 8", checked)
	}
}

// validBody validates a body by an operation's published schema.
func validBody(spec any, path, body string) error {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("spec.json", closed(spec)); err != nil {
		return err
	}
	pointer := "/paths/~1" + strings.ReplaceAll(path, "/", "~1") + "/post/requestBody/content/application~1json/schema"
	schema, err := compiler.Compile("spec.json#" + pointer)
	if err != nil {
		return err
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(body))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}

// closed is a document of which the schemas of objects allow no further members.
func closed(value any) any {
	switch value := value.(type) {
	case map[string]any:
		closedMap := make(map[string]any, len(value)+1)
		for name, member := range value {
			closedMap[name] = closed(member)
		}
		if _, properties := value["properties"].(map[string]any); properties && value["type"] == "object" {
			closedMap["additionalProperties"] = false
		}
		return closedMap
	case []any:
		list := make([]any, len(value))
		for i := range value {
			list[i] = closed(value[i])
		}
		return list
	case map[any]any:
		return nil // status codes as numbers: no schema is below them that a request needs
	default:
		return value
	}
}

// What a shell makes of the command: the body as it is in JSON, one address,
// and nothing of a hostile catalog is run.
func TestRequestAsCurl(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("needs sh")
	}
	r := bundledRequest(t, plan.RequestCustomLevel, "GET /v2025/identities")
	r.Dataset.Name = "catalog\n$(echo RUN)\nBODY"
	r.Request.Create.Address = "/a$(echo RUN)`echo RUN`\"; echo RUN; \"\\"
	command := exec.Command(sh)
	command.Stdin = strings.NewReader(`curl() { printf '<%s>\n' "$@"; cat; }` + "\nTENANT=acme TOKEN=secret\n" + r.Curl())
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	arguments, body, _ := strings.Cut(string(out), "<@->\n")
	want := `<--fail-with-body>
<--request>
<POST>
<https://acme.api.identitynow.com` + r.Request.Create.Address + `>
<--header>
<Authorization: Bearer secret>
<--header>
<Content-Type: application/json>
<--header>
<X-SailPoint-Experimental: true>
<--data>
`
	if arguments != want {
		t.Errorf("curl is called with\n%s\nwant\n%s", arguments, want)
	}
	if body != r.json() {
		t.Errorf("curl sends\n%s\nwant\n%s", body, r.json())
	}
}

// In every format the body is the same, and what is not proven stands beside it.
func TestRequestForms(t *testing.T) {
	r := bundledRequest(t, plan.RequestPAT, "GET /v2025/identities", "GET /v2025/nothing", "GET /v2025/access-profiles")
	var want any
	if err := json.Unmarshal([]byte(r.json()), &want); err != nil {
		t.Fatal(err)
	}
	const unproven = "v2025 GET /identities"
	for _, format := range Formats(80, FormatCurl) {
		var out bytes.Buffer
		note, err := format.Renderer.Render(&out, r)
		if err != nil {
			t.Fatal(err)
		}
		var got any
		switch format.Name {
		case "csv":
			if want := "scope,idn:access-profile:read|idn:identity:read\r\n"; !strings.Contains(out.String(), want) {
				t.Errorf("csv lacks %q:\n%s", want, out.String())
			}
			continue
		case "yaml":
			err = yaml.Unmarshal(out.Bytes(), &got)
		default:
			text := out.String()
			err = json.Unmarshal([]byte(text[strings.Index(text, "{\n"):strings.Index(text, "\n}")+2]), &got)
		}
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v: the body is %v, want %v", format.Name, err, got, want)
		}
		beside := note
		if note == "" {
			beside = out.String()
		}
		for _, text := range []string{unproven, "/v2025/nothing", "no operation has this path", "never ends"} {
			if !strings.Contains(beside, text) {
				t.Errorf("%s: %q is not said beside the body:\n%s", format.Name, text, beside)
			}
		}
	}
}

func TestOnlyRequestsAreCurl(t *testing.T) {
	if _, err := (curl{}).Render(&bytes.Buffer{}, Listing{}); err == nil {
		t.Error("a listing is a curl command")
	}
}

func TestRequestNotes(t *testing.T) {
	snapshot := snapshotOfRequests(
		"/all pat-or-client sp:scopes:all", "/b pat-or-client idn:b:read", "/bare pat-or-client", "/client client idn:c:read", "/user pat idn:u:read",
	)
	for _, test := range []struct {
		kind        plan.RequestKind
		calls, want string
	}{
		{plan.RequestPAT, "GET /b", "An API client can do the one call.\n"},
		{plan.RequestPAT, "GET /b", "A PAT is not the least credential for them."},
		{plan.RequestClient, "GET /all; GET /b", "sp:scopes:all is for the calls below that publish no other scope. It contains the rest: without these calls idn:b:read would do."},
		{plan.RequestClient, "GET /all", "sp:scopes:all is for the calls below that publish no other scope.\n"},
		{plan.RequestClient, "GET /bare", "No scope is published for these calls. sp:scopes:default opens what needs no authorization; a list left out would be granted as sp:scopes:all."},
		{plan.RequestClient, "GET /bare; GET /b", "change the list if such a call is refused"},
		{plan.RequestPAT, "GET /client; GET /user", "Calls that take only an API client's token:\n  v1 GET /client (line 1)"},
		{plan.RequestCustomLevel, "GET /b", "Which right sets open a call is not published"},
	} {
		r := requestOf(t, snapshot, test.kind, strings.Split(test.calls, "; ")...)
		if note := r.Note(); !strings.Contains(note, test.want) {
			t.Errorf("%s for %s: the notes lack %q:\n%s", test.kind, test.calls, test.want, note)
		}
	}
}

// snapshotOfRequests has GETs of "PATH NEEDS SCOPE" and what creates credentials.
func snapshotOfRequests(texts ...string) *answer.Catalog {
	facts := catalog.Facts{APIs: []catalog.API{{ID: "v1", Product: catalog.ProductISC}}}
	add := func(method, path string, schemes []string, scopes []string) {
		o := catalog.Observation{Key: catalog.Key{API: "v1", Method: method, Path: path}, Security: catalog.Security{Basis: catalog.BasisOperation}}
		for _, scheme := range schemes {
			o.Security.Alternatives = append(o.Security.Alternatives, catalog.Requirement{{Scheme: scheme, Scopes: scopes, Scoped: true}})
		}
		facts.Observations = append(facts.Observations, o)
	}
	for _, path := range []string{"/personal-access-tokens/v1", "/oauth-clients/v1", "/authorization/v1/custom-user-levels"} {
		add("POST", path, []string{"userAuth"}, []string{"sp:x:manage"})
	}
	for _, text := range texts {
		fields := strings.Fields(text)
		schemes := map[string][]string{"pat": {"userAuth"}, "client": {"applicationAuth"}, "pat-or-client": {"userAuth", "applicationAuth"}}[fields[1]]
		add("GET", fields[0], schemes, fields[2:])
	}
	return answer.Named("bundled snapshot", catalog.Merge(facts))
}
