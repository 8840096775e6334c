package guard_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/guard"
)

// tags is the bundled snapshot with tags left on so many of v3's 358 operations.
func tags(t *testing.T, left int) *catalog.Snapshot {
	f := bundled(t)
	of(&f, "v3", func(i int, o *catalog.Observation) {
		if i >= left {
			o.Tags = nil
		}
	})
	return merged(f)
}

func TestAcceptance(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	c, published := config(t), published(t)
	verdict := guard.Check(c, after(published), tags(t, 100), nil, today)
	if got := facts(verdict.Refusals); !slices.Equal(got, []guard.Fact{guard.TagsChanged}) {
		t.Fatalf("refusals %v", got)
	}
	a := guard.Accept(verdict, " v3 goes without tags ", today, time.Time{})
	if a.Reason != "v3 goes without tags" || a.On != "2026-08-23" || a.Expires != "2026-08-30" {
		t.Errorf("acceptance %+v", a)
	}
	other := catalog.Facts(bundled(t))
	drop(&other, "nerm", func(i int) bool { return i > 98 })
	for name, test := range map[string]struct {
		candidate *catalog.Snapshot
		after     time.Duration
		accepted  int
		refused   []guard.Fact
	}{
		"as accepted":          {tags(t, 100), 0, 1, nil},
		"better":               {tags(t, 110), 0, 1, nil},
		"worse by one":         {tags(t, 99), 0, 0, []guard.Fact{guard.TagsChanged}},
		"on its last day":      {tags(t, 100), 7 * 24 * time.Hour, 1, nil},
		"a day later":          {tags(t, 100), 8 * 24 * time.Hour, 0, []guard.Fact{guard.TagsChanged}},
		"a day before it":      {tags(t, 100), -24 * time.Hour, 0, []guard.Fact{guard.TagsChanged}},
		"something else":       {merged(other), 0, 0, []guard.Fact{guard.Lost}},
		"nothing left to take": {published, 0, 0, nil},
	} {
		t.Run(name, func(t *testing.T) {
			v := guard.Check(c, after(published), test.candidate, []guard.Acceptance{{}, a}, today.Add(test.after))
			if len(v.Accepted) != test.accepted || !slices.Equal(facts(v.Refusals), test.refused) {
				t.Errorf("accepted %d, refused %q", len(v.Accepted), lines(v.Refusals))
			}
			for _, accepted := range v.Accepted {
				if accepted.Reason != a.Reason || accepted.Expires != a.Expires {
					t.Errorf("accepted by %q until %s", accepted.Reason, accepted.Expires)
				}
			}
		})
	}
}

// Once published, the candidate is what the next one is compared with.
func TestPublishedNeedsNoAcceptance(t *testing.T) {
	x := tags(t, 100)
	if v := guard.Check(config(t), after(x), x, nil, today.AddDate(1, 0, 0)); !v.OK() {
		t.Errorf("refusals %q", lines(v.Refusals))
	}
}

// An accepted number of changes covers no more changes once it was published.
func TestAcceptedChangesEndWithTheirBaseline(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	c := config(t)
	renamed := func(tag, hash string) *catalog.Snapshot {
		f := bundled(t)
		of(&f, "v3", func(_ int, o *catalog.Observation) { o.Tags = []string{tag} })
		for i := range f.Documents {
			if f.Documents[i].API == "v3" {
				f.Documents[i].SHA256 = hash
			}
		}
		return merged(f)
	}
	first, second := renamed("A", "01"), renamed("B", "02")
	accepted := []guard.Acceptance{guard.Accept(guard.Check(c, after(published(t)), first, nil, today), "renamed", today, time.Time{})}
	if v := guard.Check(c, after(published(t)), first, accepted, today); !v.OK() {
		t.Errorf("refusals %q", lines(v.Refusals))
	}
	if v := guard.Check(c, after(first), second, accepted, today); !slices.Equal(facts(v.Refusals), []guard.Fact{guard.TagsChanged}) {
		t.Errorf("refusals %q, want the second change of tags", lines(v.Refusals))
	}
}

// An accepted sentinel covers that find only, an accepted rise that much only.
func TestAcceptanceOfFinds(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	c := config(t)
	published := published(t)
	jwks := func(scheme string) *catalog.Snapshot {
		f := bundled(t)
		of(&f, "v1", func(_ int, o *catalog.Observation) {
			if o.Path == "/ssf/v1/jwks" {
				o.Security.Alternatives = []catalog.Requirement{{{Scheme: scheme}}}
			}
		})
		return merged(f)
	}
	v := guard.Check(c, after(published), jwks("userAuth"), nil, today)
	if want := []string{"v1: GET /ssf/v1/jwks must need no token; the candidate says pat"}; !slices.Equal(lines(v.Refusals), want) {
		t.Fatalf("refusals %q, want %q", lines(v.Refusals), want)
	}
	accepted := []guard.Acceptance{guard.Accept(v, "true", today, today)}
	if v := guard.Check(c, after(published), jwks("userAuth"), accepted, today); !v.OK() {
		t.Errorf("accepted, yet %q", lines(v.Refusals))
	}
	if v := guard.Check(c, after(published), jwks("applicationAuth"), accepted, today); v.OK() {
		t.Error("another find was covered")
	}

	// Of operations of which none may change, the acceptance covers those: others
	// are news, and so are fewer.
	c.Sentinels = nil
	four := guard.Check(c, after(small(100, 0, 0)), small(100, 0, 4), nil, today)
	accepted = []guard.Acceptance{guard.Accept(four, "true", today, today)}
	for public, ok := range map[int]bool{3: false, 4: true, 5: false} {
		if v := guard.Check(c, after(small(100, 0, 0)), small(100, 0, public), accepted, today); v.OK() != ok {
			t.Errorf("%d public: %q", public, lines(v.Refusals))
		}
	}
}

// A second acceptance takes over what the first covers: the first may go.
func TestAcceptTakesOver(t *testing.T) {
	c, published := config(t), published(t)
	first := guard.Accept(guard.Check(c, after(published), tags(t, 100), nil, today), "first", today, time.Time{})
	v := guard.Check(c, after(published), tags(t, 100), []guard.Acceptance{first}, today)
	second := guard.Accept(v, "second", today, time.Time{})
	if v := guard.Check(c, after(published), tags(t, 100), []guard.Acceptance{second}, today); !v.OK() {
		t.Errorf("refusals %q", lines(v.Refusals))
	}
}

func TestAcceptancesInJSON(t *testing.T) {
	f := bundled(t)
	drop(&f, "iiq", func(int) bool { return true })
	of(&f, "v3", func(_ int, o *catalog.Observation) { o.Tags, o.Security.Basis = nil, catalog.BasisInherited })
	v := check(t, f)
	want := []guard.Acceptance{guard.Accept(v, "a \"reason\"\n<script>", today, today.AddDate(0, 0, 2))}
	text, err := guard.EncodeAcceptances(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := guard.DecodeAcceptances(text)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("read back %+v, %v", got, err)
	}
	if v := guard.Check(config(t), after(published(t)), merged(f), got, today); !v.OK() || len(v.Accepted) < 3 {
		t.Errorf("refusals %q", lines(v.Refusals))
	}
	if text, err := guard.EncodeAcceptances(nil); err != nil || string(text) != "[]\n" {
		t.Errorf("none: %q, %v", text, err)
	}
	if _, err := guard.EncodeAcceptances([]guard.Acceptance{guard.Accept(v, " ", today, today)}); err == nil {
		t.Error("an acceptance without a reason was written")
	}
}

func TestDecodeAcceptancesRefuses(t *testing.T) {
	const good = `[{"reason": "r", "on": "2026-08-22", "expires": "2026-08-29", "subjects": [{"api": "v3", "fact": "tags", "after": 0}]}]`
	if _, err := guard.DecodeAcceptances([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct{ old, new, want string }{
		"no reason":      {`"r"`, `" "`, "acceptance 1: an acceptance needs a reason"},
		"no day":         {"2026-08-29", "soon", `"soon" is no day`},
		"ends too early": {"2026-08-29", "2026-08-21", "it expires on 2026-08-21, before it begins on 2026-08-22"},
		"no subjects":    {`[{"api": "v3", "fact": "tags", "after": 0}]`, "[]", "no subjects"},
		"unknown fact":   {`"tags"`, `"colour"`, `subject 1: there is no fact "colour"`},
		"negative":       {`"after": 0`, `"after": -1`, "-1 is no count"},
		"unknown field":  {`"api"`, `"colour"`, "colour"},
		"more":           {"}]}]", "}]}] []", "more after the list"},
		"no JSON":        {"[{", "{", "acceptances: "},
	} {
		text := strings.Replace(good, test.old, test.new, 1)
		if _, err := guard.DecodeAcceptances([]byte(text)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one that says %q", name, err, test.want)
		}
	}
}
