package main

import (
	"bytes"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"authcat/cmd/authcat/nightly"
)

// A defect of the program is an error like any other: it says where it is in
// one line, and ends with another code than a wrong command line.
func TestADefectIsAnError(t *testing.T) {
	for _, debug := range []string{"", "1"} {
		var stdout, stderr bytes.Buffer
		e := environment{
			stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr,
			getenv: func(name string) string { return map[string]string{"AUTHCAT_DEBUG": debug}[name] },
			now:    func() time.Time { var none []time.Time; return none[1] },
		}
		if code := run([]string{"status", "--format", "json"}, e); code != exitError {
			t.Errorf("exit code %d", code)
		}
		said := stderr.String()
		for _, words := range []string{"authcat: authcat status brings out a defect of authcat, in authcat.TestADefectIsAnError.func", "index out of range", "hint: please report it"} {
			if !strings.Contains(said, words) {
				t.Errorf("it says %q, without %q", said, words)
			}
		}
		if shown := strings.Contains(said, "goroutine "); shown != (debug != "") {
			t.Errorf("AUTHCAT_DEBUG=%s: the stack is shown: %t\n%s", debug, shown, said)
		}
	}
}

// A night with a defect in any of its steps fails as a night does, or keeps what
// it has of the source that brings it out: documents are whole, no report of an
// earlier night is left, and the next night recovers.
func TestNightlyDefects(t *testing.T) {
	slow(t)
	t.Parallel()
	k := newKilled(t)
	failed := 0
	for at := int32(1); ; at++ {
		p := k.before.copy(t)
		var stdout, stderr bytes.Buffer
		var asked atomic.Int32
		e := p.environment(&stdout, &stderr)
		e.now = func() time.Time {
			if asked.Add(1) == at {
				panic("a clock that stops")
			}
			return p.now
		}
		o := outcome{code: run(p.line(), e), stdout: stdout.String(), stderr: stderr.String(), report: p.report(t)}
		if asked.Load() < at {
			break
		}
		o.keepsQuiet(t, "goroutine ")
		if o.code == exitKept {
			p.mustNight(t, exitOK)
			continue
		}
		o.says(t, "brings out a defect of authcat")
		failed++
		// Before it begins, a night has no report, and the one before it may stand.
		if told := o.report.Outcome; o.code != exitError || at > 1 && told != nightly.Failed && told != nightly.Running {
			t.Errorf("question %d: exit code %d, the report says %q", at, o.code, o.report.Summary)
		}
		k.check(t, p, fmt.Sprintf("question %d", at))
	}
	if failed < 10 {
		t.Errorf("%d nights failed, want many", failed)
	}
}
