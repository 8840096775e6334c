package data_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/observed"
	"authcat/data"
)

var update = flag.Bool("update", false, "write the reports anew, in their order and by the bundled history")

// The reports stand as they are written, in their order, and say until when
// what was published agreed with them, by the bundled history.
func TestReports(t *testing.T) {
	log := bundledLog(t)
	names, err := filepath.Glob("reports/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		records, err := observed.Read(text)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for i := range records {
			past, err := log.Needs(catalog.NewFilter(records[i].Lineage()))
			if err != nil {
				t.Fatal(err)
			}
			records[i].Agreed = past.Agreed(records[i])
		}
		want := observed.Write(records)
		switch {
		case bytes.Equal(text, want):
		case *update:
			if err := os.WriteFile(name, want, 0o644); err != nil {
				t.Fatal(err)
			}
		default:
			t.Errorf("%s is not as it would be written: run 'go test ./data -run TestReports -update'", name)
		}
	}
}

// Every report that a reader was told of is in.
func TestReportsHaveTheKnownOnes(t *testing.T) {
	known, err := os.ReadFile("../../shared/cases/field-reports.tsv")
	if err != nil {
		t.Skip("the known reports are not here: ../shared/cases/field-reports.tsv")
	}
	all, err := data.Reports()
	if err != nil {
		t.Fatal(err)
	}
	has := map[string]bool{}
	for _, r := range all {
		thread := r.Link[strings.LastIndex(r.Link, "/")+1:]
		has[strings.TrimSpace(thread+" "+r.Method+" "+catalog.EndpointPath(r.Path))] = true
	}
	rows := 0
	for line := range strings.Lines(string(known)) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(fields) < 3 {
			continue
		}
		rows++
		path, _, _ := strings.Cut(fields[2], " ")
		for thread := range strings.SplitSeq(fields[0], ",") {
			want := thread + " " + fields[1] + " " + catalog.EndpointPath(path)
			if fields[1] == "-" {
				want = thread + " " // it names no endpoint
			}
			if !has[strings.TrimSpace(want)] {
				t.Errorf("no report %q", want)
			}
		}
	}
	if rows < 19 {
		t.Errorf("%d known reports were read, want 19 or more", rows)
	}
}
