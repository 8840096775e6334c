// Package data holds what authcat knows without a crawl: the list of sources
// and the bundled snapshot of what they said.
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
	"strings"

	"go.yaml.in/yaml/v3"

	"authcat/catalog"
	"authcat/catalog/factfile"
)

//go:embed sources.yaml
var sources []byte

//go:embed snapshot
var snapshot embed.FS

// Sources returns the declared list of APIs.
func Sources() ([]catalog.API, error) { return ParseSources(sources) }

// Snapshot returns the bundled facts that a filter takes.
func Snapshot(filter catalog.Filter) (catalog.Facts, error) {
	files, err := fs.Sub(snapshot, "snapshot")
	if err != nil {
		return catalog.Facts{}, err
	}
	facts, err := factfile.Decode(files, filter)
	if err != nil {
		return catalog.Facts{}, fmt.Errorf("bundled snapshot: %w", err)
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
// unknown field, a repeated id or an address that is none is an error.
func ParseSources(text []byte) ([]catalog.API, error) {
	var list struct {
		Sources []source `yaml:"sources"`
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&list); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if len(list.Sources) == 0 {
		return nil, errors.New(`no sources: a list starts with "sources:"`)
	}
	apis := make([]catalog.API, 0, len(list.Sources))
	seen := map[string]bool{}
	for i, s := range list.Sources {
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

func (s source) check() error {
	if s.ID == "" || strings.Trim(s.ID, "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" {
		return errors.New("the id must be lower-case letters, digits, dots and hyphens")
	}
	if u, err := url.Parse(s.Spec); err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return fmt.Errorf("spec %q is no http or https address", s.Spec)
	}
	if s.BasePath != "" && (!strings.HasPrefix(s.BasePath, "/") || strings.HasSuffix(s.BasePath, "/")) {
		return fmt.Errorf(`base_path %q must start with "/" and not end with it`, s.BasePath)
	}
	return nil
}
