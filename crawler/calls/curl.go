package calls

import (
	"slices"
	"strings"

	"authcat/crawler/calls/shell"
)

// The options of curl that take an argument: short ones, and long ones besides
// those that tell something about a call. https://curl.se/docs/manpage.html
const curlShort = "AbcCdDeEFHKmoPQrtTuUwxXyYz"

var curlLong = strings.Fields(`
	abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout connect-to
	continue-at cookie cookie-jar create-file-mode crlfile curves delegation dns-interface dns-servers doh-url
	dump-header egd-file engine etag-compare etag-save expect100-timeout form-escape ftp-account ftp-method
	ftp-port happy-eyeballs-timeout-ms haproxy-clientip header hostpubmd5 hostpubsha256 hsts interface ipfs-gateway
	keepalive-cnt keepalive-time key key-type libcurl limit-rate local-port login-options mail-auth mail-from mail-rcpt
	max-filesize max-redirs max-time netrc-file noproxy oauth2-bearer output output-dir parallel-max pass pinnedpubkey
	preproxy proto proto-default proto-redir proxy proxy-cert proxy-header proxy-key proxy-pass proxy-user pubkey
	quote random-file range rate referer request-target resolve retry retry-delay retry-max-time sasl-authzid
	service-name socks4 socks4a socks5 socks5-hostname speed-limit speed-time stderr telnet-option tftp-blksize
	time-cond tls-max tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii trace-config unix-socket
	url-query user user-agent variable vlan-priority write-out`)

var curlData = strings.Fields("data data-raw data-binary data-ascii data-urlencode json form form-string")

// curlCall is what curl's arguments say so far.
type curlCall struct {
	stated          string // by -X
	data, get, head bool
	upload          bool
	urls            []shell.Arg
}

// curl reads its arguments. "--next" begins another call.
func curl(args []shell.Arg) []sentBy {
	var calls []sentBy
	var c curlCall
	for len(args) > 0 {
		arg := args[0]
		text := arg.Value()
		args = args[1:]
		switch {
		case text == "--next" || text == "-:":
			calls = append(calls, sentBy{c.method(), c.urls})
			c = curlCall{}
		case strings.HasPrefix(text, "--"):
			args = c.long(text[2:], args)
		case strings.HasPrefix(text, "-") && len(text) > 1:
			args = c.short(text[1:], args)
		case text != "":
			c.urls = append(c.urls, arg)
		}
	}
	return append(calls, sentBy{c.method(), c.urls})
}

func (c *curlCall) long(name string, args []shell.Arg) []shell.Arg {
	switch {
	case name == "get":
		c.get = true
	case name == "head":
		c.head = true
	case slices.Contains(curlLong, name):
		return args[min(1, len(args)):]
	case len(args) == 0:
	case name == "request":
		c.stated = args[0].Value()
		return args[1:]
	case name == "url":
		c.urls = append(c.urls, args[0])
		return args[1:]
	case name == "upload-file":
		c.upload = true
		return args[1:]
	case slices.Contains(curlData, name):
		c.data = true
		return args[1:]
	}
	return args
}

// short reads options of one letter, of which several may stand together:
// "-sSLX POST", "-XPOST".
func (c *curlCall) short(letters string, args []shell.Arg) []shell.Arg {
	for i, letter := range letters {
		switch letter {
		case 'G':
			c.get = true
		case 'I':
			c.head = true
		}
		if !strings.ContainsRune(curlShort, letter) {
			continue
		}
		value := letters[i+1:]
		if value == "" && len(args) > 0 {
			value, args = args[0].Value(), args[1:]
		}
		switch letter {
		case 'X':
			c.stated = value
		case 'd', 'F':
			c.data = true
		case 'T':
			c.upload = true
		}
		return args
	}
	return args
}

func (c *curlCall) method() string {
	switch {
	case c.stated != "":
		return c.stated
	case c.head:
		return "HEAD"
	case c.get:
		return "GET"
	case c.upload:
		return "PUT"
	case c.data:
		return "POST"
	default:
		return "GET"
	}
}
