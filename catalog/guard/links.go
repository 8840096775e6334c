package guard

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// links refuses an API's links to a host to which none of them led when it was
// published. What a new API's source list names is as good: a person wrote it.
func (c *comparison) links(api string) {
	if c.published == nil {
		return
	}
	known := c.published.links(api)
	if c.published.count(api, Operations) == 0 {
		declared, _ := c.candidate.snapshot.API(api)
		known = map[string]string{hostOf(declared.SpecURL): "", hostOf(declared.DocsURL): ""}
	}
	leads := c.candidate.links(api)
	var strange []string
	for host := range leads {
		if _, ok := known[host]; !ok && !c.config.allows(host) {
			strange = append(strange, host)
		}
	}
	if len(strange) == 0 {
		return
	}
	slices.Sort(strange)
	c.refuse(Refusal{API: api, Fact: LinkHost, Seen: strings.Join(strange, ", "),
		Why: fmt.Sprintf("links lead to %s, where none led before: %s; compared with %s",
			strings.Join(strange, ", "), leads[strange[0]], c.published.since(api))})
}

// allows reports whether a host is one of the configured ones, or below one.
func (c Config) allows(host string) bool {
	return slices.ContainsFunc(c.Hosts, func(known string) bool {
		return host == known || strings.HasSuffix(host, "."+known) && !strings.Contains(host, ":")
	})
}

// links maps the hosts to which an API's facts lead to what leads there first:
// its document, its pages, the successors of its operations.
func (v view) links(api string) map[string]string {
	hosts := map[string]string{}
	add := func(link, from string) {
		if host := hostOf(link); host != "" && hosts[host] == "" {
			hosts[host] = from
		}
	}
	declared, _ := v.snapshot.API(api)
	add(declared.SpecURL, "its document")
	add(declared.DocsURL, "its documentation")
	if document, ok := documentOf(v.snapshot, api); ok {
		add(document.URL, "its document")
	}
	for _, o := range v.of(api) {
		add(o.DocsURL, "the documentation of "+o.Method+" "+o.Path)
		add(o.Successor, "the successor of "+o.Method+" "+o.Path)
	}
	return hosts
}

// hostOf is where a link leads: a host, with its scheme in front where that is
// not https; "" for a link within its site.
func hostOf(link string) string {
	u, err := url.Parse(link)
	switch {
	case err != nil:
		return "an address that can't be read"
	case u.Scheme == "https":
		return strings.ToLower(u.Host)
	case u.Host == "" && u.Scheme == "":
		return ""
	case u.Host == "":
		return strings.ToLower(u.Scheme) + ":"
	default:
		return strings.ToLower(u.Scheme + "://" + u.Host)
	}
}
