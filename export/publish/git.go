package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
	"unicode"
)

// git runs the git program in a private folder.
type git struct {
	dir     string
	address address
	redact  redactor
	// settings come before every subcommand, and so before all of git's configuration.
	settings []string
	env      []string
	// credentials are in the environment only of what talks to the remote.
	credentials []string
}

// cloneName is the clone's place in the private folder.
const cloneName = "clone.git"

func newGit(ctx context.Context, dir string, address address, target Target) (*git, error) {
	token := strings.TrimSpace(string(target.Token)) // secrets mounted from files end in a line break
	username := target.Username
	if username == "" {
		username = defaultUsername
	}
	if strings.ContainsFunc(token+username, unicode.IsControl) {
		return nil, errors.New("the token or its user name (AUTHCAT_GIT_TOKEN, AUTHCAT_GIT_USERNAME) holds a line break or another control character; set it anew")
	}
	g := &git{
		dir: dir, address: address, redact: newRedactor(username, Secret(token)),
		settings: settings(), env: environment(dir, target.Author),
	}
	if token != "" && address.origin != "" {
		g.settings = append(g.settings, helperSettings(address.origin)...)
		g.credentials = []string{usernameVariable + "=" + username, tokenVariable + "=" + token}
	}
	if address.ssh {
		ssh, err := g.sshEnvironment(ctx)
		if err != nil {
			return nil, err
		}
		g.env = append(g.env, ssh...)
	}
	return g, nil
}

// local runs a subcommand on the clone.
func (g *git) local(ctx context.Context, input string, args ...string) (string, error) {
	return g.run(ctx, input, g.env, append([]string{"--git-dir=" + cloneName}, args...))
}

// remote runs a subcommand that talks to the remote.
func (g *git) remote(ctx context.Context, args ...string) (string, error) {
	return g.run(ctx, "", append(g.env[:len(g.env):len(g.env)], g.credentials...), args)
}

// run returns what the command writes to stdout. The command is alone: it
// has no terminal that anything could prompt on.
func (g *git) run(ctx context.Context, input string, env, args []string) (string, error) {
	cmd := exec.CommandContext(ctx, "git", append(g.settings[:len(g.settings):len(g.settings)], args...)...)
	var stdout bytes.Buffer
	stderr := &tail{size: 64 << 10}
	cmd.Dir, cmd.Env = g.dir, env
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(input), &stdout, stderr
	alone(cmd)
	cmd.WaitDelay = 5 * time.Second
	err := cmd.Run()
	switch {
	case err == nil:
		return stdout.String(), nil
	case errors.Is(err, exec.ErrNotFound):
		return "", errors.New("git is not installed or not on PATH: install it (Debian, Ubuntu: apt-get install git) and run this again")
	case ctx.Err() != nil:
		return "", fmt.Errorf("publishing to %s was stopped during 'git %s': %w; run it again, a publication arrives whole or not at all",
			g.address.shown, subcommand(args), context.Cause(ctx))
	}
	return "", &gitError{command: subcommand(args), address: g.address, words: g.redact.words(stderr.String()), err: err}
}

func subcommand(args []string) string {
	for _, arg := range args {
		if !strings.HasPrefix(arg, "-") {
			return arg
		}
	}
	return ""
}

// tail keeps the end of what is written to it.
type tail struct {
	size int
	kept []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.kept = append(t.kept, p...)
	if len(t.kept) > 2*t.size {
		t.kept = append(t.kept[:0], t.kept[len(t.kept)-t.size:]...)
	}
	return len(p), nil
}

func (t *tail) String() string { return string(t.kept) }
