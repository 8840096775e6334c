package calls

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/find"
)

// list is what an input says.
type list struct {
	format  string
	calls   []Call
	skipped []Skip
	// printed is what calls print while they are read.
	printed strings.Builder
}

// readAll reads an input to its end, or to the error that ends it.
func readAll(name, body string, fields Fields) (*list, error) {
	return read(Input{Name: name, Fields: fields}, body)
}

// read is readAll for an input whose source is a text.
func read(in Input, body string) (*list, error) {
	all := &list{}
	in.Source = strings.NewReader(body)
	for call, err := range in.Calls() {
		if skip := (*Skip)(nil); errors.As(err, &skip) {
			all.skipped = append(all.skipped, *skip)
			continue
		}
		if err != nil {
			return &list{}, err
		}
		fmt.Fprintf(&all.printed, "%v %+v %s\n", call, call, call.Request)
		call.Request = call.Request.Address().Request() // its bytes change
		all.calls = append(all.calls, call)
	}
	all.format = in.format.name
	return all, nil
}

// show writes a list in one line per entry, for comparison: calls as
// "where: METHOD URL" as they are printed, with the authorization behind it,
// skips with a dash.
func show(all *list) string {
	var out strings.Builder
	for _, call := range all.calls {
		address := call.Request.Address()
		fmt.Fprintf(&out, "%s", call.Where())
		if call.Line() > 0 && call.Where() != lineNumber(call.Line()) {
			fmt.Fprintf(&out, " (line %d)", call.Line())
		}
		switch {
		case call.Operation != "":
			fmt.Fprintf(&out, ": %s of %q", call.Operation, call.API)
		case address.Method() == "":
			fmt.Fprintf(&out, ": - %s", address.URL())
		default:
			fmt.Fprintf(&out, ": %s %s %s", address.Method(), address.URL(), call.Auth)
		}
		if call.Count > 0 {
			fmt.Fprintf(&out, " %d times", call.Count)
		}
		out.WriteString("\n")
	}
	for _, skip := range all.skipped {
		fmt.Fprintf(&out, "- %s: %s\n", skip.Where, skip.Why)
	}
	return strings.ReplaceAll(out.String(), " \n", "\n")
}

// reaches reports whether a call is one of an operation with this very path.
func reaches(call Call, path string) bool {
	snapshot := catalog.Merge(catalog.Facts{
		APIs:         []catalog.API{{ID: "v1", Product: catalog.ProductISC}},
		Observations: []catalog.Observation{{Key: catalog.Key{API: "v1", Method: call.Request.Address().Method(), Path: path}}},
	})
	return len(find.Match(&snapshot, call.Request.Address())) > 0
}

// reads checks what is read from a text.
func reads(t *testing.T, body, format, want string) {
	t.Helper()
	readsFrom(t, Input{Name: "input"}, body, format, want)
}

// readsFrom is reads for an input whose source is the text.
func readsFrom(t *testing.T, in Input, body, format, want string) {
	t.Helper()
	all, err := read(in, body)
	if err != nil {
		t.Fatal(err)
	}
	if all.format != format {
		t.Errorf("format %q, want %q", all.format, format)
	}
	if got, want := show(all), strings.TrimLeft(want, "\n"); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestErrors(t *testing.T) {
	const (
		noFormat = "it is JSON, but no Postman collection, HAR or OpenAPI document"
		none     = "no call was found in it, read as "
	)
	tests := []struct{ name, body, want string }{
		{"empty", "", "it is empty"},
		{"white space", " \r\n\t", "it is empty"},
		{"only a byte order mark", "\xef\xbb\xbf", "it is empty"},
		{"too long", strings.Repeat("#", MaxBytes+1), "it has more than 64 MiB, which is all that is read of what is no log and no list of lines"},
		{"NUL", "GET /a\x00", "it is a binary file, not text"},
		{"random bytes", strings.Repeat("\x01\x02ab\xff\xfe", 9), "it is a binary file, not text"},
		{"UTF-16", "\xff\xfeG\x00E\x00T\x00", "it is text in UTF-16: save it as UTF-8"},
		{"gzip cut short", "\x1f\x8b\x08", "as gzip it is cut off or damaged: unexpected EOF"},
		{"zstd cut short", "\x28\xb5\x2f\xfd\x24", "it can't be read: as zstd it is cut off or damaged: unexpected EOF"},
		{"gzip twice", string(gzipped(string(gzipped("GET /a")))), "it is a compressed file: unpack it first"},
		{"zip", "PK\x03\x04", "it is a compressed file: unpack it first"},
		{"HTML", "\n<!doctype html><p>GET /a", "it is an HTML or XML page, not a list of calls"},
		{"JSON cut short", "{\"item\": [\n", "it is broken JSON at line 1, column 11 (byte 11): unexpected end of JSON input"},
		{"JSON with a typo", "{\n  \"log\": nul\n}", "it is broken JSON at line 2, column 13 (byte 15): invalid character '\\n' in literal null (expecting 'l')"},
		{"JSON twice", "{\"item\": [], \"info\": {}}\n{}", "it is broken JSON at line 2, column 1 (byte 26): invalid character '{' after top-level value"},
		{"JSON lines of something else", "{}\n{}", "it is lines of JSON without the fields of a proxy or gateway that authcat knows: name those of the method and the URL"},
		{"other JSON", `{"a": 1}`, noFormat},
		{"a list", `["GET /a"]`, noFormat},
		{"a log that is no HAR", `{"log": "GET /a"}`, noFormat},
		{"a wrapper of something else", `{"collection": {"log": {"entries": []}}}`, noFormat},
		{"a wrapper of no object", `{"collection": 1}`, noFormat},
		{"Postman environment", `{"values": [], "_postman_variable_scope": "environment"}`, "it is a Postman environment, which has variables but no calls: give the collection"},
		{"Postman version 1", `{"order": [], "requests": []}`, "it is a Postman collection of version 1: export it as version 2.1"},
		{"OpenAPI of the future", `{"openapi": "4.0", "paths": {"/a": {"get": {}}}}`, "it is an OpenAPI document of another version; OpenAPI 3 and Swagger 2 are read"},
		{"Swagger of the past", "swagger: 1.2", "it is an OpenAPI document of another version; OpenAPI 3 and Swagger 2 are read"},
		{"broken YAML", "openapi: 3.0.0\npaths: [", "it is broken YAML: line 2: did not find expected node content"},
		{"YAML too long", "openapi: 3.0.0\n" + strings.Repeat("# long\n", maxYAML/7), "it is YAML of more than 16 MiB: convert it to JSON, of which 64 MiB are read"},
		{"no path", "openapi: 3.0.0", none + "an OpenAPI document"},
		{"no request", `{"info": {}, "item": []}`, none + "a Postman collection"},
		{"no entry", `{"log": {"entries": []}}`, none + "a HAR"},
		{"only comments", "# GET /a\n", none + "lines of METHOD URL"},
		{"prose", "Dear all,\nplease find attached", none + `lines of METHOD URL; of 2 skipped the first is line 1: it is no METHOD URL`},
		{"a log of other protocols", `::1 - - [10/Oct/2025:13:55:36 +0000] "-" 408 -`, none + `an access log; of 1 skipped the first is line 1: its request is not one of HTTP`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			all, err := readAll("plan.txt", test.body, Fields{})
			if err == nil || err.Error() != "plan.txt: "+test.want {
				t.Errorf("error %v, want %s", err, test.want)
			}
			if len(all.calls) > 0 {
				t.Errorf("an error came with %+v", all)
			}
		})
	}
}

func TestFormatIsToldByTheContent(t *testing.T) {
	for name, test := range map[string]struct{ body, format string }{
		"lines":                   {"GET /a\n", formatLines},
		"lines behind a mark":     {"\xef\xbb\xbfGET /a\n", formatLines},
		"lines with a variable":   {"{{baseUrl}}/a\nGET {{baseUrl}}/b\n", formatLines},
		"lines with a bracket":    {"[core]\nGET /a\n", formatLines},
		"a log with a stray line": {"GET /a\n" + logged("GET /a HTTP/1.1") + logged("GET /b HTTP/1.1"), formatLog},
		"a log behind a comment":  {"# from the proxy\n\n" + logged("GET /a HTTP/1.1"), formatLog},
		"OpenAPI, keys sorted":    {"components: {}\ninfo: {}\n'openapi' : 3.1.0\npaths: {/a: {get: }, /b: {get: {}}}", formatOpenAPI},
		"JSON behind white space": {"\n {\"log\": {\"entries\": [{\"request\": {\"method\": \"get\", \"url\": \"/a\"}}, {\"request\": {\"method\": \"get\", \"url\": \"http://a/\"}}]}}", formatHAR},
	} {
		all, err := readAll(name, test.body, Fields{})
		if err != nil || all.format != test.format {
			t.Errorf("%s: format %q, %v; want %q", name, all.format, err, test.format)
		}
	}
}

// Little text can stand for a lot. Reading must end, with an error or with skips.
func TestLimits(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	item := `{"name": "r", "request": "{{a}}"},`
	swelling := func(inner string) string {
		return `{"info": {}, "variable": [{"key": "a", "value": "` + inner + `"}, {"key": "b", "value": "{{a}}{{a}}{{a}}{{a}}"}], "item": [` +
			strings.Repeat(item, 40_000) + `{"request": "/x"}]}`
	}
	long := strings.Repeat("x", maxURL-10)
	for name, test := range map[string]struct{ body, want string }{
		"long values, often": {swelling("/" + long), "it lists more than authcat takes at once"},
		"values that double": {swelling("{{b}}{{b}}"), "it lists more than authcat takes at once"},
		"a million entries and more": {
			`{"log": {"entries": [` + strings.Repeat("1,", maxEntries) + `1]}}`,
			"it lists more than authcat takes at once",
		},
		"a million lines and more": {strings.Repeat("a\n", maxEntries+1), "no call was found in it, read as lines of METHOD URL; of 1000001 skipped"},
		"a long server, many paths": {
			`{"openapi": "3.0.0", "servers": [{"url": "/` + long + `"}], "paths": {` + paths(40_000) + `}}`,
			"it lists more than authcat takes at once",
		},
		"one line of 2 MiB": {strings.Repeat("a ", 1<<20), "no call was found"},
		"nested folders": {
			`{"info": {}, "item": ` + strings.Repeat(`[{"name": "`+long+`", "item": `, 2000) + "[]" + strings.Repeat("}]", 2000) + "}",
			"no call was found",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := readAll("f", test.body, Fields{}); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %s", err, test.want)
			}
		})
	}
}

func paths(n int) string {
	var out bytes.Buffer
	for i := range n {
		fmt.Fprintf(&out, `"/%d": {"get": {}},`, i)
	}
	return strings.TrimSuffix(out.String(), ",")
}
