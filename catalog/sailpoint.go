package catalog

// This file is what is SailPoint's own: names, hosts, paths and levels as it
// publishes them. What they mean for a caller is decided elsewhere.

import (
	"slices"
	"strings"
)

// Product is the SailPoint product that an API belongs to. Endpoints are the
// same endpoint in two APIs only within one product.
type Product string

// The products whose APIs SailPoint publishes in sailpoint-oss/api-specs.
const (
	ProductISC  Product = "isc"  // Identity Security Cloud
	ProductNERM Product = "nerm" // Non-Employee Risk Management
	ProductIIQ  Product = "iiq"  // IdentityIQ, which runs at the customer's and knows no ISC token
)

// Products are all whose addresses authcat can read.
var Products = []Product{ProductISC, ProductNERM, ProductIIQ}

// OtherProducts are the products besides ISC with the paths that stand before
// their templates, without version: users leave them out.
var OtherProducts = []struct {
	Product Product
	Base    string
}{
	{ProductNERM, ""}, {ProductNERM, "/api"}, {ProductIIQ, ""}, {ProductIIQ, "/identityiq"}, {ProductIIQ, "/identityiq/scim"},
}

// The names of security schemes in SailPoint's documents. From 2023-08-24 to
// 2024-09-26 userAuth was called UserContextAuth, and applicationAuth was
// ApplicationOnlyAuth; today's documents declare neither, and the name that is
// still used is all that is published.
const (
	schemeUser        = "userAuth"
	schemeUserContext = "UserContextAuth"
	schemeClient      = "applicationAuth"
	schemeClientOnly  = "ApplicationOnlyAuth"
)

// Extensions of operations that say something about callers.
const (
	// LevelsField states user levels; MisspeltLevelsField is a typo of it (POST /accounts/{id}/disable).
	LevelsField         = "x-sailpoint-userLevels"
	MisspeltLevelsField = "x-sailpont-userLevels"
	// RightsField states rights, which are scopes; AudienceField who the operation is for.
	RightsField   = "x-required-right"
	AudienceField = "x-audience"
	// SecurityNoteField is prose about security, SuccessorField about what stands in for a deprecated operation.
	SecurityNoteField = "x-sailpoint-securityDescription"
	SuccessorField    = "x-deprecated-description"
)

// ExperimentalHeader is the header that callers of an experimental operation
// send, with the value true.
const ExperimentalHeader = "X-SailPoint-Experimental"

// Scopes that stand for others.
// https://developer.sailpoint.com/docs/api/authorization
const (
	// ScopeAll opens all that the user's level allows; on an API client all
	// that an API client may call. It never stands in for a missing user.
	ScopeAll = "sp:scopes:all"
	// ScopeDefault opens only what needs no authorization. An operation that
	// lists it takes any token of the kind (GET /v3/public-identities).
	ScopeDefault = "sp:scopes:default"
)

// Technical names of levels that mean something to a decision.
const (
	// LevelAny stands for every user.
	LevelAny = "ANY"
	// LevelAPI is no user's: among the levels it says that an API client without a user is accepted.
	LevelAPI = "API"
	// LevelUser is the plain end user's, and LevelUserTitle what the User Level
	// Access Matrix calls it, which has no technical name for it.
	LevelUser      = "USER"
	LevelUserTitle = "End User"
	// LevelOrgAdmin is the administrator's of the whole tenant, which may call
	// every API that takes a user's token ("Admin has access to all APIs").
	// https://developer.sailpoint.com/docs/api/authorization
	LevelOrgAdmin = "ORG_ADMIN"
	// LevelApprovalOwner is none that can be assigned: whether a user has it
	// depends on the approval.
	LevelApprovalOwner = "APPROVAL_OWNER"
)

// APIHosts are the ends of the host names of SailPoint's APIs, by the servers
// of the OpenAPI documents: tenants' own names stand before them.
// .identitynowgov.com and .sailpointfedramp.com are FedRAMP's; the second is in
// no document, but in SailPoint's own tools (sailpoint-oss/colab-file-upload-utility).
var APIHosts = []string{".identitynow.com", ".identitynowgov.com", ".sailpointfedramp.com", ".identitynow-demo.com", ".sailpoint.com", ".nonemployee.com", ".saasapps.sailpoint.com"}

// SiteHosts are the first names of SailPoint's hosts that have pages and no API
// of a tenant: developer.sailpoint.com.
var SiteHosts = []string{"www", "developer", "documentation", "community", "status", "support", "university", "training", "learn"}

// SiteHost reports whether a host is one of SailPoint's own that have pages.
func SiteHost(host string) bool {
	first, rest, _ := strings.Cut(strings.ToLower(host), ".")
	return rest == "sailpoint.com" && slices.Contains(SiteHosts, first)
}

// ProductWords show that a text is about SailPoint's products, in lower case.
var ProductWords = []string{"sailpoint", "identitynow"}

// IdentityIQFolder is the folder under which IdentityIQ answers, on a host of the customer's.
const IdentityIQFolder = "/identityiq/"

// TenantHosts are the ends of the host names that a tenant's own name stands
// before, "acme.api.identitynow.com": the longer of two that fit comes first.
var TenantHosts = []string{
	".api.identitynow.com", ".api.identitynowgov.com", ".api.saas.sailpointfedramp.com", ".api.identitynow-demo.com",
	".identitynow.com", ".identitynowgov.com", ".saas.sailpointfedramp.com", ".identitynow-demo.com",
}

// TokenPath is where access tokens are got. It is in no OpenAPI document of ISC.
// https://developer.sailpoint.com/docs/api/authentication
const TokenPath = "/oauth/token"

// PrivatePath reports whether a path is one of the private API, which is called
// /cc/api/… and, through the user interface's host, /api/cc/… .
func PrivatePath(segments []string) bool {
	return len(segments) > 1 && (segments[0] == "cc" && segments[1] == "api" || segments[0] == "api" && segments[1] == "cc")
}

// RetiredPath reports whether a path is one of the API v2, called /v2/… and /api/v2/… .
func RetiredPath(segments []string) bool {
	if len(segments) > 1 && segments[0] == "api" {
		segments = segments[1:]
	}
	return len(segments) > 1 && segments[0] == "v2"
}
