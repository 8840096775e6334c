package plan_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"authcat/catalog"
	. "authcat/catalog/plan"
)

var day = time.Date(2026, 8, 22, 0, 0, 0, 0, time.UTC)

func TestLockRoundTrip(t *testing.T) {
	snapshot := snapshotOf("GET /b pat idn:b:read | ORG_ADMIN", "GET /a pat-or-client idn:a:read")
	body, err := Make(snapshot, callsOf("GET /b; GET /a")).Lock(day).Encode()
	if err != nil {
		t.Fatal(err)
	}
	other, err := Make(snapshot, callsOf("GET /a; GET /b; GET /a")).Lock(day).Encode()
	if err != nil || !bytes.Equal(body, other) {
		t.Errorf("the order of the calls changes the lockfile:\n%s\n%s", body, other)
	}
	lock, err := ReadLock(body)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := lock.Encode(); !bytes.Equal(body, again) {
		t.Errorf("read and written again:\n%s", again)
	}
	if !strings.HasPrefix(string(body), "{\n  \"authcat-plan\": 1,\n  \"dataset\": \"2026-08-22\",\n") || strings.Contains(string(body), "null") {
		t.Errorf("lockfile:\n%s", body)
	}
	if changes := Compare(lock, snapshot); len(changes) != 0 {
		t.Errorf("nothing changed, yet %v", changes)
	}
}

// lockOf is a lock of one operation, with members that take the place of earlier ones.
func lockOf(operation string, members ...string) string {
	return `{"authcat-plan":1,"dataset":"2026-08-22","credential":"pat","operations":[{"api":"v1","method":"GET","needs":"pat",` + operation + `}]` +
		strings.Join(append([]string{""}, members...), ",") + `}`
}

func TestReadLockTurnsAway(t *testing.T) {
	for body, want := range map[string]string{
		"":                                      "it is no plan",
		"[]":                                    "it is no plan",
		`{"openapi":"3.0.1"}`:                   "it is no plan",
		`{"authcat-plan":2}`:                    "it is a plan of version 2; this program reads version 1",
		`{"authcat-plan":1}`:                    "credential",
		`{"authcat-plan":1,"credential":"pat"}`: "no operations",
		`{"authcat-plan":1,"credential":"pat","operations":[{"api":"v1","method":"GET","path":"/a"}]}`:    "operation 1",
		`{"authcat-plan":1,"credential":"pat","operations":[{"api":"v1","method":"GET","path":"/a"}]} {}`: "it is no plan",
		lockOf(`"path":"/a?token=hunter2"`):                    "operation 1 has no api",
		lockOf(`"path":"/user:hunter2@h/a"`):                   "operation 1 has no api",
		lockOf(`"path":"/a","method":"hunter2"`):               "operation 1 has no api",
		lockOf(`"path":"/a","needs":"hunter2"`):                "operation 1 has no api",
		lockOf(`"path":"/a","api":"token=hunter2"`):            "operation 1 has no api",
		lockOf(`"path":"/a","user_scopes":["Bearer hunter2"]`): "operation 1 has scopes or levels that are none",
		lockOf(`"path":"/a"`, `"levels":["token=hunter2"]`):    "it has scopes or levels that are none",
		lockOf(`"path":"/a"`, `"dataset":"hunter2"`):           "its dataset is no day",
		lockOf(`"path":"/a"`, `"credential":"hunter2"`):        "its credential is none",
		lockOf(`"path":"/a"`, `"authcat-plan":"hunter2"`):      "it is no plan",
	} {
		if _, err := ReadLock([]byte(body)); err == nil || !strings.Contains(err.Error(), want) || strings.ContainsAny(err.Error(), "\n") || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v, want %q in one line", body, err, want)
		}
	}
}

// Each case is one operation before and after, and what a plan made before it says.
func TestCompare(t *testing.T) {
	for _, test := range []struct{ before, after, want string }{
		{"GET /a pat-or-client idn:a:read", "GET /a pat idn:a:read", "credential refused"},
		{"GET /a pat-or-client idn:a:read", "GET /a other", "credential unstated"},
		{"GET /a pat idn:a:read", "GET /a client idn:a:read", "credential refused"},
		{"GET /a none", "GET /a pat-or-client idn:a:read", "credential refused"},
		{"GET /a pat idn:a:read", "GET /a pat idn:b:read", "scopes every-scope"},
		{"GET /a pat", "GET /a pat idn:b:read", "scopes every-scope"},
		{"GET /a pat idn:a:read idn:b:read", "GET /a all-of idn:a:read idn:b:read", "scopes some-scope idn:b:read"},
		{"GET /a all-of idn:a:read idn:b:read", "GET /a all-of idn:a:read idn:b:read idn:c:read", "scopes some-scope idn:c:read"},
		{"GET /a pat idn:a:read | ORG_ADMIN", "GET /a pat idn:a:read | HELPDESK", "levels levels"},
		{"GET /a pat idn:a:read", "GET /a pat idn:a:read | ORG_ADMIN", "levels levels"},
		{"GET /a pat idn:a:read | ANY", "GET /a pat idn:a:read | ORG_ADMIN", "levels levels"},
		{"GET /a pat idn:a:read", "GET /b pat idn:a:read", "operation gone"},

		// Looser, or no matter to the plan.
		{"GET /a pat idn:a:read", "GET /a none", ""},
		{"GET /a pat idn:a:read", "GET /a pat-or-client idn:a:read", ""},
		{"GET /a pat idn:a:read", "GET /a pat", ""},
		{"GET /a pat idn:a:read idn:b:read", "GET /a pat idn:a:read", ""},
		{"GET /a all-of idn:a:read idn:b:read", "GET /a pat idn:a:read idn:b:read", ""},
		{"GET /a pat sp:scopes:all", "GET /a pat idn:b:read", ""},
		{"GET /a pat idn:a:read | ORG_ADMIN", "GET /a pat idn:a:read | ORG_ADMIN HELPDESK", ""},
		{"GET /a pat idn:a:read | ORG_ADMIN", "GET /a pat idn:a:read | USER", ""},
		{"GET /a pat idn:a:read | ORG_ADMIN", "GET /a pat idn:a:read | API", ""},
		{"GET /a pat-or-client idn:a:read", "GET /a pat-or-client idn:a:read | ORG_ADMIN", ""},
		{"GET /a/{id} pat idn:a:read", "GET /a/{thingId} pat idn:a:read", ""},
		{"GET /a other", "GET /a pat idn:a:read", ""},
	} {
		method, path, _ := strings.Cut(strings.Join(strings.Fields(test.before)[:2], " "), " ")
		lock := Make(snapshotOf(test.before), []Call{callTo(method, path, "")}).Lock(day)
		var got []string
		for _, c := range Compare(lock, snapshotOf(test.after)) {
			got = append(got, strings.Join(append([]string{string(c.What), string(c.Loss)}, c.Missing...), " "))
			if c.Before.Key() != c.Key || c.Loss != LossGone && c.After.Key() == (catalog.Key{}) {
				t.Errorf("%+v", c)
			}
		}
		if strings.Join(got, "\n") != test.want {
			t.Errorf("%s -> %s\n got %q\nwant %q", test.before, test.after, got, test.want)
		}
	}
}

func TestCompareNamesOtherLosses(t *testing.T) {
	lock := Make(snapshotOf("GET /a/v1 pat idn:a:read"), callsOf("GET /a/v1")).Lock(day)
	losses := func(snapshot catalog.Snapshot) []string {
		var all []string
		for _, c := range Compare(lock, &snapshot) {
			all = append(all, strings.TrimSpace(string(c.Loss)+" "+c.Elsewhere))
		}
		return all
	}
	experimental := snapshotOf("GET /a/v1 pat idn:a:read").Facts
	experimental.Observations[0].Experimental = "/paths/~1a~1v1/get/parameters/0"
	problem := snapshotOf().Facts
	problem.Problems = []catalog.Problem{{Key: lock.Operations[0].Key(), Code: catalog.CodeOperationUnread}}
	for want, facts := range map[string]catalog.Facts{
		"header":         experimental,
		"unreadable":     problem,
		"unknown":        {},
		"gone GET /a/v2": snapshotOf("GET /a/v2 pat idn:a:read").Facts,
	} {
		if got := losses(catalog.Merge(facts)); !slices.Equal(got, []string{want}) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// Whatever a file says, it is read or turned away in one line, and compared.
func FuzzReadLock(f *testing.F) {
	snapshot := snapshotOf("GET /a/{id} pat idn:a:read | ORG_ADMIN")
	body, err := Make(snapshot, callsOf("GET /a/1")).Lock(day).Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(body)
	f.Add([]byte(`{"authcat-plan":1,"credential":"none","operations":[{"api":"v1","method":"GET","path":"{","needs":"none"}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		lock, err := ReadLock(body)
		if err != nil {
			if strings.ContainsAny(err.Error(), "\n\r") {
				t.Errorf("more than a line: %q", err)
			}
			return
		}
		Compare(lock, snapshot)
	})
}
