package calls

import (
	"encoding/json"
	"strings"
)

type postmanURL struct {
	Raw      string            `json:"raw"`
	Protocol scalar            `json:"protocol"`
	Host     scalars           `json:"host"`
	Port     scalar            `json:"port"`
	Path     scalars           `json:"path"`
	Query    []postmanVariable `json:"query"`
	Variable []postmanVariable `json:"variable"`
}

// postmanVariable is a variable, a path variable or a parameter of a query.
type postmanVariable struct {
	Key      scalar `json:"key"`
	ID       scalar `json:"id"` // the name in version 2.0
	Value    scalar `json:"value"`
	Disabled bool   `json:"disabled"`
}

// postmanURLText is a request's URL in one text: as written, and with path
// variables filled in.
func postmanURLText(data json.RawMessage) (written, filled string) {
	var url postmanURL
	if len(data) > 0 && data[0] == '"' {
		_ = json.Unmarshal(data, &url.Raw)
	} else {
		_ = decodeLoosely(data, &url)
	}
	written = url.Raw
	if len(url.Host)+len(url.Path) > 0 { // Postman itself sends these, not the raw text
		written = url.assemble()
	}
	// SailPoint's own collections mark all path variables as disabled, though
	// Postman's user interface knows no such thing.
	return written, replacePathVariables(written, postmanValues(url.Variable, true))
}

func (u postmanURL) assemble() string {
	var text strings.Builder
	if u.Protocol != "" {
		text.WriteString(string(u.Protocol) + "://")
	}
	text.WriteString(strings.Join(u.Host, "."))
	if u.Port != "" {
		text.WriteString(":" + string(u.Port))
	}
	if len(u.Path) > 0 {
		text.WriteString("/" + strings.TrimPrefix(strings.Join(u.Path, "/"), "/"))
	}
	separator := "?"
	for _, parameter := range u.Query {
		if parameter.Disabled || parameter.Key == "" {
			continue
		}
		text.WriteString(separator + string(parameter.Key) + "=" + strings.ReplaceAll(string(parameter.Value), "#", "%23"))
		separator = "&"
	}
	return text.String()
}

// postmanValues are the values that a list of variables defines. An empty one
// counts as undefined: it waits for an environment, or for its user.
func postmanValues(list []postmanVariable, disabledToo bool) map[string]string {
	values := map[string]string{}
	for _, variable := range list {
		name := variable.Key
		if name == "" {
			name = variable.ID
		}
		if variable.Value != "" && (disabledToo || !variable.Disabled) {
			values[string(name)] = string(variable.Value)
		}
	}
	return values
}

// replacePathVariables replaces segments like ":id" and ":id.json".
func replacePathVariables(url string, values map[string]string) string {
	end := strings.IndexAny(url, "?#")
	if end < 0 {
		end = len(url)
	}
	segments := strings.Split(url[:end], "/")
	for i, segment := range segments {
		name, isVariable := strings.CutPrefix(segment, ":")
		name, extension, dot := strings.Cut(name, ".")
		value := values[name]
		if !isVariable || value == "" {
			continue
		}
		segments[i] = strings.NewReplacer("?", "%3F", "#", "%23").Replace(value)
		if dot {
			segments[i] += "." + extension
		}
	}
	return strings.Join(segments, "/") + url[end:]
}
