package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/export/routes"
)

// routed is a log, the SQL to join it with, and what authcat plan says of it:
// "v3 GET /accounts" and the number of calls.
type routed struct {
	log, sql string
	lines    int
	want     map[string]int
}

// newRouted makes a log of so many calls. Each is of an operation, with ids of
// its own, or like one with its version.
func newRouted(t *testing.T, lines int) routed {
	t.Helper()
	dir := t.TempDir()
	execute(t, []string{"export", "--out", dir, "--format", "routes"}, 0)
	snapshot := bundledSnapshot(t)
	var log bytes.Buffer
	r := rand.New(rand.NewPCG(1, 2))
	for range lines {
		o := &snapshot.Operations[r.IntN(len(snapshot.Operations))]
		method := o.Method
		if r.IntN(20) == 0 {
			method = "DELETE"
		}
		fmt.Fprintf(&log, "%s %s\n", method, callLike(r, o, snapshot.Operations))
	}
	made := routed{filepath.Join(dir, "calls.txt"), filepath.Join(dir, routes.Name), lines, map[string]int{}}
	if err := os.WriteFile(made.log, log.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	var plan struct {
		Calls []struct {
			Operation struct{ API, Method, Path string }
			Count     int
		}
	}
	if err := json.Unmarshal([]byte(execute(t, []string{"plan", "--format", "json", made.log}, 0)), &plan); err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, call := range plan.Calls {
		made.want[call.Operation.API+" "+call.Operation.Method+" "+call.Operation.Path] = call.Count
		found += call.Count
	}
	if found < lines/2 || found == lines || len(made.want) < min(lines, 10_000)/10 {
		t.Fatalf("of %d calls %d are one of %d operations", lines, found, len(made.want))
	}
	return made
}

// callLike is a URL of an operation as logs have it, every tenth of none.
func callLike(r *rand.Rand, o *catalog.Operation, all []catalog.Operation) string {
	segments := strings.Split(o.Address[1:], "/")
	for i, segment := range segments {
		if !catalog.ParameterSegment(segment) {
			continue
		}
		segments[i] = fmt.Sprintf("%016x%016x", r.Uint64(), r.Uint64())
		if words := strings.Split(all[r.IntN(len(all))].Path, "/"); r.IntN(4) == 0 {
			segments[i] = strings.Trim(words[len(words)-1], "{}") // what hides behind a parameter, or the other way round
		}
	}
	last := len(segments) - 1
	switch r.IntN(20) {
	case 0:
		segments[last] = "nothing"
	case 1:
		segments = append(segments, "nothing")
	case 2:
		segments[last] = strings.ReplaceAll(segments[last], "_", "x")
	case 3:
		segments[last] += ";jsessionid=1"
	case 4:
		segments[0] += "/" // an empty segment
	case 5:
		segments[last] += "/"
	}
	front, back := []string{"", "", "https://acme.api.identitynow.com"}, []string{"", "?limit=250", "?next=https://h/a;b//c"}
	return front[r.IntN(len(front))] + "/" + strings.Join(segments, "/") + back[r.IntN(len(back))]
}

// check compares rows api, method, path, needs, calls with the plan.
func (r routed) check(t *testing.T, name string, rows [][]string) {
	t.Helper()
	got := map[string]int{}
	for _, row := range rows {
		n, err := strconv.Atoi(row[4])
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got[row[0]+" "+row[1]+" "+row[2]] = n
	}
	if reflect.DeepEqual(got, r.want) {
		return
	}
	t.Errorf("%s finds %d operations, authcat plan %d", name, len(got), len(r.want))
	for key, n := range r.want {
		if got[key] != n {
			t.Fatalf("%s: %d calls of %s, want %d", name, got[key], key, n)
		}
	}
}

// The README shows the query that is tested.
func TestRoutesInReadme(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "```sql\n"+routes.Join+"```\n") {
		t.Errorf("the README has another query than\n%s", routes.Join)
	}
}

// DuckDB joins a log with the routes, and counts what authcat plan does; a
// million calls under AUTHCAT_SOAK.
func TestRoutesInDuckDB(t *testing.T) {
	slow(t)
	if _, err := exec.LookPath("duckdb"); err != nil {
		t.Skip("there is no duckdb here: https://duckdb.org/install")
	}
	lines := 20_000
	if os.Getenv("AUTHCAT_SOAK") != "" {
		lines = 1_000_000
	}
	log := newRouted(t, lines)
	text, err := os.ReadFile(log.sql)
	if err != nil {
		t.Fatal(err)
	}
	load := "CREATE TABLE log AS FROM read_csv('" + log.log + "', delim = ' ', quote = '', header = false, all_varchar = true, names = ['method', 'url']);\n"
	for _, query := range []string{routes.Join, `COPY authcat_route TO '` + log.sql + `.parquet' (FORMAT parquet); DROP TABLE authcat_route;
		CREATE VIEW authcat_route AS FROM '` + log.sql + `.parquet';` + routes.Join} {
		command, start := exec.Command("duckdb", "-csv", "-noheader"), time.Now()
		command.Stdin = strings.NewReader(string(text) + load + query)
		var stderr bytes.Buffer
		command.Stderr = &stderr
		out, err := command.Output()
		if err != nil {
			t.Fatalf("%v\n%s", err, &stderr)
		}
		t.Logf("%d calls in %v", log.lines, time.Since(start))
		rows, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		log.check(t, "DuckDB", rows)
	}
}
