package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// page shows text in a pager until its user ends it, at whatever line. The text
// comes without a pager where that fails before it has read any of it. Ctrl-C is
// the pager's, as it is in the terminal's foreground too.
func (e environment) page(command string, text []byte) error {
	pager := shellCommand(command)
	pager.Stdout, pager.Stderr, pager.Env = e.display, e.console, os.Environ()
	// As git and gh have it: less ends by itself where all fits, passes colours on
	// and leaves the text on the screen.
	for name, value := range map[string]string{"LESS": "FRX", "LV": "-c"} {
		if _, set := e.lookupEnv(name); !set {
			pager.Env = append(pager.Env, name+"="+value)
		}
	}
	unread, err := fed(pager, text)
	if err == nil || unread < int64(len(text)) {
		return nil
	}
	fmt.Fprintln(e.stderr, "authcat: the pager can't be run; AUTHCAT_PAGER names another, --no-pager is none")
	_, err = e.display.Write(text)
	return err
}

// fed runs a command with text as its input, and returns how much of that it left.
func fed(command *exec.Cmd, text []byte) (unread int64, err error) {
	from, to, err := os.Pipe()
	if err != nil {
		return int64(len(text)), err
	}
	defer from.Close() // which is open until the rest is counted: nothing breaks when the command ends early
	command.Stdin = from
	if err := command.Start(); err != nil {
		_ = to.Close()
		return int64(len(text)), err
	}
	go func() {
		_, _ = to.Write(text)
		_ = to.Close()
	}()
	err = command.Wait()
	unread, _ = io.Copy(io.Discard, from)
	return unread, err
}

// shellCommand is a command line of the user's, as PAGER is one by POSIX.
func shellCommand(command string) *exec.Cmd {
	if runtime.GOOS == "windows" {
		words := strings.Fields(command)
		return exec.Command(words[0], words[1:]...)
	}
	return exec.Command("/bin/sh", "-c", command)
}
