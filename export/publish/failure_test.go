package publish

import (
	"errors"
	"strings"
	"testing"
)

// What git and the forges print, and what to do about it.
func TestNextStep(t *testing.T) {
	target := address{shown: "https://host/not-found/could not resolve.git"}
	for words, want := range map[string]string{
		"remote: Invalid username or password.\nfatal: Authentication failed for '" + target.shown + "/'":                                 "AUTHCAT_GIT_TOKEN",
		"fatal: unable to access '" + target.shown + "/': The requested URL returned error: 403":                                          "AUTHCAT_GIT_TOKEN",
		"remote: Permission to o/r.git denied to bot.\nfatal: unable to access 'x': The requested URL returned error: 403":                "AUTHCAT_GIT_TOKEN",
		"remote: Repository not found.\nfatal: repository 'https://github.com/o/r.wiki.git/' not found":                                   "first page",
		"remote: TF401019: The Git repository with name or identifier w does not exist or you do not have permissions":                    "check the address",
		"fatal: unable to access 'x': Could not resolve host: nowhere.invalid":                                                            "HTTPS_PROXY",
		"fatal: unable to access 'x': Received HTTP code 407 from proxy after CONNECT":                                                    "HTTPS_PROXY",
		"fatal: unable to access 'x': SSL certificate problem: self-signed certificate in certificate chain":                              "GIT_SSL_CAINFO",
		"fatal: unable to access 'x': server certificate verification failed. CAfile: none CRLfile: none":                                 "GIT_SSL_CAINFO",
		"No ED25519 host key is known for host and you have requested strict checking.\nHost key verification failed.":                    "known_hosts",
		"git@host: Permission denied (publickey).":                                                                                        "key that may write",
		"remote: GitLab: You are not allowed to push code to protected branches\n! [remote rejected] main -> main (pre-receive declined)": "--branch",
		"something that nobody has seen before":                                                                                           "",
	} {
		err := &gitError{command: "push", address: target, words: words, err: errors.New("exit status 128")}
		step := err.nextStep()
		if !strings.Contains(step, want) || want == "" && step != "" {
			t.Errorf("%s\nsays %q, want %q", words, step, want)
		}
		if text := err.Error(); !strings.Contains(text, strings.Split(words, "\n")[0]) || !strings.HasSuffix(text, step) {
			t.Errorf("%s", text)
		}
	}
}
