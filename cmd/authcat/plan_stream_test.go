package main

import (
	"bytes"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"authcat/catalog/plan"
	"authcat/crawler/calls"
)

// repeated is a text many times over.
type repeated struct {
	text  string
	times int
	rest  string
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.rest == "" {
		if r.times == 0 {
			return 0, io.EOF
		}
		r.times--
		r.rest = r.text
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// A log takes as much memory as its lines without repetitions, and gives their plan.
func TestPlanOfAnyLength(t *testing.T) {
	slow(t)
	snapshot := bundledSnapshot(t)
	access, jsonl := strings.Builder{}, strings.Builder{}
	for n := range 1000 {
		path := fmt.Sprintf("/v2025/identities/%032x", n)
		if n%10 == 0 {
			path = fmt.Sprintf("/nothing/%d%%20x", n)
		}
		fmt.Fprintf(&access, "10.0.0.1 - - [22/Aug/2026:10:00:00 +0000] \"GET %s?limit=1 HTTP/1.1\" 200 1\n", path)
		fmt.Fprintf(&jsonl, `{"request_method":"GET","request_uri":"%s","status":200,"upstream":"https:\/\/h\/"}`+"\n", path)
	}
	read := func(text string, times int) (plan.Plan, uint64) {
		maker := plan.NewMaker(&snapshot)
		var call calls.Call
		var err error
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		in := calls.Input{Name: "log", Source: &repeated{text: text, times: times}}
		for call, err = range in.Calls() {
			if err != nil {
				t.Fatal(err)
			}
			maker.Add(call.Request, call.Where)
		}
		runtime.ReadMemStats(&after)
		return maker.Plan(), after.TotalAlloc - before.TotalAlloc
	}
	for name, text := range map[string]string{"access log": access.String(), "JSON": jsonl.String()} {
		once, little := read(text, 1)
		often, much := read(text, 1000)
		if much > little+1<<20 {
			t.Errorf("%s: a million lines take %d bytes, a thousand of them %d", name, much, little)
		}
		for i := range once.Calls {
			once.Calls[i].Count *= 1000
		}
		for i := range once.Unmatched {
			once.Unmatched[i].Count *= 1000
		}
		if !reflect.DeepEqual(once, often) || len(once.Calls) != 1 || len(once.Unmatched) != 100 {
			t.Errorf("%s: repeated lines give another plan: %+v", name, often.Calls)
		}
	}
}

// What a crash and a full disk leave in a log is skipped, said and counted.
func TestPlanOfDamagedLog(t *testing.T) {
	line := "10.0.0.1 - - [22/Aug/2026:10:00:00 +0000] \"GET /v2025/identities HTTP/1.1\" 200 1\r\n"
	log := strings.Repeat(line, 100) + strings.Repeat("\x00", 5000) + line + "10.0.0.1 - - [22/Aug/2026:10:00:00 +0000] \"GET /\x00 HTTP/1.1\" 200 1\n" +
		strings.Repeat("x", 1<<20) + "\n\xff\xfe\n" + line + line[:60]
	var stdout, stderr bytes.Buffer
	e := environment{stdin: strings.NewReader(log), stdout: &stdout, stderr: &stderr, getenv: func(string) string { return "" }, now: time.Now}
	if code := run([]string{"plan", "--format", "csv", "-"}, e); code != 0 {
		t.Fatal(code, &stderr)
	}
	if !strings.Contains(stdout.String(), "GET,/v2025/identities,line 1,102,") || !strings.Contains(stderr.String(), "stdin: skipped 4, the first at line 102: its URL is not readable text") {
		t.Errorf("%s%s", &stdout, &stderr)
	}
}
