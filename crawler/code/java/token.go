package java

// state is where a parser is in the source.
type state struct {
	lex           lexer
	tok           token
	line, tokLine int
}

func (p *parser) state() state { return state{p.lex, p.tok, p.line, p.tokLine} }

// back goes back to where the parser was.
func (p *parser) back(s state) { p.lex, p.tok, p.line, p.tokLine = s.lex, s.tok, s.line, s.tokLine }

// advance goes on to the next token.
func (p *parser) advance() {
	if p.tok.kind != eof {
		p.line = p.tokLine
	}
	p.tok = p.lex.next()
	p.tokLine = p.lex.line
}

// is reports whether an operator or word is next.
func (p *parser) is(text string) bool {
	return p.tok.text == text && (p.tok.kind == operator || p.tok.kind == word)
}

// take goes past an operator or word if it is next.
func (p *parser) take(text string) bool {
	if !p.is(text) {
		return false
	}
	p.advance()
	return true
}

// ended reports whether what is being read can't go on.
func (p *parser) ended() bool {
	switch p.tok.kind {
	case eof:
		return true
	case operator:
		return p.tok.text == ";" || p.tok.text == "}"
	case word:
		return onlyBegins(p.tok.text)
	}
	return false
}

// onlyBegins reports whether a word can only begin a statement or member.
func onlyBegins(text string) bool {
	switch text {
	case "public", "private", "protected", "return", "throw", "if", "for", "while", "try", "break", "continue", "import", "package":
		return true
	}
	return false
}

// isReserved reports whether a word is never a name.
func isReserved(text string) bool {
	switch text {
	case "abstract", "assert", "break", "case", "catch", "class", "continue", "default", "do", "else", "enum", "extends", "false", "final", "finally",
		"for", "goto", "if", "implements", "import", "instanceof", "interface", "native", "new", "null", "package", "private", "protected", "public",
		"return", "static", "strictfp", "super", "switch", "synchronized", "this", "throw", "throws", "transient", "true", "try", "volatile", "while":
		return true
	}
	return false
}

// isName reports whether a name is next.
func (p *parser) isName() bool { return p.tok.kind == word && !isReserved(p.tok.text) }
