package crawler

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/lookout"
	"authcat/crawler/fetch"
	"authcat/crawler/mirrortest"
	"authcat/data"
)

// folder is a listing as GitHub's API gives it.
func folder(names ...string) string {
	entries := make([]string, len(names))
	for i, name := range names {
		kind := "file"
		if bare, ok := strings.CutSuffix(name, "/"); ok {
			name, kind = bare, "dir"
		}
		entries[i] = fmt.Sprintf(`{"name": %q, "path": "somewhere/%s", "sha": "00", "size": 0, "type": %q, "_links": {"self": "https://host"}}`, name, name, kind)
	}
	return "[" + strings.Join(entries, ",") + "]"
}

func TestUncovered(t *testing.T) {
	many := make([]string, mostListed)
	for i := range many {
		many[i] = fmt.Sprintf("%d.yaml", i)
	}
	root := folder("specs/", "iiq/", "README.md")
	apis := []catalog.API{{ID: "a", SpecURL: "https://raw/main/specs/a.yaml"}}
	for _, test := range []struct {
		name    string
		answers map[string]string // by folder; what is not there is 404
		want    []string
		says    string
	}{
		{"all is read", map[string]string{"/": root, "/specs": folder("a.yaml"), "/iiq": folder("x.md")}, nil, ""},
		{"a new document", map[string]string{"/": root, "/specs": folder("a.yaml", "b.yaml", "old/"), "/iiq": folder("c.yml")},
			[]string{"https://raw/main/iiq/c.yml", "https://raw/main/specs/b.yaml", "https://raw/main/specs/old/"}, ""},
		{"a folder that is gone is not asked for", map[string]string{"/": folder("specs/"), "/specs": folder("a.yaml")}, nil, ""},
		{"404", map[string]string{"/": root, "/specs": folder("a.yaml")}, nil, "/listing/iiq: the server answered 404"},
		{"too many requests", map[string]string{}, nil, "404"},
		{"a message", map[string]string{"/": `{"message": "API rate limit exceeded"}`}, nil, "it is no listing of a folder"},
		{"a page", map[string]string{"/": "<html>"}, nil, "it is no listing of a folder"},
		{"nothing", map[string]string{"/": "[]"}, nil, "it lists 0 entries, and can't be all that there is"},
		{"null", map[string]string{"/": "null"}, nil, "it lists 0 entries"},
		{"other objects", map[string]string{"/": `[{"id": 1}]`}, nil, "without a name or a type"},
		{"cut off by GitHub", map[string]string{"/": folder(many...)}, nil, "it lists 1000 entries, and can't be all that there is"},
	} {
		s := newSite(t)
		for path, body := range test.answers {
			s.serve("/listing"+path, body)
		}
		place := lookout.Place{URL: "https://raw/main/", Listing: s.url + "/listing/{folder}?ref=main", Folders: []string{"specs/", "iiq/"}}
		site := lookout.Place{URL: s.url + "/docs/"}
		got, err := Uncovered(t.Context(), s.client(5*time.Second), []lookout.Place{site, place}, apis)
		if !slices.Equal(got, test.want) || (err != nil) != (test.says != "") || err != nil && !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %q, %v; want %q and %q", test.name, got, err, test.want, test.says)
		}
	}
}

// A mirror is listed itself; what is not in it is nowhere.
func TestUncoveredInAMirror(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"raw/main/specs/a.yaml", "raw/main/specs/b.yaml", "raw/main/specs/old/c.yaml"} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	place := lookout.Place{URL: "https://raw/main/", Listing: "https://api/{folder}", Folders: []string{"specs/", "iiq/"}}
	got, err := Uncovered(t.Context(), fetch.Mirror{Dir: dir, MaxBytes: 10}, []lookout.Place{place}, []catalog.API{{SpecURL: "https://raw/main/specs/a.yaml"}})
	if want := []string{"https://raw/main/specs/b.yaml", "https://raw/main/specs/old/"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
	if _, err := Uncovered(t.Context(), fetch.Mirror{Dir: dir + "/none"}, []lookout.Place{place}, nil); fetch.KindOf(err) != fetch.Missing {
		t.Errorf("no mirror: %v", err)
	}
}

// Today everything in the repository and on the site is read, or unread on purpose.
func TestNothingOfTheMirrorIsUncovered(t *testing.T) {
	mirror := fetch.Mirror{Dir: mirrortest.Dir(t), MaxBytes: fetch.DefaultMaxBytes}
	list, err := data.Sources()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Uncovered(t.Context(), mirror, list.Places, list.APIs); err != nil || len(got) > 0 {
		t.Errorf("no source reads %q, %v", got, err)
	}
	facts := catalog.Facts{APIs: list.APIs, Observations: []catalog.Observation{{Key: catalog.Key{API: "v1", Method: http.MethodGet, Path: "/identities/v1"}, OperationID: "listIdentitiesV1"}}}
	d := &Documentation{Sitemap: list.Sitemap, Places: list.Places, Source: mirror}
	if err := d.Run(t.Context(), &facts); err != nil || len(facts.Problems) > 0 || len(facts.Pages) != 1 {
		t.Errorf("problems %+v, %d pages, %v", facts.Problems, len(facts.Pages), err)
	}
}

// Pages of an API that no source reads are a problem; a sitemap that can't be
// had leaves those of before.
func TestPagesOfAnUnknownAPI(t *testing.T) {
	s := newSite(t)
	s.serve("/sitemap.xml", "<urlset>"+s.loc("list-things-v-1")+s.loc("v2027/list-things")+s.loc("v2027/get-thing")+"</urlset>")
	crawl := func() catalog.Facts {
		return s.crawl(func(d *Documentation) { d.Pages, d.Places = false, []lookout.Place{{URL: s.url + "/docs/"}} })
	}
	uncovered := func(facts catalog.Facts) (seen []string) {
		for _, p := range facts.Problems {
			if p.Code == catalog.CodePagesUncovered {
				seen = append(seen, p.Seen)
			}
		}
		return seen
	}
	facts := crawl()
	if got := uncovered(facts); !slices.Equal(got, []string{s.url + "/docs/v2027/"}) {
		t.Errorf("uncovered: %q", got)
	}
	s.answer("/sitemap.xml", http.NotFound)
	if got := uncovered(crawl().KeepDocumentation(facts)); !slices.Equal(got, []string{s.url + "/docs/v2027/"}) {
		t.Errorf("without a sitemap, uncovered: %q", got)
	}
}
