package answer_test

import (
	"errors"
	"reflect"
	"testing"

	"authcat/catalog"
	"authcat/catalog/answer"
	"authcat/catalog/track"
)

// pastThings is the past of things: GET /things in two versions of which the
// newer opened to API clients, and one that is gone.
func pastThings(catalog.Filter) (*answer.Past, error) {
	today := things().Snapshot
	before := catalog.Merge(today.Facts)
	for i := range before.Observations {
		before.Observations[i].Security.Alternatives = before.Observations[i].Security.Alternatives[:1]
	}
	old := before.Observations[0]
	old.Key = catalog.Key{API: "v2", Method: "GET", Path: "/things"}
	before.APIs = append(before.APIs, catalog.API{ID: "v2", Product: catalog.ProductISC, BasePath: "/v2", Title: "Things V2"})
	before.Observations = append(before.Observations, old)
	before = catalog.Merge(before.Facts)
	past := &track.Past{}
	for i, day := range []catalog.Snapshot{before, before, *today} {
		date := []string{"2024-01-01", "2024-01-02", "2024-01-03"}[i]
		for _, api := range day.APIs {
			past.Rests(api.ID, date, "https://h/"+api.ID)
		}
		was := past.To
		if was == "" {
			past.Add(date, day.APIs, nil, day.Operations)
		} else {
			past.Add(date, day.APIs, before.Operations, day.Operations)
		}
	}
	return &answer.Past{Past: past, Dataset: answer.Dataset{Name: "past"}}, nil
}

// needsThings is what things needed.
func needsThings(catalog.Filter) (*answer.PastNeeds, error) {
	key := func(api string) catalog.Key { return catalog.Key{API: api, Method: "GET", Path: "/things"} }
	return &answer.PastNeeds{Dataset: answer.Dataset{Name: "past"}, Needs: &track.Needs{
		First: map[string]string{"v2026": "2024-01-01", "v2025": "2024-01-01"},
		Of: map[catalog.Key][]track.Need{
			key("v2026"): {{Day: "2024-01-01", Needs: catalog.NeedsPAT}, {Day: "2024-01-03", Needs: catalog.NeedsPATOrClient}, {Day: "2024-01-04", Needs: ""}, {Day: "2024-01-05", Needs: catalog.NeedsPATOrClient}},
			key("v2025"): {{Day: "2024-01-01", Needs: catalog.NeedsPAT}},
		},
	}}, nil
}

func question(t *testing.T, text string) answer.Question {
	t.Helper()
	q, err := answer.ParseQuestion(text)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestTell(t *testing.T) {
	found, err := answer.Lookup(read, question(t, "GET /things"))
	if err == nil {
		err = found.Tell(needsThings)
	}
	if err != nil {
		t.Fatal(err)
	}
	want := map[catalog.Key]answer.Since{
		{API: "v2026", Method: "GET", Path: "/things"}: {Day: "2024-01-03", Before: catalog.NeedsPAT},
		{API: "v2025", Method: "GET", Path: "/things"}: {Day: "2024-01-01", Oldest: true},
	}
	if !reflect.DeepEqual(found.Since, want) || found.History.Name != "past" {
		t.Errorf("%+v", found.Since)
	}
}

// A data set that differs from the history is not dated by it.
func TestTellOfAnotherDataset(t *testing.T) {
	for name, other := range map[string]func(*catalog.Facts){
		"needs": func(f *catalog.Facts) {
			f.Observations[0].Security.Alternatives = f.Observations[0].Security.Alternatives[1:]
		},
		"document": func(f *catalog.Facts) { f.APIs[0].SpecURL = "https://elsewhere" },
	} {
		facts := things().Facts
		other(&facts)
		found, err := answer.Lookup(func(catalog.Filter) (*answer.Catalog, error) { return answer.Named("other", catalog.Merge(facts)), nil }, question(t, "GET /v2026/things"))
		if err == nil {
			err = found.Tell(needsThings)
		}
		if err != nil || len(found.Since) > 0 {
			t.Errorf("another %s: %+v, %v", name, found.Since, err)
		}
	}
}

func TestTellGone(t *testing.T) {
	for _, called := range []string{"GET /v2/things", "GET /api/v2/things"} {
		testTellGone(t, question(t, called))
	}
}

func testTellGone(t *testing.T, q answer.Question) {
	t.Helper()
	_, err := answer.Lookup(read, q)
	var nothing *answer.NothingError
	if err = answer.TellGone(err, q, pastThings); !errors.As(err, &nothing) || len(nothing.Gone) != 1 {
		t.Fatalf("%+v, %v", nothing, err)
	}
	gone := nothing.Gone[0]
	if gone.API.Title != "Things V2" || gone.Until != "2024-01-03" || gone.Operation.Decision.Needs != catalog.NeedsPAT || gone.Today[0].Called() != "GET /v2026/things" {
		t.Errorf("%+v", gone)
	}
	other := errors.New("another")
	if got := answer.TellGone(other, q, pastThings); got != other {
		t.Errorf("another failure is %v", got)
	}
}

func TestHistoryByName(t *testing.T) {
	h, err := answer.History(pastThings, read, question(t, "listThings"), "", false)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, track := range h.Tracks {
		keys = append(keys, track.Operation.Key.String())
	}
	if want := []string{"v2026 GET /things", "v2025 GET /things"}; !reflect.DeepEqual(keys, want) || len(h.Others) != 1 {
		t.Errorf("%q, and %d others", keys, len(h.Others))
	}
	if h.Document("v2026", "2024-01-02") != "https://h/v2026" || h.Document("v2", "2024-01-02") != "" {
		t.Errorf("it rests on %+v", h.Readings)
	}
	var nothing *answer.NothingError
	if _, err := answer.History(pastThings, read, question(t, "GET /things"), "v1", false); !errors.As(err, &nothing) {
		t.Errorf("of another API: %v", err)
	}
}
