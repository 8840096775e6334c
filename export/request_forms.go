package export

import (
	"errors"
	"io"
	"strings"

	"authcat/catalog"
	"authcat/catalog/plan"
)

// Table is the body's members, those of members with a dot.
func (r requested) Table() Listing {
	listing := Listing{Kind: "members", Dataset: r.Dataset, Columns: []string{"member", "value"}}
	var add func(under string, object orderedObject)
	add = func(under string, object orderedObject) {
		for _, m := range object {
			if inner, ok := m.value.(orderedObject); ok {
				add(under+m.name+".", inner)
				continue
			}
			listing.Rows = append(listing.Rows, []any{under + m.name, m.value})
		}
	}
	add("", r.body)
	return listing
}

// object is the body as it is sent, with nothing about it.
func (r requested) object() orderedObject { return r.body }

// Text writes the body, for a pipe as for a terminal.
func (r requested) Text(w io.Writer, _ Terminal) (string, error) { return JSON{}.Render(w, r) }

// Note says beside the body all that is to be said of it.
func (r requested) Note() string { return strings.Join(r.lines(), "\n") }

// lines are the notes and doubts, a line each.
func (r requested) lines() []string {
	lines := r.notes()
	for _, s := range r.doubts() {
		lines = append(lines, s.title+":")
		for _, note := range s.notes {
			lines = append(lines, "  "+note)
		}
		for _, i := range s.items {
			lines = append(lines, "  "+i.text())
		}
	}
	lines = append(lines, "From the "+r.Dataset.String()+".")
	for i, line := range lines {
		indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
		lines[i] = indent + oneLine(line)
	}
	return lines
}

// Document is the body in a short Markdown document, with why each scope and level is asked for.
func (r requested) Document() string {
	var b strings.Builder
	b.WriteString("# Request: " + requestNoun(r.Request.Kind) + "\n\n")
	b.WriteString("```json\n" + r.json() + "```\n\n")
	for _, note := range r.notes() {
		b.WriteString(Escape(note) + "\n\n")
	}
	b.WriteString("From the " + Escape(r.Dataset.String()) + ".\n")
	p := r.Request.Plan
	why := []section{scopeSection(p), levelSection(p)}
	if r.Request.Kind == plan.RequestCustomLevel {
		why = why[1:]
	}
	writeSections(&b, saying(append(why, r.doubts()...)))
	return b.String()
}

// json is the body; what it is made of can't fail to encode.
func (r requested) json() string {
	var b strings.Builder
	_, _ = JSON{}.Render(&b, r)
	return b.String()
}

// Curl is the request as a shell command, with what is to be said of it in comments.
func (r requested) Curl() string {
	var b strings.Builder
	for _, line := range r.lines() {
		b.WriteString("# " + line + "\n")
	}
	create := r.Request.Create
	b.WriteString(`curl --fail-with-body --request ` + create.Method + ` "https://$TENANT.api.identitynow.com` + shellQuoted.Replace(oneLine(create.Address)) + "\" \\\n")
	b.WriteString("  --header \"Authorization: Bearer $TOKEN\" \\\n  --header 'Content-Type: application/json' \\\n")
	if create.IsExperimental() {
		b.WriteString("  --header '" + catalog.ExperimentalHeader + ": true' \\\n")
	}
	// Every line of the body begins with a brace, a bracket or a space.
	b.WriteString("  --data @- <<'BODY'\n" + r.json() + "BODY\n")
	return b.String()
}

// shellQuoted makes text mean itself between double quotes.
var shellQuoted = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "`", "\\`")

// curl writes a request as a command.
type curl struct{}

func (curl) Render(w io.Writer, a Answer) (string, error) {
	request, ok := a.(sent)
	if !ok {
		return "", errors.New("only a request is a curl command")
	}
	_, err := io.WriteString(w, request.Curl())
	return "", err
}
