package main

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Nights that are killed, limited or watched from outside run in processes of
// their own: this test binary, which runs TestNightProcess alone. The clock
// stands still there too, so that the same night writes the same bytes.

// TestNightProcess is a night's process, and no test.
func TestNightProcess(t *testing.T) {
	now, err := time.Parse(time.RFC3339, os.Getenv("AUTHCAT_TEST_NOW"))
	if err != nil {
		return
	}
	e := realEnvironment()
	e.now = func() time.Time { return now }
	os.Exit(run(strings.Split(os.Getenv("AUTHCAT_TEST_LINE"), "\x1f"), e))
}

// process is a night's command, in a process of its own, that has not begun.
// What it has no better place for goes to the folder tmp.
func (p *place) process(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	tmp := filepath.Join(t.TempDir(), "tmp")
	if err := os.MkdirAll(tmp, 0o755); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(self, "-test.run=^TestNightProcess$")
	command.Env = append(os.Environ(), "TMPDIR="+tmp, "AUTHCAT_TEST_NOW="+p.now.Format(time.RFC3339), "AUTHCAT_TEST_LINE="+strings.Join(p.line(args...), "\x1f"))
	return command
}

// outside runs a command to its end.
func (p *place) outside(t testing.TB, command *exec.Cmd) outcome {
	t.Helper()
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	_ = command.Run() // its exit code tells more
	return outcome{command.ProcessState.ExitCode(), stdout.String(), stderr.String(), p.report(t)}
}

// atLine starts a command and acts once a line on stderr has all words. It
// returns whether it had, and all of stderr.
func atLine(t testing.TB, command *exec.Cmd, act func(*os.Process), words ...string) (acted bool, log string) {
	t.Helper()
	stderr, err := command.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	lines := bufio.NewScanner(io.TeeReader(stderr, &b))
	for lines.Scan() {
		if !acted && hasAll(lines.Text(), words) {
			acted = true
			act(command.Process)
		}
	}
	_ = command.Wait() // killed or not
	return acted, b.String()
}

func hasAll(line string, words []string) bool {
	for _, word := range words {
		if !strings.Contains(line, word) {
			return false
		}
	}
	return true
}
