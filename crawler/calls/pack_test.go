package calls

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

func gzipped(texts ...string) []byte {
	var packed bytes.Buffer
	for _, text := range texts {
		w := gzip.NewWriter(&packed)
		_, err := w.Write([]byte(text))
		if err = errors.Join(err, w.Close()); err != nil {
			panic(err)
		}
	}
	return packed.Bytes()
}

func zstandard(t testing.TB, text string) []byte {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return w.EncodeAll([]byte(text), nil)
}

// What is packed is read as what is in it, in several parts too.
func TestPacked(t *testing.T) {
	a, b := logged("GET /v3/accounts HTTP/1.1"), logged("GET /v3/roles HTTP/1.1")
	const want = "line 1: GET /v3/accounts\nline 2: GET /v3/roles\n"
	reads(t, string(gzipped(a+b)), formatLog, want)
	reads(t, string(gzipped(a, b)), formatLog, want)
	reads(t, string(zstandard(t, a+b)), formatLog, want)
	reads(t, string(zstandard(t, a))+string(zstandard(t, b)), formatLog, want)
	reads(t, "\x50\x2a\x4d\x18\x04\x00\x00\x00skip"+string(zstandard(t, a+b)), formatLog, want)
	reads(t, string(gzipped(`{"log": {"entries": [{"request": {"method": "GET", "url": "http://a/"}}]}}`)), formatHAR, "entry 1: GET http://a/\n")
}

// The calls before damage are no plan: the error says what is damaged.
func TestDamagedPacks(t *testing.T) {
	text := strings.Repeat(logged("GET /v3/accounts HTTP/1.1"), 20_000)
	zipped, zstd := gzipped(text), zstandard(t, text)
	for name, test := range map[string]struct {
		body []byte
		want string
	}{
		"gzip cut":       {zipped[:len(zipped)/2], "f: it can't be read: as gzip it is cut off or damaged: unexpected EOF"},
		"gzip changed":   {append(append([]byte{}, zipped[:len(zipped)-6]...), "012345"...), "f: it can't be read: as gzip it is cut off or damaged: gzip: invalid checksum"},
		"gzip with more": {append(append([]byte{}, zipped...), "GET /a and more"...), "f: it can't be read: as gzip it is cut off or damaged: gzip: invalid header"},
		"zstd cut":       {zstd[:len(zstd)-9], "f: it can't be read: as zstd it is cut off or damaged: unexpected EOF"},
	} {
		if _, err := readAll("f", string(test.body), Fields{}); err == nil || err.Error() != test.want {
			t.Errorf("%s: error %v, want %s", name, err, test.want)
		}
	}
	failing := Input{Name: "f", Source: io.MultiReader(strings.NewReader(text), &broken{})}
	n := 0
	for _, err := range failing.Calls() {
		if n++; err != nil && (n != 20_001 || err.Error() != "f: it can't be read: the disk is gone") {
			t.Errorf("entry %d: error %v", n, err)
		}
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("the disk is gone") }

// FuzzUnpacked unpacks anything in bounded memory, and damage to a pack is an error or gone unnoticed.
func FuzzUnpacked(f *testing.F) {
	f.Add(gzipped("GET /a\n", "GET /b\n"))
	f.Add(zstandard(f, "GET /a\nGET /b\n"))
	f.Add([]byte("\x50\x2a\x4d\x18\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, packed []byte) {
		plain, err := unpacked(bytes.NewReader(packed))
		if err != nil {
			return
		}
		defer plain.Close()
		if _, err := io.Copy(io.Discard, io.LimitReader(plain, 1<<20)); err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("error of several lines: %q", err)
		}
	})
}
