package trace

import (
	"bytes"
	"path"
	"strings"

	"authcat/crawler/code/syntax"
)

// Index is what the files of a tree say to each other: constants that hold
// addresses, and functions that send what they are given. It grows with these,
// not with the tree.
type Index struct {
	catalog   Catalog
	constants map[key][]constant
	senders   map[key][]*sender
	// members are the API classes of fields, and of what methods give back, by name.
	members map[key][]apiClass
	known   map[string]bool
	// functions that the tree defines, by name.
	functions map[key]bool
	names     map[string]bool
	// bases are the versions of base addresses that constants and settings name.
	bases map[string]bool
	text  int
}

// key is a name in a language.
type key struct {
	language syntax.Language
	name     string
}

type constant struct {
	file   string
	values []value
}

// base is the version of the tree's base addresses, "" where they name none or several.
func (x *Index) base() string {
	if len(x.bases) != 1 {
		return ""
	}
	for version := range x.bases {
		return version
	}
	return ""
}

// mostIndexed bounds what an index keeps, in bytes of names and texts.
const mostIndexed = 32 << 20

// NewIndex returns an empty one. bases are the versions of the tree's base addresses.
func NewIndex(c Catalog, bases map[string]bool) *Index {
	return &Index{
		catalog: c, constants: map[key][]constant{}, senders: map[key][]*sender{}, members: map[key][]apiClass{},
		known: map[string]bool{}, functions: map[key]bool{}, names: map[string]bool{}, bases: bases,
	}
}

// Survey notes what a file says that others may use. A second round over all
// files finds the functions that call another file's.
func (x *Index) Survey(source Source) {
	f, unit := newFile(source, x), source.Unit
	if x.text > mostIndexed {
		return
	}
	x.noteName(source.Name)
	for _, fn := range unit.Functions {
		if fn.Name != "" {
			x.functions[key{unit.Language, f.fold(fn.Name)}] = true
		}
	}
	top := unit.Functions[0]
	for i, s := range top.Body {
		if s.Kind == syntax.Assign && s.Value != nil {
			f.renew()
			x.noteConstant(f, f.key(s.Target), s.Value, position{top, i}, 0)
		}
	}
	f.survey()
	f.noteMembers()
}

// noteName keeps the names of a file and its folder, by which others import it.
func (x *Index) noteName(name string) {
	base := path.Base(name)
	x.names[strings.TrimSuffix(base, path.Ext(base))] = true
	if folder := path.Base(path.Dir(name)); folder != "." {
		x.names[folder] = true
	}
}

// inside reports whether an import is probably of the tree itself.
func (x *Index) inside(imported string) bool {
	if strings.HasPrefix(imported, ".") {
		return true
	}
	parts := strings.FieldsFunc(imported, func(r rune) bool { return r == '/' || r == '.' })
	return len(parts) > 0 && x.names[parts[len(parts)-1]]
}

// noteConstant keeps a constant's text, and those of an object's fields.
func (x *Index) noteConstant(f *file, name string, e *syntax.Expr, at position, depth int) {
	if name == "" || e == nil || depth > 3 {
		return
	}
	if object, there := f.object(e, at, 0); object != nil {
		for _, field := range object.Args {
			if field.Name != "" {
				x.noteConstant(f, name+"."+f.fold(field.Name), field.Value, there, depth+1)
			}
		}
		return
	}
	if e.Kind != syntax.Text && e.Kind != syntax.Join && e.Kind != syntax.Call && e.Kind != syntax.Choice {
		return
	}
	var kept []value
	for _, v := range f.texts(e, at, 0) {
		if text := v.String(); strings.Contains(text, "/") && len(text) < 500 {
			kept = append(kept, v)
			x.text += len(text)
		}
	}
	if len(kept) == 0 {
		return
	}
	k := key{f.unit.Language, name}
	for i, c := range x.constants[k] {
		if c.file == f.name {
			x.constants[k][i].values = kept
			return
		}
	}
	x.constants[k] = append(x.constants[k], constant{f.name, kept})
}

// constant is the text of a constant of another file, nil where none is known.
func (x *Index) constant(f *file, e *syntax.Expr) []value {
	dotted := f.key(e)
	if dotted == "" {
		return nil
	}
	head, rest, isMember := strings.Cut(dotted, ".")
	if i, ok := f.imports[head]; ok {
		if i.Name != "" && i.Name != "default" {
			head = f.fold(i.Name)
		}
		name := head
		if isMember {
			name += "." + rest
		}
		if found := x.only(f, name, false); found != nil {
			return found
		}
		if isMember {
			return x.only(f, rest, false)
		}
		return nil
	}
	switch f.unit.Language {
	case syntax.Go:
		return x.only(f, dotted, true)
	case syntax.Java:
		return x.only(f, dotted[strings.LastIndexByte(dotted, '.')+1:], false)
	default:
		return x.only(f, dotted, false)
	}
}

// only is the text of the constant of a name, if there is one only, or one that
// all files agree on.
func (x *Index) only(f *file, name string, sameFolder bool) []value {
	var found []value
	for _, c := range x.constants[key{f.unit.Language, name}] {
		if sameFolder && path.Dir(c.file) != path.Dir(f.name) {
			continue
		}
		if found != nil && found[0].String() != c.values[0].String() {
			return nil
		}
		found = c.values
	}
	return found
}

// add keeps a sender, and reports whether it is new.
func (x *Index) add(s *sender) bool {
	if s == nil || x.text > mostIndexed {
		return false
	}
	text := strings.Join([]string{s.file, s.fn.Class, s.fn.Name, s.path.String(), s.method.String()}, "\x00")
	if x.known[text] {
		return false
	}
	x.known[text] = true
	x.text += len(text)
	name := s.fn.Name
	if s.language == syntax.PowerShell {
		name = strings.ToLower(name)
	}
	k := key{s.language, name}
	x.senders[k] = append(x.senders[k], s)
	return true
}

// Mentioned reports whether a source has the name of a function in it that sends
// what it is given.
func (x *Index) Mentioned(body []byte) bool {
	for k := range x.senders {
		if bytes.Contains(body, []byte(k.name+"(")) || k.language == syntax.PowerShell && bytes.Contains(bytes.ToLower(body), []byte(k.name)) {
			return true
		}
	}
	return false
}
