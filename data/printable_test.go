package data

import (
	"strings"
	"testing"

	"authcat/catalog"
	"authcat/catalog/find"
	"authcat/catalog/printable"
)

// What is published is no secret: every address is printed in full, and every
// source's is public as it stands.
func TestPublishedAddressesArePrinted(t *testing.T) {
	facts, err := Snapshot(catalog.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range facts.Observations {
		api, _ := facts.API(o.API)
		url := "https://acme.api.identitynow.com" + api.Address(o.Path)
		if a, err := find.ParseAddress(o.Method, url); err != nil || a.URL() != url || printable.Name(url) != url {
			t.Errorf("%s is printed as %s, %v", url, a.URL(), err)
		}
		names := append([]string{o.OperationID, strings.ToLower(o.OperationID)}, o.Tags...)
		for _, alternative := range o.Security.Alternatives {
			for _, use := range alternative {
				names = append(names, use.Scopes...)
			}
		}
		for _, name := range append(names, o.Levels...) {
			if printed := printable.Name(name); printed != catalog.OneLine(name) && !strings.ContainsAny(name, "/?=@") {
				t.Errorf("%s is printed as %s", name, printed)
			}
		}
	}
	for _, document := range facts.Documents {
		if public := printable.PublicURL(document.URL); public != document.URL {
			t.Errorf("%s became %s", document.URL, public)
		}
	}
}
