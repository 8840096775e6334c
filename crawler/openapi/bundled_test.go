package openapi

import (
	"bytes"
	"path"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/factfile"
	"authcat/catalog/prose"
	"authcat/crawler/mirrortest"
	"authcat/data"
)

// The bundled snapshot is what the mirror's documents say, to the last
// condition: what is read otherwise than before shows here, in one document or in all.
func TestBundledIsWhatIsRead(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds: left out with -short")
	}
	bundled, err := data.Snapshot(catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	bundled.Pages = nil
	read := bundled
	read.Observations, read.Problems = nil, nil
	for _, api := range bundled.APIs {
		observations, problems, err := Parse(t.Context(), api.ID, mirrortest.Spec(t, path.Join(strings.Split(api.SpecURL, "/")[6:]...)), new(prose.Reader))
		if err != nil {
			t.Fatal(err)
		}
		read.Observations, read.Problems = append(read.Observations, observations...), append(read.Problems, problems...)
	}
	want := factfile.Encode(bundled)
	for name, got := range factfile.Encode(read) {
		lines, was := bytes.Split(got, []byte("\n")), bytes.Split(want[name], []byte("\n"))
		for i := range min(len(lines), len(was)) {
			if !bytes.Equal(lines[i], was[i]) {
				t.Errorf("%s:%d: %s\nwas %s", name, i+1, lines[i], was[i])
				break
			}
		}
		if len(lines) != len(was) {
			t.Errorf("%s: %d lines, were %d", name, len(lines), len(was))
		}
	}
}
