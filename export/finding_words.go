package export

import "authcat/catalog"

// FindingWords are what readers are told of a class of finding.
type FindingWords struct {
	// Title says what is wrong, Assumed what authcat takes for true in spite of
	// it, Ask what the publisher could do about it, "" where that is nothing.
	Title   string
	Assumed string
	Ask     string
}

// FindingWordsOf returns the words for a class of finding.
func FindingWordsOf(code catalog.Code) FindingWords { return findingWords[code] }

// Assumed is what authcat takes for true in spite of findings of a class.
func Assumed(code catalog.Code) string { return findingWords[code].Assumed }

var findingWords = map[catalog.Code]FindingWords{
	catalog.CodeSourceUnavailable: {"A source could not be read",
		"nothing: what it says is missing", ""},
	catalog.CodeSourceStale: {"The facts of a source are old: for too long nothing newer could be read or believed",
		"nothing changed since they were read, which grows less likely every day", ""},
	catalog.CodeSourceQuarantined: {"What a source says now is refused; its last good facts are kept until somebody has looked",
		"the kept facts still hold", ""},
	catalog.CodeSourceKept: {"A source could not be read; its last good facts are kept",
		"nothing changed since they were read", ""},
	catalog.CodeDocumentUncovered: {"A document or folder is published that no source reads",
		"nothing: what it says is missing", ""},
	catalog.CodePagesUncovered: {"The documentation has pages of an API that no source reads",
		"nothing: what they say is missing", ""},
	catalog.CodeDocumentDormant: {"A document has not changed for a long time, while its siblings have",
		"it is still kept up, and nothing in it had to change", ""},
	catalog.CodePagesUnread: {"Documentation pages could not be read",
		"what was known of them, where anything was", ""},
	catalog.CodePageScripts: {"The authorization data of documentation pages could not be had",
		"nothing: the pages are silent about it", ""},
	catalog.CodeOperationUnread: {"An operation could not be read",
		"nothing: the operation is missing", "Please make the operation valid OpenAPI."},
	catalog.CodeReferenceUnread: {"A parameter's reference leads nowhere or outside the document",
		"the parameter is not the experimental header", "Please point the reference to a component of the document."},
	catalog.CodeSecurityNull: {"The security has null among its alternatives",
		"null states nothing: what stands beside it applies, or else the document's default", "Please state the alternative, or take it out."},
	catalog.CodeFieldOdd: {"A field is not written as OpenAPI asks for",
		"what it plainly means; nothing where it means nothing", "Please make the field valid OpenAPI."},
	catalog.CodeProseUnread: {"A description is too long to be read",
		"it says nothing about callers", ""},
	catalog.CodeLevelAPIUserOnly: {"The user levels list API, the schemes accept only a user's token",
		"the schemes are right: a user token is needed", "Please add applicationAuth to the security, or take API out of the user levels."},
	catalog.CodeProseAPIUserOnly: {"The description lists API among the authorities, the schemes accept only a user's token",
		"the schemes are right: a user token is needed", "Please add applicationAuth to the security, or take API out of the description."},
	catalog.CodeProseNeedsDiffer: {"The description speaks of another kind of token than the schemes",
		"the schemes are right", "Please make description and security agree on whether a user must stand behind the token."},
	catalog.CodeObservedDiffers: {"Somebody saw a call answered otherwise than is published",
		"what is published, until it is known better", "Please say which of the two is right."},
	catalog.CodePublic: {"The security is published as empty: no token needed",
		"what is published: no token", "Please state the security of the operation, or that it is public on purpose."},
	catalog.CodeLevelsDiffer: {"The description names other user levels than the extension",
		"the extension is right", "Please make description and x-sailpoint-userLevels name the same levels."},
	catalog.CodeProseScopesDiffer: {"The description names scopes of which none is in the security",
		"the security is right", "Please make description and security name the same scopes."},
	catalog.CodeRightsDiffer: {"x-required-right is not among the scopes of the security",
		"the security is right", "Please make x-required-right and the security name the same right."},
	catalog.CodePageSecurityDiffers: {"The documentation page shows another security or other user levels than the OpenAPI document",
		"the OpenAPI document is right", "Please publish the page anew."},
	catalog.CodeWitnessDiffers: {"Another witness contradicts what is published",
		"what is published", ""},
	catalog.CodePageDiffers: {"The documentation page has another title or other notes than the OpenAPI document",
		"the OpenAPI document is right", "Please publish the page anew."},
	catalog.CodeLevelsProseOnly: {"Only the description states user levels",
		"the description is right", "Please state the levels in x-sailpoint-userLevels."},
	catalog.CodeSchemeUndeclared: {"The security scheme is declared nowhere in the document",
		"its name tells what it is", "Please declare the scheme, or use userAuth."},
	catalog.CodeSecurityInherited: {"The operation states no security; the document's default applies",
		"the default", "Please state the security of the operation."},
	catalog.CodeScopesEmpty: {"The scheme is stated, no scope is",
		"any token of that kind, as far as published", "Please state the scopes of the operation."},
	catalog.CodeScopeMisspelt: {"Other versions of the endpoint spell the scope otherwise",
		"the name as published, for this version", "Please spell the scope as the other versions do, or say that it is another one."},
	catalog.CodeScopeNearDuplicate: {"A scope differs by a letter or two from one that many more operations list",
		"they are two scopes", "Please check the spelling."},
	catalog.CodeSecurityDefault: {"Hardly any operation of the document states its security; its default is the norm",
		"the default", "Please state the security of the operations."},
	catalog.CodeProseBroken: {"The description breaks off where it is about to name an authority or a scope",
		"it says nothing", "Please finish the sentence."},
	catalog.CodeScopesDiffer: {"A user's token and an API client's need different scopes",
		"each list for its own kind of token", "Please check that the two lists are meant to differ."},
	catalog.CodeLevelIsScope: {"A scope stands among the user levels",
		"it is no level and adds no scope", "Please move the scope to the security."},
	catalog.CodeLevelUnlisted: {"A user level that the User Level Access Matrix does not list",
		"it is a level, though none that an administrator can give by that name", "Please add the level to the matrix, or use its name there."},
	catalog.CodePublicDiscovery: {"A discovery document or key set is published as needing no token, as such endpoints are everywhere",
		"what is published: no token", ""},
	catalog.CodeLevelsMisspelt: {"The user-level extension is misspelt",
		"it means " + catalog.LevelsField, "Please rename the extension to " + catalog.LevelsField + "."},
	catalog.CodeScopeUntrimmed: {"A scope has white space around its name",
		"the trimmed name", "Please trim the name."},
	catalog.CodeScopeOdd: {"A scope does not have the usual three lower-case words",
		"the name as published", "Please check the name."},
	catalog.CodeOperationIDMissing: {"The operation has no operationId",
		"nothing: it is named by method and path", "Please give the operation an operationId: SDKs and pages are named after it."},
	catalog.CodePageMissing: {"The sitemap lists no page of the operation",
		"the operation is public all the same", "Please publish a page."},
	catalog.CodeOverrideStale: {"A correction made by hand no longer fits what is published",
		"the correction", ""},
}
