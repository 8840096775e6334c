package plan_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"authcat/catalog/find"
	. "authcat/catalog/plan"
)

// A call counts the same whether its address was taken apart before or not: in
// every form that people write, often and seldom.
func TestRequestsCountAsAddresses(t *testing.T) {
	snapshot := snapshotOf("GET /things/v1/{id} pat idn:x:read", "GET /things/v1/search pat idn:x:read", "POST /things/v1 client idn:x:manage", "GET /api/{a}/{b} pat idn:y:read")
	fronts := []string{"", "", "https://acme.api.identitynow.com", "http://acme.api.identitynow.com:80", "https://ACME.api.identitynow.com", "https://example.com", "https://example.com:8080", "{{baseUrl}}", "//acme.api.identitynow.com", "https://iiq/identityiq", "acme.identitynow.com"}
	middles := []string{"/things/v1/", "/things/v1/", "/things/v1", "/things/", "/things/v1/search?x=", "/things/v1?x=", "/things?x=", "/api/x/", "/nothing/", "//things//v1/", "/things/v%31/", "/things;a=b/v1/"}
	backs := []string{"", "", "/", "?limit=1", "#x", "?a=b/c", "/1/2", "%20", "?\xff"}
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(of []string) string { return of[r.IntN(len(of))] }
	streamed := NewMaker(snapshot)
	var calls []Call
	url := make([]byte, 0, 1000)
	for n := range 20_000 {
		method := pick([]string{"GET", "GET", "POST", "get", "BREW"})
		url = fmt.Appendf(url[:0], "%s%s%d%s", pick(fronts), pick(middles), r.IntN(20), pick(backs))
		where := fmt.Sprint("line ", n)
		streamed.Add(find.NewRequest([]byte(method), url), func() string { return where })
		calls = append(calls, callTo(method, string(url), where))
	}
	got, want := streamed.Plan(), Make(snapshot, calls)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("of requests the plan is\n%+v\nof addresses\n%+v", got, want)
	}
	if len(want.Calls) < 4 || len(want.Unmatched) < 500 {
		t.Errorf("%d operations and %d addresses of none", len(want.Calls), len(want.Unmatched))
	}
}
