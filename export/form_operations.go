package export

// headingMembers are the members with which every object begins.
func headingMembers() []Member {
	return []Member{
		{Name: "schema", Type: Count, About: "The version of the JSON form. It is raised by a change that breaks a reader; members may be added without."},
		{Name: "dataset", Type: Object, About: "Where the answer comes from.", Of: datasetMembers},
	}
}

var datasetMembers = []Member{
	{Name: "name", About: "The name of the data set."},
	{Name: "as_of", About: "The day of its newest document, in UTC."},
}

// The words of the domain, as they stand in answers.
var (
	needsWords      = []string{"pat", "pat-or-client", "client", "none", "other"}
	answerWords     = []string{"yes", "no", "unknown"}
	confidenceWords = []string{"stated", "inherited", "prose", "conflict", "contested", "unstated"}
	certaintyWords  = []string{"certain", "published", "likely", "possible"}
)

// keyMembers name an operation.
var keyMembers = []Member{
	{Name: "api", About: "The id of the API."},
	{Name: "method", About: "The HTTP method, in upper case."},
	{Name: "path", About: "The path template as published, without what the API's address ends in."},
}

var operationMembers = []Member{
	keyMembers[0], keyMembers[1], keyMembers[2],
	{Name: "operation_id", About: "The operationId, empty where none is published."},
	{Name: "title", About: "The published title in one line, else the operationId, else method and path."},
	{Name: "tags", Type: Names, About: "The tags, sorted."},
	{Name: "needs", Words: needsWords, About: "The credential that the operation needs: a user's token (pat), a user's or an API client's (pat-or-client), only an API client's (client), no token as published (none), or something else or unknown (other)."},
	{Name: "basis", About: "Who stated the security: the operation itself, or nobody, so that the document's default is inherited."},
	{Name: "pat", Words: answerWords, About: "Whether a personal access token is accepted, scopes and user levels aside."},
	{Name: "authorization_code", Words: answerWords, About: "Whether a token of the grant type authorization code is accepted, scopes and user levels aside."},
	{Name: "client_credentials", Words: answerWords, About: "Whether an API client's token, behind which is no user, is accepted, scopes aside."},
	{Name: "user_scopes", Type: Names, About: "The scopes for a user's token, sorted, to be read by scope_rule; empty where none is published."},
	{Name: "client_scopes", Type: Names, About: "The scopes for an API client's token, sorted, to be read by scope_rule; empty where none is published."},
	{Name: "scope_rule", About: "Whether any one of the scopes suffices or all are needed."},
	{Name: "user_levels", Type: Names, About: "The levels of which the user behind a token needs one in addition to a scope, sorted. ANY is every user; API says that an API client without a user is accepted."},
	{Name: "deprecated", Type: Flag, About: "Whether the operation is published as deprecated."},
	{Name: "experimental", Type: Flag, About: "Whether callers must send the header X-SailPoint-Experimental: true."},
	{Name: "findings", Type: Names, About: "The classes of the findings about the operation, sorted."},
	{Name: "source", About: "The operation's place in its document: address and JSON pointer."},
	{Name: "user_levels_source", About: "The witness that the user levels are taken from, empty where there is none."},
	{Name: "level_conditions", Type: Names, About: "On what an answer depends besides scopes and levels, by the words of the documentation: one sentence a condition."},
	{Name: "confidence", Words: confidenceWords, About: "How sure the answer is."},
	{Name: "docs_url", About: "Where people read about the operation, empty where nothing is known."},
	{Name: "lineage", About: "The endpoint that the operation is one version of: the same in all versions."},
	{Name: "differs_in", Type: Names, About: "The ids of the APIs whose version of the endpoint needs another credential, sorted."},
	{Name: "kept_since", About: "The day of the facts where newer ones could not be had and the last good ones are kept, else empty."},
	{Name: "address", About: "The path as callers send it, with the API's prefix."},
	{Name: "observed", Type: Names, About: "What somebody saw of calls, each in a few codes."},
}

var sightingMembers = []Member{
	{Name: "witness", About: "Who saw it: a field report, or your own observation."},
	{Name: "credential", About: "The kind of token, empty where it is not known."},
	{Name: "status", About: "The status that the call got, or a word: works, refused, stated."},
	{Name: "version", About: "The version of the API that was called, empty where it is not said."},
	{Name: "scopes", Type: Names, About: "The scopes of the token, as far as they are said."},
	{Name: "level", About: "The user level behind the token, empty where it is not said."},
	{Name: "calls", Type: Count, About: "How many calls were answered so, 0 where they were not counted."},
	{Name: "on", About: "The day, or the month, on which it was seen."},
	{Name: "url", About: "Where it is told, empty for your own observations."},
	{Name: "counts", About: "Whether it agrees with what is published, speaks against it, or of another time."},
	{Name: "published_so_until", About: "Until when it was published so, empty where it still is or never was."},
}

// The forms of answers that are operations, or about them.
var (
	ListForm = Form{
		Name: "list", About: "Operations, with the credential that each needs. scopes SCOPE and levels LEVEL answer so too.",
		Rows: "operations", Members: operationMembers,
	}
	LookupForm = Form{
		Name: "lookup", About: "The operations that a question means, with the credential that each needs.",
		Rows: "operations",
		Members: append(operationMembers[:len(operationMembers):len(operationMembers)],
			Member{Name: "sightings", Type: List, Of: sightingMembers, Optional: true, About: "What somebody saw of calls."},
			Member{Name: "needs_since", Optional: true, About: "The day since which the operation needs what it needs."},
			Member{Name: "needs_since_or_before", Type: Flag, Optional: true, About: "Whether that is the oldest day that is known, so that it may be longer."},
			Member{Name: "needs_before", Optional: true, About: "What it needed before, empty where that is not known."}),
		Beside: []Member{{Name: "history", Type: Object, Of: datasetMembers, Optional: true, About: "The history that tells since when."}},
	}
	EvidenceForm = Form{
		Name: "lookup-evidence", About: "What every witness says of the operations that a question means, fact by fact, the one that is believed first.",
		Rows: "statements", Members: []Member{
			keyMembers[0], keyMembers[1], keyMembers[2],
			{Name: "address", About: "The path as callers send it, with the API's prefix."},
			{Name: "fact", About: "What the statement is about."},
			{Name: "witness", About: "Who says so."},
			{Name: "value", About: "What is said."},
			{Name: "counts", About: "Whether the statement is believed, agrees with the one that is, or speaks against it."},
			{Name: "source", About: "Where that stands."},
			{Name: "said_on", About: "The day on which it was said, empty where that is not known."},
		},
	}
	ScopesForm = Form{
		Name: "scopes", About: "The scopes, with how many operations list each.",
		Rows: "scopes", Members: []Member{
			{Name: "scope", About: "The name of the scope."},
			{Name: "user_operations", Type: Count, About: "How many operations list it for a user's token."},
			{Name: "client_operations", Type: Count, About: "How many operations list it for an API client's token."},
			{Name: "pat_only_operations", Type: Count, About: "How many operations it opens for a user's token only."},
		},
	}
	TagsForm = Form{
		Name: "tags", About: "Features, with how far an API client gets with each.",
		Rows: "tags", Members: []Member{
			{Name: "tag", About: "The name of the feature."},
			{Name: "api_client", About: "How far an API client gets: fully, partly or not at all."},
			{Name: "operations", Type: Count, About: "How many operations it has."},
			{Name: "pat", Type: Count, About: "How many of them need a user's token."},
			{Name: "pat_or_client", Type: Count, About: "How many take a user's or an API client's token."},
			{Name: "client", Type: Count, About: "How many take only an API client's token."},
			{Name: "none", Type: Count, About: "How many are published as needing no token."},
			{Name: "other", Type: Count, About: "How many need something else, or nobody says what."},
		},
	}
	LevelsForm = Form{
		Name: "levels", About: "The user levels, with how many operations name each.",
		Rows: "levels", Members: []Member{
			{Name: "level", About: "The technical name, empty where the level has none."},
			{Name: "title", About: "What the user interface calls it."},
			{Name: "excludes", Type: Names, About: "The levels that nobody has together with it."},
			{Name: "operations", Type: Count, About: "How many operations name it."},
			{Name: "opens", Type: Names, About: "What it opens in the user interface."},
			{Name: "notes", Type: Names, About: "What the User Level Access Matrix says besides."},
		},
	}
	FindingClassForm = Form{
		Name: "findings", About: "What is odd, missing or contradictory in the published data, by class.",
		Rows: "classes", Members: []Member{
			{Name: "class", About: "The class of finding."},
			{Name: "severity", Words: severityWords, About: "How much it matters."},
			{Name: "count", Type: Count, About: "How many findings of the class there are."},
			{Name: "title", About: "What is wrong."},
			{Name: "assumed", About: "What is taken for true in spite of it."},
			{Name: "example", About: "One of the findings."},
		},
	}
	FindingForm = Form{
		Name: "findings-all", About: "What is odd, missing or contradictory in the published data, one finding a row: with --all or --class.",
		Rows: "findings", Members: []Member{
			{Name: "class", About: "The class of finding."},
			{Name: "severity", Words: severityWords, About: "How much it matters."},
			keyMembers[0], keyMembers[1], keyMembers[2],
			{Name: "seen", About: "What is published."},
			{Name: "assumed", About: "What is taken for true in spite of it."},
			{Name: "source", About: "Where that stands."},
		},
	}
	StatusForm = Form{
		Name: "status", About: "The documents of a data set: how old each is, and what it gave.",
		Rows: "sources", Members: []Member{
			{Name: "source", About: "The API whose document it is, else what the document is about."},
			{Name: "as_of", About: "The day on which it was fetched, in UTC."},
			{Name: "age_days", Type: Count, About: "How many days ago that was."},
			{Name: "kept", Type: Flag, About: "Whether a newer one could not be had, so that this one is kept."},
			{Name: "operations", Type: Count, About: "How many operations it gave."},
			{Name: "findings", Type: Count, About: "How many findings are about it."},
			{Name: "url", About: "Its address."},
			{Name: "sha256", About: "The checksum of its bytes, in hexadecimal."},
		},
	}
)

var severityWords = []string{"error", "warning", "info"}
