package printable

import (
	"regexp"
	"strings"
	"sync"
)

// Location is an address taken apart, without user, password, query and
// fragment. net/url refuses much of what people have in their files, a
// password that is not encoded first of all, and its errors repeat what it refuses.
type Location struct {
	// Scheme without "://", Host with its port; both may be "".
	Scheme string
	Host   string
	// Path as written. Without a host it need not start with "/".
	Path string
}

// hostPattern is a host with its port, placeholders in it included. It is
// compiled at its first use, like all patterns here: few commands need any.
var hostPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:[A-Za-z0-9._~$-]|\{[^{}/]*\}|\{\{[^{}/]*\}\}|<[^<>/]*>|\[[^\[\]/]*\])*(?::(?:[0-9]*|\{+[^{}/]*\}+))?$`)
})

// longestHost is that of DNS, with a port.
const longestHost = 260

func hostName(host string) bool {
	const usual = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"
	return len(host) <= longestHost && (strings.Trim(host, usual) == "" || hostPattern().MatchString(host))
}

// hostEnds are the characters that end a host. Browsers take "\" for "/".
const hostEnds = `/\?#`

func Split(text string) Location {
	text = strings.TrimSpace(text)
	if scheme, rest, ok := cutScheme(text); ok {
		l := Location{Scheme: scheme}
		l.Host, l.Path = cutHost(rest)
		return l
	}
	rest, slashes := strings.CutPrefix(text, "//")
	marks := ".{@" // of a host: a name alone is a word, or a segment behind a doubled slash
	if slashes {
		marks = ".@"
	}
	first, _, _ := cutAny(rest, hostEnds)
	withPassword := strings.Contains(first, ":") && strings.Contains(rest, "@")
	if (slashes || !strings.HasPrefix(text, "/")) && (strings.ContainsAny(first, marks) || withPassword) {
		var l Location
		l.Host, l.Path = cutHost(rest)
		return l
	}
	path, _, _ := cutAny(text, "?#")
	return Location{Path: path}
}

// cutScheme takes the scheme off, which may be a placeholder ("{{scheme}}://").
// Of the web's it takes what became of "https://" on its way: filepath.Clean
// leaves one slash, a copied line none, Windows the other kind.
func cutScheme(text string) (scheme, rest string, ok bool) {
	const (
		longest    = 40
		characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+.{}_$-"
	)
	if scheme, rest, ok = strings.Cut(text, "://"); ok && len(scheme) <= longest && strings.Trim(scheme, characters) == "" {
		return scheme, rest, true
	}
	scheme, rest, _ = strings.Cut(text, ":")
	if strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https") {
		return scheme, strings.TrimLeft(rest, `/\`), true
	}
	return "", text, false
}

// cutHost separates the host from what follows, and drops who asks it. A
// password may hold the characters that end a host: where what stands before
// them can be no host, it goes on up to the last "@".
func cutHost(text string) (host, path string) {
	host, _, _ = cutAny(text, hostEnds)
	at := strings.LastIndexByte(host, '@')
	if at < 0 && !hostName(host) {
		at = strings.LastIndexByte(text, '@')
	}
	host, mark, path := cutAny(text[at+1:], hostEnds)
	if mark != "/" && mark != `\` {
		return host, ""
	}
	path, _, _ = cutAny(path, "?#")
	return host, "/" + path
}

// cutAny is strings.Cut at the first of some characters.
func cutAny(text, marks string) (before, mark, after string) {
	at := strings.IndexAny(text, marks)
	if at < 0 {
		return text, "", ""
	}
	return text[:at], text[at : at+1], text[at+1:]
}
