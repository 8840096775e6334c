package factfile

import (
	"bytes"
	"testing"
	"testing/fstest"

	"authcat/catalog"
	"authcat/catalog/factstest"
)

// Whatever the facts, the text gives them back, but for what Encode leaves out.
func FuzzRoundTrip(f *testing.F) {
	for _, text := range factstest.Texts(100) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		want := factstest.Make(text)
		for i := range want.Levels {
			want.Levels[i].Opens, want.Levels[i].Notes = nil, nil
		}
		got, err := Decode(encode(t, want), catalog.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		if found := factstest.Differ(got, want); found != "" {
			t.Error(found)
		}
	})
}

// A file of an API is refused, or says what it says when it is written again.
func FuzzDecode(f *testing.F) {
	for name, body := range Encode(hostileFacts()) {
		if name == "v1.txt" {
			f.Add(string(body))
		}
	}
	f.Add("api v1\nproduct isc\n\nGET /a\nsecurity []\n\nGET /b\nsecurity {}\nsecurity userAuth a & applicationAuth b\n")
	f.Add("api v1\n\nGET /a\nunstated []\npage https://h\npage-read 2026-08-22T00:00:00Z ab\npage-inherited {}\n\nproblem operation-unread\n")
	f.Fuzz(func(t *testing.T, text string) {
		files := fstest.MapFS{IndexName: {Data: []byte("authcat-facts " + Version + "\nv1\n")}, "v1.txt": {Data: []byte(text)}, SitesName: {}}
		facts, err := Decode(files, catalog.Filter{})
		if err != nil {
			return
		}
		for _, o := range facts.Observations {
			if o.Security.Basis == "" && catalog.Decide(o.Security, catalog.AnyScope).Needs == catalog.NeedsNone {
				t.Errorf("%s: nobody states that it needs no token", o.Key)
			}
		}
		first := Encode(facts)
		again, err := Decode(encode(t, facts), catalog.Filter{})
		if err != nil {
			t.Fatalf("%v\n%s", err, first["v1.txt"])
		}
		if second := Encode(again); !bytes.Equal(first["v1.txt"], second["v1.txt"]) {
			t.Errorf("written again it is\n%s\nnot\n%s", second["v1.txt"], first["v1.txt"])
		}
	})
}
