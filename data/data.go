// Package data holds what authcat knows without a crawl: the list of sources,
// the corrections made by hand and the bundled snapshot of what the sources said.
package data

import (
	"bytes"
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"authcat/catalog"
	"authcat/catalog/factfile"
)

//go:embed sources.yaml
var sources []byte

//go:embed overrides.yaml
var overrides []byte

//go:embed snapshot
var snapshot embed.FS

// Sources returns the declared list.
func Sources() (List, error) { return ParseSources(sources) }

// List is a list of sources: APIs, and the sites that document them.
type List struct {
	APIs []catalog.API
	// Sitemap is the address of the sitemap that lists the pages of endpoints,
	// UserLevels that of the User Level Access Matrix; "" where there is none.
	Sitemap    string
	UserLevels string
	// Private are hosts of these addresses whose servers are at private ones.
	Private []string
}

// Addresses lists all of them: a crawl asks the servers that they name and no other.
func (l List) Addresses() []string {
	var all []string
	for _, api := range l.APIs {
		all = append(all, api.SpecURL, api.DocsURL)
	}
	all = append(all, l.Sitemap, l.UserLevels)
	return slices.DeleteFunc(all, func(address string) bool { return address == "" })
}

// Snapshot returns the bundled facts that a filter takes.
func Snapshot(filter catalog.Filter) (catalog.Facts, error) {
	files, err := fs.Sub(snapshot, "snapshot")
	if err != nil {
		return catalog.Facts{}, err
	}
	if files, err = factfile.Checked(files); err != nil {
		return catalog.Facts{}, fmt.Errorf("bundled snapshot: %w", err)
	}
	facts, err := factfile.Decode(files, filter)
	if err != nil {
		return catalog.Facts{}, fmt.Errorf("bundled snapshot: %w", err)
	}
	all, err := Overrides()
	if err != nil {
		return catalog.Facts{}, err
	}
	for _, override := range all {
		if api, ok := facts.API(override.API); ok && filter.Takes(api, override.Method, override.Path) {
			facts.Overrides = append(facts.Overrides, override)
		}
	}
	return facts, nil
}

// source is one entry of a list of sources.
type source struct {
	ID        string `yaml:"id"`
	Title     string `yaml:"title"`
	Product   string `yaml:"product"`
	BasePath  string `yaml:"base_path"`
	Spec      string `yaml:"spec"`
	Docs      string `yaml:"docs"`
	Status    string `yaml:"status"`
	EndOfLife string `yaml:"end_of_life"`
}

// ParseSources reads a list of sources: YAML, the fields of sources.yaml. An
// unknown field, a repeated id or an address that is none is an error, and so is
// an address with a user's name or password: addresses are published.
func ParseSources(text []byte) (List, error) {
	var list struct {
		Sitemap    string   `yaml:"sitemap"`
		UserLevels string   `yaml:"user_levels"`
		Private    []string `yaml:"private"`
		Sources    []source `yaml:"sources"`
	}
	if err := decode(text, &list); err != nil {
		return List{}, err
	}
	if err := cmp.Or(checkSite("sitemap", list.Sitemap), checkSite("user_levels", list.UserLevels)); err != nil {
		return List{}, err
	}
	if len(list.Sources) == 0 {
		return List{}, errors.New(`no sources: a list starts with "sources:"`)
	}
	apis, err := apisOf(list.Sources)
	if err != nil {
		return List{}, err
	}
	all := List{APIs: apis, Sitemap: list.Sitemap, UserLevels: list.UserLevels, Private: list.Private}
	return all, all.checkPrivate()
}

// apisOf checks the sources and returns their APIs.
func apisOf(sources []source) ([]catalog.API, error) {
	apis := make([]catalog.API, 0, len(sources))
	seen := map[string]bool{}
	for i, s := range sources {
		if err := s.check(); err != nil {
			return nil, fmt.Errorf("source %d (%s): %w", i+1, cmp.Or(s.ID, "no id"), err)
		}
		if seen[s.ID] {
			return nil, fmt.Errorf("source %d: the id %q stands twice", i+1, s.ID)
		}
		seen[s.ID] = true
		apis = append(apis, catalog.API{
			ID: s.ID, Title: cmp.Or(s.Title, s.ID), Product: catalog.Product(cmp.Or(s.Product, string(catalog.ProductISC))),
			BasePath: s.BasePath, SpecURL: s.Spec, DocsURL: s.Docs, Status: cmp.Or(s.Status, "current"), EndOfLife: s.EndOfLife,
		})
	}
	return apis, nil
}

// checkPrivate turns away a private host that is in no address: it is mistyped.
func (l List) checkPrivate() error {
	for _, host := range l.Private {
		if !slices.ContainsFunc(l.Addresses(), func(address string) bool { return strings.EqualFold(hostOf(address), host) }) {
			return fmt.Errorf("private: %q is the host of no address of the list", host)
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

func (s source) check() error {
	if s.ID == "" || strings.Trim(s.ID, "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" {
		return errors.New("the id must be lower-case letters, digits, dots and hyphens")
	}
	if err := cmp.Or(checkWeb("spec", s.Spec), checkSite("docs", s.Docs)); err != nil {
		return err
	}
	if s.BasePath != "" && (!strings.HasPrefix(s.BasePath, "/") || strings.HasSuffix(s.BasePath, "/")) {
		return fmt.Errorf(`base_path %q must start with "/" and not end with it`, s.BasePath)
	}
	return nil
}

// decode reads YAML; an unknown field is an error, an empty text none.
func decode(text []byte, into any) error {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(into); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

// checkSite is checkWeb for a field that may be empty.
func checkSite(field, address string) error {
	if address == "" {
		return nil
	}
	return checkWeb(field, address)
}

// checkWeb tells whether the address in a field is one of the web that has no
// user in it; it repeats none that has.
func checkWeb(field, address string) error {
	u, err := url.Parse(address)
	switch {
	case strings.Contains(address, "@") && (err != nil || u.User != nil):
		return fmt.Errorf("%s holds a user's name or password, and addresses are published: leave it out", field)
	case err != nil, u.Host == "", u.Scheme != "https" && u.Scheme != "http":
		return fmt.Errorf("%s %q is no http or https address", field, address)
	}
	return nil
}
