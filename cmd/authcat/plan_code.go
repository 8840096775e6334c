package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/catalog/plan"
	"authcat/crawler/code"
)

// Parts of a tree that are not read unless they are named.
const (
	includeTests     = "tests"
	includeVendored  = "vendored"
	includeGenerated = "generated"
)

var includes = []string{includeTests, includeVendored, includeGenerated}

// codeOptions are what --include names.
func codeOptions(names []string) (code.Options, error) {
	for _, name := range names {
		if !slices.Contains(includes, name) {
			return code.Options{}, &usageError{fmt.Errorf("--include %q: use %s", name, strings.Join(includes, ", "))}
		}
	}
	return code.Options{
		Tests:     slices.Contains(names, includeTests),
		Vendored:  slices.Contains(names, includeVendored),
		Generated: slices.Contains(names, includeGenerated),
	}, nil
}

// codePlan adds calls in source code to a plan.
type codePlan struct {
	maker    *plan.Maker
	resolver *code.Resolver
	options  code.Options
}

func newCodePlan(maker *plan.Maker, snapshot *catalog.Snapshot, options code.Options) *codePlan {
	return &codePlan{maker, code.NewResolver(snapshot), options}
}

// ofCode reports whether an argument is a folder or a file of source code.
func ofCode(name string) bool {
	if name == "-" {
		return false
	}
	info, err := os.Stat(name)
	return err == nil && (info.IsDir() || info.Mode().IsRegular() && code.IsSource(name))
}

// add adds the calls of a folder or source file. Files are named from the folder
// on; with below, from where the command runs.
func (p *codePlan) add(ctx context.Context, e environment, name string, below bool) error {
	folder, prefix := name, ""
	info, err := os.Stat(name)
	if err != nil {
		return fmt.Errorf("%s: %w", name, cause(err))
	}
	if below {
		prefix = filepath.ToSlash(filepath.Clean(name))
	}
	var scan *code.Scan
	if info.IsDir() {
		scan, err = code.Read(ctx, os.DirFS(folder), p.resolver, p.options)
	} else {
		folder, prefix = filepath.Dir(name), filepath.ToSlash(filepath.Dir(name))
		scan, err = code.ReadFile(ctx, os.DirFS(folder), filepath.Base(name), p.resolver)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, folderCause(err))
	}
	for _, call := range scan.Calls {
		p.call(call, path.Join(prefix, call.File))
	}
	if note := leftOut(scan.Counts); note != "" {
		fmt.Fprintf(e.stderr, "%s: %s\n", name, note)
	}
	return nil
}

func folderCause(err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return fs.ErrPermission
	}
	return cause(err)
}

func (p *codePlan) call(call code.Call, file string) {
	place := plan.Place{File: file, Line: call.Line, Literal: call.Literal, Rule: string(call.Rule)}
	address := p.resolver.Address(call)
	operations := p.resolver.Operations(call)
	open := plan.OpenCall{Place: place, What: called(call, address), Candidates: operations}
	switch {
	case len(operations) == 1:
		p.maker.AddOperation(operations[0], address, place)
	case call.Path != "" && address.TokenRequest():
	case call.Path != "" && len(operations) == 0:
		if open.Candidates = p.resolver.Candidates(call); len(open.Candidates) > 0 {
			p.maker.AddOpen(open)
			return
		}
		p.maker.AddUnmatched(address, place)
	default:
		p.maker.AddOpen(open)
	}
}

// called is what code says of a call: its address or the name of an SDK's method.
func called(call code.Call, address find.Address) string {
	switch {
	case call.SDK.Method == "" && call.Path == "":
		return ""
	case call.SDK.Method == "":
		return address.String()
	default:
		return strings.TrimPrefix(call.SDK.Class+"."+call.SDK.Method, ".")
	}
}

// leftOut says what of a tree was not read.
func leftOut(c code.Counts) string {
	var parts []string
	for _, part := range []struct {
		count      int
		one, whole string
	}{
		{c.Ignored, "ignored by git", "ignored by git"},
		{c.Vendored, "folder of others' code", "folders of others' code"},
		{c.Generated, "generated", "generated"},
		{c.Tests, "test", "tests"},
		{c.Large, "too large for source code", "too large for source code"},
		{c.Broken, "not readable as text", "not readable as text"},
	} {
		if part.count == 1 {
			parts = append(parts, "1 "+part.one)
		} else if part.count > 1 {
			parts = append(parts, fmt.Sprintf("%d %s", part.count, part.whole))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return fmt.Sprintf("read %d, left out %s", c.Read, strings.Join(parts, ", "))
}
