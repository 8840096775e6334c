package observed

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/catalog/printable"
)

// field is one line of a record, in both directions: write gives "" for nothing
// to say, and read turns away what write doesn't write.
type field struct {
	name  string
	write func(*Record) string
	read  func(*Record, string) error
}

// unknown stands for what a record must say and nobody knows.
const unknown = "unknown"

// fields are those of a record, in their order.
var fields = sync.OnceValue(func() []field {
	return []field{
		pattern("link", `https://[!-~]+`, func(r *Record) *string { return &r.Link }),
		{"day", func(r *Record) string { return orUnknown(r.Day) }, readDay},
		{"credential", func(r *Record) string { return orUnknown(strings.ReplaceAll(string(r.Credential), "_", "-")) }, readCredential},
		{"call", func(r *Record) string { return orUnknown(strings.TrimSpace(r.Method + " " + r.Path)) }, readCall},
		{"version", func(r *Record) string { return orUnknown(r.Version) }, known(pattern("version", `[a-z0-9][a-z0-9.-]{0,19}`, func(r *Record) *string { return &r.Version }).read)},
		{"scopes", func(r *Record) string { return strings.Join(r.Scopes, " ") }, readScopes},
		pattern("level", `[A-Za-z][A-Za-z0-9_-]{0,39}`, func(r *Record) *string { return &r.Level }),
		pattern("status", `[1-5][0-9]{2}|`+catalog.OutcomeWorks+`|`+catalog.OutcomeRefused+`|`+catalog.OutcomeStated, func(r *Record) *string { return &r.Status }),
		pattern("detail", `[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}`, func(r *Record) *string { return &r.Detail }),
		pattern("tenant", `[0-9a-f]{16}`, func(r *Record) *string { return &r.Tenant }),
		{"calls", func(r *Record) string { return orNothing(r.Calls) }, readCalls},
		{"concluded", func(r *Record) string { return string(r.Concluded) }, readConclusion},
		pattern("agreed", catalog.StillAgreed+`|\d{4}-\d{2}-\d{2}`, func(r *Record) *string { return &r.Agreed }),
		pattern("note", `[ -~]{1,200}`, func(r *Record) *string { return &r.Note }),
	}
})

// pattern is a field whose text has a form.
func pattern(name, form string, of func(*Record) *string) field {
	whole := regexp.MustCompile(`^(?:` + form + `)$`)
	return field{name, func(r *Record) string { return *of(r) }, func(r *Record, text string) error {
		if !whole.MatchString(text) {
			return errors.New("it is not of the form that this field has")
		}
		*of(r) = text
		return nil
	}}
}

// known reads a text that may be unknown.
func known(read func(*Record, string) error) func(*Record, string) error {
	return func(r *Record, text string) error {
		if text == unknown {
			return nil
		}
		return read(r, text)
	}
}

func orUnknown(text string) string {
	if text == "" {
		return unknown
	}
	return text
}

func orNothing(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func readDay(r *Record, text string) error {
	if text == unknown {
		return nil
	}
	for _, form := range []string{time.DateOnly, "2006-01"} {
		if day, err := time.Parse(form, text); err == nil && day.Format(form) == text {
			r.Day = text
			return nil
		}
	}
	return errors.New("it is no day like 2025-12-03, no month like 2025-12 and not 'unknown'")
}

func readCredential(r *Record, text string) (err error) {
	if text == unknown {
		return nil
	}
	if r.Credential, err = find.CredentialNamed(text); err != nil {
		return errors.New("it is pat, authorization-code, client-credentials or unknown")
	}
	return nil
}

func readCall(r *Record, text string) error {
	if text == unknown {
		return nil
	}
	method, path, _ := strings.Cut(text, " ")
	if !find.IsMethod(method) || method != strings.ToUpper(method) {
		return errors.New("it doesn't begin with an HTTP method, in capitals")
	}
	if !strings.HasPrefix(path, "/") || strings.ContainsAny(path, "?# ") || printable.Path(path) != path {
		return errors.New("it has no path like /v2025/identities/{id}, without query")
	}
	r.Method, r.Path = method, path
	return nil
}

func readScopes(r *Record, text string) error {
	for scope := range strings.FieldsSeq(text) {
		if !catalog.LooksLikeScope(scope) || printable.Name(scope) != scope {
			return errors.New("one of them is no scope")
		}
		r.Scopes = append(r.Scopes, scope)
	}
	return nil
}

func readCalls(r *Record, text string) (err error) {
	if r.Calls, err = strconv.Atoi(text); err != nil || r.Calls < 1 {
		return errors.New("it is no number above 0")
	}
	return nil
}

func readConclusion(r *Record, text string) error {
	r.Concluded = Conclusion(text)
	if !slices.Contains(Conclusions, r.Concluded) {
		return errors.New("it is none of the conclusions that there are")
	}
	return nil
}

// text is the record as Write writes it.
func (r Record) text() string {
	var b strings.Builder
	for _, f := range fields() {
		if text := f.write(&r); text != "" {
			fmt.Fprintf(&b, "%s: %s\n", f.name, text)
		}
	}
	return b.String()
}

// Write writes records, in the order of Compare and each of them once.
func Write(records []Record) []byte {
	records = slices.SortedFunc(slices.Values(records), Record.Compare)
	texts := make([]string, len(records))
	for i, r := range records {
		texts[i] = r.text()
	}
	return []byte(strings.Join(slices.Compact(texts), "\n"))
}

// maxText is the longest text that is read: a hundred thousand records.
const maxText = 32 << 20

// Read reads records: blocks of lines "name: value", with blank lines between
// and lines that begin with # anywhere. An error names the line and the field,
// and repeats no value.
func Read(text []byte) ([]Record, error) {
	if len(text) > maxText {
		return nil, fmt.Errorf("it has more than %d MiB, the most that is read", maxText>>20)
	}
	var all []Record
	r := reader{}
	for number, line := range slices.Collect(strings.SplitSeq(strings.ReplaceAll(string(text), "\r\n", "\n")+"\n", "\n")) {
		line = strings.TrimRight(line, " \t")
		var err error
		switch {
		case strings.HasPrefix(line, "#"):
		case line != "":
			err = r.line(line)
		case len(r.seen) > 0:
			err = r.check()
			all, r = append(all, r.record), reader{}
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", number+1, err)
		}
	}
	return all, nil
}

// reader reads one record.
type reader struct {
	record Record
	seen   []string
}

func (r *reader) line(line string) error {
	name, value, ok := strings.Cut(line, ": ")
	at := slices.IndexFunc(fields(), func(f field) bool { return f.name == name })
	switch {
	case !ok || at < 0:
		return errors.New("it is no field of a record: those are " + fieldNames())
	case slices.Contains(r.seen, name):
		return fmt.Errorf("%s stands twice in a record", name)
	}
	r.seen = append(r.seen, name)
	if err := fields()[at].read(&r.record, value); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func fieldNames() string {
	names := make([]string, len(fields()))
	for i, f := range fields() {
		names[i] = f.name
	}
	return strings.Join(names, ", ")
}

// check tells what a record lacks that ends before a line.
func (r *reader) check() error {
	record := r.record
	for _, name := range []string{"day", "credential", "call", "version", "status"} {
		if !slices.Contains(r.seen, name) {
			return errors.New("the record above lacks its " + name)
		}
	}
	if record.Link == "" && record.Tenant == "" {
		return errors.New("the record above lacks the link to where it is told")
	}
	if printable.PublicURL(record.Link) != record.Link { // it is shown
		return errors.New("the link of the record above is no address without user, query and fragment")
	}
	return nil
}
