// Package data holds what authcat knows without a crawl: the list of sources,
// the corrections made by hand and the bundled snapshot of what the sources said.
//
// sources.yaml lists the APIs and where their documents are. overrides.yaml
// lists the corrections, each with its reason and its evidence. guard.yaml has
// the limits of what a night may change by itself. The folder snapshot is made
// by 'make snapshot', in the form of package factfile; history by 'make history',
// in that of a log of package history, and history.zip has the same texts. All of it is embedded in
// the program, so that it answers without a file beside it.
package data

import (
	"bytes"
	"cmp"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"authcat/catalog"
	"authcat/catalog/lookout"
	"authcat/catalog/printable"
)

//go:embed sources.yaml
var sources []byte

//go:embed overrides.yaml
var overrides []byte

// Sources returns the declared list.
func Sources() (List, error) { return ParseSources(sources) }

// List is a list of sources: APIs, and the sites that document them.
type List struct {
	APIs []catalog.API
	// Sitemap is the address of the sitemap that lists the pages of endpoints,
	// UserLevels that of the User Level Access Matrix; "" where there is none.
	Sitemap    string
	UserLevels string
	// Files are the addresses of the roots of documents that stand in many files
	// too, by API. Gone are APIs whose documents were taken back. The history has
	// both, and no crawl.
	Files map[string]string
	Gone  []catalog.API
	// Places are where documents and pages appear that no source may know yet.
	Places []lookout.Place
	// Private are hosts of these addresses whose servers are at private ones.
	Private []string
	// locations are the addresses as they stand in the list, by the public ones
	// that are everywhere else, where the two differ.
	locations map[string]string
}

// Location is where a document of the list is asked for: its public address
// with the user, password and query that it may have. Only what sends the
// request needs to know, and nothing else may.
func (l *List) Location(public string) string { return cmp.Or(l.locations[public], public) }

// public keeps what may be secret in an address apart from it. Two addresses
// that differ in nothing else would be one.
func (l *List) public(address string) (string, error) {
	public := printable.PublicURL(address)
	if l.locations == nil {
		l.locations = map[string]string{}
	}
	if known, ok := l.locations[public]; ok && known != address {
		return "", errors.New("another address of the list is the same but for its user, query or fragment")
	}
	l.locations[public] = address
	return public, nil
}

// Addresses lists all of them: a crawl asks the servers that they name and no other.
func (l *List) Addresses() []string {
	var all []string
	for _, api := range l.APIs {
		all = append(all, api.SpecURL, api.DocsURL)
	}
	for _, place := range l.Places {
		all = append(all, place.URL, place.ListingOf(""))
	}
	all = append(all, l.Sitemap, l.UserLevels)
	return slices.DeleteFunc(all, func(address string) bool { return address == "" })
}

// source is one entry of a list of sources.
type source struct {
	ID        string `yaml:"id"`
	Title     string `yaml:"title"`
	Product   string `yaml:"product"`
	BasePath  string `yaml:"base_path"`
	Spec      string `yaml:"spec"`
	Files     string `yaml:"files"`
	Docs      string `yaml:"docs"`
	Status    string `yaml:"status"`
	EndOfLife string `yaml:"end_of_life"`
}

// place is one entry of the places where documents appear.
type place struct {
	URL     string   `yaml:"url"`
	Listing string   `yaml:"listing"`
	Folders []string `yaml:"folders"`
	Unread  []struct {
		Names []string `yaml:"names"`
		Twin  string   `yaml:"twin"`
		Why   string   `yaml:"why"`
	} `yaml:"unread"`
}

// ParseSources reads a list of sources: YAML, the fields of sources.yaml. An
// unknown field, a repeated id or an address that is none is an error.
func ParseSources(text []byte) (List, error) {
	var list struct {
		Sitemap    string   `yaml:"sitemap"`
		UserLevels string   `yaml:"user_levels"`
		Places     []place  `yaml:"places"`
		Private    []string `yaml:"private"`
		Sources    []source `yaml:"sources"`
		Gone       []source `yaml:"gone"`
	}
	if err := decode(text, &list); err != nil {
		return List{}, err
	}
	var all List
	var err error
	if all.Sitemap, err = all.site(list.Sitemap); err != nil {
		return List{}, fmt.Errorf("sitemap: %w", err)
	}
	if all.UserLevels, err = all.site(list.UserLevels); err != nil {
		return List{}, fmt.Errorf("user_levels: %w", err)
	}
	if len(list.Sources) == 0 {
		return List{}, errors.New(`no sources: a list starts with "sources:"`)
	}
	all.Private, all.Files = list.Private, map[string]string{}
	seen := map[string]bool{}
	for i, s := range slices.Concat(list.Sources, list.Gone) {
		if err := s.check(); err != nil {
			return List{}, fmt.Errorf("source %d%w", i+1, err)
		}
		if seen[s.ID] {
			return List{}, fmt.Errorf("source %d: the id %q stands twice", i+1, s.ID)
		}
		seen[s.ID] = true
		spec, err := all.public(s.Spec)
		if err != nil {
			return List{}, fmt.Errorf("source %d (%s): %w", i+1, s.ID, err)
		}
		if s.Files != "" {
			all.Files[s.ID] = printable.PublicURL(s.Files)
		}
		all.APIs = append(all.APIs, catalog.API{
			ID: s.ID, Title: cmp.Or(s.Title, s.ID), Product: catalog.Product(cmp.Or(s.Product, string(catalog.ProductISC))),
			BasePath: s.BasePath, SpecURL: spec, DocsURL: printable.PublicURL(s.Docs), Status: cmp.Or(s.Status, "current"), EndOfLife: s.EndOfLife,
		})
	}
	all.APIs, all.Gone = all.APIs[:len(list.Sources)], all.APIs[len(list.Sources):]
	for i, p := range list.Places {
		place, err := p.place()
		if err != nil {
			return List{}, fmt.Errorf("place %d: %w", i+1, err)
		}
		all.Places = append(all.Places, place)
	}
	return all, all.checkPrivate()
}

// checkPrivate turns away a private host that is in no address: it is mistyped.
func (l *List) checkPrivate() error {
	for _, host := range l.Private {
		if !slices.ContainsFunc(l.Addresses(), func(address string) bool { return strings.EqualFold(hostOf(address), host) }) {
			return errors.New("private: one of the hosts is that of no address of the list")
		}
	}
	return nil
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// site is the public address of a site, "" for none.
func (l *List) site(address string) (string, error) {
	switch {
	case address == "":
		return "", nil
	case !isWeb(address):
		return "", errors.New("this is no http or https address")
	default:
		return l.public(address)
	}
}

// check tells what is wrong with a source. It repeats the id alone, where that is one.
func (s source) check() error {
	switch {
	case s.ID == "" || strings.Trim(s.ID, "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" || printable.Name(s.ID) != s.ID:
		return errors.New(": the id must be lower-case letters, digits, dots and hyphens")
	case s.Product != "" && !slices.Contains(catalog.Products, catalog.Product(s.Product)):
		return fmt.Errorf(" (%s): its product is unknown: use isc, nerm or iiq", s.ID)
	case !isWeb(s.Spec):
		return fmt.Errorf(" (%s): its spec is no http or https address", s.ID)
	case s.Docs != "" && !isWeb(s.Docs):
		return fmt.Errorf(" (%s): its docs is no http or https address", s.ID)
	case s.Files != "" && !isWeb(s.Files):
		return fmt.Errorf(" (%s): its files is no http or https address", s.ID)
	case s.BasePath != "" && (!strings.HasPrefix(s.BasePath, "/") || strings.HasSuffix(s.BasePath, "/")):
		return fmt.Errorf(` (%s): its base_path must start with "/" and not end with it`, s.ID)
	case s.BasePath != "" && printable.Name(s.BasePath) != s.BasePath:
		return fmt.Errorf(" (%s): its base_path is none", s.ID)
	default:
		return nil
	}
}

func (p place) place() (lookout.Place, error) {
	if !isWeb(p.URL) || p.Listing != "" && !isWeb(p.Listing) {
		return lookout.Place{}, errors.New("its url or listing is no http or https address")
	}
	place := lookout.Place{URL: printable.PublicURL(p.URL), Listing: p.Listing, Folders: p.Folders}
	for _, unread := range p.Unread {
		place.Unread = append(place.Unread, lookout.Unread(unread))
	}
	return place, place.Check()
}

// maxText is the longest list or configuration that is read: YAML takes time by
// the square of a mapping's keys. The longest bundled one has 4 kB.
const maxText = 1 << 20

// decode reads YAML; an unknown field and a second document are errors, an empty
// text is none. Errors name the line, and repeat none of the text but names of
// small letters.
func decode(text []byte, into any) error {
	if len(text) > maxText {
		return fmt.Errorf("it has more than %d MiB, the most that is read", maxText>>20)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(into); err != nil {
		if errors.Is(err, io.EOF) {
			return nil
		}
		return shownYAML(err)
	}
	var second yaml.Node
	if err := decoder.Decode(&second); err == nil {
		return errors.New("it holds a second YAML document, which would be ignored")
	} else if !errors.Is(err, io.EOF) {
		return shownYAML(err)
	}
	return nil
}

// shownYAML is an error of the YAML decoder without what it quotes.
func shownYAML(err error) error {
	message := err.Error()
	message = regexp.MustCompile(`field (?:[^\n]*[^a-z_\n-][^\n]*) not found`).ReplaceAllString(message, "field … not found")
	message = regexp.MustCompile(`(?m) in(?:to| type) (?:data\.|struct|\[\]|map)[^\n]*$`).ReplaceAllString(message, "")
	message = regexp.MustCompile(`unmarshal ![^!\s][^\s]*`).ReplaceAllString(message, "unmarshal a tag …")
	return errors.New(printable.Unquoted(message))
}

// isWeb reports whether an address is one of the web, of a host that can be
// shown: what is printed of it is an address too.
func isWeb(address string) bool {
	for _, text := range []string{address, printable.PublicURL(address)} {
		u, err := url.Parse(text)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return false
		}
	}
	return true
}
