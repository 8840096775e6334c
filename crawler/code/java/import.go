package java

import (
	"strings"

	"authcat/crawler/code/syntax"
)

// imports reads "import static a.b.C;".
func (p *parser) imports() {
	i := syntax.Import{Line: p.tok.line}
	p.advance()
	p.take("static")
	var path strings.Builder
	for p.tok.kind == word || p.is("*") {
		i.Path, i.Name = path.String(), p.tok.text
		path.WriteString("." + i.Name)
		p.advance()
		if !p.take(".") {
			break
		}
	}
	i.Path = strings.TrimPrefix(i.Path, ".")
	if i.Alias = i.Name; i.Name != "" {
		p.unit.Imports = append(p.unit.Imports, i)
	}
	p.take(";")
}
