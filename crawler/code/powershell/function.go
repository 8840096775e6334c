package powershell

import "authcat/crawler/code/syntax"

// outer is what a function stands in, to go on with behind it.
type outer struct {
	fn               *syntax.Function
	marks            int
	inParens, inArgs bool
	attributes       []*syntax.Expr
}

// open begins a function.
func (p *parser) open(f *syntax.Function) outer {
	o := outer{p.fn, len(p.outputs), p.inParens, p.inArgs, p.attributes}
	if f.Outer == nil {
		f.Outer = p.fn
	}
	p.unit.Functions = append(p.unit.Functions, f)
	p.fn, p.inParens, p.inArgs, p.attributes = f, false, false, nil
	return o
}

// close ends it.
func (p *parser) close(o outer) {
	p.fn.End = p.lineHere()
	p.fn, p.inParens, p.inArgs, p.attributes = o.fn, o.inParens, o.inArgs, o.attributes
	p.outputs = p.outputs[:o.marks]
}

// body reads a function's block; what it puts out last it returns.
func (p *parser) body() {
	mark := len(p.outputs)
	p.block()
	for _, at := range p.outputs[mark:] {
		if s := &p.fn.Body[at]; s.Kind == syntax.Do {
			s.Kind = syntax.Return
		}
	}
}

// function reads one, behind a word of that length; false where none stands there.
func (p *parser) function(word int) bool {
	before, line := p.i, p.lineHere()
	p.i += word
	p.spaces()
	start := p.i
	for !p.end() && !is(p.peek(), bareEnd) {
		p.i++
	}
	name := unscoped(p.src[start:p.i])
	next := p.ahead(0)
	if name == "" || next != '(' && next != '{' {
		p.i = before
		return false
	}
	o := p.open(&syntax.Function{Name: name, Line: line})
	if next == '(' {
		p.fn.Params = p.params()
	}
	p.body()
	p.close(o)
	return true
}

// lambda reads a script block.
func (p *parser) lambda() *syntax.Expr {
	if p.depth >= deepest {
		return nil
	}
	e := p.node(syntax.Lambda, "")
	e.Func = &syntax.Function{Line: e.Line}
	o := p.open(e.Func)
	p.body()
	p.close(o)
	return e
}

// params reads parameters in parentheses.
func (p *parser) params() []syntax.Param {
	var all []syntax.Param
	if p.lines(); !p.take('(') {
		return nil
	}
	p.grouped(true, true, func() {
		for {
			for p.spaces(); p.take(','); p.spaces() {
			}
			if p.end() || p.peek() == ')' {
				break
			}
			before := p.i
			if param := p.param(); param.Name != "" {
				all = append(all, param)
			}
			if p.i == before {
				break
			}
		}
	})
	p.take(')')
	return all
}

func (p *parser) param() syntax.Param {
	var param syntax.Param
	for p.spaces(); p.peek() == '['; p.spaces() {
		name, attribute := p.bracket()
		switch {
		case attribute != nil:
			param.Annotations = append(param.Annotations, attribute)
		case param.Type == "":
			param.Type = shortType(name)
		}
	}
	if p.peek() != '$' {
		return param
	}
	param.Name = p.dollar().Base()
	p.spaces()
	if p.take('=') {
		p.spaces()
		param.Default = p.expression()
	}
	return param
}
