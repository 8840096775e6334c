package publish

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

const (
	tokenVariable    = "AUTHCAT_GIT_TOKEN"
	usernameVariable = "AUTHCAT_GIT_USERNAME"
)

// defaultUsername is what GitHub asks for with an app's installation token.
// With personal access tokens GitHub, GitLab and Azure DevOps look at the token
// alone and take any name. A GitLab job token needs "gitlab-ci-token", a deploy
// token its own name.
const defaultUsername = "x-access-token"

// helper answers git's question for a password from the environment, so that
// the token is in no argument and no file.
const helper = `!f() { if test "$1" = get; then printf 'username=%s\npassword=%s\n' "$` + usernameVariable + `" "$` + tokenVariable + `"; fi; }; f`

// helperSettings answer for one origin alone; a redirection elsewhere gets no
// token. The empty helper comes first: it drops the user's helpers for this
// origin, which git would ask to store the token.
func helperSettings(origin string) []string {
	key := "credential." + origin + ".helper="
	return []string{"-c", key, "-c", key + helper}
}

// settings keep the machine's configuration from running programs, from asking
// for a key and from leaving processes behind.
func settings() []string {
	var args []string
	for _, setting := range []string{
		"core.hooksPath=/dev/null",
		"core.fsmonitor=false",
		"core.protectHFS=true",
		"core.protectNTFS=true",
		"push.gpgSign=false",
		"gc.auto=0",
		"maintenance.auto=false",
		"i18n.commitEncoding=UTF-8",
		"init.defaultBranch=master", // see Target.Branch
	} {
		args = append(args, "-c", setting)
	}
	return args
}

// localVariables tie git to a repository that authcat happens to run in, such as
// one whose hook it is. They are those of 'git rev-parse --local-env-vars',
// without GIT_CONFIG_COUNT, which gives a job's settings.
var localVariables = []string{
	"GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_CONFIG", "GIT_CONFIG_PARAMETERS", "GIT_OBJECT_DIRECTORY", "GIT_DIR",
	"GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_GRAFT_FILE", "GIT_INDEX_FILE", "GIT_NO_REPLACE_OBJECTS",
	"GIT_REPLACE_REF_BASE", "GIT_PREFIX", "GIT_SHALLOW_FILE", "GIT_COMMON_DIR", "GIT_INTERNAL_SUPER_PREFIX",
	"GIT_NAMESPACE", "GIT_QUARANTINE_PATH", tokenVariable, usernameVariable,
}

// environment is the process's, made safe for a program that nobody watches.
func environment(dir string, author Person) []string {
	env := slices.DeleteFunc(os.Environ(), func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		return slices.Contains(localVariables, name)
	})
	env = append(env,
		"LC_ALL=C", // errors are told apart by git's English words
		"GIT_TERMINAL_PROMPT=0",
		"GIT_ALLOW_PROTOCOL=https:ssh:file",
		"GIT_TRACE_REDACT=1",
		"GIT_CEILING_DIRECTORIES="+filepath.Dir(dir),
	)
	// A program that asks in a window would wait for ever; one that the caller
	// names answers by itself, as in Jenkins.
	if _, set := os.LookupEnv("GIT_ASKPASS"); !set {
		env = append(env, "GIT_ASKPASS=")
	}
	if _, set := os.LookupEnv("GCM_INTERACTIVE"); !set {
		env = append(env, "GCM_INTERACTIVE=never")
	}
	return append(env, identity(author)...)
}

// identity names an author and a committer where the environment does not.
func identity(author Person) []string {
	var env []string
	for _, part := range []struct{ suffix, target, otherwise string }{
		{"NAME", author.Name, "authcat"},
		{"EMAIL", author.Email, "authcat@localhost"},
	} {
		value := firstOf(os.Getenv("GIT_AUTHOR_"+part.suffix), part.target, part.otherwise)
		env = append(env, "GIT_AUTHOR_"+part.suffix+"="+value,
			"GIT_COMMITTER_"+part.suffix+"="+firstOf(os.Getenv("GIT_COMMITTER_"+part.suffix), value))
	}
	return env
}

func firstOf(values ...string) string {
	for _, value := range values {
		if value != "" {
			return value
		}
	}
	return ""
}

// sshEnvironment keeps ssh from asking for a password or about a host's key,
// unless the user says how to call it.
func (g *git) sshEnvironment(ctx context.Context) ([]string, error) {
	if os.Getenv("GIT_SSH_COMMAND") != "" || os.Getenv("GIT_SSH") != "" {
		return nil, nil
	}
	_, err := g.run(ctx, "", g.env, []string{"config", "--get", "core.sshCommand"})
	var exit *exec.ExitError
	switch {
	case err == nil:
		return nil, nil
	case errors.As(err, &exit) && exit.ExitCode() == 1: // it is not configured
		return []string{"GIT_SSH_COMMAND=ssh -o BatchMode=yes"}, nil
	default:
		return nil, err
	}
}
