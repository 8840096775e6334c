package routes

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/data"
	"authcat/export"
)

var update = flag.Bool("update", false, "write the golden file anew")

// small has what is odd about addresses, and a title that breaks out where it can.
func small() *catalog.Snapshot {
	operation := func(api, method, path, title string, alternatives ...catalog.Requirement) catalog.Observation {
		return catalog.Observation{Key: catalog.Key{API: api, Method: method, Path: path}, OperationID: "id", Title: title,
			Security: catalog.Security{Basis: catalog.BasisOperation, Alternatives: alternatives}}
	}
	needs := func(scheme string, scopes ...string) catalog.Requirement {
		return catalog.Requirement{{Scheme: scheme, Scopes: scopes, Scoped: true}}
	}
	snapshot := catalog.Merge(catalog.Facts{
		APIs: []catalog.API{
			{ID: "v1", Title: "v1", Product: catalog.ProductISC, SpecURL: "https://host/v1", Status: catalog.StatusCurrent},
			{ID: "v3", Title: "v3", Product: catalog.ProductISC, BasePath: "/v3", SpecURL: "https://host/v3"},
		},
		Observations: []catalog.Observation{
			operation("v1", "GET", "/accounts/v1", "List", needs("userAuth", "a:read", "a:manage"), needs("applicationAuth", "a:read")),
			operation("v3", "GET", "/{kind}/{id}", "Any'); DROP TABLE authcat_route; --\u202e\x00", needs("userAuth")),
			operation("v3", "GET", "/accounts/{id}", "An account's", needs("userAuth", "a:read")),
			operation("v3", "GET", "/accounts/some_%.{x}(y)", "Literal"),
			operation("v3", "GET", "/accounts/data_records.csv", "Wildcards are none"),
			operation("v3", "GET", `/accounts/back\slash^`, "Never sent"),
			operation("v3", "DELETE", "/accounts/{id}/files/{name}.json", "Half a parameter is a literal", needs("userAuth")),
			operation("v1", "GET", "/", "No path"),
			operation("v1", "GET", "/{any}/files", "Begins with a parameter"),
		},
	})
	return &snapshot
}

func bundled(t *testing.T) *catalog.Snapshot {
	t.Helper()
	facts, err := data.Snapshot(catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	snapshot := catalog.Merge(facts)
	return &snapshot
}

func TestSQL(t *testing.T) {
	got := SQL(small(), export.Dataset{Name: "/home/a/catalog.db", AsOf: time.Date(2026, 8, 22, 0, 0, 0, 0, time.UTC)})
	golden := filepath.Join("testdata", "small.sql")
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(golden); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s differs (%v): look at it, then run the test with -update", golden, err)
	}
}

// The statements are those of the golden file however many rows there are.
func TestBatches(t *testing.T) {
	snapshot := bundled(t)
	text := string(SQL(snapshot, export.Dataset{}))
	if again := string(SQL(snapshot, export.Dataset{Name: "elsewhere"})); again != text {
		t.Error("the same catalog gives another file")
	}
	if rows, batches := strings.Count(text, "\n('"), strings.Count(text, "\nINSERT INTO"); rows != len(snapshot.Operations) || batches != (rows+batch-1)/batch {
		t.Errorf("%d rows in %d statements, of %d operations", rows, batches, len(snapshot.Operations))
	}
}

// fitting are the rows of a table, to look up as a store of logs does.
type fitting struct {
	rows  map[string][]route // by method, number of segments and first segment
	like  map[int]*regexp.Regexp
	regex map[int]*regexp.Regexp
}

func newFitting(snapshot *catalog.Snapshot) fitting {
	f := fitting{map[string][]route{}, map[int]*regexp.Regexp{}, map[int]*regexp.Regexp{}}
	for i, r := range find.Routes(snapshot) {
		row := route{r, i + 1}
		key := bucket(r.Operation.Method, len(r.Segments), row.literal(0))
		f.rows[key] = append(f.rows[key], row)
		f.regex[row.rank] = regexp.MustCompile(row.pattern())
		f.like[row.rank] = likeness(row.like())
	}
	return f
}

func bucket(method string, segments int, first string) string {
	return fmt.Sprint(method, segments, " ", first)
}

// likeness is what LIKE means, "%" a text of any length with slashes in it.
func likeness(like string) *regexp.Regexp {
	var pattern strings.Builder
	for i := 0; i < len(like); i++ {
		switch {
		case like[i] == '%':
			pattern.WriteString("(?s:.*)")
		case like[i] == '_':
			pattern.WriteString("(?s:.)")
		default:
			if like[i] == '\\' {
				i++
			}
			pattern.WriteString(regexp.QuoteMeta(like[i : i+1]))
		}
	}
	return regexp.MustCompile("^" + pattern.String() + "$")
}

// closest are the operations of the lowest rank by pattern and by LIKE.
func (f fitting) closest(method, path string) (byPattern, byLike *catalog.Operation) {
	segments := strings.Split(strings.Trim(path, "/"), "/")
	rows := slices.Concat(f.rows[bucket(method, len(segments), segments[0])], f.rows[bucket(method, len(segments), "")])
	slices.SortFunc(rows, func(a, b route) int { return a.rank - b.rank })
	for _, row := range rows {
		if second := row.literal(1); second != "" && second != segments[1] {
			continue
		}
		if byPattern == nil && f.regex[row.rank].MatchString(path) {
			byPattern = row.Operation
		}
		if byLike == nil && f.like[row.rank].MatchString(strings.TrimSuffix(path, "/")) {
			byLike = row.Operation
		}
	}
	return byPattern, byLike
}

// addresses are made of a route's: with ids filled in, with words that other
// routes have there, with what no route has, longer and shorter.
func addresses(r *rand.Rand, segments, words []string) []string {
	filled := make([]string, len(segments))
	for i, segment := range segments {
		if filled[i] = segment; catalog.ParameterSegment(segment) {
			filled[i] = []string{"2c918084660f45d6016617daa9210584", words[r.IntN(len(words))], "a.b-c_d", "v3"}[r.IntN(4)]
		}
	}
	path := "/" + strings.Join(filled, "/")
	all := []string{path, path + "/", strings.ReplaceAll(path, "_", "x"), strings.ReplaceAll(path, ".", "x")}
	for range 3 {
		odd := append([]string{}, filled...)
		odd[r.IntN(len(odd))] = []string{"nothing", words[r.IntN(len(words))], segments[r.IntN(len(segments))]}[r.IntN(3)]
		all = append(all, "/"+strings.Join(odd, "/"))
	}
	return append(all, path+"/"+words[r.IntN(len(words))], "/"+strings.Join(filled[:len(filled)-1], "/"))
}

// A route's rank and pattern choose what Match finds first, of addresses with a version.
func TestRoutesAnswerAsMatch(t *testing.T) {
	t.Run("small", func(t *testing.T) { answerAsMatch(t, small()) })
	t.Run("bundled", func(t *testing.T) {
		if testing.Short() {
			t.Skip("takes seconds: left out with -short")
		}
		answerAsMatch(t, bundled(t))
	})
}

func answerAsMatch(t *testing.T, snapshot *catalog.Snapshot) {
	rows, matcher := newFitting(snapshot), find.NewMatcher(snapshot)
	var words []string
	for _, route := range find.Routes(snapshot) {
		words = append(words, route.Segments...)
	}
	r := rand.New(rand.NewPCG(1, 2))
	asked, found := 0, 0
	for _, route := range find.Routes(snapshot) {
		for _, path := range addresses(r, route.Segments, words) {
			if strings.Trim(path, "/") == "" || strings.ContainsAny(path, "%;") {
				continue
			}
			var want *catalog.Operation
			address := find.ReadAddress(route.Operation.Method, path, path)
			if matches := matcher.Match(address); len(matches) > 0 && sameLength(matches[0].Address, path) {
				want = matches[0]
				found++
			}
			asked++
			if byPattern, byLike := rows.closest(address.Method(), path); byPattern != want || byLike != want {
				t.Errorf("%s %s: by pattern %v, by LIKE %v, want %v", address.Method(), path, called(byPattern), called(byLike), called(want))
			}
		}
	}
	if found < asked/4 || found > asked*9/10 {
		t.Errorf("%d of %d addresses are an operation's", found, asked)
	}
}

// sameLength tells that an operation was found by its whole address: without
// the version or the path before the template it is shorter.
func sameLength(address, path string) bool {
	return strings.Count(address, "/") == strings.Count(strings.TrimSuffix(path, "/"), "/")
}

func called(o *catalog.Operation) string {
	if o == nil {
		return "nothing"
	}
	return o.Key.String()
}
