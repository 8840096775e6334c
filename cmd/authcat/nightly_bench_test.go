package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkNight times whole processes on the whole mirror, served on loopback
// with validators: the first night, and one after which nothing changed. The
// server's work is not in the processor time.
func BenchmarkNight(b *testing.B) {
	authcat := filepath.Join(b.TempDir(), "authcat")
	if out, err := exec.Command("go", "build", "-o", authcat, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	p := newPlace(b, newWholeUpstream(b))
	night := func(b *testing.B, code int) time.Duration {
		command := exec.Command(authcat, "nightly", "--state", p.at(), "--out", p.out(), "--sources", p.sources, "--docs-pause", "0")
		o := p.outside(b, command)
		if o.code != code {
			b.Fatalf("exit code %d\n%s%s", o.code, o.stdout, o.stderr)
		}
		return command.ProcessState.UserTime() + command.ProcessState.SystemTime()
	}
	average := func(b *testing.B, total time.Duration) {
		b.ReportMetric(total.Seconds()*1000/float64(b.N), "cpu-ms/op")
	}
	b.Run("full", func(b *testing.B) {
		var total time.Duration
		for b.Loop() {
			for _, dir := range []string{p.at(), p.out()} {
				if err := os.RemoveAll(dir); err != nil {
					b.Fatal(err)
				}
			}
			total += night(b, exitOK)
		}
		average(b, total)
	})
	b.Run("unchanged", func(b *testing.B) {
		p.outside(b, exec.Command(authcat, "nightly", "--state", p.at(), "--out", p.out(), "--sources", p.sources, "--docs-pause", "0"))
		var total time.Duration
		for b.Loop() {
			total += night(b, exitUnchanged)
		}
		average(b, total)
	})
}
