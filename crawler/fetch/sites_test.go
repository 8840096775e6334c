package fetch

import (
	"net/netip"
	"net/url"
	"strings"
	"testing"
)

func mustParse(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestSites(t *testing.T) {
	sites, err := NewSites([]string{
		"https://raw.example/a.yaml", "https://docs.example:8443/", "http://plain.example/", "http://plain.example:8080/x",
		"http://127.0.0.1:3000/spec.yaml", "https://[2001:db8::1]/",
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]bool{
		"https://raw.example/other": true, "https://raw.example:443/": true, "https://RAW.example/": true, "https://docs.example:8443/x": true,
		"http://plain.example/": true, "https://plain.example/": true, "http://plain.example:8080/": true, "http://127.0.0.1:3000/": true,
		"https://[2001:db8::1]:443/": true,

		"http://raw.example/": false, "https://raw.example:8443/": false, "https://docs.example/": false, "https://plain.example:8080/": false,
		"https://a.raw.example/": false, "https://raw.example.evil.example/": false, "https://evil.example/raw.example": false,
		"http://127.0.0.1/": false, "http://127.0.0.1:3001/": false, "http://2130706433:3000/": false, "http://localhost:3000/": false,
		"https://user@raw.example/": false, "https://user:password@raw.example/": false, "https://raw.example@evil.example/": false,
		"ftp://raw.example/": false, "file:///etc/passwd": false, "//raw.example/": false, "https:raw.example": false,
	} {
		if err := sites.admit(mustParse(t, address)); (err == nil) != want {
			t.Errorf("%s: %v, want admitted %v", address, err, want)
		}
	}
	for _, address := range []string{"ftp://raw.example/", "https://user:hunter2@raw.example/", "https://hunter2@raw.example/", "https://user:hunt er2@raw.example/", "/x"} {
		if _, err := NewSites([]string{address}, nil); err == nil || strings.Contains(err.Error(), "unter2") {
			t.Errorf("%s as a source: %v", address, err)
		}
	}
}

func TestWhereAHostMayBe(t *testing.T) {
	sites, err := NewSites(nil, []string{"specs.corp.example"})
	if err != nil {
		t.Fatal(err)
	}
	const private, metadata = "10.1.2.3 172.16.0.1 192.168.1.1 127.0.0.1 100.64.0.1 100.100.100.200 fd00::1 fd00:ec2::254 ::1 ",
		"169.254.169.254 fe80::1%eth0 168.63.129.16 0.0.0.0 255.255.255.255 192.0.0.192 224.0.0.1 ff02::1 :: " +
			"::ffff:169.254.169.254 64:ff9b::a9fe:a9fe 2002:a9fe:a9fe::1 64:ff9b:1::1 fec0::1 ::a9fe:a9fe 2001::1 198.18.0.1 192.0.2.1 2001:db8::1 5f00::1"
	const public = "185.199.108.133 8.8.8.8 11.0.0.1 100.128.0.1 172.32.0.1 168.63.129.17 2606:50c0:8000::153 64:ff9b::b9c7:6c85 ::ffff:8.8.8.8"
	tests := []struct{ host, may, mayNot string }{
		{"raw.githubusercontent.com", public, private + metadata + " ::ffff:10.0.0.1 64:ff9b::a00:1 2002:a00:1::1"},
		{"specs.corp.example", public + " " + private, metadata},
		{"SPECS.corp.example", private, metadata},
		{"a.specs.corp.example", public, private},
		{"localhost", "127.0.0.1 127.9.9.9 ::1 ::ffff:127.0.0.1", "10.1.2.3 169.254.169.254 fd00::1"},
		{"app.localhost", "127.0.0.1", "10.1.2.3"},
		{"notlocalhost", "8.8.8.8", "127.0.0.1 ::1"},
		{"10.1.2.3", "10.1.2.3 ::ffff:10.1.2.3", "10.1.2.4 127.0.0.1"},
		{"169.254.169.254", "169.254.169.254", "10.1.2.3"},
		{"fe80::1%eth0", "fe80::1%eth0", "fe80::2%eth0"},
		{"2130706433", "", "127.0.0.1"}, // 127.0.0.1 to some resolvers
	}
	for _, test := range tests {
		for want, addresses := range map[bool]string{true: test.may, false: test.mayNot} {
			for _, text := range strings.Fields(addresses) {
				if got := sites.reachable(test.host, netip.MustParseAddr(text)); got != want {
					t.Errorf("%s at %s: %v, want %v", test.host, text, got, want)
				}
			}
		}
	}
}
