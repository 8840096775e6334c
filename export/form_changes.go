package export

var effectWords = []string{"stricter", "looser", "neutral"}

// The forms of answers about what changed, and of the rest.
var (
	DiffForm = Form{
		Name: "diff", About: "What changed for callers between two data sets, what became stricter first.",
		Rows: "changes", Members: []Member{
			{Name: "effect", Words: effectWords, About: "What the change means for callers."},
			{Name: "what", About: "What changed of the operation."},
			keyMembers[0], keyMembers[1], keyMembers[2],
			{Name: "was", About: "The operation's old name where it had another one, else empty."},
			{Name: "before", About: "The old value."},
			{Name: "after", About: "The new value."},
			{Name: "reason", About: "Why the effect is what it is."},
		},
	}
	HistoryForm = Form{
		Name: "history", About: "What happened to operations, the oldest first.",
		Rows: "events", Members: []Member{
			{Name: "date", About: "The day of the document that said so first."},
			keyMembers[0], keyMembers[1], keyMembers[2],
			{Name: "event", About: "What happened: first seen, changed, gone, back."},
			{Name: "aspect", About: "What changed of the operation."},
			{Name: "effect", Words: effectWords, About: "What the change means for callers."},
			{Name: "before", About: "The old value."},
			{Name: "after", About: "The new value."},
			{Name: "reason", About: "Why the effect is what it is."},
			{Name: "operation", About: "The operation, as API, method and path."},
			{Name: "change", About: "The change in a line."},
			{Name: "document", About: "The document that said so."},
		},
	}
	GuardForm = Form{
		Name: "guard", About: "What the guard counts in a published and a new catalog, and what it refuses.",
		Rows: "facts", Members: []Member{
			{Name: "api", About: "The id of the API, empty for all together."},
			{Name: "fact", About: "What is counted."},
			{Name: "before", Type: Count, About: "The count in the published catalog."},
			{Name: "after", Type: Count, About: "The count in the new one."},
			{Name: "verdict", Words: []string{"", "refused"}, About: "Whether the change is refused."},
			{Name: "why", About: "Why it is refused."},
		},
	}
	CheckForm = Form{
		Name: "check", About: "What became stricter for the credential of a plan.",
		Rows: "changes", Members: []Member{
			keyMembers[0], keyMembers[1], keyMembers[2],
			{Name: "what", About: "What became stricter, or that somebody observed something else."},
			{Name: "before", About: "What was published when the plan was made."},
			{Name: "after", About: "What is published now."},
			{Name: "reason", About: "What that means for the plan."},
		},
	}
	ObserveForm = Form{
		Name: "observe", About: "What is kept of calls and how they were answered.",
		Rows: "observations", Members: []Member{
			{Name: "method", About: "The HTTP method, in upper case."},
			{Name: "path", About: "The path template."},
			{Name: "version", About: "The version of the API."},
			{Name: "credential", About: "The kind of token, empty where it is not known."},
			{Name: "scopes", Type: Names, About: "The published scopes that the token has."},
			{Name: "level", About: "The user level behind the token, empty where it is not known."},
			{Name: "status", About: "The status that the calls got."},
			{Name: "detail", About: "SailPoint's code of the error, empty where there is none."},
			{Name: "day", About: "The day of the calls, in UTC."},
			{Name: "tenant", About: "A hash that stands for the tenant."},
			{Name: "calls", Type: Count, About: "How many calls were answered so."},
		},
	}
	TokenForm = Form{
		Name: "token", About: "What an access token says, and per API how many operations it can call. With --check the answer is that of explain.",
		Rows: "facts", Members: []Member{
			{Name: "about", About: "What the fact is about: the token, or the id of an API."},
			{Name: "fact", About: "The name of the fact."},
			{Name: "value", Type: Scalar, About: "Its value: a text, true or false, a count or a list of texts."},
		},
	}
	GuideForm = Form{
		Name: "guide", About: "What PATs, API clients, grant types, scopes and limits are, with SailPoint's sources.",
		Rows: "answers", Members: []Member{
			{Name: "question", About: "The question."},
			{Name: "answer", About: "An answer to it, of which there may be several."},
			{Name: "source", About: "The page of SailPoint's documentation that says so."},
			{Name: "doubt", Type: Flag, About: "Whether SailPoint's pages contradict each other about it."},
		},
	}
)

// Forms are the forms of all answers, in the order of the commands' help.
func Forms() []Form {
	return []Form{
		LookupForm, EvidenceForm, ExplainForm, TokenForm, PlanForm, RequestForm("pat"), RequestForm("api-client"), RequestForm("custom-user-level"),
		CheckForm, CodeChangeForm, ObserveForm, ListForm, TagsForm, ScopesForm, LevelsForm, FindingClassForm, FindingForm, StatusForm, GuideForm,
		DiffForm, HistoryForm, GuardForm,
	}
}
