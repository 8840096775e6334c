package code_test

import (
	"bufio"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/crawler/code"
	"authcat/data"
)

// label is a call that a person found in a file: the lines on which it stands
// and the operations that it may be.
type label struct {
	file       string
	from, to   int
	literal    int
	operations []string
	// skip is set for a call that doesn't count, found or not.
	skip, found bool
}

// kind is "unknown", "token", "unpublished" and their like, "" for operations.
func (l label) kind() string {
	first, _, _ := strings.Cut(l.operations[0], " ")
	switch first {
	case "unknown", "token", "unpublished", "retired-v2", "private":
		return first
	}
	return ""
}

func (l label) on(line int) bool {
	return line >= l.from && line <= l.to || line != 0 && line == l.literal
}

// readLabels reads a file of labels: "file:line<tab>operation|operation<tab>note".
// A line "# skipped: path" names files that nobody labelled, "# ambiguous:
// path:line" a call that may be one.
func readLabels(t testing.TB, name string) (labels []label, skipped []string) {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		line := lines.Text()
		if line == "" || line[0] == '#' {
			if path, ok := strings.CutPrefix(line, "# skipped: "); ok {
				skipped = append(skipped, strings.TrimSuffix(strings.Fields(path)[0], "/"))
			}
			if place, ok := strings.CutPrefix(line, "# ambiguous: "); ok {
				skipped = append(skipped, strings.Fields(place)[0])
			}
			continue
		}
		cells := strings.Split(line, "\t")
		place := strings.LastIndexByte(cells[0], ':')
		l := label{file: cells[0][:place]}
		from, to, ranged := strings.Cut(cells[0][place+1:], "-")
		l.from, err = strconv.Atoi(from)
		if l.to = l.from; ranged && err == nil {
			l.to, err = strconv.Atoi(to)
		}
		if err != nil || len(cells) < 2 {
			t.Fatalf("%s: %q is no label", name, line)
		}
		for operation := range strings.SplitSeq(cells[1], "|") {
			l.operations = append(l.operations, strings.TrimSpace(operation))
		}
		for _, note := range cells[2:] {
			if text, ok := strings.CutPrefix(strings.TrimSpace(note), "literal:"); ok {
				l.literal, _ = strconv.Atoi(text)
			}
			switch strings.TrimSpace(note) {
			case "test", "default", "php":
				l.skip = true
			}
		}
		labels = append(labels, l)
	}
	return labels, skipped
}

// score counts what a scan found and what people found.
type score struct {
	right, wrong, missed int
	// open are calls of which the scan says that it can't tell the operation;
	// those that people could tell are missed too.
	open int
}

func (s score) precision() float64 { return float64(s.right) / float64(max(1, s.right+s.wrong)) }
func (s score) recall() float64    { return float64(s.right) / float64(max(1, s.right+s.missed)) }

// compare counts which calls were found, and lists what was not and what was wrong.
func compare(resolver *code.Resolver, calls []code.Call, labels []label, skipped []string) (s score, list []string) {
	for _, call := range calls {
		if slices.ContainsFunc(skipped, func(path string) bool {
			return call.File == path || strings.HasPrefix(call.File, path+"/") || path == fmt.Sprintf("%s:%d", call.File, call.Line)
		}) {
			continue
		}
		operations, kind := resolved(resolver, call)
		i := slices.IndexFunc(labels, func(l label) bool {
			return l.file == call.File && !l.found && (l.on(call.Line) || l.on(call.Literal)) && l.fits(operations, kind)
		})
		place := fmt.Sprintf("%s:%d", call.File, call.Line)
		switch {
		case i >= 0:
			labels[i].found = true
			if labels[i].kind() == "" && !labels[i].skip {
				s.right++
			}
		case (len(operations) > 1 || kind != "") && slices.ContainsFunc(labels, func(l label) bool {
			return l.file == call.File && (l.on(call.Line) || l.on(call.Literal)) && slices.ContainsFunc(operations, func(o string) bool { return slices.Contains(l.operations, o) })
		}):
			s.open++
			list = append(list, fmt.Sprintf("open     %s %s %s %s", place, call.Rule, call.Method, call.Path))
		case kind == "unknown":
			s.open++
			list = append(list, fmt.Sprintf("unknown  %s %s", place, call.Rule))
		case slices.ContainsFunc(labels, func(l label) bool {
			return l.file == call.File && (l.on(call.Line) || l.on(call.Literal)) && (l.fits(operations, kind) || l.kind() == "token")
		}): // the same twice
		default:
			s.wrong++
			list = append(list, fmt.Sprintf("wrong    %s %s %s %s%s", place, call.Rule, call.Method, call.Path, call.SDK.Class+" "+call.SDK.Method+": "+strings.Join(operations, "|")+kind))
		}
	}
	for _, l := range labels {
		if !l.found && !l.skip && l.kind() != "token" && l.kind() != "unknown" {
			if l.kind() == "" {
				s.missed++
			}
			list = append(list, fmt.Sprintf("missed   %s:%d %s", l.file, l.from, strings.Join(l.operations, "|")))
		}
	}
	slices.SortStableFunc(list, func(a, b string) int { return cmp.Compare(a[:8], b[:8]) })
	return s, list
}

func (l label) fits(operations []string, kind string) bool {
	if kind == "unpublished" && len(l.operations) > 1 && slices.ContainsFunc(l.operations, func(o string) bool { return strings.HasPrefix(o, kind) }) {
		return true
	}
	if l.kind() != "" {
		return l.kind() == kind || kind == "unpublished" && l.kind() != "unknown" && l.kind() != "token"
	}
	return kind == "" && slices.ContainsFunc(operations, func(o string) bool { return slices.Contains(l.operations, o) }) &&
		(len(l.operations) > 1 || len(operations) == 1)
}

func resolved(resolver *code.Resolver, call code.Call) (operations []string, kind string) {
	if call.Unknown {
		return nil, "unknown"
	}
	for _, o := range resolver.Operations(call) {
		operations = append(operations, o.API+" "+o.Method+" "+o.Path)
	}
	switch {
	case strings.HasSuffix(call.Path, catalog.TokenPath):
		return nil, "token"
	case len(operations) == 0:
		for _, o := range resolver.Candidates(call) {
			operations = append(operations, o.API+" "+o.Method+" "+o.Path)
		}
		return operations, "unpublished"
	}
	return operations, ""
}

// BenchmarkLabels scans the repositories whose calls people labelled, where they
// are (AUTHCAT_REPOSITORIES), and prints precision and recall.
func BenchmarkLabels(b *testing.B) {
	folder := os.Getenv("AUTHCAT_REPOSITORIES")
	if folder == "" {
		b.Skip("the labelled repositories are not here: clone those of testdata/labels and set AUTHCAT_REPOSITORIES to their folder")
	}
	files, err := filepath.Glob(cmp.Or(os.Getenv("AUTHCAT_LABELS"), "testdata/labels*/*.txt"))
	if err != nil || len(files) == 0 {
		b.Fatalf("no labels: %v", err)
	}
	facts, err := data.Snapshot(catalog.Filter{})
	if err != nil {
		b.Fatal(err)
	}
	snapshot := catalog.Merge(facts)
	resolver := code.NewResolver(&snapshot)
	first := true // prints
	for b.Loop() {
		var all score
		for _, file := range files {
			name := strings.TrimSuffix(filepath.Base(file), ".txt")
			if _, err := os.Stat(filepath.Join(folder, name)); err != nil {
				b.Logf("%s is not there", name)
				continue
			}
			scan, err := code.Read(b.Context(), os.DirFS(filepath.Join(folder, name)), resolver, code.Options{})
			if err != nil {
				b.Fatal(err)
			}
			labels, skipped := readLabels(b, file)
			s, list := compare(resolver, scan.Calls, labels, skipped)
			if first {
				fmt.Printf("%s: right %d, wrong %d, missed %d, not told %d; precision %.3f, recall %.3f\n  %s\n", name, s.right, s.wrong, s.missed, s.open, s.precision(), s.recall(), strings.Join(list, "\n  "))
			}
			all = score{all.right + s.right, all.wrong + s.wrong, all.missed + s.missed, all.open + s.open}
		}
		b.ReportMetric(all.precision(), "precision")
		b.ReportMetric(all.recall(), "recall")
		if first {
			fmt.Printf("all: right %d, wrong %d, missed %d, not told %d; precision %.3f, recall %.3f\n", all.right, all.wrong, all.missed, all.open, all.precision(), all.recall())
		}
		first = false
	}
}
