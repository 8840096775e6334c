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
	"sync"

	"authcat/catalog"
	"authcat/catalog/defect"
	"authcat/catalog/find"
	"authcat/catalog/plan"
	"authcat/crawler/calls"
	"authcat/crawler/code"
	"authcat/crawler/code/trace"
)

// Parts of a tree that are not read unless they are named.
const (
	includeTests     = "tests"
	includeVendored  = "vendored"
	includeGenerated = "generated"
	includeMarkdown  = "markdown"
)

var includes = []string{includeTests, includeVendored, includeGenerated, includeMarkdown}

// codeOptions are what --include names.
func codeOptions(names []string) code.Options {
	return code.Options{
		Tests:     slices.Contains(names, includeTests),
		Vendored:  slices.Contains(names, includeVendored),
		Generated: slices.Contains(names, includeGenerated),
		Markdown:  slices.Contains(names, includeMarkdown),
	}
}

// codePlan adds calls in files and source code to a plan.
type codePlan struct {
	maker   *plan.Maker
	options code.Options
	// resolver is made when it is asked for: a log needs none.
	resolver func() *code.Resolver
}

func newCodePlan(maker *plan.Maker, snapshot *catalog.Snapshot, options code.Options) *codePlan {
	return &codePlan{maker, options, sync.OnceValue(func() *code.Resolver { return code.NewResolver(snapshot) })}
}

// ofCode reports whether an argument is a folder or a file of source code, or
// Markdown with such.
func ofCode(name string) bool {
	if name == "-" {
		return false
	}
	info, err := os.Stat(name)
	return err == nil && (info.IsDir() || info.Mode().IsRegular() && (code.IsSource(name) || code.IsMarkdown(name)))
}

// add adds the calls of a folder or source file, whose places are named below a folder.
func (p *codePlan) add(ctx context.Context, e environment, name, below string) error {
	info, err := os.Stat(name)
	if err != nil {
		return fmt.Errorf("%s: %w", name, cause(err))
	}
	var scan *code.Scan
	if info.IsDir() {
		scan, err = code.Read(ctx, os.DirFS(name), p.resolver(), p.options)
	} else {
		scan, err = code.ReadFile(ctx, os.DirFS(filepath.Dir(name)), filepath.Base(name), p.resolver())
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, folderCause(err))
	}
	p.addScan(e, name, scan, below)
	return nil
}

// addScan adds the calls of a folder or file that was read, and says what of it was not.
func (p *codePlan) addScan(e environment, name string, scan *code.Scan, below string) {
	for _, call := range scan.Calls {
		p.call(call, path.Join(below, call.File))
	}
	for _, err := range scan.Counts.Defects { // what is in such a file is not known: it is no file without calls
		fmt.Fprintln(e.stderr, err)
		if found := (*defect.Error)(nil); errors.As(err, &found) {
			p.maker.AddOpen(plan.OpenCall{Place: plan.Place{File: path.Join(below, found.What), Rule: "defect"}})
		}
	}
	if note := leftOut(scan.Counts); note != "" {
		fmt.Fprintf(e.stderr, "%s: %s\n", name, note)
	}
}

func folderCause(err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return fs.ErrPermission
	}
	return cause(err)
}

func (p *codePlan) call(call code.Call, file string) {
	place := plan.Place{File: file, Line: call.Line, Literal: call.Literal, Rule: string(call.Rule)}
	address := p.resolver().Address(call)
	operations := p.resolver().Operations(call)
	open := plan.OpenCall{Place: place, What: called(call, address), Candidates: operations}
	switch {
	case len(operations) == 1:
		p.maker.AddOperation(operations[0], address, place)
	case call.Path != "" && address.TokenRequest():
	case call.Path != "" && len(operations) == 0:
		if open.Candidates = p.resolver().Candidates(call); call.Unknown || len(open.Candidates) > 0 {
			p.maker.AddOpen(open)
			return
		}
		p.maker.AddUnmatched(address, place)
	default:
		p.maker.AddOpen(open)
	}
}

// addInput adds the calls of a file that is no source code, and says which entries
// are none. Of several files a call's place names its file.
func (p *codePlan) addInput(e environment, file string, fields calls.Fields, several bool) error {
	name, source, err := openInput(e, file)
	if err != nil {
		return err
	}
	defer source.Close()
	var call *calls.Call
	where := func() string { return call.Where() }
	if several {
		where = func() string { return name + ": " + call.Where() }
	}
	return readCalls(e, calls.Input{Name: name, Source: source, Fields: fields, Open: true, Markdown: p.options.Markdown}, func(read *calls.Call) error {
		if call = read; call.Operation == "" && call.HasMethod() {
			p.maker.AddMany(call.Request, max(call.Count, 1), where)
			return nil
		}
		p.named(code.Call{Call: trace.Call{SDK: trace.SDKMethod{Method: call.Operation}}, Address: addressOf(call)}, call, plan.Place{File: name, Line: call.Line()}, where)
		return nil
	})
}

// addressOf is the address of a call that has one.
func addressOf(call *calls.Call) *find.Address {
	if call.Operation != "" {
		return nil
	}
	address := call.Request.Address()
	return &address
}

// named adds a call that says no method, or only the name of its operation.
func (p *codePlan) named(found code.Call, call *calls.Call, place plan.Place, where func() string) {
	operations := p.resolver().Operations(found)
	switch address := p.resolver().Address(found); {
	case len(operations) == 1:
		p.maker.AddNamed(operations[0], address, max(call.Count, 1), where)
	case len(operations) == 0 && found.Address != nil:
		p.maker.AddMany(call.Request, max(call.Count, 1), where)
	default:
		p.maker.AddOpen(plan.OpenCall{Place: place, Count: call.Count, What: called(found, address), Candidates: operations})
	}
}

// called is what code says of a call: its address or the name of an SDK's method.
func called(call code.Call, address find.Address) string {
	switch {
	case call.SDK.Method == "" && call.Path == "" && call.Address == nil:
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
