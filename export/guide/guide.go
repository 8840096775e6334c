// Package guide answers in words what people ask before they look an endpoint
// up: what the credentials are for, where they live, what bounds them. Each
// answer names the page of SailPoint's documentation that it rests on, and says
// where those pages contradict each other. AsOf is the day on which the
// pages were read.
package guide

import "time"

// AsOf is the day on which SailPoint's pages were read for the answers.
func AsOf() time.Time { return time.Date(2026, time.August, 17, 0, 0, 0, 0, time.UTC) }

// Question is one question with its answers.
type Question struct {
	Text    string
	Answers []Answer
}

// Answer is one fact with its source.
type Answer struct {
	// Text is a sentence or a few, in plain text; `code` stands in backquotes.
	Text string
	// Source is the address of SailPoint's page that says so.
	Source string
	// Doubt is set where SailPoint's pages contradict each other about it.
	Doubt bool
}

// SailPoint's pages.
const (
	authentication = "https://developer.sailpoint.com/docs/api/authentication"
	authorization  = "https://developer.sailpoint.com/docs/api/authorization"
	rateLimit      = "https://developer.sailpoint.com/docs/api/rate-limit"
	gettingStarted = "https://developer.sailpoint.com/docs/api/getting-started"
	listClients    = "https://developer.sailpoint.com/docs/api/list-oauth-clients-v-1"
	createPAT      = "https://developer.sailpoint.com/docs/api/create-personal-access-token-v-1"
	listPATs       = "https://developer.sailpoint.com/docs/api/list-personal-access-tokens-v-1"
	patchPAT       = "https://developer.sailpoint.com/docs/api/patch-personal-access-token-v-1"
	nerm           = "https://developer.sailpoint.com/docs/api/nerm/v2025/authentication"
	apiKeys        = "https://documentation.sailpoint.com/saas/help/common/api_keys.html"
	restrictAccess = "https://documentation.sailpoint.com/saas/help/access/restrict_access.html"
)

// Questions are the guide, in the order in which it is read.
var Questions = []Question{
	{"What are the clients of API Management for, and which grant type fits?", []Answer{
		{"An API client is made by an administrator under Security Settings > API Management. With the grant type `CLIENT_CREDENTIALS` it calls the API as itself: outside the context of a user, so that some API calls do not work.",
			authentication + "#request-access-token-with-client-credentials-grant-flow", false},
		{"`CLIENT_CREDENTIALS` is for scripts, programs and integrations between systems. Where they call endpoints that need a user context, SailPoint recommends a PAT, which is used with the same grant.",
			authentication + "#scripts-programs-or-system-to-system-integration", false},
		{"`AUTHORIZATION_CODE` is for web applications: a user signs in to Identity Security Cloud, single sign-on included, and the application calls the API as that user.",
			authentication + "#web-applications", false},
		{"`REFRESH_TOKEN` can only be used together with `AUTHORIZATION_CODE`: it exchanges a refresh token for a new access token, so that the user need not sign in again.",
			authentication + "#choose-authorization-grant-flow", false},
		{"For daily work and quick administrative actions a PAT will do, without a client.",
			authentication + "#daily-work-or-quick-actions", false},
	}},
	{"Where do the grant types live, and which API returns them?", []Answer{
		{"They are a property of the API client: `grantTypes` in the answers of `GET /oauth-clients/v1` and `GET /oauth-clients/v1/{id}`, and on its page under API Management. A client gets tokens only by the grant types that it lists.",
			listClients, false},
		{"A client that lacks the grant type gets no token; that it lists the right ones is the third of SailPoint's own steps when something fails.",
			authentication + "#verify-oauth-client", false},
	}},
	{"Is a PAT an API client?", []Answer{
		{"No. PATs are objects of their own, which `GET /personal-access-tokens/v1` lists with their owners.",
			listPATs, false},
		{"A PAT has a client id and a secret and is used with the grant type client credentials, which it has implicitly. What makes the difference is that a user made it: its access token has that user's context.",
			authentication + "#generate-a-personal-access-token", false},
	}},
	{"What are the limits?", []Answer{
		{"A user can have 10 PATs.", authentication + "#generate-a-personal-access-token", false},
		{"A PAT without `expirationDate` never expires; it can be made so only with `userAwareTokenNeverExpires` set to true.", createPAT, false},
		{"Client ids without dashes are those of legacy OAuth clients, which do not work.", authentication + "#verify-oauth-client", false},
		{"A change of a PAT's scopes reaches new access tokens only, and can take up to 20 minutes to be seen there.", patchPAT, false},
		{"Through the API gateway 100 requests in 10 seconds are allowed for each client id and API version; beyond that the answer is 429, with the seconds to wait in `Retry-After`.", rateLimit, false},
		{"The pages contradict each other about what is counted: the page on rate limits says the client id and corrects what was said before, the page for getting started still says the access token. authcat follows the first.", gettingStarted, true},
		{"A tenant can admit calls from some networks only.", restrictAccess, false},
	}},
	{"What do sp:scopes:all and sp:scopes:default do?", []Answer{
		{"`sp:scopes:all` grants a PAT all that its user's level allows: everything to an Admin, the certification APIs to a Cert Admin. Any other scope beside it is ignored.",
			authorization + "#scopes", false},
		{"A call that expects a user gets 403 where the grant lacks a user context; calling most admin APIs as an API client often does. `sp:scopes:all` is a scope, and adds no user.",
			authentication + "#verify-api-endpoint-calls", false},
		{"`sp:scopes:default` opens only endpoints that require no authorization at all, such as List Public Identities; the user's level may still count.",
			authorization + "#scopes", false},
		{"The guide contradicts itself about a PAT that is made without a list of scopes: one section says that each PAT has `sp:scopes:default` by default, another that `sp:scopes:all` is granted where `scope` is left out of the request. State the scopes.",
			authorization + "#assigning-scopes-with-the-api", true},
		{"It also calls the rights of several scopes their intersection where it says that scopes are additive; what it describes is their union, within the user's level.",
			authorization + "#scopes", true},
		{"A scope outside the user's level can be put on a PAT, and is silently without effect.",
			authorization + "#assigning-scopes-with-the-api", false},
	}},
	{"Which scopes and levels does a call need?", []Answer{
		{"The token needs any one of the scopes that its endpoint lists; scopes that end in `read` only retrieve data, those that end in `manage` retrieve, modify and delete it. Where no scope is defined yet, `sp:scopes:all` is what SailPoint recommends.",
			authorization + "#identifying-necessary-authorization-for-an-endpoint", false},
		{"The user behind the token needs one of the named user levels in addition to a scope. The Admin level has access to all APIs.",
			authorization + "#user-level-permissions", false},
		{"401 means that the token is missing, invalid or expired; 403 that it is valid and not enough: the user has no access, or there is no user context where one is expected.",
			authentication + "#verify-api-endpoint-calls", false},
		{"Where the keys are managed in the user interface: API keys and personal access tokens.", apiKeys, false},
		{"Non-Employee Risk Management takes PATs of Identity Security Cloud, which SailPoint recommends, and API keys of its own.", nerm, false},
	}},
}
