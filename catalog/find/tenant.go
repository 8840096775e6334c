package find

import (
	"strings"

	"authcat/catalog"
	"authcat/catalog/printable"
)

// Tenant is the tenant that the request calls, as the function Tenant tells it.
func (r Request) Tenant() string {
	switch {
	case r.address != nil:
		return Tenant(r.address.origin)
	case len(r.url) > 1 && r.url[0] == '/' && r.url[1] != '/': // nearly always
		return ""
	default:
		return Tenant(string(r.url))
	}
}

// Tenant is the tenant that a URL calls, in lower case: "acme" of
// "https://acme.api.identitynow.com/v2025/identities". It is "" where the
// address doesn't tell: a path alone, a placeholder, a host of another form
// (vanity hosts are the customer's own).
func Tenant(address string) string {
	host, _, _ := strings.Cut(strings.ToLower(printable.Split(address).Host), ":")
	for _, end := range catalog.TenantHosts {
		if name, ok := strings.CutSuffix(host, end); ok {
			if name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
				return ""
			}
			return name
		}
	}
	return ""
}
