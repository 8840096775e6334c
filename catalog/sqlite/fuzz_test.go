package sqlite

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"authcat/catalog"
	"authcat/catalog/factstest"
)

// Whatever the facts, a catalog gives them back.
func FuzzRoundTrip(f *testing.F) {
	for _, text := range factstest.Texts(20) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		want := factstest.Make(text)
		if found := factstest.Differ(load(t, save(t, want), catalog.Filter{}), want); found != "" {
			t.Error(found)
		}
	})
}

// patch changes bytes: three for a place, one for how many, and those to mix in.
func patch(whole, patch []byte) []byte {
	changed := append([]byte(nil), whole...)
	for len(patch) > 4 {
		at := int(patch[0])<<16 | int(patch[1])<<8 | int(patch[2])
		n := min(int(patch[3]), len(patch)-4)
		for i, b := range patch[4 : 4+n] {
			changed[(at+i)%len(changed)] ^= b
		}
		patch = patch[4+n:]
	}
	return changed
}

// A catalog with any bytes changed gives the facts that were written, or an
// error that names it.
func FuzzLoad(f *testing.F) {
	readers := newReaders(f)
	f.Add([]byte{0, 0, 16, 1, 0x10})                         // the page size
	f.Add([]byte{0, 0, 18, 2, 3, 3})                         // the file format: WAL
	f.Add([]byte{0, 0, 28, 4, 0x7f, 0, 0, 0})                // the number of pages
	f.Add([]byte{0, 0, 60, 4, 0, 0, 1, 0})                   // the version of the schema
	f.Add([]byte{0, 0, 103, 2, 0xff, 0xff, 0, 0, 105, 1, 1}) // the first page's cells
	f.Fuzz(func(t *testing.T, change []byte) { readers.read(t, patch(readers.whole, change)) })
}

// readers read a damaged catalog, and know what was in it.
type readers struct {
	whole []byte
	facts map[bool]catalog.Facts // of all, and of one endpoint
}

func newReaders(t testing.TB) readers {
	path := filepath.Join(t.TempDir(), "catalog.db")
	snapshot := catalog.Merge(sampleFacts())
	if err := Save(t.Context(), path, &snapshot, assumed); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := readers{whole, map[bool]catalog.Facts{}}
	for _, all := range []bool{true, false} {
		if r.facts[all], err = read(t.Context(), path, filterOf(all)); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

func filterOf(all bool) catalog.Filter {
	if all {
		return catalog.Filter{}
	}
	return catalog.NewFilter("GET /a", "GET /nothing")
}

// read reports whether both readers refuse the bytes. What they don't refuse is what was written.
func (r readers) read(t *testing.T, body []byte) (refuse bool) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "catalog.db")
	if err := os.WriteFile(path, body, 0o644); err != nil {
		t.Fatal(err)
	}
	refuse = true
	for _, all := range []bool{true, false} {
		facts, err := read(t.Context(), path, filterOf(all))
		switch {
		case err != nil && !refused(err, path):
			t.Errorf("error %v, want one that says that %s is damaged", err, path)
		case err == nil && !reflect.DeepEqual(facts, r.facts[all]):
			t.Errorf("another answer: %+v", facts)
		}
		refuse = refuse && err != nil
	}
	return refuse
}

// Bits flipped, pages exchanged or emptied, a file cut short.
func TestDamagedBytes(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	readers := newReaders(t)
	tries := 200
	if os.Getenv("AUTHCAT_SOAK") != "" {
		tries = 20_000
	}
	const page = 4096
	random := rand.New(rand.NewPCG(7, 8))
	refusals := 0
	for i := range tries {
		body := append([]byte(nil), readers.whole...)
		from := page * random.IntN(len(body)/page)
		to := page * random.IntN(len(body)/page)
		switch i % 10 {
		case 0:
			body = body[:random.IntN(len(body))]
		case 1:
			clear(body[from : from+page])
		case 2:
			copy(body[from:from+page], readers.whole[to:])
		default:
			at := random.IntN(len(body))
			for body[at] == 0 { // most of a small file is empty
				at = random.IntN(len(body))
			}
			body[at] ^= 1 << random.IntN(8)
		}
		if readers.read(t, body) {
			refusals++
		}
		if t.Failed() {
			t.Fatalf("try %d", i)
		}
	}
	if refusals < tries/10 {
		t.Errorf("%d of %d were refused: the damage did no harm", refusals, tries)
	}
}

// An index whose keys are damaged leads past what was asked for, or not to it.
func TestDamagedIndex(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	readers := newReaders(t)
	refusals := 0
	for at := range readers.whole {
		key, damage := []byte("GET /"), []byte("FET /")
		if !bytes.HasPrefix(readers.whole[at:], key) {
			continue
		}
		body := slices.Clone(readers.whole)
		copy(body[at:], damage)
		if readers.read(t, body) {
			refusals++
		}
	}
	if refusals == 0 {
		t.Error("no damage was refused: it did no harm")
	}
}
