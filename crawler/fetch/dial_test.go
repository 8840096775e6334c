package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// resolveTo is a resolver to which every name leads to one IPv4 address.
func resolveTo(t *testing.T, ip [4]byte) *net.Resolver {
	t.Helper()
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	go func() {
		for buffer := make([]byte, 512); ; {
			n, from, err := server.ReadFrom(buffer)
			if err != nil {
				return
			}
			question := buffer[12:n]
			end := bytes.IndexByte(question, 0) + 5 // the name, its type and class
			answers := byte(0)
			if question[end-3] == 1 { // type A
				answers = 1
			}
			reply := append([]byte{buffer[0], buffer[1], 0x81, 0x80, 0, 1, 0, answers, 0, 0, 0, 0}, question[:end]...)
			if answers > 0 {
				reply = append(reply, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ip[0], ip[1], ip[2], ip[3])
			}
			_, _ = server.WriteTo(reply, from)
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", server.LocalAddr().String())
	}}
}

// A name of the list that leads into the private network reaches nothing there,
// whoever says where it leads; one that the list declares private does.
func TestNamesLeadNowherePrivate(t *testing.T) {
	address, asked := serve(t, ok)
	port := mustParse(t, address).Port()
	for _, declared := range []bool{false, true} {
		specs := "http://specs.example:" + port + "/spec.yaml"
		h := newTestHTTP(t, specs)
		if declared {
			h.sites.private["specs.example"] = true
		}
		connecting := &dialer{sites: h.sites, timeout: time.Second, findProxy: http.ProxyFromEnvironment, resolver: resolveTo(t, [4]byte{127, 0, 0, 1})}
		h.client.Transport = connecting.transport()
		_, err := h.Fetch(t.Context(), specs)
		if declared != (err == nil) || !declared && (KindOf(err) != Unreachable || !strings.Contains(err.Error(), "specs.example is at 127.0.0.1")) {
			t.Errorf("declared private %v: error %v", declared, err)
		}
		if declared != (asked.Load() > 0) {
			t.Errorf("declared private %v: asked %d times", declared, asked.Load())
		}
	}
}

// A proxy may be anywhere: the operator chose it. It is asked for sites only.
func TestThroughAProxy(t *testing.T) {
	var asked atomic.Int32
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if r.URL.Path == "/away" {
			http.Redirect(w, r, "http://169.254.169.254/latest/meta-data/", http.StatusFound)
			return
		}
		fmt.Fprint(w, "proxied "+r.URL.String())
	}))
	t.Cleanup(proxy.Close)
	h := newTestHTTP(t, "http://specs.example/")
	connecting := &dialer{sites: h.sites, timeout: time.Second, findProxy: http.ProxyURL(mustParse(t, proxy.URL))}
	h.client.Transport = connecting.transport()
	page, err := h.Fetch(t.Context(), "http://specs.example/spec.yaml")
	if err != nil || string(page.Body) != "proxied http://specs.example/spec.yaml" {
		t.Errorf("%q, %v", page.Body, err)
	}
	for _, address := range []string{"http://169.254.169.254/", proxy.URL, "http://specs.example/away"} {
		if _, err := h.Fetch(t.Context(), address); KindOf(err) != Unlisted {
			t.Errorf("%s: %v", address, err)
		}
	}
	if asked.Load() != 2 {
		t.Errorf("the proxy was asked %d times, want 2", asked.Load())
	}
}

// Redirects lead to sites only, carry nobody's name, and are told without what may be a secret.
func TestRedirectsStayOnSites(t *testing.T) {
	elsewhere, _ := serve(t, ok)
	listed, _ := serve(t, ok)
	other, reached := serve(t, ok)
	for name, test := range map[string]struct {
		to   string
		kind Kind
	}{
		"another site":       {listed, ""},
		"another host":       {strings.Replace(listed, "127.0.0.1", "localhost", 1), Unlisted},
		"another port":       {elsewhere, Unlisted},
		"the metadata":       {"http://169.254.169.254/latest/?token=hunter2", Unlisted},
		"a user's name":      {strings.Replace(listed, "http://", "http://jo@", 1), Unlisted},
		"a user's password":  {strings.Replace(listed, "http://", "http://jo:hunter2@", 1), Unlisted},
		"another protocol":   {"ftp://127.0.0.1/spec.yaml", Unlisted},
		"no web at all":      {"file:///etc/passwd", Unlisted},
		"far away, then not": {other + "?next=" + url.QueryEscape(listed), Unlisted},
	} {
		first, asked := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", test.to)
			w.WriteHeader(http.StatusFound)
		})
		_, err := newTestHTTP(t, first, listed).Fetch(t.Context(), first)
		if KindOf(err) != test.kind {
			t.Errorf("%s: error %v, want kind %q", name, err, test.kind)
		}
		if err != nil && (strings.Contains(err.Error(), "hunter2") || !strings.Contains(err.Error(), first)) {
			t.Errorf("%s: error %v", name, err)
		}
		if asked.Load() != 1 {
			t.Errorf("%s: asked %d times", name, asked.Load())
		}
	}
	if reached.Load() > 0 {
		t.Error("another server was asked")
	}
}

// No server is believed to end: not its header, not its body, not what its body unpacks to.
func TestHostileAnswersAreBounded(t *testing.T) {
	var bomb bytes.Buffer
	packed := gzip.NewWriter(&bomb)
	if _, err := io.Copy(packed, io.LimitReader(zeros{}, 64<<20)); err != nil {
		t.Fatal(err)
	}
	if err := packed.Close(); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		handler http.HandlerFunc
		kind    Kind
	}{
		"a header without end": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Long", strings.Repeat("x", 2*maxHeader))
		}, Unreachable},
		"headers without end": {func(w http.ResponseWriter, _ *http.Request) {
			for i := range 2 * maxHeader / 10 {
				w.Header().Set(fmt.Sprint("X-", i), "x")
			}
		}, Unreachable},
		"a body that unpacks without end": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(bomb.Bytes())
		}, TooLarge},
		"a body that drips": {func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				_, _ = w.Write([]byte("x"))
				_ = http.NewResponseController(w).Flush()
				time.Sleep(time.Millisecond)
			}
		}, Unreachable},
	} {
		address, _ := serve(t, test.handler)
		h := newTestHTTP(t, address)
		h.MaxBytes, h.Attempts, h.client.Timeout = 4<<20, 1, 2*time.Second
		if name == "a body that drips" {
			h.client.Timeout = 50 * time.Millisecond
		}
		if page, err := h.Fetch(t.Context(), address); KindOf(err) != test.kind || len(page.Body) > 0 {
			t.Errorf("%s: %d bytes, error %v, want kind %q", name, len(page.Body), err, test.kind)
		}
	}
}

// zeros is a reader of zeros.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }
