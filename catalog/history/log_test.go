package history

import (
	"fmt"
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"authcat/catalog"
	"authcat/catalog/track"
)

// v3 is another API beside v1.
func v3(f catalog.Facts, observations ...catalog.Observation) catalog.Facts {
	f.APIs = append(f.APIs, catalog.API{ID: "v3", Product: catalog.ProductISC, BasePath: "/v3", SpecURL: "https://h/v3"})
	f.Documents = append(f.Documents, read("v3", 1))
	f.Observations = append(f.Observations, observations...)
	return f
}

// days are some of a catalog: operations come, change, are unread, go and come
// back, an API is withdrawn, a document can't be had.
func days() []catalog.Facts {
	other := observed(key("v1", "GET", "/b/{id}"), "userAuth idn:b:read")
	other.Deprecated, other.Tags = true, []string{"Bs", "Others"}
	renamed := other
	renamed.Path, renamed.Deprecated = "/b/{bId}", false
	legacy := observed(key("v3", "GET", "/a"), "userAuth idn:a:read")
	unread := facts(1, other)
	unread.Problems = []catalog.Problem{{Key: pat.Key, Code: catalog.CodeOperationUnread, Seen: "s"}}
	kept := v3(facts(1, both, renamed), legacy)
	kept.Documents[0].Kept = true
	return []catalog.Facts{
		facts(1, pat, other), unread, v3(facts(1, both, renamed), legacy), kept, v3(facts(1, renamed), legacy),
		v3(facts(1, both, renamed)), {APIs: v3(facts(1)).APIs[1:], Documents: []catalog.Document{read("v3", 1)}}, v3(facts(1, both, renamed), legacy),
	}
}

func dateOf(i int) string { return fmt.Sprintf("2024-01-%02d", i+1) }

// logOf is the log of days.
func logOf(t testing.TB, days ...catalog.Facts) (*Log, map[string][]byte) {
	t.Helper()
	w := NewLogWriter(v3(facts(1)).APIs)
	for i, f := range days {
		if err := w.Add(dateOf(i), f); err != nil {
			t.Fatal(err)
		}
	}
	files := w.Files()
	log, err := ReadLog(inMemory(files))
	if err != nil {
		t.Fatal(err)
	}
	return log, files
}

func inMemory(files map[string][]byte) fs.FS {
	all := fstest.MapFS{}
	for name, text := range files {
		all[name] = &fstest.MapFile{Data: text}
	}
	return all
}

// A log tells of days what the store does that has them all.
func TestLogTellsWhatTheStoreDoes(t *testing.T) {
	s := open(t)
	for i, f := range days() {
		if _, err := s.Put(dateOf(i), f); err != nil {
			t.Fatal(err)
		}
	}
	log, _ := logOf(t, days()...)
	for _, filter := range []catalog.Filter{{}, catalog.NewFilter("GET /a"), catalog.NewFilter("GET /b/{}"), catalog.NewFilter("GET /none")} {
		stored, _, err := s.Past(filter, nil)
		if err != nil {
			t.Fatal(err)
		}
		told, _, err := open(t).Past(filter, log)
		if err != nil {
			t.Fatal(err)
		}
		want(t, strings.Join(filter.Lineages, ", "), tell(told.Tracks), tell(stored.Tracks))
		if told.To != "2024-01-08" || told.From != "2024-01-01" || log.From() != "2024-01-01" {
			t.Errorf("from %s to %s", told.From, told.To)
		}
	}
}

// What operations needed is what their tracks say.
func TestLogNeeds(t *testing.T) {
	log, _ := logOf(t, days()...)
	needs, err := log.Needs(catalog.NewFilter("GET /a", "GET /b/{}"))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, k := range []catalog.Key{key("v1", "GET", "/a"), key("v1", "GET", "/b/{}"), key("v3", "GET", "/a")} {
		fmt.Fprintln(&b, k, needs.Of[k])
	}
	want(t, "needs", b.String(), `v1 GET /a [{2024-01-01 pat} {2024-01-03 pat-or-client} {2024-01-05 } {2024-01-06 pat-or-client} {2024-01-07 } {2024-01-08 pat-or-client}]
v1 GET /b/{} [{2024-01-01 pat} {2024-01-03 } {2024-01-03 pat} {2024-01-07 } {2024-01-08 pat}]
v3 GET /a [{2024-01-03 pat} {2024-01-06 } {2024-01-08 pat}]
`)
	if len(needs.Of) != 3 || needs.First["v3"] != "2024-01-03" || needs.API("v3").BasePath != "/v3" {
		t.Errorf("%+v", needs)
	}
}

// The facts of a day come back without pages, hashes and problems, of a day
// without a change too. What could not be read is what it was.
func TestLogAt(t *testing.T) {
	all := days()
	log, _ := logOf(t, all...)
	for i, f := range all {
		got, err := log.At(dateOf(i), catalog.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		expected := f
		switch i {
		case 1:
			expected = all[0]
		case 3:
			expected = all[2]
		}
		if !reflect.DeepEqual(byKey(got), byKey(expected)) || !reflect.DeepEqual(got.APIs, expected.APIs) {
			t.Errorf("%s: got\n%+v\nwant\n%+v", dateOf(i), byKey(got), byKey(expected))
		}
		if len(got.Documents) != len(got.APIs) || got.Documents[0].FetchedAt.Format(time.DateOnly) != dateOf(i) || got.Documents[0].URL == "" {
			t.Errorf("%s: documents %+v", dateOf(i), got.Documents)
		}
	}
}

func byKey(f catalog.Facts) map[catalog.Key]catalog.Observation {
	all := map[catalog.Key]catalog.Observation{}
	for _, o := range f.Observations {
		all[o.Key] = o
	}
	return all
}

// The days after the log are the store's. What the store's sources do not have
// is not gone because of that, and what only they have is the store's all along.
func TestLogAndStore(t *testing.T) {
	legacy := observed(key("v3", "GET", "/a"), "userAuth idn:a:read")
	elsewhere := facts(1, both)
	elsewhere.APIs[0].SpecURL = "https://elsewhere/v1"
	const v1 = `v1 GET /a gone=false
  01 first seen; looser added >pat
  09 changed; looser needs pat>pat-or-client; neutral scopes user: idn:a:read>user: idn:a:read; API client: idn:a:read
`
	own := func(f catalog.Facts) catalog.Facts {
		f.APIs = append(f.APIs, catalog.API{ID: "own", Product: catalog.ProductISC, BasePath: "/v9", SpecURL: "https://own"})
		f.Documents = append(f.Documents, read("own", 1))
		f.Observations = append(f.Observations, observed(key("own", "GET", "/a"), "userAuth own:a:read"))
		return f
	}
	for name, test := range map[string]struct {
		early, late catalog.Facts
		want        string
	}{
		"the same sources": {v3(facts(1, both)), v3(facts(1, many(both)...)), v1 + `v3 GET /a gone=true
  01 first seen; looser added >pat
  09 gone; stricter removed pat>
`},
		"one of them": {facts(1, both), facts(1, many(both)...), v1},
		"one more": {own(facts(1)), own(facts(1, both)), v1 + `own GET /a gone=false
  03 first seen; looser added >pat
`},
		"others of the name": {facts(1), elsewhere, `v1 GET /a gone=false
  09 first seen; looser added >pat-or-client
`},
	} {
		t.Run(name, func(t *testing.T) {
			log, _ := logOf(t, v3(facts(1, pat), legacy), v3(facts(1, pat), legacy), v3(facts(1, pat), legacy), v3(facts(1, pat), legacy))
			log.Through = "2024-01-08"
			s := open(t)
			s.mustPut(t, "2024-01-03", test.early, true)
			s.mustPut(t, "2024-01-09", test.late, true)
			past, _, err := s.Past(catalog.NewFilter("GET /a"), log)
			if err != nil {
				t.Fatal(err)
			}
			want(t, "told", tell(past.Lineage("GET /a")), test.want)
		})
	}
}

// The text is what a reader sees in a difference: one operation's days below it,
// its versions beside it.
func TestLogAsText(t *testing.T) {
	opened := both
	opened.Title, opened.Deprecated = "List As", true
	closed := opened
	closed.Security, closed.Deprecated = pat.Security, false
	legacy := observed(key("v3", "GET", "/a"), "userAuth idn:a:read")
	legacy.Title = "List As"
	_, files := logOf(t, v3(facts(1, closed), legacy), v3(facts(1, opened)), v3(facts(1, closed)))
	want(t, "a.txt", string(files["a.txt"]), `v1 GET /a
2024-01-01
title List As
security userAuth idn:a:read
2024-01-02
deprecated
security userAuth idn:a:read
security applicationAuth idn:a:read
2024-01-03
security userAuth idn:a:read
no deprecated

v3 GET /a
2024-01-01
title List As
security userAuth idn:a:read
2024-01-02 gone
`)
	index, _, _ := strings.Cut(string(files["index.txt"]), "\n\napi")
	want(t, "index.txt", index, "authcat-log 1\nthrough 2024-01-03\n\nfile a.txt 2")
}

// What tells nothing new leaves the texts as they are.
func TestLogIsTheSame(t *testing.T) {
	again := append(days(), days()[7], days()[7])
	_, files := logOf(t, days()...)
	_, more := logOf(t, again...)
	delete(files, "index.txt")
	delete(more, "index.txt")
	if !maps.EqualFunc(files, more, slices.Equal) {
		t.Errorf("%s\nis\n%s", files["a.txt"], more["a.txt"])
	}
}

func TestLogOutOfOrder(t *testing.T) {
	w := NewLogWriter(facts(1).APIs)
	for _, test := range []struct {
		date string
		ok   bool
	}{{"2024-01-02", true}, {"2024-01-02", false}, {"2024-01-01", false}, {"yesterday", false}, {"2024-01-03", true}} {
		if err := w.Add(test.date, facts(1, pat)); (err == nil) != test.ok {
			t.Errorf("%s: %v", test.date, err)
		}
	}
}

// What is damaged says where, whatever is asked.
func TestLogDamaged(t *testing.T) {
	_, good := logOf(t, days()...)
	for name, damage := range map[string]func(files map[string]string){
		"no index":       func(f map[string]string) { delete(f, "index.txt") },
		"another format": func(f map[string]string) { f["index.txt"] = strings.Replace(f["index.txt"], "log 1", "log 2", 1) },
		"no last day": func(f map[string]string) {
			f["index.txt"] = strings.Replace(f["index.txt"], "through 2024", "through 20x4", 1)
		},
		"an API twice": func(f map[string]string) {
			f["index.txt"] += "\n" + f["index.txt"][strings.Index(f["index.txt"], "api v3"):]
		},
		"a file missing":       func(f map[string]string) { delete(f, "a.txt") },
		"an operation missing": func(f map[string]string) { f["a.txt"] = f["a.txt"][strings.Index(f["a.txt"], "v3 GET"):] },
		"a day out of order":   func(f map[string]string) { f["a.txt"] = strings.Replace(f["a.txt"], "2024-01-03", "2023-01-03", 1) },
		"no day":               func(f map[string]string) { f["a.txt"] = strings.Replace(f["a.txt"], "2024-01-03", "2024-13-03", 1) },
		"no day at first":      func(f map[string]string) { f["a.txt"] = strings.Replace(f["a.txt"], "2024-01-01\n", "", 1) },
		"gone at first": func(f map[string]string) {
			f["a.txt"] = strings.Replace(f["a.txt"], "2024-01-01", "2024-01-01 gone", 1)
		},
		"an API of no name":    func(f map[string]string) { f["a.txt"] = strings.Replace(f["a.txt"], "v3 GET", "v4 GET", 1) },
		"no method":            func(f map[string]string) { f["a.txt"] = strings.Replace(f["a.txt"], "v3 GET", "v3 get", 1) },
		"a keyword of no name": func(f map[string]string) { f["a.txt"] = strings.Replace(f["a.txt"], "security ", "secret ", 1) },
		"no security": func(f map[string]string) {
			f["a.txt"] = strings.Replace(f["a.txt"], "security userAuth idn:a:read\n", "", 1)
		},
		"a file of an odd name": func(f map[string]string) {
			f["index.txt"] = strings.Replace(f["index.txt"], "file a.txt", "file ../a.txt", 1)
		},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{}
			for name, text := range good {
				files[name] = string(text)
			}
			damage(files)
			if err := useLog(t, files); err == nil {
				t.Error("nothing was said")
			}
		})
	}
}

// useLog asks a log all that can be asked.
func useLog(t *testing.T, files map[string]string) error {
	t.Helper()
	all := map[string][]byte{}
	for name, text := range files {
		all[name] = []byte(text)
	}
	log, err := ReadLog(inMemory(all))
	if err != nil {
		return err
	}
	if _, _, err := open(t).Past(catalog.Filter{}, log); err != nil {
		return err
	}
	for i := range days() {
		if _, err := log.At(dateOf(i), catalog.NewFilter("GET /a")); err != nil {
			return err
		}
	}
	return nil
}

// Any texts are a log or an error, and no panic.
func FuzzLog(f *testing.F) {
	w := NewLogWriter(v3(facts(1)).APIs)
	for i, day := range days() {
		if err := w.Add(dateOf(i), day); err != nil {
			f.Fatal(err)
		}
	}
	files := w.Files()
	f.Add(string(files["index.txt"]), string(files["a.txt"]))
	f.Add("authcat-log 1\nthrough 2024-01-01\n\nfile a.txt 1\n\napi v1\n2024-01-01", "v1 GET /a\n2024-01-01\nsecurity {}")
	f.Fuzz(func(t *testing.T, index, text string) {
		_ = useLog(t, map[string]string{"index.txt": index, "a.txt": text})
	})
}

// Pack holds the texts as they are, and is the same for the same.
func TestPack(t *testing.T) {
	_, files := logOf(t, days()...)
	one, err := Pack(files)
	if err != nil {
		t.Fatal(err)
	}
	if two, _ := Pack(files); !slices.Equal(one, two) {
		t.Error("the same texts are other bytes")
	}
}

// A reading says since when and in which form an API's days are known.
func TestReadings(t *testing.T) {
	inFiles := facts(1, pat)
	inFiles.Documents[0].URL = "https://h/many/v1"
	log, _ := logOf(t, inFiles, facts(1, pat), facts(1, both))
	past, _, err := open(t).Past(catalog.Filter{}, log)
	want := []track.Reading{{API: "v1", Since: "2024-01-01", URL: "https://h/many/v1"}, {API: "v1", Since: "2024-01-02", URL: facts(1).Documents[0].URL}}
	if err != nil || !reflect.DeepEqual(past.Readings, want) {
		t.Errorf("%+v, %v", past.Readings, err)
	}
}
