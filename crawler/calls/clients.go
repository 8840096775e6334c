package calls

import (
	"slices"
	"strings"

	"authcat/crawler/calls/shell"
)

// The options of wget, httpie and SailPoint's CLI that take an argument.
var (
	wgetOptions = strings.Fields(`-a -A -B -D -e -i -I -l -o -O -P -Q -R -t -T -U -w -X -Y
		--append-output --body-data --body-file --ca-certificate --certificate --directory-prefix --header --http-password --http-user
		--load-cookies --method --output-document --output-file --password --post-data --post-file --private-key --save-cookies
		--secure-protocol --timeout --tries --user --user-agent --wait`)
	httpieOptions = strings.Fields(`-a -A -b -o -p -s --auth --auth-type --boundary --cert --cert-key --ciphers --format-options --max-headers
		--max-redirects --output --pretty --print --proxy --raw --response-charset --response-mime --session --session-read-only --ssl
		--style --timeout --verify`)
	sailOptions = strings.Fields("-H --header -q --query -j --jsonpath -f --body-file -b --body -c --content-type -o --output --env")
	sailMethods = map[string]string{"g": "GET", "p": "POST", "u": "PUT", "pa": "PATCH", "d": "DELETE"}
)

// wget reads its arguments. https://www.gnu.org/software/wget/manual/wget.html
func wget(args []shell.Arg) []sentBy {
	method := "GET"
	urls := positional(args, wgetOptions, func(option, value string) {
		switch option {
		case "--method":
			method = value
		case "--post-data", "--post-file":
			method = "POST"
		case "--spider":
			method = "HEAD"
		}
	})
	return []sentBy{{method, urls}}
}

// httpie reads "http [METHOD] URL [ITEM…]". Without a method it sends a POST
// where there is an item for the body. https://httpie.io/docs/cli
func httpie(args []shell.Arg) []sentBy {
	raw := false
	args = positional(args, httpieOptions, func(option, _ string) { raw = raw || option == "--raw" })
	method := ""
	if len(args) > 0 && !looksLikeURL(args[0].Value()) && slices.Contains(methods, strings.ToUpper(args[0].Value())) {
		method, args = args[0].Value(), args[1:]
	}
	if len(args) == 0 || !looksLikeURL(args[0].Value()) && !strings.HasPrefix(args[0].Value(), "{") {
		return nil
	}
	if method == "" {
		method = "GET"
		if raw || slices.ContainsFunc(args[1:], bodyItem) {
			method = "POST"
		}
	}
	return []sentBy{{method, args[:1]}}
}

// bodyItem reports whether an item is for the body: "name=x", "name:=1",
// "file@x"; not one for a header ("Accept:x") or the query ("limit==1").
func bodyItem(arg shell.Arg) bool {
	text := arg.Value()
	at := strings.IndexAny(text, "=@:")
	if at < 0 {
		return false
	}
	return text[at] != ':' && !strings.HasPrefix(text[at:], "==") || strings.HasPrefix(text[at:], ":=")
}

// sail reads "sail api get /v3/accounts" of SailPoint's CLI. What its other
// commands call is not told by their arguments.
func sail(args []shell.Arg) []sentBy {
	args = positional(args, sailOptions, func(string, string) {})
	if len(args) < 3 || args[0].Value() != "api" && args[0].Value() != "a" {
		return nil
	}
	method := args[1].Value()
	if long := sailMethods[method]; long != "" {
		method = long
	}
	path := slices.Clone(args[2])
	for i, form := range path {
		if !strings.HasPrefix(form.Value, "/") && !strings.HasPrefix(form.Value, "{") { // it puts one there
			path[i].Value, path[i].Written = "/"+form.Value, "/"+form.Written
		}
	}
	return []sentBy{{method, []shell.Arg{path}}}
}

// positional are the arguments that are no options; each is told the options,
// with their values.
func positional(args []shell.Arg, valued []string, each func(option, value string)) []shell.Arg {
	var rest []shell.Arg
	for len(args) > 0 {
		text := args[0].Value()
		option, value, joined := strings.Cut(text, "=")
		switch {
		case !strings.HasPrefix(text, "-") || text == "-":
			rest = append(rest, args[0])
		case !joined && slices.Contains(valued, text) && len(args) > 1:
			each(text, args[1].Value())
			args = args[1:]
		default:
			each(option, value)
		}
		args = args[1:]
	}
	return rest
}
