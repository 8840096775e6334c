package publish

import "strings"

// gitError is a git command that failed, with git's own words.
type gitError struct {
	command string
	address address
	words   string
	err     error
}

func (e *gitError) Error() string {
	text := "git " + e.command + " failed for " + e.address.shown
	if e.words == "" {
		text += ": " + e.err.Error()
	} else {
		text += ":\n  " + strings.ReplaceAll(e.words, "\n", "\n  ")
	}
	if next := e.nextStep(); next != "" {
		text += "\nnext step: " + next
	}
	return text
}

func (e *gitError) Unwrap() error { return e.err }

// causes tell git's failures apart by its words, the first that fits.
var causes = []struct {
	words []string
	next  string
}{
	{[]string{"host key verification failed"},
		"add the host's key to known_hosts (ssh-keyscan shows it; compare it with the one that the host publishes)"},
	{[]string{"certificate problem", "ssl certificate", "certificate verification failed", "server verification failed"},
		"name the authority that signs the host's certificate with GIT_SSL_CAINFO=FILE"},
	{[]string{"could not resolve", "failed to connect", "couldn't connect", "connection refused", "connection timed out",
		"network is unreachable", "no route to host", "connection reset", "from proxy", "proxy connect"},
		"check the address, the network and HTTPS_PROXY"},
	{[]string{"transport '"},
		"git's url.*.insteadOf setting leads to a transport that is refused; " + transports},
	{[]string{"branch is currently checked out"},
		"publish to a bare repository, or to a branch that is not checked out there"},
	{[]string{"protected branch", "hook declined", "gh006", "gh013", "tf402455", "[remote rejected]"},
		"the server's rules refuse this commit: let this account push to the branch, or name another with --branch; " +
			"rules about authors are met with GIT_AUTHOR_NAME, GIT_AUTHOR_EMAIL and their GIT_COMMITTER_ pair; commits are not signed"},
	{[]string{"permission denied (", "publickey"},
		"give ssh a key that may write to the repository, in its agent or with GIT_SSH_COMMAND"},
	{[]string{"authentication failed", "could not read username", "could not read password", "access denied", "denied to",
		"returned error: 401", "returned error: 403", "not granted", "not authorized", "unauthorized"},
		"set AUTHCAT_GIT_TOKEN to a token that may write to the repository (AUTHCAT_GIT_USERNAME where the host asks for a " +
			"name), or let a git credential helper know one"},
	{[]string{"not found", "does not exist", "does not appear to be a git repository", "tf401019"},
		"check the address, and that the token may see it; GitHub makes a wiki's repository only with its first page, " +
			"which is written in the browser"},
	{[]string{"dubious ownership"},
		"run as the owner of the repository, or add it to git's safe.directory"},
}

func (e *gitError) nextStep() string {
	// A repository called "certificate-not-found" says nothing about the cause.
	words := strings.ToLower(strings.ReplaceAll(e.words, strings.TrimSuffix(e.address.shown, ".git"), ""))
	for _, cause := range causes {
		for _, word := range cause.words {
			if strings.Contains(words, word) {
				return cause.next
			}
		}
	}
	return ""
}
