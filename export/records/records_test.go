package records

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
)

func tables(t *testing.T, snapshot *catalog.Snapshot) map[string][][]string {
	t.Helper()
	files, err := Files(snapshot, datasetOf(snapshot))
	if err != nil {
		t.Fatal(err)
	}
	read := map[string][][]string{}
	for _, file := range files {
		if !strings.HasSuffix(file.Name, ".csv") {
			read[file.Name] = nil
			continue
		}
		records, err := csv.NewReader(bytes.NewReader(file.Body)).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", file.Name, err)
		}
		read[file.Name] = records
	}
	return read
}

func TestFiles(t *testing.T) {
	heads := map[string]string{
		"grants.csv":      "api method path title tag credential accepted scope scope_rule user_levels needs basis confidence lineage",
		"scopes.csv":      "scope user_operations client_operations pat_only_operations",
		"features.csv":    "api tag api_client operations pat pat_or_client client none other",
		"user-levels.csv": "level title excludes operations opens notes",
		"findings.csv":    "class severity api method path seen assumed source",
		DocumentName:      "", SchemaName: "",
	}
	for name, snapshot := range snapshots(t) {
		got := tables(t, snapshot)
		if len(got) != len(heads) {
			t.Errorf("%s: %d files, want %d", name, len(got), len(heads))
		}
		for file, head := range heads {
			records, ok := got[file]
			if !ok || head != "" && strings.Join(records[0], " ") != head {
				t.Errorf("%s: %s is missing or has another head", name, file)
			}
		}
		if n, want := len(got["findings.csv"])-1, len(snapshot.AllFindings()); n != want {
			t.Errorf("%s: %d findings, want all %d", name, n, want)
		}
	}
}

// No cell of any table runs as a formula.
func TestTablesAreInert(t *testing.T) {
	apostrophes := 0
	for file, records := range tables(t, snapshots(t)["hostile"]) {
		for _, record := range records {
			for _, cell := range record {
				if cell != "" && strings.ContainsRune("=+-@\t\r\n", rune(cell[0])) {
					t.Errorf("%s: a cell starts %.20q", file, cell)
				}
				if strings.HasPrefix(cell, "'") {
					apostrophes++
				}
			}
		}
	}
	if apostrophes == 0 {
		t.Error("the hostile data has no cell to make inert")
	}
}

// Every operation occurs with every kind of credential: once for each scope
// that is published for it, or once without a scope.
func TestGrants(t *testing.T) {
	type pair struct{ api, method, path, credential string }
	for name, snapshot := range snapshots(t) {
		scopes, rows := map[pair][]string{}, map[pair][]string{}
		for _, record := range tables(t, snapshot)["grants.csv"][1:] {
			p := pair{record[0], record[1], record[2], record[5]}
			scopes[p] = append(scopes[p], strings.TrimPrefix(record[7], "'"))
			rows[p] = record
		}
		if want := 3 * len(snapshot.Operations); len(scopes) != want {
			t.Errorf("%s: %d operations by credential, want %d", name, len(scopes), want)
		}
		for i := range snapshot.Operations {
			o := &snapshot.Operations[i]
			for credential, published := range map[catalog.Credential][]string{
				catalog.CredentialPAT: o.Decision.UserScopes, catalog.CredentialAuthorizationCode: o.Decision.UserScopes,
				catalog.CredentialClient: o.Decision.ClientScopes,
			} {
				p := pair{o.API, o.Method, o.Path, string(credential)}
				if len(published) == 0 {
					published = []string{""}
				}
				if !slices.Equal(scopes[p], published) {
					t.Fatalf("%s: %v has the scopes %q, want %q", name, p, scopes[p], published)
				}
				levels := strings.Join(o.UserLevels, "|")
				if credential == catalog.CredentialClient {
					levels = ""
				}
				if row := rows[p]; row[6] != string(o.Decision.Accepts(credential)) || row[9] != levels {
					t.Errorf("%s: %v is accepted: %s, levels %s", name, p, row[6], row[9])
				}
			}
		}
	}
}
