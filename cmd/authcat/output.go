package main

import (
	"io"
	"sync"

	"github.com/spf13/cobra"

	"authcat/catalog/answer"
	"authcat/catalog/printable"
	"authcat/export"
)

// guarded is the environment with outputs that are safe. A terminal shows what
// would steer it; elsewhere stdout keeps its bytes, since they are data. stderr
// is for people, and is read in a terminal sooner or later: it is made visible
// in any case, and no message shows a secret. end writes what is held back.
func (e environment) guarded() (safe environment, end func()) {
	stderr := export.NewVisibleWriter(e.stderr)
	e.console, e.display, e.stderr = e.stderr, e.stdout, &messages{to: stderr}
	end = func() { _ = stderr.Flush() }
	if e.stdoutTerminal {
		stdout := export.NewVisibleWriter(e.stdout)
		e.stdout = stdout
		end = func() { _, _ = stdout.Flush(), stderr.Flush() }
	}
	return e, end
}

// clearLine takes back what stands on a terminal's last line.
func (e environment) clearLine() {
	if e.terminal && e.console != nil {
		_, _ = io.WriteString(e.console, "\r\033[K")
	}
}

// messages is where commands write what they have to say, a message at a time.
type messages struct {
	mu sync.Mutex
	to io.Writer
}

func (m *messages) Write(message []byte) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, err := io.WriteString(m.to, printable.Message(string(message)))
	return len(message), err
}

// ask is what a command does that asks all of a data set: it reads the data set,
// asks, and shows the answer.
func (f *dataFlags) ask(e environment, question func(c *answer.Catalog, args []string) (export.Answer, error)) func(*cobra.Command, []string) error {
	return func(command *cobra.Command, args []string) error {
		c, err := f.load(command.Context())
		if err != nil {
			return err
		}
		a, err := question(c, args)
		if err != nil {
			return err
		}
		return f.show(e, a)
	}
}
