package golang_test

import (
	"strings"
	"testing"

	"authcat/crawler/code/golang"
)

func TestParse(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, source, want string }{
		{"calls, constants and joins", `package p
import (
	"net/http"
	sailpoint "github.com/sailpoint-oss/golang-sdk/v2"
)
const path = "/v3/accounts/"
func (c *Client) get(ctx context.Context, id string) (*http.Response, error) {
	url := c.base + path + id
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	return c.http.Do(req)
}`, `
import net/http as http
import github.com/sailpoint-oss/golang-sdk/v2 as sailpoint
func () 1-14
  6 path = "/v3/accounts/"
func Client.get(ctx: context.Context, id: string) 7-14
  8 url = join(c.base, path, id)
  9 req = http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
  10 other(, err, nil)
  11 return nil
  11 return err
  13 return c.http.Do(req)
`},
		{"a chain over lines, and a function as a value", `package p
func f() {
	r := client.V3.
		AccountsAPI.
		ListAccounts(ctx).
		Limit(10)
	run := func(u string) { go send(&call{Method: "GET", URL: u}) }
	for _, p := range []string{"/a", "/b"} {
		run(p)
	}
}`, `
func () 1-11
func f() 2-11
  3 r = client.V3.AccountsAPI.ListAccounts(ctx).Limit(other(10))
  7 run = lambda:7
  8 p = ["/a", "/b"][]
  9 run(p)
func run(u: string) 7-7
  7 send(call{Method="GET", URL=u})
`},
		{"a broken file is read as far as it goes", `package p
func f() { get("/v3/x")
func g( {`, `
func () 1-3
func f() 2-3
  2 get("/v3/x")
`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := golang.Parse([]byte(test.source)).String()
			if want := strings.TrimPrefix(test.want, "\n"); !strings.HasPrefix(got, want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestCallHasTheLineOfItsName(t *testing.T) {
	t.Parallel()
	unit := golang.Parse([]byte("package p\nvar x = client.\n\tV3.\n\tListAccounts(\n\tctx)\n"))
	if call := unit.Functions[0].Body[0].Value; call.Line != 4 {
		t.Errorf("the call is on line %d, want 4", call.Line)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("package p\nfunc f(a ...T[int]) { a, b := <-c, func() {}; x.y[1].z(&T{1: 2})(3) }"))
	f.Add([]byte("package p; type ("))
	f.Fuzz(func(t *testing.T, body []byte) {
		if unit := golang.Parse(body); len(unit.Functions) == 0 {
			t.Error("no top level")
		}
	})
}
