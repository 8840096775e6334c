package sarif

// Level says how much a result matters, in SARIF's words.
type Level string

// The levels.
const (
	Note    Level = "note"
	Warning Level = "warning"
	Error   Level = "error"
)

// Rule is the id of a rule. Ids are a contract: hosts keep what people decided
// about a result by them.
type Rule string

// The rules.
const (
	ForcesPAT   Rule = "authcat/forces-pat"
	NeedsScope  Rule = "authcat/needs-scope"
	NeedsLevel  Rule = "authcat/needs-level"
	Unpublished Rule = "authcat/unpublished"
	Retired     Rule = "authcat/retired"
	NotResolved Rule = "authcat/not-resolved"
	Contested   Rule = "authcat/contested"
)

// description is a rule as readers see it.
type description struct {
	id    Rule
	level Level
	// short is a phrase, full what it means, help what to do.
	short, full, help string
}

// descriptions are the rules in their order, which a log keeps: a new one comes last.
var descriptions = []description{
	{ForcesPAT, Warning, "The call forces a PAT",
		"As published, the endpoint takes only a user's token. An API client of API Management has no user context and is refused, whatever its scopes.",
		"Use a PAT (or an authorization-code token) for the integration, or do without the call."},
	{NeedsScope, Note, "The call needs a scope",
		"As published, the token must carry one of the scopes, or all where the message says so.",
		"Give the scope to the PAT or API client; a token keeps the scopes that it was issued with."},
	{NeedsLevel, Note, "The call needs a user level",
		"As published, the user behind a PAT needs one of the user levels in addition to a scope. It does not apply to API clients.",
		"Give the level to the user, or make the PAT for a user who has it."},
	{Unpublished, Note, "What the call needs is not published",
		"The endpoint, or its credential or scopes, stands in no published document. That is silence, not permission.",
		"Look whether the method and path are right; then try the call with the credential that is meant for it, and keep what it was answered."},
	{Retired, Error, "The endpoint is not published any more",
		"The address belongs to an API or endpoint that was published once, or never in this version.",
		"Move the call to the version that the message names."},
	{NotResolved, Note, "The call is not resolved",
		"The method or the path of a call is not known from the source code: it is put together when the program runs, or its version is unknown.",
		"Look at the candidates, and at what the program really calls."},
	{Contested, Warning, "The call was answered otherwise than is published",
		"Somebody saw the endpoint take or refuse another credential than is published.",
		"Try the call with the credential that is meant for it before relying on either."},
}
