package records

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/export"
)

func document(t *testing.T, snapshot *catalog.Snapshot) []byte {
	t.Helper()
	body, err := JSON(snapshot, datasetOf(snapshot))
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func compiledSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource(SchemaName, parse(t, Schema())); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile(SchemaName)
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

func parse(t *testing.T, body []byte) any {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func TestDocumentsAreValid(t *testing.T) {
	compiled := compiledSchema(t)
	for name, snapshot := range snapshots(t) {
		body := document(t, snapshot)
		if err := compiled.Validate(parse(t, body)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var got map[string]any
		if err := json.Unmarshal(body, &got); err != nil {
			t.Fatal(err)
		}
		for key, want := range map[string]int{
			"sources": len(snapshot.Documents), "apis": len(snapshot.APIs), "operations": len(snapshot.Operations),
			"findings": len(snapshot.AllFindings()), "scopes": len(catalog.Scopes(snapshot.Operations)),
		} {
			if n := len(got[key].([]any)); n != want {
				t.Errorf("%s: %d %s, want %d", name, n, key, want)
			}
		}
		if bytes.Contains(body, []byte("private")) {
			t.Errorf("%s: the data set's name, a path, is published", name)
		}
		if again := document(t, snapshot); !bytes.Equal(again, body) {
			t.Errorf("%s: two documents of one snapshot differ", name)
		}
	}
}

// The document's operations are the rows of the CSV contract, value by value and in its order.
func TestDocumentHasTheColumnsOfTheCSV(t *testing.T) {
	for name, snapshot := range snapshots(t) {
		listing := export.Endpoints(datasetOf(snapshot), snapshot.Operations)
		var got struct{ Operations []json.RawMessage }
		if err := json.Unmarshal(document(t, snapshot), &got); err != nil {
			t.Fatal(err)
		}
		for i, row := range listing.Rows {
			decoder := json.NewDecoder(bytes.NewReader(got.Operations[i]))
			if token, err := decoder.Token(); token != json.Delim('{') {
				t.Fatalf("%s: entry %d starts with %v, %v", name, i, token, err)
			}
			for j, want := range row {
				value := reflect.New(reflect.TypeOf(want))
				if key, err := decoder.Token(); key != listing.Columns[j] || decoder.Decode(value.Interface()) != nil {
					t.Fatalf("%s: entry %d has the key %v, %v; want %s", name, i, key, err, listing.Columns[j])
				}
				if list, ok := want.([]string); ok && len(list) == 0 {
					want = []string{}
				}
				if !reflect.DeepEqual(value.Elem().Interface(), want) {
					t.Errorf("%s: entry %d: %s is %v, want %v", name, i, listing.Columns[j], value.Elem(), want)
				}
			}
		}
	}
}

func TestDocumentIsReadByLines(t *testing.T) {
	snapshot := snapshots(t)["hostile"]
	body := string(document(t, snapshot))
	if want := "{\n  \"schema\": 1,\n  \"as_of\": \"2026-08-22\",\n  \"sources\": [\n    {\"role\":\"spec\",\"api\":\"v1\",\"url\":\"https://h/v1\","; !strings.HasPrefix(body, want) {
		t.Errorf("starts with %.200s", body)
	}
	if !strings.Contains(body, "\"title\":\"=cmd|' /C calc'!A0 <script>alert(1)</script> & ") {
		t.Error("characters of HTML are escaped")
	}
	for line := range strings.Lines(body) {
		if strings.HasPrefix(line, "    ") && !json.Valid([]byte(strings.TrimSuffix(strings.TrimSpace(line), ","))) {
			t.Errorf("an entry is not in a line of its own: %.100q", line)
		}
	}
}

// An API's counts are those of its operations, by what they need.
func TestAPICounts(t *testing.T) {
	snapshot := snapshots(t)["bundled"]
	listing := apis(datasetOf(snapshot), snapshot)
	first := len(listing.Columns) - len(catalog.AllNeeds)
	for _, row := range listing.Rows {
		for i, needs := range catalog.AllNeeds {
			if want := strings.ReplaceAll(string(needs), "-", "_"); listing.Columns[first+i] != want {
				t.Errorf("column %s counts what needs %s", listing.Columns[first+i], needs)
			}
			id := row[0].(string)
			want := len(find.Select(snapshot, find.Query{APIs: []string{id}, Needs: []catalog.Needs{needs}}))
			if row[first+i] != want {
				t.Errorf("%s: %v operations need %s, want %d", id, row[first+i], needs, want)
			}
		}
	}
}
