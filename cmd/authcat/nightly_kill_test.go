package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"authcat/cmd/authcat/nightly"
)

// killed is a second night with a change upstream, to be killed again and again.
type killed struct {
	before           *place
	yesterday, right map[string]string
	dates            []string
}

func newKilled(t *testing.T) *killed {
	t.Helper()
	p := newPlace(t, newQuickUpstream(t))
	p.mustNight(t, exitOK)
	k := &killed{before: p, yesterday: p.documents(t), dates: p.dates(t)}
	p.now = p.now.Add(nextDay)
	p.up.edit("nerm-v2025", retitle("Changed upstream"))
	reference := p.copy(t)
	reference.mustNight(t, exitOK)
	k.right = reference.documents(t)
	return k
}

// check sees that the documents are one set or the other and that the next
// night makes good what the killed one left. It tells which set it was.
func (k *killed) check(t *testing.T, p *place, what string) (published bool) {
	t.Helper()
	documents := p.documents(t)
	published = len(differences(documents, k.right)) == 0
	if old := differences(documents, k.yesterday); !published && len(old) > 0 {
		t.Errorf("%s: a mixture: %q differ from yesterday's and %q from tonight's", what, old, differences(documents, k.right))
	}
	if !published { // the documents go first: the catalog is never newer
		p.oneCatalog(t)
	}
	p.answers(t, k.dates)
	o := p.night(t)
	if o.code != exitOK && !(published && o.code == exitUnchanged) {
		t.Errorf("%s: the next night ended with %d\n%s%s", what, o.code, o.stdout, o.stderr)
	}
	if names := differences(p.documents(t), k.right); len(names) > 0 {
		t.Errorf("%s: after the next night %q are not what they should be", what, names)
	}
	p.oneCatalog(t)
	p.answers(t, append(k.dates, "2026-09-02"))
	p.mustNight(t, exitUnchanged)
	k.tidy(t, p, what)
	return published
}

// tidy sees that nothing is left behind.
func (k *killed) tidy(t *testing.T, p *place, what string) {
	t.Helper()
	if left := p.leftovers(t); len(left) > 0 {
		t.Errorf("%s: left behind %q", what, left)
	}
}

// Killed at the beginning of any step, a night leaves the documents whole and
// the next one recovers.
func TestNightlyKilledAtEachStep(t *testing.T) {
	slow(t)
	t.Parallel()
	k := newKilled(t)
	for _, step := range steps {
		p := k.before.copy(t)
		acted, log := atLine(t, p.process(t), func(process *os.Process) { _ = process.Kill() }, `"step"`, `"`+step+`"`)
		if !acted {
			t.Fatalf("there is no step %q in the log\n%s", step, log)
		}
		// From the step "publish" on, the night may be over before it is killed.
		over := step == "publish" || step == "wiki" || step == "prune"
		if r := p.report(t); r.Started != p.now.Format(time.RFC3339) || r.Outcome != nightly.Running && !over {
			t.Errorf("%s: the report of %s says %q", step, r.Started, r.Summary)
		}
		k.check(t, p, step)
	}
}

// steps of a night that publishes.
var steps = []string{"fetch", "parse", "guard", "catalog", "history", "documents", "publish", "wiki", "prune"}

// Killed at any moment likewise: at some time after any step began.
func TestNightlyKilledAnywhere(t *testing.T) {
	slow(t)
	t.Parallel()
	kills := 10
	if os.Getenv("AUTHCAT_SOAK") != "" {
		kills = 200
	}
	k := newKilled(t)
	published, dead, nights := 0, 0, 0
	for ; dead < kills && nights < 3*kills; nights++ { // some are over before they are killed
		p, step := k.before.copy(t), steps[rand.IntN(len(steps))]
		wait := time.Duration(rand.Int64N(int64(15 * time.Millisecond)))
		command := p.process(t)
		atLine(t, command, func(process *os.Process) {
			time.Sleep(wait)
			_ = process.Kill() // fails when the night is over already
		}, `"step"`, `"`+step+`"`)
		if !command.ProcessState.Exited() {
			dead++
		}
		if k.check(t, p, fmt.Sprintf("%s after the step %q began", wait, step)) {
			published++
		}
	}
	t.Logf("%d of %d nights were killed, %d nights published", dead, nights, published)
	if dead < kills {
		t.Errorf("%d nights were killed, want %d", dead, kills)
	}
}

// Told to end, a night ends at once and in order.
func TestNightlySIGTERM(t *testing.T) {
	slow(t)
	t.Parallel()
	k := newKilled(t)
	term := func(process *os.Process) { _ = process.Signal(syscall.SIGTERM) }
	for _, step := range []string{"fetch", "parse"} { // later ones may be over before the signal is heard
		p := k.before.copy(t)
		heal := p.up.mark()
		if step == "fetch" {
			p.up.breaks("v3", stall)
		}
		command := p.process(t)
		acted, log := atLine(t, command, term, `"step"`, `"`+step+`"`)
		heal()
		if !acted || command.ProcessState.ExitCode() != exitError || !strings.Contains(log, "stopped ") {
			t.Errorf("%s: exit code %d, told %t\n%s", step, command.ProcessState.ExitCode(), acted, log)
		}
		if report := p.report(t); report.Outcome != "failed" || !strings.Contains(report.Summary, "still out") {
			t.Errorf("%s: the report says %q", step, report.Summary)
		}
		if k.check(t, p, step) {
			t.Errorf("%s: it published", step)
		}
	}
}

// Of two nights at once the second says that the first is at it.
func TestNightlyTwoAtOnce(t *testing.T) {
	slow(t)
	t.Parallel()
	k := newKilled(t)
	p := k.before.copy(t)
	var second outcome
	first := p.process(t)
	acted, log := atLine(t, first, func(*os.Process) { second = p.outside(t, p.process(t)) }, `"step"`, `"parse"`)
	if !acted || first.ProcessState.ExitCode() != exitOK {
		t.Errorf("the first: exit code %d\n%s", first.ProcessState.ExitCode(), log)
	}
	if second.code != exitError {
		t.Errorf("the second: exit code %d", second.code)
	}
	second.says(t, "is in use by another run; wait until it ends")
	if !k.check(t, p, "two at once") {
		t.Error("the first did not publish")
	}
}

// A limit on the size of files stands for a disk that is full: what can't be
// written whole is not written.
func TestNightlyFilesTooLarge(t *testing.T) {
	slow(t)
	t.Parallel()
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("needs bash, for ulimit -f")
	}
	k := newKilled(t)
	for _, kilobytes := range []string{"0", "1", "8", "64", "200"} {
		p := k.before.copy(t)
		night := p.process(t)
		limited := exec.Command("bash", append([]string{"-c", "trap '' XFSZ; ulimit -f " + kilobytes + ` && exec "$@"`, "bash"}, night.Args...)...)
		limited.Env = night.Env
		o := p.outside(t, limited)
		if strings.Contains(o.stderr, "could not set up authcat") { // testscript copies the program where it can't link it
			t.Skip("the program can't be linked to here, and its copy is over the limit itself")
		}
		if o.code != exitError || !strings.Contains(o.stdout+o.stderr, "Failed: ") {
			t.Errorf("%s KiB: exit code %d\n%s%s", kilobytes, o.code, o.stdout, o.stderr)
		}
		if k.check(t, p, kilobytes+" KiB") {
			t.Errorf("%s KiB: it published", kilobytes)
		}
	}
}

// The moment after the documents were exchanged and before anything else was
// is too short to be hit: here it is put together by hand.
func TestNightlyKilledAfterTheExchange(t *testing.T) {
	slow(t)
	t.Parallel()
	k := newKilled(t)
	p := k.before.copy(t)
	rename(t, p.out(), filepath.Join(p.dir, ".out.new"))
	for name, body := range k.right {
		put(t, p.out(name), body)
	}
	if !k.check(t, p, "after the exchange") {
		t.Error("the exchanged documents are not tonight's")
	}
}

// The first night of all is no exception.
func TestNightlyFirstNightKilled(t *testing.T) {
	slow(t)
	t.Parallel()
	up := newQuickUpstream(t)
	whole := newPlace(t, up)
	whole.mustNight(t, exitOK)
	right := whole.documents(t)
	for _, step := range steps {
		p := newPlace(t, up)
		if acted, log := atLine(t, p.process(t), func(process *os.Process) { _ = process.Kill() }, `"step"`, `"`+step+`"`); !acted {
			t.Fatalf("there is no step %q in the log\n%s", step, log)
		}
		if documents := p.documents(t); len(documents) > 0 && len(differences(documents, right)) > 0 {
			t.Errorf("%s: %d documents of %d", step, len(documents), len(right))
		}
		if o := p.night(t); o.code != exitOK && o.code != exitUnchanged {
			t.Errorf("%s: the next night ended with %d\n%s%s", step, o.code, o.stdout, o.stderr)
		}
		if names := differences(p.documents(t), right); len(names) > 0 {
			t.Errorf("%s: after the next night %q are not what they should be", step, names)
		}
		p.oneCatalog(t)
		p.mustNight(t, exitUnchanged)
		if left := p.leftovers(t); len(left) > 0 {
			t.Errorf("%s: left behind %q", step, left)
		}
	}
}
