package typescript

import "authcat/crawler/code/syntax"

// module reads an import or export, and reports whether the word begins one.
func (p *parser) module(word string) bool {
	switch word {
	case "import":
		if p.opAt(1) == '(' {
			return false
		}
		p.pos++
		p.imports()
	case "export":
		p.pos++
		p.exports()
	default:
		return false
	}
	return true
}

// imports reads what stands behind "import".
func (p *parser) imports() {
	if p.op() == opString {
		path := p.quoted(p.pos)
		p.addImport(syntax.Import{Line: p.line(), Path: path, Alias: path})
		p.pos++
		p.attributes()
		return
	}
	if p.word() == "type" && p.wordAt(1) != "from" && p.opAt(1) != '=' && p.opAt(1) != ',' {
		p.pos++
	}
	if p.op() == opName && p.opAt(1) == '=' {
		p.importEquals()
		return
	}
	var all []syntax.Import
	if p.op() == opName {
		all = append(all, syntax.Import{Line: p.line(), Name: "default", Alias: p.word()})
		p.pos++
		p.take(',')
	}
	all = append(all, p.names()...)
	p.from(all)
}

// importEquals reads "a = require("m")" or "a = b.c".
func (p *parser) importEquals() {
	line, name := p.line(), p.new(syntax.Name, p.line(), p.word())
	p.pos += 2
	if !p.required(name, line) {
		p.assign(name, p.expression(), "", line)
	}
	p.take(';')
}

// names reads "* as a" or "{a as b, type c}".
func (p *parser) names() []syntax.Import {
	var all []syntax.Import
	if p.take('*') {
		i := syntax.Import{Line: p.line(), Name: "*", Alias: "*"}
		if p.takeWord("as") {
			i.Name, i.Alias = "", p.word()
			p.skip()
		}
		return append(all, i)
	}
	if p.op() != '{' {
		return nil
	}
	p.within(func() {
		for p.pos < p.end {
			if i, ok := p.specifier(); ok {
				all = append(all, i)
			}
			if !p.take(',') && p.pos < p.end {
				p.skip()
			}
		}
	})
	return all
}

// specifier reads "a", "a as b" or "type a".
func (p *parser) specifier() (syntax.Import, bool) {
	if p.word() == "type" && (p.opAt(1) == opName && p.wordAt(1) != "as" || p.opAt(1) == opString) {
		p.pos++
	}
	i := syntax.Import{Line: p.line()}
	switch p.op() {
	case opName:
		i.Name = p.word()
	case opString:
		i.Name = p.quoted(p.pos)
	default:
		return i, false
	}
	p.pos++
	i.Alias = i.Name
	if p.takeWord("as") {
		switch p.op() {
		case opName:
			i.Alias = p.word()
			p.pos++
		case opString:
			i.Alias = p.quoted(p.pos)
			p.pos++
		}
	}
	return i, true
}

// from reads the module that names come from, and reports whether there is one.
func (p *parser) from(all []syntax.Import) bool {
	if p.word() != "from" || p.opAt(1) != opString {
		return false
	}
	path := p.quoted(p.pos + 1)
	p.pos += 2
	for _, i := range all {
		i.Path = path
		p.addImport(i)
	}
	p.attributes()
	return true
}

func (p *parser) addImport(i syntax.Import) { p.unit.Imports = append(p.unit.Imports, i) }

// attributes steps over "with {type: "json"}".
func (p *parser) attributes() {
	if (p.word() == "with" || p.word() == "assert") && p.opAt(1) == '{' {
		p.pos++
		p.skip()
	}
	p.take(';')
}

// exports reads what stands behind "export".
func (p *parser) exports() {
	line := p.line()
	switch {
	case p.op() == '*' || p.op() == '{' || p.word() == "type" && (p.opAt(1) == '{' || p.opAt(1) == '*'):
		p.takeWord("type")
		all := p.names()
		if p.from(all) {
			return
		}
		for _, i := range all {
			if i.Name != i.Alias {
				p.export(i.Alias, p.new(syntax.Name, i.Line, i.Name), i.Line)
			}
		}
		p.take(';')
	case p.takeWord("default"):
		p.exportDefault(line)
	case p.op() == '=':
		p.pos++
		target := p.member(p.new(syntax.Name, line, "module"), "exports", line)
		p.assign(target, p.initial("exports"), "", line)
		p.take(';')
	case p.word() == "as" && p.wordAt(1) == "namespace":
		p.pos = min(p.pos+3, p.end)
	case p.word() == "import":
		p.module("import")
	}
}

// exportDefault reads what stands behind "export default".
func (p *parser) exportDefault(line int) {
	switch word := p.word(); {
	case word == "interface" && p.opAt(1) == opName:
		p.declaresType(word)
	case word == "function", word == "async" && p.wordAt(1) == "function":
		if name := p.declaration(); name != "" {
			p.export("default", p.new(syntax.Name, line, name), line)
		}
	default:
		p.export("default", p.initial("default"), line)
		p.take(';')
	}
}

// export assigns a value to a name of the module.
func (p *parser) export(name string, value *syntax.Expr, line int) {
	p.assign(p.member(p.new(syntax.Name, line, "exports"), name, line), value, "", line)
}

// required reads require("m"), require("m").a or await import("m"), where that
// is all that is assigned to a name or to names, and reports whether it is: they
// are imports.
func (p *parser) required(pattern *syntax.Expr, line int) bool {
	n := 0
	if p.word() == "await" {
		n++
	}
	called := p.wordAt(n)
	if called != "require" && called != "import" || p.opAt(n+1) != '(' || p.opAt(n+2) != opString || p.opAt(n+3) != ')' {
		return false
	}
	i := syntax.Import{Line: line, Path: p.quoted(p.pos + n + 2), Alias: pattern.Text}
	behind := n + 4
	if pattern.Kind == syntax.Name && p.opAt(behind) == '.' && p.opAt(behind+1) == opName {
		i.Name = p.wordAt(behind + 1)
		behind += 2
	}
	if o := p.opAt(behind); o != ';' && o != ',' && !p.freshAt(behind) || o == '.' || o == '(' || o == '[' || o == opOptional {
		return false
	}
	switch pattern.Kind {
	case syntax.Name:
		p.addImport(i)
	case syntax.Object:
		for _, field := range pattern.Args {
			if field.Spread || field.Name == "" || field.Value.Kind != syntax.Name {
				return false
			}
		}
		for _, field := range pattern.Args {
			p.addImport(syntax.Import{Line: field.Value.Line, Path: i.Path, Name: field.Name, Alias: field.Value.Text})
		}
	default:
		return false
	}
	p.pos += behind
	return true
}
