package data

import (
	"bufio"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/find"
)

// both finds an address by the router and by Match, and fails where they differ.
// The router's quick way says the same or nothing.
func both(t testing.TB, matcher *find.Matcher, router *find.Router, method, url string) (found int, quick bool) {
	t.Helper()
	address := find.ReadAddress(method, url, url)
	want, got := matcher.Match(address), router.Match(address)
	if !slices.Equal(got, want) {
		t.Errorf("%s %q: the router finds %v, want %v", method, url, keys(got), keys(want))
	}
	first, quick := router.First(find.NewRequest([]byte(method), []byte(url)))
	if quick && ((first == nil) != (address.Check() != nil || len(want) == 0) || first != nil && first != want[0]) {
		t.Errorf("%s %q: the router's first is %v, want %v (%v)", method, url, first, keys(want), address.Check())
	}
	return len(want), quick
}

// changed is an address like others: segments of it are ids, other words, in
// another order, escaped, missing or too many.
func changed(r *rand.Rand, address string, words []string) string {
	segments := strings.Split(strings.TrimPrefix(address, "/"), "/")
	for range 1 + r.IntN(3) {
		i := r.IntN(len(segments))
		switch r.IntN(9) {
		case 0, 1:
			segments[i] = "2c918084660f45d6016617daa9210584"
		case 2:
			segments[i] = words[r.IntN(len(words))]
		case 3:
			segments = slices.Insert(segments, i, words[r.IntN(len(words))])
		case 4:
			if len(segments) > 1 {
				segments = slices.Delete(segments, i, i+1)
			}
		case 5:
			segments[i] = []string{"v1", "v2", "v3", "beta", "v2025", "api", "identityiq", "", "{x}", ":x", "<x>", "a%2Fb", "%zz", "a;b=c", "é", "v"}[r.IntN(16)]
		case 6:
			j := r.IntN(len(segments))
			segments[i], segments[j] = segments[j], segments[i]
		case 7:
			if segments[i] != "" {
				segments[i] = "%" + strings.ToUpper(string("0123456789abcdef"[segments[i][0]>>4&15])+string("0123456789abcdef"[segments[i][0]&15])) + segments[i][1:]
			}
		default:
			segments[i] = strings.Trim(segments[i], "{}")
		}
	}
	front := []string{"/", "/", "/", "https://acme.api.identitynow.com/", "https://acme.API.identitynow.com:443/", "https://example.com/", "//", "{{baseUrl}}/", "http://h/identityiq/"}
	back := []string{"", "", "", "/", "?limit=1", "#x", "//", "?next=https://h/a;b%20"}
	return front[r.IntN(len(front))] + strings.Join(segments, "/") + back[r.IntN(len(back))]
}

// The router answers as Match does: on every operation's own address, on many
// made of them, and on those that developers wrote.
func TestRouterAnswersAsMatch(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	snapshot := bundled(t)
	matcher, router := find.NewMatcher(&snapshot), find.NewRouter(&snapshot)
	var words []string
	for i := range snapshot.Operations {
		words = append(words, strings.Split(snapshot.Operations[i].Path, "/")[1:]...)
	}
	r := rand.New(rand.NewPCG(1, 2))
	found, quick, asked := 0, 0, 0
	ask := func(method, url string) {
		n, fast := both(t, matcher, router, method, url)
		if asked++; n > 0 {
			found++
		}
		if fast {
			quick++
		}
	}
	methods := []string{"GET", "POST", "DELETE", "", "get", "BREW"}
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		api, _ := snapshot.API(o.API)
		for _, path := range []string{api.Address(o.Path), filled(api.Address(o.Path)), o.Path, catalog.EndpointPath(api.Address(o.Path))} {
			ask(o.Method, path)
			ask("", path)
		}
		for range 4 {
			ask(o.Method, changed(r, api.Address(o.Path), words))
			ask(methods[r.IntN(len(methods))], changed(r, filled(api.Address(o.Path)), words))
		}
	}
	if found < asked/3 || quick < asked/5 {
		t.Errorf("of %d addresses only %d are an operation's, %d of them found at once", asked, found, quick)
	}
	file, err := os.Open(filepath.Join("..", "..", "shared", "cases", "calls.tsv"))
	if err != nil {
		t.Skip("there are no cases here")
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if fields := strings.Split(lines.Text(), "\t"); len(fields) > 4 {
			for _, method := range []string{strings.Trim(fields[2], "-"), "GET", ""} {
				ask(method, fields[3])
				ask(method, fields[4])
			}
		}
	}
}

func FuzzRouter(f *testing.F) {
	snapshot := bundled(f)
	matcher, router := find.NewMatcher(&snapshot), find.NewRouter(&snapshot)
	for _, seed := range []string{
		"/v2025/identities", "https://a.api.identitynow.com/v3/accounts/1?y", "{{baseUrl}}/identities/:id", "//v3/accounts", "/v3/accounts;a/%31", "/identities/v1/v2",
		"/identityiq/scim/v2/Users/1", "/api/profiles", "https://h.sailpoint.com:80/a#b", "/v3/v3/v3/v3/v3/v3",
	} {
		f.Add("GET", seed)
	}
	f.Fuzz(func(t *testing.T, method, url string) { both(t, matcher, router, method, url) })
}

func BenchmarkRouter(b *testing.B) {
	snapshot := bundled(b)
	b.Run("build", func(b *testing.B) {
		for b.Loop() {
			find.NewRouter(&snapshot)
		}
	})
	router := find.NewRouter(&snapshot)
	for _, url := range []string{"/v2025/identities/2c918084660f45d6016617daa9210584?limit=1", "https://acme.api.identitynow.com/v3/accounts/2c918084660f45d6016617daa9210584/entitlements", "/accounts/2c918084660f45d6016617daa9210584"} {
		request := find.NewRequest([]byte("GET"), []byte(url))
		b.Run(url[:10], func(b *testing.B) {
			b.ReportAllocs()
			for range 1000 * b.N {
				if _, ok := router.First(request); !ok {
					b.Fatal("not found")
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(1000*b.N), "ns/request")
		})
	}
}
