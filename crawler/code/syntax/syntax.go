// Package syntax is what the readers of programming languages make of a source
// file: its functions, with what they assign, call and return. It is the part of
// a language that API calls are told by, the same for all languages, and no
// more: loops and branches are laid out one after the other.
package syntax

// Unit is a source file.
type Unit struct {
	Language Language
	Imports  []Import
	// Functions in the order in which they begin; the first is the file's top
	// level, which has no name.
	Functions []*Function
}

// Language of a source file.
type Language string

// The languages that are read.
const (
	Go         Language = "go"
	Java       Language = "java"
	PowerShell Language = "powershell"
	Python     Language = "python"
	TypeScript Language = "typescript" // JavaScript too
)

// Import is a name that a file takes from elsewhere. Python's "from sailpoint.v3
// import AccountsApi as A" and TypeScript's "import {AccountsApi as A} from
// 'sailpoint-api-client'" have all three; "import requests" has a Path, and as
// Alias the name under which the file knows it.
type Import struct {
	Line int
	// Path of the module or package: "sailpoint.v3", "github.com/sailpoint-oss/golang-sdk/v2".
	Path string
	// Name that is taken from it, "" for the module itself.
	Name string
	// Alias is what the file calls it: never "" but for Go's dot imports.
	Alias string
}

// Function is a function, method, lambda, or the top level of a file.
type Function struct {
	// Name is "" for a lambda that is not assigned and for the top level.
	Name string
	// Class is the class or receiver type that it is a method of, "" for none.
	Class string
	// Receiver is how the body calls its own object: "this", "self", "$this", "c"; "" for none.
	Receiver string
	// Outer is the function that it stands in, nil for the top level. A class' methods stand in what the class stands in.
	Outer  *Function
	Params []Param
	// Line is where it begins, End its last line.
	Line, End int
	// Annotations are Java's and Python's: calls, or names. "@GET("/v3/accounts")" is a Call of the Name "GET".
	Annotations []*Expr
	Body        []Statement
}

// Param is a parameter of a function.
type Param struct {
	Name string
	// Type as written, without pointers and generics, with its package: "AccountsAPI",
	// "sailpoint.v3.AccountsApi". "" where none is.
	Type string
	// Default is the value that it has where a caller gives none; nil where there is none.
	Default *Expr
	// Annotations, as of a Function: Java's "@Path("id")".
	Annotations []*Expr
}

// Statement is an assignment, a return or an expression for its effect.
type Statement struct {
	Kind StatementKind
	Line int
	// Target of an assignment: a Name, Member or Index. Of several ("a, err := f()") the first.
	Target *Expr
	// Type is the declared type of the target, as in Param; "" where none is.
	Type string
	// Value is what is assigned, returned or done; nil for a declaration without one ("var url string").
	Value *Expr
}

// StatementKind is the kind of a statement.
type StatementKind int

// The kinds of statements.
const (
	// Do has a Value only: "f(x)", the condition of an if, what a loop goes over.
	Do StatementKind = iota
	// Assign sets Target to Value.
	Assign
	// Append puts Value behind what Target has: "+=".
	Append
	// Return gives Value back.
	Return
)

// Expr is an expression. Every expression that a source has is in its tree,
// if only below an Other.
type Expr struct {
	Kind Kind
	// Line on which it begins. A Call's and a Member's is that of the called or
	// chosen name: the last of "a.b.c(" that is broken over lines.
	Line int
	// Text: see Kind.
	Text string
	// Of: see Kind.
	Of *Expr
	// Args: see Kind.
	Args []Arg
	// Func of a Lambda.
	Func *Function
}

// Arg is an argument, a part, an element or a field.
type Arg struct {
	// Name of a named argument ("method=", "-Method"; without the dash) or of a field; "" for one by place.
	Name  string
	Value *Expr
	// Spread is set for Python's "**options", JavaScript's "...options" and
	// PowerShell's "@options": what the value has stands here.
	Spread bool
}

// Kind is the kind of an expression.
type Kind int

// The kinds of expressions.
const (
	// Other is what no kind below fits: a number, a condition, an arithmetic
	// expression. Its parts are Args. Text is the word or number as written where it is one.
	Other Kind = iota
	// Text is a string literal without anything to fill in; Text is its value,
	// escapes resolved.
	Text
	// Join is text put together of Args in their order: "a" + b, a template, an
	// f-string, "$a/v3/$b". Whatever is not text is in it as it is.
	Join
	// Format is a text with places to fill in: Of is the text, Args are the values.
	// Python's "%s/v3" % base, "{}/v3".format(base), PowerShell's "{0}/v3" -f $base.
	// Functions that do this (fmt.Sprintf, String.format) stay Calls.
	Format
	// Name is a variable, constant, function or type by its name alone: Text,
	// as written, with PowerShell's "$" and scope ("$script:base") taken off.
	Name
	// Member is a named part of Of: "client.V3" has Text "V3".
	Member
	// Index is an element of Of: Args has the one index.
	Index
	// Call is a call of Of (a Name, a Member, or whatever is called) with Args.
	// "new AccountsApi(config)" is a Call of the Name "AccountsApi" with Text "new".
	// A command of PowerShell is a Call of its Name.
	Call
	// Object has named fields: a map, dict, hashtable, struct literal or options object. Text is its type, where it has one.
	Object
	// List has elements.
	List
	// Choice is one of Args, which of them is decided elsewhere: "a ? b : c"
	// (without a), "a || b", "a or b", "a ?? b".
	Choice
	// Lambda is a function as a value: Func.
	Lambda
)

// Walk calls visit for the expression and all in it, outermost first, lambdas'
// bodies left out: they are Functions of their own. nil is no expression.
func (e *Expr) Walk(visit func(*Expr)) {
	if e == nil {
		return
	}
	visit(e)
	e.Of.Walk(visit)
	for _, arg := range e.Args {
		arg.Value.Walk(visit)
	}
}

// Dotted is a Name or a chain of Members as it is written, "client.V3.AccountsAPI";
// calls and indices in the chain are left out. It is "" for another expression.
func (e *Expr) Dotted() string {
	switch {
	case e == nil:
		return ""
	case e.Kind == Name:
		return e.Text
	case e.Kind == Member:
		if of := e.Of.Dotted(); of != "" {
			return of + "." + e.Text
		}
		return e.Text
	case e.Kind == Call || e.Kind == Index:
		return e.Of.Dotted()
	default:
		return ""
	}
}

// Base is the last name of a Name or Member, what is called or chosen: "AccountsAPI" of "client.V3.AccountsAPI".
func (e *Expr) Base() string {
	if e != nil && (e.Kind == Name || e.Kind == Member) {
		return e.Text
	}
	return ""
}
