// Package code finds the calls of SailPoint's APIs in a folder with source code:
// it walks the tree, leaves out what git ignores, what others wrote and what a
// program made, and reads the rest by language. Nothing of a file comes out but
// methods, hosts, paths and names of methods, with the place where they stand.
package code

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"authcat/catalog/defect"
	"authcat/catalog/find"
	"authcat/crawler/calls"
	"authcat/crawler/code/golang"
	"authcat/crawler/code/java"
	"authcat/crawler/code/powershell"
	"authcat/crawler/code/python"
	"authcat/crawler/code/syntax"
	"authcat/crawler/code/trace"
	"authcat/crawler/code/typescript"
)

// Options say what of a tree is read.
type Options struct {
	// Tests are read too, and Vendored and Generated code.
	Tests, Vendored, Generated bool
	// Markdown is read for the code in it.
	Markdown bool
}

// Call is a call in a file of the tree.
type Call struct {
	// File from the root of the tree, with "/".
	File string
	// Language of source code, "" for a document.
	Language syntax.Language
	trace.Call
	// Address of a call in a document, nil in source code.
	Address *find.Address
}

// Catalog is what is known of the APIs.
type Catalog interface {
	trace.Catalog
	// Matches reports whether an operation has the address.
	Matches(find.Address) bool
}

// Scan is what was found in a tree.
type Scan struct {
	// Calls in the order of files and lines.
	Calls  []Call
	Counts Counts
}

// parsers by the ends of files' names.
var parsers = map[string]func([]byte) *syntax.Unit{
	".go":   golang.Parse,
	".java": java.Parse,
	".py":   python.Parse, ".ipynb": notebook,
	".ps1": powershell.Parse, ".psm1": powershell.Parse,
	".ts": typescript.Parse, ".tsx": typescript.Parse, ".mts": typescript.Parse, ".cts": typescript.Parse,
	".js": typescript.Parse, ".jsx": typescript.Parse, ".mjs": typescript.Parse, ".cjs": typescript.Parse,
	".vue": typescript.Parse, ".svelte": typescript.Parse,
}

// notebook reads the code of a Jupyter notebook; one that is damaged has none.
func notebook(body []byte) *syntax.Unit {
	unit, err := python.ParseNotebook(body)
	if err != nil {
		return python.Parse(nil)
	}
	return unit
}

// Read finds the calls in a tree. It fails where the tree itself can't be read.
func Read(ctx context.Context, tree fs.FS, c Catalog, options Options) (*Scan, error) {
	s := &scanner{tree: tree, options: options, catalog: c, bases: map[string]bool{}, versions: sdkVersions{}}
	if err := s.find(ctx); err != nil {
		return nil, err
	}
	return s.trace(ctx)
}

// IsSource reports whether a file's name is that of source code in a language that is read.
func IsSource(name string) bool { return parsers[strings.ToLower(path.Ext(name))] != nil }

// IsMarkdown reports whether a file's name is that of a document with code in it.
func IsMarkdown(name string) bool { return strings.EqualFold(path.Ext(name), ".md") }

// ReadFile finds the calls in one source file of a tree, whatever it is: a test,
// or generated. Who names a file wants it read.
func ReadFile(ctx context.Context, tree fs.FS, name string, c Catalog) (*Scan, error) {
	s := &scanner{tree: tree, options: Options{Markdown: true}, catalog: c, about: true, counts: Counts{Read: 1}}
	if IsSource(name) {
		s.sources = []string{name}
	} else {
		s.documents = []string{name}
	}
	if _, err := read(tree, name); err != nil {
		return nil, err
	}
	return s.trace(ctx)
}

type scanner struct {
	tree    fs.FS
	options Options
	catalog Catalog
	counts  Counts
	// about is set where a file that says what the tree is speaks of SailPoint: its README or manifest.
	about bool
	// provider is set where the tree is a Terraform provider: its configurations are its documentation.
	provider bool
	// sources may have calls, others only those of helpers with a name that the first have.
	sources, others []string
	versions        sdkVersions
	// bases are the versions of base addresses of APIs in settings and source code.
	bases map[string]bool
	// providers are those of Terraform that the tree's configurations ask for.
	providers []string
	// documents may have calls in another form than source code.
	documents []string
}

// find walks the tree and tells which files may have calls.
func (s *scanner) find(ctx context.Context) error {
	return walk(ctx, s.tree, s.options, &s.counts, func(name string) error {
		if isAbout(name) || isManifest(name) {
			if body, err := read(s.tree, name); err == nil && trace.Evidence(body) {
				s.about = s.about || isAbout(name)
				s.provider = s.provider || name == "go.mod" && bytes.Contains(body, []byte("terraform-provider-"))
				s.versions.note(name, body)
			}
		}
		source, nameless := IsSource(name), path.Ext(name) == ""
		if !source && !s.isDocument(name) && !isSettings(name) && !nameless {
			return nil
		}
		body, err := read(s.tree, name)
		switch {
		case nameless && !s.isDocument(name) && (err != nil || !isScript(name, body)):
		case errors.Is(err, errLarge):
			s.counts.Large++
		case err != nil:
			s.counts.Broken++
		case !s.options.Generated && isGenerated(body):
			s.counts.Generated++
		default:
			s.counts.Read++
			for _, version := range trace.BaseVersions(body) {
				s.bases[version] = true
			}
			if path.Ext(name) == ".tf" {
				s.providers = append(s.providers, calls.TerraformProviders(body)...)
			}
			if !source {
				s.documents = append(s.documents, name)
			} else if trace.Promising(body) {
				s.sources = append(s.sources, name)
			} else {
				s.others = append(s.others, name)
			}
		}
		return nil
	})
}

// isSettings reports whether a file's name is one of settings.
func isSettings(name string) bool {
	return slices.Contains([]string{".json", ".yaml", ".yml", ".toml", ".ini", ".env", ".psd1", ".properties", ".config", ".cfg"}, strings.ToLower(path.Ext(name)))
}

// isAbout reports whether a file says what a tree is: a README or manifest at its root.
func isAbout(name string) bool {
	lower := strings.ToLower(name)
	return strings.HasPrefix(lower, "readme") && !strings.Contains(name, "/") || path.Ext(lower) == ".psd1" ||
		slices.Contains([]string{"package.json", "pyproject.toml", "setup.py", "go.mod", "manifest.json", "info.json", "pom.xml", "build.gradle"}, lower)
}

// source parses a file of the tree. It has no unit where the file can't be read
// any more.
func (s *scanner) source(name string) (source trace.Source, err error) {
	body, err := read(s.tree, name)
	if err != nil {
		return source, nil //nolint:nilerr // gone since it was counted
	}
	err = defect.Contain(name, func() error {
		unit := parsers[strings.ToLower(path.Ext(name))](body)
		source = trace.Source{Name: name, Unit: unit, Evidence: s.about || trace.Evidence(body) || trace.Evidence([]byte(name)), DefaultAPI: s.versions.api(name, unit.Language)}
		return nil
	})
	return source, err
}

// rounds of surveys: the second finds helpers that call another file's.
const rounds = 2

func (s *scanner) trace(ctx context.Context) (*Scan, error) {
	index := trace.NewIndex(s.catalog, s.bases)
	if s.about { // a file may give no more than "accounts" to a helper
		s.sources, s.others = append(s.sources, s.others...), nil
		slices.Sort(s.sources)
	}
	for range rounds {
		err := s.each(ctx, s.sources, func(source trace.Source) {
			_ = defect.Contain(source.Name, func() error { index.Survey(source); return nil }) // told when its calls are looked for
		})
		if err != nil {
			return nil, err
		}
	}
	names := s.sources
	for _, name := range s.others {
		if body, err := read(s.tree, name); err == nil && index.Mentioned(body) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	calls := make([][]trace.Call, len(names))
	languages := make([]syntax.Language, len(names))
	defects := make([]error, len(names))
	workers, ctx := errgroup.WithContext(ctx)
	workers.SetLimit(runtime.GOMAXPROCS(0))
	for i, name := range names {
		workers.Go(func() error {
			source, err := s.source(name)
			if err == nil && source.Unit != nil {
				err = defect.Contain(name, func() error {
					calls[i], languages[i] = trace.Calls(source, index), source.Unit.Language
					return nil
				})
			}
			defects[i] = err
			return ctx.Err()
		})
	}
	if err := workers.Wait(); err != nil {
		return nil, err
	}
	s.counts.Defects = slices.DeleteFunc(defects, func(err error) bool { return err == nil })
	scan := &Scan{Counts: s.counts}
	for _, name := range s.documents {
		if body, err := read(s.tree, name); err == nil {
			scan.Calls = append(scan.Calls, s.documentCalls(name, body)...)
		}
	}
	for i, name := range names {
		for _, call := range calls[i] {
			scan.Calls = append(scan.Calls, Call{File: name, Language: languages[i], Call: call})
		}
	}
	slices.SortStableFunc(scan.Calls, func(a, b Call) int { return strings.Compare(a.File, b.File) })
	return scan, nil
}

// each parses files, several at a time, and visits them one after the other in order.
func (s *scanner) each(ctx context.Context, names []string, visit func(trace.Source)) error {
	ahead := make(chan chan trace.Source, runtime.GOMAXPROCS(0))
	go func() {
		defer close(ahead)
		for _, name := range names {
			parsed := make(chan trace.Source, 1)
			ahead <- parsed
			go func() {
				source, _ := s.source(name)
				parsed <- source
			}()
		}
	}()
	for parsed := range ahead {
		if source := <-parsed; source.Unit != nil && ctx.Err() == nil {
			visit(source)
		}
	}
	return ctx.Err()
}
