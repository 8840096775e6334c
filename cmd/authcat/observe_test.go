package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/catalog/observed"
	"authcat/catalog/traffic"
	"authcat/crawler/calls"
)

// Every published operation of Identity Security Cloud, called with ids, is the
// one that Match finds, and a record of it can be written and read.
func TestEveryOperationCanBeObserved(t *testing.T) {
	slow(t)
	snapshot := bundledSnapshot(t)
	router := find.NewRouter(&snapshot)
	tally := traffic.NewTally(&snapshot, traffic.Said{Credential: catalog.CredentialPAT}, nil)
	kept := 0
	for i := range snapshot.Operations {
		o := &snapshot.Operations[i]
		segments := strings.Split(o.Address, "/")
		for j := range segments {
			if catalog.ParameterSegment(segments[j]) {
				segments[j] = fmt.Sprintf("2c9180867624cbd7017642d8c8c8%04x", i)
			}
		}
		path := strings.Join(segments, "/")
		request := find.NewRequest([]byte(o.Method), []byte(path+"?limit=1"))
		one, several := router.One(request)
		matched := router.Match(request.Address())
		if (len(matched) == 1) != (one != nil) || several != (len(matched) > 1) || one != nil && one != matched[0] {
			t.Errorf("%s %s: one is %v, several %t, matched are %d", o.Method, path, one, several, len(matched))
		}
		if one == nil {
			continue
		}
		if err := tally.Add(traffic.Call{Request: request, Status: 200}); err != nil {
			t.Fatal(err)
		}
		records := tally.Take()
		read, err := observed.Read(observed.Write(records))
		if err != nil || len(read) != len(records) || len(read) == 1 && (read[0].Path != o.Address || read[0].Version != o.API) {
			t.Errorf("%s %s: %v becomes %v, %v", o.Method, path, records, read, err)
		}
		kept += len(records)
	}
	if kept < 4200 {
		t.Errorf("%d operations can be observed", kept)
	}
}

// A log of any length takes as much memory as a short one.
func TestObserveOfAnyLength(t *testing.T) {
	slow(t)
	snapshot := bundledSnapshot(t)
	access, jsonl := strings.Builder{}, strings.Builder{}
	for n := range 1000 {
		path := fmt.Sprintf("/v2025/identities/%032x", n)
		fmt.Fprintf(&access, "10.0.0.1 - - [22/Aug/2026:10:00:%02d +0000] \"GET %s?limit=1 HTTP/1.1\" %d 1\n", n%60, path, 200+n%2*203)
		fmt.Fprintf(&jsonl, `{"time":"2026-08-22T10:00:%02dZ","method":"GET","path":"%s","authority":"acme.api.identitynow.com","response_code":%d}`+"\n", n%60, path, 200+n%2*203)
	}
	read := func(text string, times int) (records []observed.Record, allocated uint64) {
		tally := traffic.NewTally(&snapshot, traffic.Said{Credential: catalog.CredentialPAT}, []byte("salt"))
		var answer calls.Answer
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		in := calls.Input{Name: "log", Source: &repeated{text: text, times: times}, Answer: &answer}
		most := uint64(0)
		n := 0
		for call, err := range in.Calls() {
			if err == nil {
				err = tally.Add(traffic.Call{Request: call.Request, Status: answer.Status, Day: answer.Day})
			}
			if err != nil {
				t.Fatal(err)
			}
			if n++; n%100_000 == 0 {
				runtime.GC()
				runtime.ReadMemStats(&after)
				most = max(most, after.HeapAlloc)
			}
		}
		return tally.Take(), most - min(most, before.HeapAlloc)
	}
	for name, text := range map[string]string{"access log": access.String(), "JSON": jsonl.String()} {
		records, kept := read(text, 300)
		if kept > 2<<20 {
			t.Errorf("%s: 300,000 lines keep %d bytes", name, kept)
		}
		if len(records) != 2 || records[0].Calls != 150_000 || records[0].Day != "2026-08-22" || records[0].Path != "/v2025/identities/{id}" {
			t.Errorf("%s: %v", name, records)
		}
	}
}

// observing is a command line in a folder of its own.
func observing(t *testing.T, stdin string, args ...string) (code int, said string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	e := environment{stdin: strings.NewReader(stdin), stdout: &stdout, stderr: &stderr, getenv: func(string) string { return "" }, now: time.Now}
	code = run(args, e)
	return code, stdout.String() + stderr.String()
}

const oneLine = "10.0.0.1 - - [22/Aug/2026:10:00:00 +0000] \"GET /v2025/accounts/7 HTTP/1.1\" 200 1\n"

// What is damaged stays as it is, and nothing is made of the calls.
func TestObserveKeepsWhatItCantRead(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "seen.txt")
	observe := func() (int, string) {
		return observing(t, oneLine, "observe", "--as", "pat", "--observations", file, "-")
	}
	for name, text := range map[string]string{"no record": "hello\n", "half of one": "day: 2026-08-22\ncredential: pat\n", "another field": "day: unknown\ncall: GET /v3/a\nbody: x\n"} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		code, said := observe()
		after, err := os.ReadFile(file)
		if code != exitError || !strings.Contains(said, "is no file of observations, or damaged, and stays as it is: line ") || err != nil || string(after) != text {
			t.Errorf("%s: exit code %d, %s%q, %v", name, code, said, after, err)
		}
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if code, said := observe(); code != exitOK {
		t.Fatal(code, said)
	}
	if err := os.WriteFile(file+saltSuffix, []byte("abc\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, said := observe(); code != exitError || !strings.Contains(said, "seen.txt.salt is damaged") {
		t.Errorf("exit code %d, %s", code, said)
	}
	records, err := observations{file}.read()
	if err != nil || len(records) != 1 || records[0].Calls != 1 {
		t.Errorf("%v, %v", records, err)
	}
}

// Both files are their owner's alone, also where the old one was not; and an
// error in the midst of a log writes nothing.
func TestObserveWritesInOneStep(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "seen.txt")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if code, said := observing(t, oneLine, "observe", "--as", "pat", "--observations", file, "-"); code != exitOK {
		t.Fatal(code, said)
	}
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	cut := "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"
	if code, said := observing(t, cut, "observe", "--as", "pat", "--observations", file, "-"); code != exitError {
		t.Error(code, said)
	}
	if after, err := os.ReadFile(file); err != nil || !bytes.Equal(before, after) {
		t.Errorf("it became %q, %v", after, err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Errorf("%v, %v", entries, err)
	}
	for _, entry := range entries {
		if info, err := entry.Info(); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("%s has the mode %v, %v", entry.Name(), info.Mode(), err)
		}
	}
}

// Of many who add at the same time all is kept, with one salt.
func TestObserveAtOnce(t *testing.T) {
	file := observations{filepath.Join(t.TempDir(), "seen.txt")}
	var adding sync.WaitGroup
	for range 20 {
		adding.Go(func() {
			salt, err := file.salt()
			if err == nil {
				err = file.add([]observed.Record{{Method: "GET", Path: "/v3/a", Status: "200", Tenant: fmt.Sprintf("%x", salt)[:16], Calls: 1}})
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	adding.Wait()
	records, err := file.read()
	if err != nil || len(records) != 1 || records[0].Calls != 20 {
		t.Errorf("%v, %v", records, err)
	}
}

// jwt is an access token with such claims.
func jwt(claims string) string {
	return "eyJhbGciOiJub25lIn0." + base64.RawURLEncoding.EncodeToString([]byte(claims)) + ".c2ln"
}

// answeredFiles are inputs of observe with SECRET wherever one may be.
var answeredFiles = map[string]func(url, canary string) string{
	"HAR": func(url, canary string) string {
		claims := `{"user_name":"SECRET","user_id":"SECRET","org":"SECRET","pod":"SECRET","client_id":"SECRET","tenant_id":"SECRET","authorities":["SECRET","ORG_ADMIN"],"scope":["idn:SECRET:read","idn:accounts:read"],"jti":"SECRET"}`
		return encoded(map[string]any{"log": map[string]any{"entries": []any{map[string]any{
			"startedDateTime": "2026-08-22T10:00:00Z",
			"request":         map[string]any{"method": "GET", "url": url, "headers": []any{map[string]any{"name": "Authorization", "value": "Bearer " + jwt(strings.ReplaceAll(claims, "SECRET", canary))}}, "postData": map[string]any{"text": "SECRET"}},
			"response":        map[string]any{"status": 403, "content": map[string]any{"text": `{"detailCode":"403 SECRET","trackingId":"SECRET","messages":[{"text":"SECRET"}]}`}},
		}}}})
	},
	"log": func(url, _ string) string {
		return `192.0.2.1 SECRET SECRET [22/Aug/2026:10:00:00 +0000] "GET ` + url + ` HTTP/1.1" 200 1 "https://user:SECRET@ui/?SECRET" "SECRET"` + "\n"
	},
	"JSON lines": func(url, _ string) string {
		return encoded(map[string]any{"method": "GET", "path": url, "response_code": 200, "start_time": "2026-08-22T10:00:00Z", "SECRET": "SECRET"}) + "\n" +
			encoded(map[string]any{"method": "GET", "path": "/v3/accounts", "response_code": "SECRET", "start_time": "SECRET"}) + "\n"
	},
}

// Nothing that stands in a HAR or a log comes out but what is published, in
// what is said, in the file, or beside it.
func TestCanaryInObservations(t *testing.T) {
	slow(t)
	c := newCage(t)
	out := filepath.Join(c.dir, "out")
	if err := os.Mkdir(out, 0o755); err != nil {
		t.Fatal(err)
	}
	kept := 0
	try := func(kind, canary, text string) {
		file := c.file(t, "input", text)
		code, said := c.run(t, "", "observe", "--db", c.db, "--as", "pat", "--observations", filepath.Join(out, "seen.txt"), "--format", "json", file)
		hides(t, kind, canary, said)
		if code == exitOK {
			kept++
		}
		hidesInFiles(t, kind, canary, out)
	}
	for _, canary := range append([]string{canaryWord}, canaryTokens...) {
		for kind, write := range callFiles {
			try(kind, canary, strings.ReplaceAll(write("GET", secretURLs[0]), "SECRET", canary))
		}
		addresses := secretURLs[:12:12]
		if canary != canaryWord {
			addresses = append(addresses[:1], tokenURLs...)
		}
		for _, address := range append(addresses, "https://SECRET.api.identitynow.com/v3/accounts/SECRET?filters=SECRET", "/v3/accounts/SECRET") {
			for kind, write := range answeredFiles {
				try(kind+" of "+address, canary, strings.ReplaceAll(write(address, canary), "SECRET", canary))
			}
		}
	}
	if kept < 50 {
		t.Errorf("only %d were kept", kept)
	}
	records, err := observations{filepath.Join(out, "seen.txt")}.read()
	if err != nil || len(records) < 3 {
		t.Errorf("%v, %v", records, err)
	}
}
