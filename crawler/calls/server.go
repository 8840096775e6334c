package calls

import "strings"

// server is a server of an OpenAPI document. Where several are listed, the
// first counts: they differ in their hosts, not in their paths, for all that is known.
type server struct {
	URL       string                    `json:"url" yaml:"url"`
	Variables map[string]serverVariable `json:"variables" yaml:"variables"`
}

type serverVariable struct {
	Default scalar `json:"default" yaml:"default"`
}

// base is what stands in front of a document's paths, with the values of
// variables and as written.
type base struct{ path, written string }

// base is the path of the server's URL: "/v2025" of
// "https://{tenant}.api.identitynow.com/v2025". Variables have their defaults,
// those without one stay as they are.
func (s server) base() base {
	return base{serverPath(s.replaced()), serverPath(s.URL[:min(len(s.URL), maxURL)])}
}

func serverPath(url string) string {
	if query := strings.IndexAny(url, "?#"); query >= 0 {
		url = url[:query]
	}
	if _, rest, absolute := strings.Cut(url, "://"); absolute {
		url = rest[strings.LastIndexByte(rest, '@')+1:] // a password may hold a slash
	} else if strings.HasPrefix(url, "//") {
		url = url[2:]
	} else if !strings.HasPrefix(url, "{") { // "{server}/v3" begins with a host
		return "/" + strings.TrimPrefix(url, "/")
	}
	if slash := strings.IndexByte(url, '/'); slash >= 0 {
		return url[slash:]
	}
	return "/"
}

// replaced is the URL with its variables' defaults, cut off where it is longer than any URL.
func (s server) replaced() string {
	var out strings.Builder
	for text := s.URL; out.Len() <= maxURL; {
		before, rest, found := strings.Cut(text, "{")
		out.WriteString(before)
		if !found {
			break
		}
		name, after, closed := strings.Cut(rest, "}")
		if !closed {
			out.WriteString("{" + rest)
			break
		}
		if value := s.Variables[name].Default; value != "" {
			out.WriteString(string(value))
		} else {
			out.WriteString("{" + name + "}")
		}
		text = after
	}
	return out.String()
}
