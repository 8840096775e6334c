package publish

import (
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"

	"authcat/catalog/printable"
)

// address is a target's URL that is safe to hand to git.
type address struct {
	// git is what git is given, shown the same without a user's name.
	git, shown string
	// origin is where a token may go, "https://host:port"; empty where none may go.
	origin string
	host   string
	ssh    bool
}

// Host is the target's host, empty for a local path and for a URL that Publish refuses.
func (t Target) Host() string {
	address, err := parseAddress(t.URL)
	if err != nil {
		return ""
	}
	return address.host
}

const transports = "use https://HOST/PATH, ssh://HOST/PATH, HOST:PATH, file:///PATH or a local path"

var (
	helperTransport = regexp.MustCompile(`^[A-Za-z0-9+.-]*::`)
	scheme          = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*://`)
	// passwordForm is a URL without its scheme, or with too few slashes, or with
	// a slash in its password.
	passwordForm = regexp.MustCompile(`^(?://)?[^/@]*:[^/@]*@|:[^@]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]+[:/]`)
	shortForm    = regexp.MustCompile(`^(?:[^/:@]+@)?(\[[^\]/]+\]|[^/:@]+):`)
)

// parseAddress understands a URL as git does, and refuses what could run a
// program or carry a secret. Its errors never repeat the URL, which may hold one.
func parseAddress(raw string) (address, error) {
	switch {
	case raw == "":
		return address{}, errors.New("there is no URL to publish to: " + transports)
	case strings.ContainsFunc(raw, unicode.IsControl):
		return address{}, errors.New("the URL to publish to holds control characters: " + transports)
	case strings.HasPrefix(raw, "-"):
		return address{}, errors.New("the URL to publish to begins with '-', like an option: " + transports)
	case helperTransport.MatchString(raw):
		return address{}, errors.New("transports of the form NAME::ADDRESS can run any program and are refused: " + transports)
	case strings.HasPrefix(raw, "https://"), strings.HasPrefix(raw, "ssh://"):
		return parseURL(raw)
	case strings.HasPrefix(raw, "file://"):
		return address{git: raw, shown: printable.PublicURL(raw)}, nil
	case scheme.MatchString(raw):
		return address{}, fmt.Errorf("transport %s is refused: %s", scheme.FindString(raw), transports)
	case passwordForm.MatchString(raw):
		return address{}, errSecretInURL("")
	case shortForm.MatchString(raw):
		host := shortForm.FindStringSubmatch(raw)[1]
		if strings.HasPrefix(host, "-") {
			return address{}, errors.New("the host to publish to begins with '-', like an option: " + transports)
		}
		return address{git: raw, shown: printable.Message(raw), host: host, ssh: true}, nil
	}
	path, err := filepath.Abs(raw)
	if err != nil {
		return address{}, err
	}
	return address{git: path, shown: path}, nil
}

func parseURL(raw string) (address, error) {
	u, err := url.Parse(raw)
	if err != nil || u.Hostname() == "" || strings.HasPrefix(u.Hostname(), "-") {
		return address{}, errors.New("the URL to publish to can't be understood: " + transports)
	}
	if u.RawQuery != "" || u.Fragment != "" {
		return address{}, fmt.Errorf("the URL on %s has a query or a fragment, which no repository's has: leave out what follows '?' or '#'", u.Host)
	}
	if _, password := u.User.Password(); password || u.Scheme == "https" && looksLikeToken(u.User.Username()) {
		return address{}, errSecretInURL(u.Host)
	}
	a := address{git: raw, host: u.Hostname(), ssh: u.Scheme == "ssh"}
	if !a.ssh {
		a.origin = u.Scheme + "://" + u.Host
	}
	u.User = nil
	a.shown = u.String()
	return a, nil
}

func errSecretInURL(host string) error {
	if host != "" {
		host = " on " + host
	}
	return fmt.Errorf("the URL%s holds a password or token, which would show in process lists and logs: "+
		"leave it out and set AUTHCAT_GIT_TOKEN, or use a git credential helper; revoke a token that was used like this", host)
}

// looksLikeToken tells a token from a user's or an organisation's name, which
// Azure DevOps has in the URLs that it offers: https://acme@dev.azure.com/acme/…
// Tokens of GitHub have 40 characters and more, of Azure DevOps 52 and 84.
func looksLikeToken(user string) bool {
	for _, prefix := range []string{"ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "gldt-", "glcbt-"} {
		if strings.HasPrefix(user, prefix) {
			return true
		}
	}
	return len(user) >= 40
}
