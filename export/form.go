package export

// Form is what programs may rely on of an answer in JSON. --json chooses from it,
// and its schema says it to others; a change that breaks a reader raises SchemaVersion.
type Form struct {
	// Name is what the answer is called: by the command, and what else decides it.
	Name string
	// About says in one sentence what the answer is.
	About string
	// Rows names the member that holds the rows; "" where the answer is one object.
	Rows string
	// Members are those of each row, or else of the object. The first ones are the
	// columns of a table of the answer, all that are not optional.
	Members []Member
	// Beside are the members beside the rows.
	Beside []Member
	// Bare is an object that says nothing of the version and the data set: a body that is sent.
	Bare bool
}

// Member is one member of an object.
type Member struct {
	Name  string
	About string
	Type  Type
	// Words are all that a text may be; nil leaves it open.
	Words []string
	// Of are the members of the object, or of each object in the list.
	Of []Member
	// Optional members are there only where there is something to say.
	Optional bool
}

// Type is what the value of a member is.
type Type int

// The types of members.
const (
	Text Type = iota
	Flag
	Count
	Names  // a list of texts
	Scalar // text, flag, count or names, as the row's other members say
	Object // an object
	List   // a list of objects
)

// Fields names what --json can choose from, in order.
func (f Form) Fields() []string {
	var names []string
	for _, m := range f.choices() {
		names = append(names, m.Name)
	}
	return names
}

// choices are the members that can be chosen: of rows, or of the whole object.
func (f Form) choices() []Member {
	if f.Rows != "" || f.Bare {
		return f.Members
	}
	return append(headingMembers(), f.Members...)
}

// Columns names the members that every row has: the columns of its table.
func (f Form) Columns() []string {
	var names []string
	for _, m := range f.Members {
		if !m.Optional {
			names = append(names, m.Name)
		}
	}
	return names
}

// chosen is what is left of an answer with only some fields: its rows, else its
// object. What is asked for is always there: null where the answer has nothing to say.
func (f Form) chosen(a Answer, fields []string) any {
	object := objectOf(a)
	if f.Rows == "" {
		return object.only(fields)
	}
	rows, _ := object.value(f.Rows).([]orderedObject)
	chosen := make([]orderedObject, len(rows))
	for i, row := range rows {
		chosen[i] = row.only(fields)
	}
	return chosen
}

func (o orderedObject) only(fields []string) orderedObject {
	chosen := make(orderedObject, len(fields))
	for i, field := range fields {
		chosen[i] = member{field, o.value(field)}
	}
	return chosen
}

// value is that of a member, nil where there is none of the name.
func (o orderedObject) value(name string) any {
	for _, m := range o {
		if m.name == name {
			return m.value
		}
	}
	return nil
}
