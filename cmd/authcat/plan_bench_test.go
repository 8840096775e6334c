package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// peerScript is what people write when they have no program: twenty lines that
// count the calls of a log by method and path, ids blinded.
const peerScript = `import collections, re, sys
line = re.compile(r'\[[^\]]+\] "(\S+) (\S+) HTTP/[0-9.]+" \d{3}')
ident = re.compile(r'^[0-9a-f]{32}$')
counts = collections.Counter()
with open(sys.argv[1], encoding="utf-8", errors="replace") as log:
    for text in log:
        found = line.search(text)
        if not found:
            continue
        method, url = found.groups()
        path = url.split("?")[0]
        segments = ["{id}" if ident.match(s) else s for s in path.split("/")]
        counts[method, "/".join(segments)] += 1
for (method, path), n in counts.most_common():
    print(n, method, path)
`

// logOf is a log of some size: calls of a few operations with ids of their own,
// every tenth of none.
func logOf(size int, line func(r *rand.Rand, method, path string) string) []byte {
	calls := [][3]string{
		{"GET", "/v2025/identities/"}, {"GET", "/v3/accounts/", "/entitlements"}, {"GET", "/v3/accounts?limit=250&offset="}, {"PATCH", "/v3/access-profiles/"}, {"GET", "/v2025/sources/", "/schemas"},
		{"POST", "/v3/search?q="}, {"GET", "/beta/workflows/", "/executions"}, {"GET", "/v2024/roles?x="}, {"DELETE", "/v2025/workflows/"}, {"GET", "/health?x="},
	}
	r := rand.New(rand.NewPCG(1, 2))
	log := make([]byte, 0, size+1000)
	for len(log) < size {
		call := calls[r.IntN(len(calls))]
		log = append(log, line(r, call[0], fmt.Sprintf("%s%016x%016x%s", call[1], r.Uint64(), r.Uint64(), call[2]))...)
	}
	return log
}

func combinedLine(r *rand.Rand, method, path string) string {
	return fmt.Sprintf("10.0.%d.%d - svc [22/Aug/2026:10:%02d:%02d +0000] \"%s %s HTTP/1.1\" 200 %d \"-\" \"SailPoint-SDK-Go/2.1 (linux; amd64)\"\n",
		r.IntN(256), r.IntN(256), r.IntN(60), r.IntN(60), method, path, r.IntN(100_000))
}

func jsonLine(r *rand.Rand, method, path string) string {
	return fmt.Sprintf(`{"time":"2026-08-22T10:%02d:%02d+00:00","remote_addr":"10.0.%d.%d","request_method":"%s","request_uri":"%s","server_protocol":"HTTP/1.1","status":200,"body_bytes_sent":%d,"request_time":0.1%02d,"http_user_agent":"SailPoint-SDK-Go/2.1 (linux; amd64)"}`+"\n",
		r.IntN(60), r.IntN(60), r.IntN(256), r.IntN(256), method, path, r.IntN(100_000), r.IntN(100))
}

func zipped(b *testing.B, text []byte) []byte {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(text); err != nil {
		b.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	return packed.Bytes()
}

// BenchmarkPlan times whole processes on logs of 128 MiB, in turns with others
// that read them: megabytes of the log in a second of processor time, start and
// reading of the catalog taken off for authcat.
func BenchmarkPlan(b *testing.B) {
	const size = 128 << 20
	dir := b.TempDir()
	authcat := filepath.Join(dir, "authcat")
	if out, err := exec.Command("go", "build", "-o", authcat, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	write := func(name string, body []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, body, 0o644); err != nil {
			b.Fatal(err)
		}
		return path
	}
	log := logOf(size, combinedLine)
	combined, packed, few := write("access.log", log), write("access.log.gz", zipped(b, log)), write("few.log", log[:bytes.IndexByte(log, '\n')+1])
	lines, script := write("access.jsonl", logOf(size, jsonLine)), write("count.py", []byte(peerScript))
	peers := []struct {
		name    string
		command []string
		start   string // the one with its start alone
	}{
		{"start", []string{authcat, "plan", few}, ""}, {"log", []string{authcat, "plan", combined}, "start"}, {"json", []string{authcat, "plan", lines}, "start"},
		{"gzip", []string{authcat, "plan", packed}, "start"}, {"python", []string{"python3", script, combined}, ""}, {"grep-c", []string{"grep", "-c", "HTTP", combined}, ""},
	}
	took := map[string]time.Duration{}
	for b.Loop() {
		for _, peer := range peers {
			if _, err := exec.LookPath(peer.command[0]); err != nil {
				continue
			}
			command := exec.Command(peer.command[0], peer.command[1:]...)
			if out, err := command.CombinedOutput(); err != nil {
				b.Fatalf("%v: %v\n%s", peer.command, err, out)
			}
			took[peer.name] += command.ProcessState.UserTime() + command.ProcessState.SystemTime()
		}
	}
	for _, peer := range peers[1:] {
		if spent := took[peer.name] - took[peer.start]; spent > 0 {
			b.ReportMetric(size/1e6*float64(b.N)/spent.Seconds(), peer.name+"-MB/cpu-s")
		}
	}
	b.ReportMetric(took["start"].Seconds()*1000/float64(b.N), "start-cpu-ms")
}
