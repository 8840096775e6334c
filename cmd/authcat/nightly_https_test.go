package main

import (
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
)

// A document that was had over https is never had over http instead: whoever
// can redirect could otherwise say what it says.
func TestNightlyRedirectedFromHTTPS(t *testing.T) {
	slow(t)
	t.Parallel()
	up := newQuickUpstream(t)
	plain, moved := up.URL+up.path("v3"), false
	secure := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if moved {
			http.Redirect(w, r, plain, http.StatusFound)
			return
		}
		up.ServeHTTP(w, r)
	}))
	t.Cleanup(secure.Close)
	for i := range up.apis {
		if up.apis[i].ID == "v3" {
			up.apis[i].SpecURL = secure.URL + up.path("v3")
		}
	}
	p := newPlace(t, up)
	certificate := filepath.Join(t.TempDir(), "certificate.pem")
	put(t, certificate, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: secure.Certificate().Raw})))
	night := func() outcome {
		command := p.process(t)
		command.Env = append(command.Env, "SSL_CERT_FILE="+certificate)
		return p.outside(t, command)
	}
	if o := night(); o.code != exitOK {
		t.Fatalf("exit code %d\n%s%s", o.code, o.stdout, o.stderr)
	}
	p.now, moved = p.now.Add(nextDay), true
	o := night()
	if o.code != exitKept {
		t.Errorf("exit code %d", o.code)
	}
	o.says(t, "facts kept from earlier: v3.", "redirected from https to http://")
	p.oneCatalog(t)
	moved = false
	if o := night(); o.code != exitOK {
		t.Errorf("exit code %d\n%s%s", o.code, o.stdout, o.stderr)
	}
}
