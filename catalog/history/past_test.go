package history

import (
	"fmt"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/catalog/track"
)

// tell writes tracks in lines.
func tell(tracks []*track.Track) string {
	var b strings.Builder
	for _, track := range tracks {
		fmt.Fprintf(&b, "%s gone=%v\n", track.Operation.Key, track.Gone)
		for _, event := range track.Events {
			fmt.Fprintf(&b, "  %s %s", event.Date[8:], event.Kind)
			for _, c := range event.Changes {
				fmt.Fprintf(&b, "; %s %s %s>%s", c.Effect, c.Aspect, c.Before, c.After)
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

func past(t *testing.T, s *Store, method, path string) (*track.Past, []*track.Track) {
	t.Helper()
	address, err := find.ParseAddress(method, path)
	if err != nil {
		t.Fatal(err)
	}
	p, _, err := s.Past(address.Filter(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return p, p.Match(address)
}

func want(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got\n%s\nwant\n%s", what, got, want)
	}
}

func TestPast(t *testing.T) {
	other := observed(key("v1", "GET", "/b/{id}"), "userAuth idn:b:read")
	renamed := other
	renamed.Path = "/b/{bId}"
	wider := both
	wider.Levels, wider.LevelsField = []string{"ORG_ADMIN"}, catalog.LevelsField
	legacy := observed(key("v3", "GET", "/a"), "userAuth idn:a:read")

	unread := facts(1, other) // GET /a is there, and can't be read
	unread.Problems = []catalog.Problem{{Key: pat.Key, Code: catalog.CodeOperationUnread, Seen: "s"}}
	unavailable := facts(1) // v1 could not be had, and there was nothing to keep
	unavailable.Documents = nil
	unavailable.Problems = []catalog.Problem{{Key: catalog.Key{API: "v1"}, Code: catalog.CodeSourceUnavailable, Seen: "s"}}
	two := func(f catalog.Facts, observations ...catalog.Observation) catalog.Facts {
		f.APIs = append(f.APIs, catalog.API{ID: "v3", Product: catalog.ProductISC, BasePath: "/v3", SpecURL: "https://h/v3"})
		f.Documents = append(f.Documents, read("v3", 1))
		f.Observations = append(f.Observations, observations...)
		return f
	}
	s := open(t)
	for i, f := range []catalog.Facts{
		facts(1, other),                // 1
		facts(1, pat, other),           // 2
		unread,                         // 3
		two(facts(1, both, renamed)),   // 4
		two(unavailable, legacy),       // 5
		two(facts(1, renamed), legacy), // 6
		two(facts(1, wider, other)),    // 7
		{APIs: two(facts(1)).APIs[1:]}, // 8: v1 is withdrawn, v3 could not be had
		two(facts(1, wider, other)) /* 9 */} {
		s.mustPut(t, fmt.Sprintf("2024-01-%02d", i+1), f, true)
	}

	p, tracks := past(t, s, "GET", "/a")
	want(t, "GET /a", tell(tracks), tell(p.Lineage("GET /a")[:1]))
	want(t, "lineage", tell(p.Lineage("GET /a")), `v1 GET /a gone=false
  02 first seen; looser added >pat
  04 changed; looser needs pat>pat-or-client; neutral scopes user: idn:a:read>user: idn:a:read; API client: idn:a:read
  06 gone; stricter removed pat-or-client>
  07 back; looser added >pat-or-client; stricter levels none published>ORG_ADMIN
  08 gone; stricter removed pat-or-client>
  09 back; looser added >pat-or-client
v3 GET /a gone=true
  05 first seen; looser added >pat
  07 gone; stricter removed pat>
`)
	if p.From != "2024-01-01" || p.To != "2024-01-09" {
		t.Errorf("from %s to %s", p.From, p.To)
	}
	_, tracks = past(t, s, "GET", "/v3/a")
	want(t, "one version", tell(tracks)[:9], "v3 GET /a")
	_, tracks = past(t, s, "", "/b/77")
	want(t, "renamed parameter", tell(tracks), `v1 GET /b/{id} gone=false
  01 first seen; looser added >pat
  04 changed; neutral renamed /b/{id}>/b/{bId}
  07 changed; neutral renamed /b/{bId}>/b/{id}
  08 gone; stricter removed pat>
  09 back; looser added >pat
`)
	if _, tracks = past(t, s, "DELETE", "/a"); len(tracks) > 0 {
		t.Errorf("an operation that never was: %s", tell(tracks))
	}
}

// A literal that came later is not taken for the parameter that it hides behind.
func TestPastPrefersLiterals(t *testing.T) {
	s := open(t)
	s.mustPut(t, "2024-01-01", facts(1, observed(key("v1", "GET", "/a/{id}"), "userAuth s:x")), true)
	s.mustPut(t, "2024-01-02", facts(1, observed(key("v1", "GET", "/a/{id}"), "userAuth s:x"), observed(key("v1", "GET", "/a/search"), "userAuth s:y")), true)
	_, tracks := past(t, s, "GET", "/a/search")
	want(t, "literal", tell(tracks), "v1 GET /a/search gone=false\n  02 first seen; looser added >pat\n")
	_, tracks = past(t, s, "GET", "/a/77")
	want(t, "value", tell(tracks), "v1 GET /a/{id} gone=false\n  01 first seen; looser added >pat\n")
}

// The address that an operation moved away from may get another one.
func TestPastOfAMovedOperation(t *testing.T) {
	first := observed(key("v1", "GET", "/a/v1"), "userAuth s:x")
	second := first
	second.Path = "/a/v2"
	s := open(t)
	s.mustPut(t, "2024-01-01", facts(1, first), true)
	s.mustPut(t, "2024-01-02", facts(1, second), true)
	s.mustPut(t, "2024-01-03", facts(1, first, second), true)
	p, _ := past(t, s, "GET", "/a")
	want(t, "moved", tell(p.Tracks), `v1 GET /a/v2 gone=false
  01 first seen; looser added >pat
  02 changed; stricter moved /a/v1>/a/v2
v1 GET /a/v1 gone=false
  03 first seen; looser added >pat
`)
}

func TestPastOfNothing(t *testing.T) {
	p, tracks := past(t, open(t), "GET", "/a")
	if p.From != "" || len(tracks) > 0 || len(p.Lineage("GET /a")) > 0 {
		t.Errorf("an empty store says %+v", p)
	}
}

// A text that many dates share is read once.
func TestPastReadsTextsOnce(t *testing.T) {
	s := open(t)
	for i := range 20 {
		f := facts(1, pat)
		f.Documents[0].SHA256 = strings.Repeat("0a", 31) + fmt.Sprintf("%02d", i)
		s.mustPut(t, fmt.Sprintf("2024-01-%02d", i+1), f, true)
	}
	r := reader{known: map[string]part{}, past: &track.Past{}}
	dates, err := s.Dates()
	if err != nil || len(dates) != 20 {
		t.Fatal(dates, err)
	}
	read := map[*catalog.Operation]bool{}
	for _, date := range dates {
		now, err := s.texts(date)
		if err == nil {
			err = r.read(date, now)
		}
		if err != nil {
			t.Fatal(err)
		}
		read[&r.known["v1"].operations[0]] = true
	}
	if len(read) != 1 {
		t.Errorf("the text was read %d times, want once", len(read))
	}
}
