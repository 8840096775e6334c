package fetch

import "net/netip"

// notPublic are the address blocks that no server on the internet has, from
// IANA's registries of special-purpose addresses
// (https://www.iana.org/assignments/iana-ipv4-special-registry and
// iana-ipv6-special-registry) and of multicast. Link-local ones hold the
// metadata services of the clouds, and some of those are elsewhere:
// fd00:ec2::254, 100.100.100.200, 192.0.0.192 and, in the middle of public
// addresses, Azure's 168.63.129.16
// (https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16).
var notPublic = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
	"192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
	"224.0.0.0/3", "168.63.129.16/32",
	"2001::/23", "2001:db8::/32", "3fff::/20",
)

// globalUnicast is all that IANA has given out of IPv6; the rest is local, reserved or multicast.
var globalUnicast = netip.MustParsePrefix("2000::/3")

// Blocks of IPv6 whose addresses stand for one of IPv4, and where it stands in
// them. A network without IPv4 reaches GitHub, which has nothing else, by 64:ff9b::/96.
var (
	nat64 = netip.MustParsePrefix("64:ff9b::/96") // RFC 6052: the last four bytes
	sixTo = netip.MustParsePrefix("2002::/16")    // RFC 3056: the bytes after 2002
)

func prefixes(texts ...string) []netip.Prefix {
	all := make([]netip.Prefix, len(texts))
	for i, text := range texts {
		all[i] = netip.MustParsePrefix(text)
	}
	return all
}

// isPublic reports whether an address without a zone is one of the internet.
func isPublic(at netip.Addr) bool {
	bytes := at.As16()
	switch {
	case nat64.Contains(at):
		return isPublic(netip.AddrFrom4([4]byte(bytes[12:])))
	case sixTo.Contains(at):
		return isPublic(netip.AddrFrom4([4]byte(bytes[2:])))
	case at.Is6() && !globalUnicast.Contains(at):
		return false
	}
	for _, block := range notPublic {
		if block.Contains(at) {
			return false
		}
	}
	return true
}

// carrier is the block of carrier-grade NAT (RFC 6598), which companies use for networks of their own too.
var carrier = netip.MustParsePrefix("100.64.0.0/10")

// isPrivate reports whether an address is one of those that networks give to
// their own servers. Link-local ones, where clouds keep their secrets, are not.
func isPrivate(at netip.Addr) bool {
	return at.IsPrivate() || at.IsLoopback() || carrier.Contains(at)
}
