package code

import (
	"bytes"
	"errors"
	"path"
	"slices"
	"strings"

	"authcat/catalog/find"
	"authcat/crawler/calls"
	"authcat/crawler/code/trace"
)

// documents are the ends of the names of files that have calls without being
// source code.
var documents = []string{
	".sh", ".bash", ".zsh", ".bat", ".cmd", ".http", ".rest", ".bru", ".json", ".har", ".yml", ".yaml", ".tf", ".postman_collection", ".arazzo",
}

// noDocuments are formats that a tree has for other reasons than to be called: a
// specification lists what there is, a list or log is no part of a program.
var noDocuments = []string{"openapi", "lines", "log", "json"}

// isDocument reports whether a file's name is one of a document with calls.
func (s *scanner) isDocument(name string) bool {
	if s.options.Markdown && IsMarkdown(name) {
		return true
	}
	return slices.Contains(documents, strings.ToLower(path.Ext(name))) || strings.EqualFold(path.Base(name), "Makefile")
}

// isScript reports whether a file without an ending is a script of a shell, by how it begins.
func isScript(name string, body []byte) bool {
	input := calls.Input{Name: name}
	return input.Known(body, true) == "shell"
}

// documentCalls are the calls in a document, none where it is no such document.
func (s *scanner) documentCalls(name string, body []byte) []Call {
	if !trace.Promising(body) || s.provider && strings.EqualFold(path.Ext(name), ".tf") {
		return nil
	}
	var all []Call
	input := calls.Input{Name: name, Source: bytes.NewReader(body), Open: true, Markdown: s.options.Markdown, Providers: s.providers, Code: func(piece calls.Code) {
		all = append(all, s.pieceCalls(name, piece)...)
	}}
	for call, err := range input.Calls() {
		if skip := (*calls.Skip)(nil); errors.As(err, &skip) {
			continue
		}
		if slices.Contains(noDocuments, input.Format()) {
			return nil
		}
		if err != nil { // no more of it, if any
			break
		}
		found := Call{File: name, Call: trace.Call{Line: call.Line(), Rule: trace.Rule(input.Format())}}
		if call.Operation != "" {
			found.SDK = trace.SDKMethod{Method: call.Operation, Version: call.API}
		} else if address := call.Request.Address(); s.ours(address, body) {
			found.Address, found.Method, found.Path = &address, address.Method(), address.URL()
		} else {
			continue
		}
		all = append(all, found)
	}
	return all
}

// pieceLanguages are the ends of the names of files in languages as documents name them.
var pieceLanguages = map[string]string{
	"powershell": ".ps1", "pwsh": ".ps1", "ps1": ".ps1", "python": ".py", "py": ".py", "javascript": ".js", "js": ".js", "typescript": ".ts", "ts": ".ts", "go": ".go", "golang": ".go",
}

// pieceCalls are the calls in a piece of a program that stands in a document.
func (s *scanner) pieceCalls(name string, piece calls.Code) []Call {
	parse := parsers[pieceLanguages[piece.Language]]
	if parse == nil {
		return nil
	}
	source := trace.Source{Name: name, Unit: parse([]byte(piece.Text)), Evidence: true}
	index := trace.NewIndex(s.catalog, s.bases)
	index.Survey(source)
	var all []Call
	for _, call := range trace.Calls(source, index) {
		call.Line += piece.Line
		if call.Literal > 0 {
			call.Literal += piece.Line
		}
		all = append(all, Call{File: name, Language: source.Unit.Language, Call: call})
	}
	return all
}

// ours reports whether an address in a document is one of SailPoint's APIs: an
// operation has it, or the document is about SailPoint.
func (s *scanner) ours(address find.Address, body []byte) bool {
	return address.Check() == nil && (trace.Evidence(body) || s.catalog.Matches(address))
}
