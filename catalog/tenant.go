package catalog

import "strings"

// tenantHosts are the ends of the host names that a tenant's own name stands
// before, "acme.api.identitynow.com": the longer of two that fit comes first.
var tenantHosts = []string{
	".api.identitynow.com", ".api.identitynowgov.com", ".api.identitynow-demo.com",
	".identitynow.com", ".identitynowgov.com", ".identitynow-demo.com",
}

// Tenant is the tenant that a URL calls, in lower case: "acme" of
// "https://acme.api.identitynow.com/v2025/identities". It is "" where the
// address doesn't tell: a path alone, a placeholder, a host of another form
// (vanity hosts are the customer's own).
func Tenant(address string) string {
	host, _, _ := strings.Cut(strings.ToLower(splitAddress(address).host), ":")
	for _, end := range tenantHosts {
		if name, ok := strings.CutSuffix(host, end); ok {
			if name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
				return ""
			}
			return name
		}
	}
	return ""
}
