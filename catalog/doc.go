// Package catalog knows what SailPoint publishes about who may call its APIs,
// what follows from it, and how sure that is. It is pure: values in, values
// out; no file, no network, no clock, nothing but the standard library.
//
// # From what is published to an answer
//
// [Facts] are what the sources say, as published: which operations there are
// ([Observation]), with which [Security], user levels and words; the pages of
// the documentation ([Page]), the user levels ([UserLevel]), corrections by
// authcat's maintainers ([Override]), and what could not be read ([Problem]).
//
// [Merge] concludes from them. Each [Operation] of the [Snapshot] has a
// [Decision] (which kind of token it takes, with which scopes), the user levels,
// the [Confidence] in both, and the findings ([Finding]) about what was
// published. It keeps the observation that all this rests on: its ledger
// ([Operation.Ledger]) lists who said what ([Statement]), which [Witness] is
// believed for each fact, and who speaks for and against it ([Conclusion]).
//
// Package catalog/find takes what people have, an address or a name, to the
// operations that it means. Package catalog/explain puts an operation and a
// credential together: would the call pass, and if not, why? What may be printed
// of an input, without its secrets, is told by package catalog/printable.
//
// # What the published facts mean
//
//   - One operation is stated by each API in which it is published. The same
//     endpoint in all its versions is an [Endpoint], by its lineage.
//   - Of several requirements in a security any one suffices; the schemes within
//     one are needed together. Of the scopes of a scheme any one suffices, though
//     OpenAPI reads such a list as "all": see [ScopeRule].
//   - userAuth stands for a user's token (a PAT, an authorization code),
//     applicationAuth for an API client's, behind which is no user: see [ClassOf].
//     No scope makes up for a user who is missing.
//   - User levels are asked of the user in addition to a scope. They say nothing
//     about API clients.
//   - An operation without a security field inherits the document's: nobody
//     stated it for this operation, and [BasisInherited] says so. What is missing
//     or damaged states nothing; only a security published as empty says that no
//     token is needed.
//   - Published is not proven. Where sources contradict each other, one is
//     believed, and the confidence is [ConfidenceConflict]. How people saw
//     calls answered is heard beside it, dated: where that was not as published on
//     its day or after, the confidence is [ConfidenceContested].
package catalog
