package python

import (
	"strings"

	"authcat/crawler/code/syntax"
)

// imports reads "import a.b as c, d".
func (p *parser) imports() {
	p.advance()
	for {
		i := syntax.Import{Line: p.tok.line, Path: p.path()}
		if i.Path == "" {
			return
		}
		i.Alias = p.alias(i.Path)
		p.unit.Imports = append(p.unit.Imports, i)
		if !p.take(",") {
			return
		}
	}
}

// path reads the name of a module, with the dots of a relative one.
func (p *parser) path() string {
	var path strings.Builder
	for p.tok.kind == word && p.tok.text != "import" && p.tok.text != "as" || p.is(".") || p.is("...") {
		path.WriteString(p.tok.text)
		p.advance()
	}
	return path.String()
}

// alias reads "as name", or takes what the file calls it otherwise.
func (p *parser) alias(otherwise string) string {
	if !p.take("as") || p.tok.kind != word {
		return otherwise
	}
	defer p.advance()
	return p.tok.text
}

// importsFrom reads "from a.b import (c as d, e)".
func (p *parser) importsFrom() {
	p.advance()
	path := p.path()
	if !p.take("import") {
		return
	}
	p.take("(")
	for p.tok.kind == word || p.is("*") {
		i := syntax.Import{Line: p.tok.line, Path: path, Name: p.tok.text}
		p.advance()
		i.Alias = p.alias(i.Name)
		p.unit.Imports = append(p.unit.Imports, i)
		if !p.take(",") {
			break
		}
	}
	p.take(")")
}
