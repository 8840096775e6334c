package export

import "authcat/catalog/plan"

// depends is the verdict on versions of an endpoint that don't agree.
const depends = "depends"

var causeMembers = []Member{
	{Name: "rank", Type: Count, About: "The place among the causes, the likeliest first; 0 where the call passes and nothing stands in its way."},
	{Name: "code", About: "The cause, none where there is none."},
	{Name: "certainty", Words: certaintyWords, About: "How sure it is."},
	{Name: "cause", About: "The cause in a sentence."},
	{Name: "remedy", About: "What to do about it, empty where there is nothing to do."},
}

// ExplainForm is whether a call would pass, and if not, why.
var ExplainForm = Form{
	Name: "explain", About: "Whether a call would pass with a credential, and if not, why.",
	Members: []Member{
		{Name: "verdict", Words: append(answerWords[:len(answerWords):len(answerWords)], depends), About: "Whether the call passes by what is published: what all versions of the endpoint agree on, or depends."},
		{Name: "leaning", Words: append(answerWords[:len(answerWords):len(answerWords)], depends), About: "What is likelier where the verdict is unknown, by SailPoint's guide; unknown where neither is."},
		{Name: "explanations", Type: List, About: "The verdicts on the endpoint's versions, the newest first, those with the same answer once. The exit code is by the first.", Of: []Member{
			{Name: "verdict", Words: answerWords, About: "Whether the call passes by what is published."},
			{Name: "leaning", Words: answerWords, About: "What is likelier where the verdict is unknown."},
			{Name: "answer", About: "The answer in a sentence or two."},
			{Name: "remedy", About: "What to do first, empty where there is nothing to do."},
			{Name: "operations", Type: List, About: "The operations that this holds of.", Of: append(keyMembers[:len(keyMembers):len(keyMembers)],
				Member{Name: "address", About: "The path as callers send it, with the API's prefix."},
				Member{Name: "needs", Words: needsWords, About: "The credential that the operation needs."},
				Member{Name: "confidence", Words: confidenceWords, About: "How sure that is."},
				Member{Name: "source", About: "The operation's place in its document."},
				Member{Name: "docs_url", About: "Where people read about the operation, empty where nothing is known."})},
			{Name: "causes", Type: List, About: "The causes, the likeliest first; none where nothing stands in the way.", Of: causeMembers},
		}},
		{Name: "causes", Type: List, About: "The causes of all verdicts for every operation, as in the other formats.", Of: []Member{
			causeMembers[0], causeMembers[1],
			{Name: "certain", Type: Flag, About: "Whether the cause is certain."},
			causeMembers[3], causeMembers[4], causeMembers[2],
			{Name: "passes", Words: answerWords, About: "Whether the call passes by what is published."},
			keyMembers[0], keyMembers[1],
			{Name: "path", About: "The path as callers send it, with the API's prefix."},
			{Name: "needs", Words: needsWords, About: "The credential that the operation needs."},
			{Name: "confidence", Words: confidenceWords, About: "How sure that is."},
			{Name: "source", About: "The operation's place in its document."},
			{Name: "docs_url", About: "Where people read about the operation, empty where nothing is known."},
		}},
	},
}

// placeMembers are a place in source code.
var placeMembers = []Member{
	{Name: "file", About: "The file with the call."},
	{Name: "line", Type: Count, About: "The line of the call."},
	{Name: "literal_line", Type: Count, Optional: true, About: "The line of the address, where that is another."},
	{Name: "rule", About: "By which rule the call was found."},
}

// callMembers are a call with the place where it stands, and more.
func callMembers(more ...Member) []Member {
	members := []Member{
		keyMembers[1],
		{Name: "url", About: "The address that is called, without its query."},
		{Name: "where", About: "Where the call stands."},
		{Name: "count", Type: Count, About: "How often it stands there."},
	}
	return append(append(members, optional(placeMembers)...), more...)
}

func optional(members []Member) []Member {
	all := make([]Member, len(members))
	for i, m := range members {
		m.Optional = true
		all[i] = m
	}
	return all
}

var placedMembers = append(keyMembers[:len(keyMembers):len(keyMembers)],
	Member{Name: "places", Type: Names, Optional: true, About: "The places of its calls in source code."})

var reasonMembers = []Member{
	{Name: "name", About: "The scope or level."},
	{Name: "forced_by", Type: List, Of: placedMembers, About: "The operations that nothing else opens."},
	{Name: "serves", Type: List, Of: placedMembers, About: "The other operations that it is for."},
}

var (
	unstatedMembers = append(keyMembers[:len(keyMembers):len(keyMembers)], Member{Name: "what", Type: Names, About: "What nobody published of the operation."})
	openMembers     = append(placeMembers[:len(placeMembers):len(placeMembers)],
		Member{Name: "call", About: "What is told of the call."},
		Member{Name: "candidates", Type: List, Of: keyMembers, About: "The operations that it may be."},
		Member{Name: "reason", About: "Why the operation is not known."})
)

// PlanForm is the least credential that makes a list of calls.
var PlanForm = Form{
	Name: "plan", About: "The least credential that makes a list of calls.",
	Members: []Member{
		{Name: "calls", Type: List, About: "The calls that are operations, with the places where they stand.", Of: append(callMembers(optional([]Member{keyMembers[0], keyMembers[2]})...),
			Member{Name: "operation", Type: Object, About: "The operation that is called.", Of: append(keyMembers[:len(keyMembers):len(keyMembers)],
				Member{Name: "operation_id", About: "The operationId, empty where none is published."},
				Member{Name: "needs", Words: needsWords, About: "The credential that the operation needs."})})},
		{Name: "unmatched", Type: List, About: "The calls that are no published operation.", Of: callMembers(Member{Name: "reason", About: "Why there is none."})},
		{Name: "credential", About: "The least kind of credential: pat, client_credentials, none, or unknown."},
		{Name: "scopes", Type: Names, About: "The fewest scopes."},
		{Name: "scopes_proven", Type: Flag, About: "Whether there are no fewer."},
		{Name: "levels", Type: Names, About: "The user levels that open the least."},
		{Name: "levels_proven", Type: Flag, About: "Whether none open less."},
		{Name: "scope_reasons", Type: List, Of: reasonMembers, About: "Of each scope the operations that it is for."},
		{Name: "level_reasons", Type: List, Of: reasonMembers, About: "Of each level the operations that it is for."},
		{Name: "forced_by", Type: List, Of: placedMembers, About: "The operations that force a user's token."},
		{Name: "unstated", Type: List, Of: unstatedMembers, About: "What is not published and leaves the plan open."},
		{Name: "levels_unmet", Type: List, Of: placedMembers, Optional: true, About: "The operations that the plan's user can't call."},
		{Name: "levels_unassignable", Type: List, Of: placedMembers, Optional: true, About: "The operations whose published levels no user is given by name."},
		{Name: "client_only", Type: List, Of: placedMembers, Optional: true, About: "The operations that take only an API client's token."},
		{Name: "open", Type: List, Of: openMembers, Optional: true, About: "The calls that don't tell which operation they are."},
		{Name: "unlisted", Type: Count, Optional: true, About: "How many calls to other addresses are not listed."},
	},
}

// CodeChangeForm is what a change to code needs more.
var CodeChangeForm = Form{
	Name: "check-base", About: "What a change to code needs that the credential from before can't do: with --base.",
	Members: []Member{
		{Name: "base", Type: Object, About: "What the code is compared with: a commit or a folder.", Of: optional([]Member{
			{Name: "commit", About: "The commit."}, {Name: "folder", About: "The folder."},
		})},
		{Name: "needs_more", Type: Flag, About: "Whether the change needs more."},
		{Name: "credential", Type: Object, About: "The kind of credential.", Of: []Member{
			{Name: "before", About: "That of the code before."}, {Name: "after", About: "That which keeps what the code had."}, {Name: "least", About: "The least that would do now."},
		}},
		{Name: "refused", Type: List, Of: placedMembers, About: "The operations that the credential from before can't call."},
		{Name: "scopes", Type: List, Of: reasonMembers, About: "The scopes that are needed besides."},
		{Name: "scopes_freed", Type: Names, About: "The scopes that are no longer needed."},
		{Name: "levels", Type: List, Of: reasonMembers, About: "The user levels that are needed besides."},
		{Name: "levels_freed", Type: Names, About: "The user levels that are no longer needed."},
		{Name: "levels_unmet", Type: List, Of: placedMembers, About: "The operations that need a second user."},
		{Name: "called", Type: List, Of: placedMembers, About: "The operations that are newly called."},
		{Name: "dropped", Type: List, Of: placedMembers, About: "The operations that are no longer called."},
		{Name: "unstated", Type: List, Of: unstatedMembers, About: "What is newly called and not published."},
		{Name: "open", Type: List, Of: openMembers, About: "The new calls that don't tell which operation they are."},
		{Name: "unmatched", Type: List, About: "The new calls that are no published operation.", Of: []Member{
			keyMembers[1], {Name: "url", About: "The address that is called, without its query."},
			{Name: "places", Type: Names, About: "The places of the calls."}, {Name: "reason", About: "Why there is none."},
		}},
	},
}

// RequestForm is the body that creates a plan's credential or user level.
func RequestForm(kind plan.RequestKind) Form {
	form := Form{Name: "plan-request-" + string(kind), About: "The body that creates " + requestNoun(kind) + ": with --request " + string(kind) + ".", Bare: true}
	name := Member{Name: "name", About: "Its name."}
	scope := Member{Name: "scope", Type: Names, About: "Its scopes."}
	about := Member{Name: "description", About: "What it is for."}
	switch kind {
	case plan.RequestClient:
		form.Members = []Member{
			name, about, {Name: "grantTypes", Type: Names, About: "How it gets tokens."}, scope, {Name: "type", About: "Whether it can keep a secret."},
			{Name: "accessType", About: "Whether it gets refresh tokens."}, {Name: "accessTokenValiditySeconds", Type: Count, About: "How long a token lives."},
			{Name: "enabled", Type: Flag, About: "Whether it can be used."},
		}
	case plan.RequestCustomLevel:
		form.Members = []Member{
			name, about, {Name: "owner", Type: Object, About: "The identity whose it is.", Of: []Member{{Name: "id", About: "Its id."}, name}},
			{Name: "rightSets", Type: Names, About: "The ids of its right sets."},
		}
	default:
		form.Members = []Member{name, scope, {Name: "expirationDate", About: "When it ends."}}
	}
	return form
}
