package sqlite

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/factfile"
	"authcat/catalog/sums"
)

func textsOf(facts catalog.Facts) factfile.Parts {
	snapshot := catalog.Merge(facts)
	return factfile.Split(&snapshot)
}

func hashOf(facts catalog.Facts) string {
	w := writer{err: errors.New("nowhere to write to")}
	return sums.Of(w.parts(textsOf(facts)).Encode())
}

// The hash is the same on every machine and in every version of authcat. One
// that changes makes damaged ones of all catalogs that are out: raise
// SchemaVersion with it.
func TestTheHashStays(t *testing.T) {
	const want = "d950de6bc3e3c141aeefd456f6314aaeca5fb9d4e5078cbec187ea5ef4fb0446"
	if got := hashOf(sampleFacts()); got != want {
		t.Errorf("the hash of the sample is %s, was %s", got, want)
	}
}

// senseless fields are set of nothing: the API of a sitemap, the hash of a page
// that was not read, a kind of subject that there is not.
var senseless = []string{
	"facts.Documents[2].API",
	"facts.Pages[1].SHA256",
	"facts.Observations[1].Prose.Conditions[1].Applies.Type",
	"facts.Observations[1].SecurityNote.Conditions[1].Applies.Type",
	"facts.Pages[0].Prose.Conditions[1].Applies.Type",
}

// Every field of every fact counts.
func TestEveryFactCounts(t *testing.T) {
	was := hashOf(sampleFacts())
	all := sampleFacts()
	n := len(leaves("facts", reflect.ValueOf(&all).Elem()))
	if n < 200 {
		t.Errorf("only %d fields", n)
	}
	for i := range n {
		facts := sampleFacts()
		leaf := leaves("facts", reflect.ValueOf(&facts).Elem())[i]
		leaf.change()
		if hashOf(facts) == was && !slices.Contains(senseless, leaf.at) {
			t.Errorf("%s does not count", leaf.at)
		}
	}
}

// leaf is a text, a truth, a time or a list of the facts.
type leaf struct {
	at     string
	change func()
}

func leaves(at string, v reflect.Value) (all []leaf) {
	set := func(other any) {
		all = append(all, leaf{at, func() { v.Set(reflect.ValueOf(other).Convert(v.Type())) }})
	}
	switch {
	case v.Type() == reflect.TypeFor[time.Time]():
		set(v.Interface().(time.Time).AddDate(0, 0, 1))
	case v.Kind() == reflect.String:
		set(v.String() + "x")
	case v.Kind() == reflect.Bool:
		set(!v.Bool())
	case v.Kind() == reflect.Pointer && !v.IsNil():
		return leaves(at, v.Elem())
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			all = append(all, leaves(at+"."+v.Type().Field(i).Name, v.Field(i))...)
		}
	case v.Kind() == reflect.Slice && v.Len() > 0:
		set(v.Slice(0, v.Len()-1).Interface())
		for i := range v.Len() {
			all = append(all, leaves(fmt.Sprintf("%s[%d]", at, i), v.Index(i))...)
		}
	}
	return all
}

// What a catalog can't tell apart has one hash.
func TestTheHashIsOfWhatIsKept(t *testing.T) {
	want := hashOf(sampleFacts())
	for name, change := range map[string]func(*catalog.Facts){
		"no list and an empty one": func(f *catalog.Facts) { f.Observations[1].Levels = []string{} },
		"a time in another zone": func(f *catalog.Facts) {
			f.Documents[0].FetchedAt = f.Documents[0].FetchedAt.In(time.FixedZone("", 3600))
		},
		"facts in another order": func(f *catalog.Facts) { slices.Reverse(f.Observations); slices.Reverse(f.Documents) },
	} {
		facts := sampleFacts()
		change(&facts)
		if got := hashOf(facts); got != want {
			t.Errorf("%s: another hash", name)
		}
	}
	if names := slices.Sorted(maps.Keys(textsOf(sampleFacts()).Endpoints)); !slices.Equal(names, []string{"GET /a", "GET /b"}) {
		t.Errorf("there are texts of %q", names)
	}
}
