package trace

import (
	"authcat/crawler/code/syntax"
)

// annotated are the calls that annotations declare: "@GET("/v3/accounts")" of Retrofit and Feign.
func (f *file) annotated() []Call {
	if f.unit.Language != syntax.Java {
		return nil
	}
	var all []Call
	for _, fn := range f.unit.Functions {
		for _, annotation := range fn.Annotations {
			if annotation.Kind != syntax.Call || len(annotation.Args) == 0 {
				continue
			}
			method := methodText(annotation.Of.Base())
			if method == "" || methodText(annotation.Of.Base()) != annotation.Of.Base() {
				continue
			}
			f.renew()
			for _, v := range f.texts(annotation.Args[0].Value, position{f.unit.Functions[0], 0}, 0) {
				if a, ok := addressOf(v); ok {
					s := send{line: annotation.Line, rule: RuleAnnotation, sure: true}
					if call, ok := f.call(s, v, a, literal(method, 0)); ok {
						all = append(all, call)
					}
				}
			}
		}
	}
	return all
}
