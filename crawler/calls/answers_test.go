package calls

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// answersOf is how the calls of an input were answered, one a line.
func answersOf(body string, fields Fields) (string, error) {
	var answer Answer
	in := Input{Name: "f", Source: strings.NewReader(body), Fields: fields, Answer: &answer}
	var out strings.Builder
	for call, err := range in.Calls() {
		if skip := (*Skip)(nil); errors.As(err, &skip) {
			continue
		}
		if err != nil {
			return out.String(), err
		}
		who := ""
		if answer.Token != nil {
			who = " " + string(answer.Token.Credential())
		}
		fmt.Fprintln(&out, strings.TrimSpace(fmt.Sprint(call.Request, " ", answer.Status, " ", answer.Day, " ", answer.Detail, who)))
	}
	return out.String(), nil
}

func answersAre(t *testing.T, name, body string, fields Fields, want string) {
	t.Helper()
	got, err := answersOf(body, fields)
	if err != nil || got != strings.TrimLeft(want, "\n") {
		t.Errorf("%s:\n%s%v\nwant%s", name, got, err, want)
	}
}

// An access log has status and day, in whichever zone its server is.
func TestAnswersOfLogs(t *testing.T) {
	line := func(when, request, rest string) string {
		return `h - "u [x] " [` + when + `] "` + request + ` HTTP/1.1"` + rest + "\n"
	}
	answersAre(t, "log", line("22/Aug/2026:10:00:00 +0000", "GET /v3/a", " 200 5")+
		line("22/Aug/2026:23:30:00 -0100", "GET /v3/b", " 403")+
		line("22/Aug/2026:00:30:00 +0100", "GET /v3/c", ` 500 - "-" "[agent] \"x\""`)+
		line("22/Aug/2026:10:00:00 +0000", `GET /v3/d\x20e`, " - -")+
		line("yesterday", "GET /v3/e", " 200 5")+
		line("99/Aug/2026:10:00:00 +0000", "GET /v3/f", " 201 5")+
		line("22/Aug/2026:10:00:00 +0000", "GET /v3/g", " 202 5")+
		"vhost "+line("23/Aug/2026:10:00:00 +0000", "GET /v3/h", " 204 5"), Fields{}, `
GET /v3/a 200 2026-08-22
GET /v3/b 403 2026-08-23
GET /v3/c 500 2026-08-21
GET /v3/d%20e 0 2026-08-22
GET /v3/e 200
GET /v3/f 201
GET /v3/g 202 2026-08-22
GET /v3/h 204 2026-08-23
`)
}

// What proxies and gateways write of the answer is told by its name.
func TestAnswersOfJSONLines(t *testing.T) {
	for name, test := range map[string]struct{ body, want string }{
		"nginx": {`{"time_iso8601":"2026-08-22T23:30:00-01:00","request_method":"GET","request_uri":"/v3/a","status":"200"}
{"time_iso8601":"2026-08-22T23:30:00+00:00","status":403,"request_method":"GET","request_uri":"/v3/b"}
{"request_method":"GET","request_uri":"/v3/c","status":null,"time_iso8601":7e999}
{"request_method":"GET","request_uri":"/v3/d","status":2000}
`, "\nGET /v3/a 200 2026-08-23\nGET /v3/b 403 2026-08-22\nGET /v3/c 0\nGET /v3/d 0\n"},
		"Envoy": {`{"start_time":"2026-08-22T10:00:00.123Z","method":"GET","path":"/v3/a","response_code":200,"authority":"acme.api.identitynow.com"}
{"start_time":"2026-08-22T10:00:00.123Z","method":"GET","path":"/v3/b","response_code":0,"authority":"acme.api.identitynow.com"}
`, "\nGET /v3/a 200 2026-08-22\nGET /v3/b 0 2026-08-22\n"},
		"Kong": {`{"request":{"method":"GET"},"service":{"host":"acme.api.identitynow.com"},"upstream_uri":"/v3/a","response":{"status":201},"started_at":1787392800123}
`, "\nGET /v3/a 201 2026-08-22\n"},
		"AWS": {`{"httpMethod":"GET","path":"/v3/a","status":"204","requestTime":"22/Aug/2026:10:00:00 +0000"}
`, "\nGET /v3/a 204 2026-08-22\n"},
		"Traefik": {`{"RequestMethod":"GET","RequestPath":"/v3/a","RequestHost":"acme.api.identitynow.com","DownstreamStatus":403,"StartUTC":"2026-08-22T10:00:00.1Z"}
`, "\nGET /v3/a 403 2026-08-22\n"},
		"Caddy": {`{"ts":1787392800.5,"request":{"method":"GET","host":"acme.api.identitynow.com","uri":"/v3/a"},"status":500}
`, "\nGET /v3/a 500 2026-08-22\n"},
	} {
		answersAre(t, name, test.body, Fields{}, test.want)
	}
	named, err := ParseFields("method=m,url=u,status=a.s,time=a.t")
	if err != nil {
		t.Fatal(err)
	}
	answersAre(t, "named", `{"m":"GET","u":"/v3/a","status":500,"a":{"s":403,"t":"2026-08-22 10:00:00Z"}}`+"\n", named, "\nGET /v3/a 403 2026-08-22\n")
	if _, err := answersOf(`{"request_method":"GET","request_uri":"/v3/a","result":"ok"}`+"\n", Fields{}); !errors.Is(err, ErrNoStatus) {
		t.Error(err)
	}
}

// A HAR has the token and SailPoint's code besides.
func TestAnswersOfHARs(t *testing.T) {
	claims := base64.RawURLEncoding.EncodeToString([]byte(`{"client_id":"c","authorities":["API"]}`))
	entry := func(path, request, response string) string {
		return `{"startedDateTime":"2026-08-22T23:30:00.000-01:00","request":{"method":"GET","url":"https://acme.api.identitynow.com` + path + `"` + request + `}` + response + `}`
	}
	code := `{"detailCode":"403 Forbidden","trackingId":"x"}`
	answersAre(t, "HAR", `{"log":{"entries":[`+strings.Join([]string{
		entry("/v3/a", `,"headers":[{"name":"authorization","value":"Bearer eyJhbGciOiJub25lIn0.`+claims+`."}]`, `,"response":{"status":403,"content":{"text":`+quote(code)+`}}`),
		entry("/v3/b", "", `,"response":{"status":403,"content":{"text":"`+base64.StdEncoding.EncodeToString([]byte(code+strings.Repeat(" ", 9000)))+`","encoding":"base64"}}`),
		entry("/v3/c", `,"headers":[{"name":"Authorization","value":"Basic eHg="},7]`, `,"response":{"status":200,"content":{"text":`+quote(code)+`}}`),
		entry("/v3/d", `,"headers":"odd"`, `,"response":{"status":0,"content":[]}`),
		entry("/v3/e", "", ""), `{"request":null}`, "7",
		strings.Replace(entry("/v3/f", "", `,"response":{"status":500}`), "2026-08-22T", "x", 1),
	}, ",")+`]}}`, Fields{}, `
GET /v3/a 403 2026-08-23 403 Forbidden client_credentials
GET /v3/b 403 2026-08-23 403 Forbidden
GET /v3/c 200 2026-08-23
GET /v3/d 0 2026-08-23
GET /v3/e 0 2026-08-23
GET /v3/f 500
`)
}

func quote(text string) string { return `"` + strings.ReplaceAll(text, `"`, `\"`) + `"` }

// What says nothing of answers is an error before anything of it is read.
func TestNoAnswers(t *testing.T) {
	for _, body := range []string{
		"GET /v3/a\n", collection(`{"item":[{"name":"a","request":{"method":"GET","url":"/v3/a"}}]}`), `{"openapi":"3.0.0","paths":{"/a":{"get":{}}}}`, "openapi: 3.0.0\npaths: {/a: {get: {}}}\n",
	} {
		got, err := answersOf(body, Fields{})
		if none := (*NoAnswersError)(nil); !errors.As(err, &none) || got != "" {
			t.Errorf("%.40s: %s%v", body, got, err)
		}
	}
}
