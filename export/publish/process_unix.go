//go:build unix

package publish

import (
	"os/exec"
	"syscall"
)

// alone gives a command a session of its own: no terminal, and one group of
// processes, all of which end with the command's context.
func alone(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
