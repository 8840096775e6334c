package syntax

import (
	"fmt"
	"strconv"
	"strings"
)

// String is the unit in lines that tests read: a function, and below it a line
// a statement.
//
//	import sailpoint.v3 AccountsApi
//	func AccountStore.fetch(self, id) 3-5
//	  4 url = join(self.base, "/v3/accounts/", id)
//	  5 return requests.get(url, headers={Accept: "application/json"})
func (u *Unit) String() string {
	var b strings.Builder
	for _, i := range u.Imports {
		fmt.Fprintln(&b, strings.Join(strings.Fields("import "+i.Path+" "+i.Name), " ")+renamed(i))
	}
	for _, f := range u.Functions {
		fmt.Fprintf(&b, "func %s(%s) %d-%d%s\n", f.fullName(), params(f.Params), f.Line, f.End, annotations(f.Annotations))
		for _, s := range f.Body {
			fmt.Fprintf(&b, "  %d %s\n", s.Line, s)
		}
	}
	return b.String()
}

func renamed(i Import) string {
	if i.Alias == i.Name || i.Name == "" && i.Alias == i.Path {
		return ""
	}
	return " as " + i.Alias
}

func (f *Function) fullName() string {
	if f.Class == "" {
		return f.Name
	}
	return f.Class + "." + f.Name
}

func params(all []Param) string {
	texts := make([]string, len(all))
	for i, p := range all {
		texts[i] = strings.TrimSpace(annotations(p.Annotations) + " " + p.Name)
		if p.Type != "" {
			texts[i] += ": " + p.Type
		}
		if p.Default != nil {
			texts[i] += " = " + p.Default.String()
		}
	}
	return strings.Join(texts, ", ")
}

func annotations(all []*Expr) string {
	text := ""
	for _, a := range all {
		text += " @" + a.String()
	}
	return text
}

// String is the statement as Unit's has it, without its line.
func (s Statement) String() string {
	switch s.Kind {
	case Assign, Append:
		sign := map[StatementKind]string{Assign: "=", Append: "+="}[s.Kind]
		target := s.Target.String()
		if s.Type != "" {
			target += ": " + s.Type
		}
		if s.Value == nil {
			return target
		}
		return target + " " + sign + " " + s.Value.String()
	case Return:
		return "return " + s.Value.String()
	default:
		return s.Value.String()
	}
}

// String is the expression as tests read it.
func (e *Expr) String() string {
	if e == nil {
		return "nothing"
	}
	switch e.Kind {
	case Text:
		return strconv.Quote(e.Text)
	case Name:
		return e.Text
	case Member:
		return e.Of.String() + "." + e.Text
	case Index:
		return e.Of.String() + "[" + args(e.Args) + "]"
	case Call:
		return strings.TrimSpace(e.Text+" "+e.Of.String()) + "(" + args(e.Args) + ")"
	case Join:
		return "join(" + args(e.Args) + ")"
	case Format:
		return "format(" + e.Of.String() + "; " + args(e.Args) + ")"
	case Object:
		return e.Text + "{" + args(e.Args) + "}"
	case List:
		return "[" + args(e.Args) + "]"
	case Choice:
		return "choice(" + args(e.Args) + ")"
	case Lambda:
		return fmt.Sprintf("lambda:%d", e.Func.Line)
	default:
		return "other(" + strings.TrimSuffix(e.Text+", "+args(e.Args), ", ") + ")"
	}
}

func args(all []Arg) string {
	texts := make([]string, len(all))
	for i, a := range all {
		if a.Spread {
			texts[i] = "..."
		}
		if a.Name != "" {
			texts[i] += a.Name + "="
		}
		texts[i] += a.Value.String()
	}
	return strings.Join(texts, ", ")
}
